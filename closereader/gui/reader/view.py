"""The text itself: Qt's read-only text widget over our layout, with the mouse and the keys of a reader."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from closereader.gui.guard import guarded
from closereader.gui.reader import caret, links, pointing, selecting, settling
from closereader.gui.reader.flash import Flash
from closereader.gui.reader.handles import HandleDrag
from closereader.gui.reader.layout import ReaderLayout
from closereader.gui.reader.look import ReaderStyle
from closereader.gui.reader.overlay import Overlay
from closereader.gui.reader.pointing import in_document, picture_above
from closereader.gui.reader.read_ahead import ReadAhead
from closereader.gui.reader.sketch import NOTHING, Sketch
from closereader.model.span import Span
from closereader.text.clusters import whole
from closereader.text.trim import trim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from closereader.gui.reader.link_lines import LinkLines
    from closereader.gui.reader.positions import Positions
    from closereader.gui.session import Session
    from closereader.model.reading import ReadingText

# Above the first line; what is seen there of the line before does not make that one the first.
_ROOM = 8.0


@guarded
class ReaderView(QTextEdit):
    """Shows the session's reading. Offsets are code points; positions never leave this package.

    Signals: `selected(by_mouse)`: a selection was finished; `scrolled()`: the view moved;
    `settled()`: heights became known; `menu_wanted(global point)`; `picture_wanted(Picture)`."""

    selected = Signal(bool)
    scrolled = Signal()
    settled = Signal()
    menu_wanted = Signal(QPoint)
    picture_wanted = Signal(object)

    def __init__(self, session: Session, style: ReaderStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.positions: Positions | None = None
        self._reading: ReadingText | None = None
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self._document.setUndoRedoEnabled(False)
        self.layout_ = ReaderLayout(self._document, style)
        self._document.setDocumentLayout(self.layout_)
        self.overlay = Overlay(session, self.layout_)
        self.layout_.painter = self.overlay
        self.setDocument(self._document)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Reading"))
        self.setAcceptDrops(False)
        self.viewport().setMouseTracking(True)
        self._drag: HandleDrag | None = None
        self._pressed_at = QPoint()
        self._telling = True
        self.is_holding = False
        self._shown = (0, 0.0), -1
        self.flash = Flash(self)
        self._ahead = ReadAhead(self)
        self.caret = caret.Caret(self)
        self.selecting = selecting.Selecting(self)
        self.links = links.Links(self)
        self.link_lines: LinkLines | None = None
        self.tab_into: Callable[[], bool] = lambda: False
        self.cursorPositionChanged.connect(self._tell_session)
        self.selectionChanged.connect(self._tell_session)
        self.set_style(style)

    # What is shown

    def set_reading(self, sketch: Sketch, place: int = 0, language: str = "") -> None:
        """Show a reading from code point `place` on, its words broken by `language`; `NOTHING`:
        none."""
        self._telling = False
        self.flash.put_out()
        self._drag = None
        self.overlay.preview = None
        self.overlay.hits = []
        self._reading = None if sketch is NOTHING else sketch.reading
        self.positions = self.overlay.positions = None if sketch is NOTHING else sketch.positions
        self._document.setPlainText(sketch.document_text)
        self.layout_.set_reading(sketch, language)
        self.overlay.follow_entities()
        self._announce_size()
        if self.positions:
            self.put_caret(place)
        self.show_offset_at_top(place)
        self._telling = True
        self._tell_session()
        self.viewport().update()

    def set_style(self, style: ReaderStyle) -> None:
        """Set the text in this style, keeping the line being read in its place."""
        theme = style.theme
        palette = QPalette(theme.palette())
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, theme.page)
        self.setPalette(palette)
        self.viewport().setPalette(palette)
        with self._held_in_place():
            self._document.setDefaultFont(style.font)
            self.layout_.set_style(style)
        self.viewport().update()

    def set_language(self, language: str) -> None:
        """Break words by the patterns of this language from now on."""
        with self._held_in_place():
            self.layout_.language = language
            self.layout_.invalidate()
        self.viewport().update()

    # Where the reader is

    def place(self) -> tuple[int, float]:
        """The code point at the top of the view, and how many pixels its line begins below the edge."""
        if self.positions is None or not self.layout_.blocks:
            return 0, 0.0
        top = float(self.verticalScrollBar().value())
        if top < self.layout_.top(0) + 1:
            return 0, self.layout_.text_top(0) - top
        position = self.layout_.hitTest(
            QPointF(self.layout_.left, top + _ROOM + 2), Qt.HitTestAccuracy.FuzzyHit
        )
        number = self._document.findBlock(position).blockNumber()
        relative = position - self._document.findBlock(position).position()
        return self.positions.offset(position), self.layout_.line_top(number, relative) - top

    def show_place(self, place: tuple[int, float]) -> None:
        """Scroll so that a code point's line begins as far below the edge as `place()` said."""
        if self.positions is None or not self.layout_.blocks:
            return
        offset, below = place
        y = self._line_top(offset)
        self.settle_at(y - below)
        self.verticalScrollBar().setValue(round(self._line_top(offset) - below))
        self._shown = place, self.verticalScrollBar().value()

    @contextmanager
    def _held_in_place(self) -> Iterator[None]:
        """What was shown last stays in its place; if one has scrolled, what is at the top now. Were
        it always that, the text would creep up by a line with every change of width."""
        shown, value = self._shown
        place = shown if value == self.verticalScrollBar().value() else self.place()
        yield
        with self._holding():
            self._announce_size()
            self.show_place(place)

    @contextmanager
    def _holding(self) -> Iterator[None]:
        """While the view scrolls so that nothing moves on the screen."""
        before, self.is_holding = self.is_holding, True
        try:
            yield
        finally:
            self.is_holding = before

    def show_offset_at_top(self, offset: int) -> None:
        """Scroll so that the line of code point `offset` is the first."""
        if offset <= 0:
            self.verticalScrollBar().setValue(0)
            self._shown = self.place(), 0
        else:
            self.show_place((offset, _ROOM + picture_above(self, offset)))

    def go_to(self, span: Span, *, flash: bool, at_top: bool = False) -> None:
        """Show a passage (at the top, or a third down unless it is in sight); the caret goes there."""
        if self.positions is None:
            return
        below = self._line_top(span.start) - self.verticalScrollBar().value()
        if at_top:
            self.show_offset_at_top(span.start)
        elif not 12 <= below <= self.viewport().height() * 0.8:
            third = self.viewport().height() / 3
            self.show_place((span.start, max(third, _ROOM + picture_above(self, span.start))))
        self.put_caret(span.start)
        if flash:
            self.flash.light(span)

    def put_caret(self, offset: int) -> None:
        """Let the caret stand before a code point; the view stays."""
        assert self.positions is not None
        cursor = self.textCursor()
        cursor.setPosition(self.positions.position(offset))
        self.setTextCursor(cursor)

    def centre_on(self, y: float) -> None:
        """Scroll so that height `y` of the document is in the middle."""
        self.verticalScrollBar().setValue(round(y - self.viewport().height() / 2))

    def offset_at(self, point: QPoint) -> int | None:
        """The code point under a point of the viewport, None beside the text."""
        if self.positions is None:
            return None
        position = self.layout_.hitTest(in_document(self, point), Qt.HitTestAccuracy.ExactHit)
        return None if position < 0 else self.positions.offset(position)

    def offset_near(self, point: QPoint) -> int:
        """The caret's place nearest to a point of the viewport."""
        assert self.positions is not None
        hit = self.layout_.hitTest(in_document(self, point), Qt.HitTestAccuracy.FuzzyHit)
        return self.positions.offset(hit)

    def select(self, span: Span) -> None:
        """Select a passage, as the reader would."""
        assert self.positions is not None
        cursor = self.textCursor()
        cursor.setPosition(self.positions.position(span.start))
        cursor.setPosition(self.positions.position(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def clear_selection(self) -> None:
        """Leave the caret where it is, with nothing selected."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def repaint_marks(self) -> None:
        """Draw the marks anew."""
        self.viewport().update()

    # Qt's

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's: what comes into sight is laid out before it is drawn."""
        self._settle()
        if self.link_lines is not None:
            self.link_lines.paint(event.region())
        super().paintEvent(event)
        self._ahead.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: the line being read stays in its place."""
        with self._holding(), self._held_in_place():
            self.layout_.set_size(*map(float, self.viewport().size().toTuple()))
            super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's: it would scroll to the caret when first shown; what was scrolled to stays."""
        with self._held_in_place():
            super().showEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Qt's: the view moved."""
        super().scrollContentsBy(dx, dy)
        self.scrolled.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's: on an end of the chosen passage, begin to drag it."""
        self._pressed_at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag = HandleDrag.begin(self, self._pressed_at)
            if self._drag is not None:
                return
        if event.button() != Qt.MouseButton.RightButton:
            super().mousePressEvent(event)
        elif not self.textCursor().hasSelection():  # Else the menu is about the selection.
            pointing.choose_for_menu(self, self._pressed_at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's: drag an end, or light what is under the pointer."""
        point = event.position().toPoint()
        if self._drag is not None:
            self._drag.move(point)
            return
        super().mouseMoveEvent(event)
        if not event.buttons():
            pointing.hover(self, point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's: end a drag or a selection; a plain click chooses what is there."""
        if self._drag is not None:
            self._drag.finish()
            self._drag = None
            return
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.textCursor().hasSelection():
            self.selected.emit(True)
        elif (point - self._pressed_at).manhattanLength() < 4:
            pointing.click(self, point)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt's: select the word as a reader takes it ("people’s" is one)."""
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            pointing.double_click(self, event.position().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: Escape drops the selection, then the chosen note."""
        if event.key() == Qt.Key.Key_Escape:
            if self.textCursor().hasSelection():
                self.clear_selection()
            else:
                self.session.choose_note(None)
            return
        if not self.caret.press(event):
            super().keyPressEvent(event)
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if shift and self.textCursor().hasSelection():
            self.selected.emit(False)

    def leaveEvent(self, event: object) -> None:
        """Qt's: nothing is under the pointer any more."""
        self.session.hover_note(None)
        super().leaveEvent(event)  # type: ignore[arg-type]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's: our own menu; asked for by a key, at the caret."""
        point = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            point = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        self.menu_wanted.emit(point)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt's: Tab goes into the bar under the selection, where there is one."""
        return (forward and self.tab_into()) or super().focusNextPrevChild(forward)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Qt's: copy the canonical text, not what the document makes of it."""
        return self.selecting.carried()

    # Within

    def _line_top(self, offset: int) -> float:
        assert self.positions is not None
        position = self.positions.position(offset)
        block = self._document.findBlock(position)
        return self.layout_.line_top(block.blockNumber(), position - block.position())

    def settle_at(self, top: float) -> None:
        """Lay out what a view beginning at `top` shows, so that its heights are true."""
        settling.lay_out(self.layout_, top, float(self.viewport().height()))
        self._announce_size()

    def _settle(self) -> None:
        """Lay out what is in sight; if a block at the upper edge grew, stay where the reader was."""
        if self.positions is None or not self.layout_.blocks:
            return
        for _round in range(4):
            top = self.verticalScrollBar().value()
            grown = settling.grown_above(self.layout_, top)
            self.settle_at(top)
            if not grown:
                return
            with self._holding():
                self.verticalScrollBar().setValue(round(top + grown))

    def _announce_size(self) -> None:
        if self.layout_.take_growth():
            self.layout_.documentSizeChanged.emit(self.layout_.documentSize())
            self.settled.emit()

    def _tell_session(self) -> None:
        if not self._telling or self.positions is None or self._reading is None:
            return
        cursor, text = self.textCursor(), self._reading.text
        span = trim(text, self.drawn_over(text)) if cursor.hasSelection() else None
        self.session.select(span, self.positions.offset(cursor.position()))

    def drawn_over(self, text: str) -> Span:
        """What is selected, in whole characters."""
        assert self.positions is not None
        cursor = self.textCursor()
        return whole(text, self.positions.span(cursor.anchor(), cursor.position()))
