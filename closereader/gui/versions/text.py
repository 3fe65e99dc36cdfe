"""One of the two texts on the desk: read only, what differs marked, one passage shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.theme import Theme
from closereader.gui.versions.matter import Side
from closereader.model.colour import Colour
from closereader.model.span import Span
from closereader.text.trim import trim

_TYPE = 18
_MARGIN = 22
_STROKE = 1
# So far above and below what is in sight what differs is marked, in characters.
_ABOUT = 6000
_SOFT = 0.55
_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


@guarded
class VersionText(QPlainTextEdit):
    """`pressed(QKeyEvent)`: a key the text itself has no use for; `chose()`: a passage was selected
    by hand; `focused()`: the keyboard came here."""

    pressed = Signal(object)
    chose = Signal()
    focused = Signal()

    def __init__(self, name: str, *, is_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("versionText")
        self.setAccessibleName(name)
        self._is_new = is_new
        self._side: Side | None = None
        self._theme = themes.load("light")
        self._passage: tuple[Span, Colour] | None = None
        self.setReadOnly(True)
        self.setTextInteractionFlags(_SELECTABLE)
        self.setFont(themes.text_font(_TYPE))
        self.document().setDocumentMargin(_MARGIN)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._mark)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._soon.start())

    # What is shown

    @property
    def side(self) -> Side | None:
        """The text that is shown."""
        return self._side

    def show_side(self, side: Side | None) -> None:
        """Show this text; None: none."""
        if side is self._side:
            return
        self._side = side
        self._passage = None
        self.setPlainText("" if side is None else side.shown.words)
        self._soon.start()

    def show_passage(self, span: Span, colour: Colour, *, select: bool) -> None:
        """Bring the passage into the middle, in the colour of its note, and `select` it."""
        if self._side is None:
            return
        self._passage = (span, colour)
        self.put_selection(span if select else Span(span.start, span.start))
        self._soon.start()
        # Where it is known how wide the lines are.
        QTimer.singleShot(0, self, self.centerCursor)

    def show_none(self) -> None:
        """Show no passage."""
        self._passage = None
        self._soon.start()

    def put_selection(self, span: Span, *, from_end: bool = False) -> None:
        """Select these code points; the caret stands at their end, or, selected `from_end`, at their
        beginning."""
        if self._side is None:
            return
        shown = self._side.shown
        ends = shown.position(span.start), shown.position(span.end)
        anchor, caret = reversed(ends) if from_end else ends
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(caret, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def selected(self) -> Span | None:
        """What is selected, without white space at its ends; None: nothing."""
        cursor = self.textCursor()
        if self._side is None or not cursor.hasSelection():
            return None
        shown = self._side.shown
        return trim(shown.text.text, shown.span(cursor.anchor(), cursor.position()))

    def caret(self) -> int:
        """The code point the caret stands at."""
        return 0 if self._side is None else self._side.shown.offset(self.textCursor().position())

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        palette = self.palette()
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole.Base, theme.page)
            palette.setColor(group, QPalette.ColorRole.Text, theme.text)
            palette.setColor(group, QPalette.ColorRole.Highlight, theme.selection)
            palette.setColor(group, QPalette.ColorRole.HighlightedText, theme.text)
        self.setPalette(palette)
        self._soon.start()

    # Marks

    def _mark(self) -> None:
        """What differs near what is in sight, and the passage over it."""
        side = self._side
        if side is None:
            self.setExtraSelections([])
            return
        shown = side.shown
        first = self.cursorForPosition(self.viewport().rect().topLeft()).position()
        last = self.cursorForPosition(self.viewport().rect().bottomRight()).position()
        low = max(shown.offset(first) - _ABOUT, 0)
        high = shown.offset(last) + _ABOUT
        look = self._look_of_difference()
        marks = [self._extra(span, look) for span in side.between(low, high)]
        if self._passage is not None:
            marks.append(self._extra(self._passage[0], self._look_of(self._passage[1])))
        self.setExtraSelections(marks)

    def _extra(self, span: Span, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        assert self._side is not None
        extra = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._side.shown.position(span.start))
        cursor.setPosition(self._side.shown.position(span.end), QTextCursor.MoveMode.KeepAnchor)
        extra.cursor, extra.format = cursor, look
        return extra

    def _look_of_difference(self) -> QTextCharFormat:
        look = QTextCharFormat()
        colour = QColor(self._theme.marks[Colour.GREEN if self._is_new else Colour.RED])
        colour.setAlphaF(_SOFT)
        look.setBackground(colour)
        if not self._is_new:
            look.setFontStrikeOut(True)
        return look

    def _look_of(self, colour: Colour) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setBackground(self._theme.marks[colour])
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(self._theme.edges[colour])
        return look

    # Qt's

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's: a passage without words is a stroke between the letters."""
        super().paintEvent(event)
        if self._side is None or self._passage is None or len(self._passage[0]):
            return
        span, colour = self._passage
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._side.shown.position(span.start))
        place = self.cursorRect(cursor)
        painter = QPainter(self.viewport())
        painter.fillRect(
            place.left() - _STROKE,
            place.top(),
            2 * _STROKE,
            place.height(),
            self._theme.edges[colour],
        )
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: the caret's keys are the text's own; all others the desk's."""
        before = self.textCursor().selectionStart(), self.textCursor().selectionEnd()
        is_own = event.key() in _OF_CARET or any(event.matches(each) for each in _OWN)
        if is_own:
            super().keyPressEvent(event)
        else:
            event.accept()
            self.pressed.emit(event)
        if (self.textCursor().selectionStart(), self.textCursor().selectionEnd()) != before:
            self.chose.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's: a passage may be selected now."""
        super().mouseReleaseEvent(event)
        self.chose.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's: the keys mean other things here."""
        super().focusInEvent(event)
        self.focused.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: other lines are in sight."""
        super().resizeEvent(event)
        self._soon.start()


_OWN = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)
_OF_CARET = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
    }
)
