"""An essay as it is being written: its text, its quotations that follow the typing, and their check."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from closereader.gui import keys
from closereader.gui import theme as themes
from closereader.gui.essay.marks import EssayMarks, marks_of
from closereader.gui.guard import guarded
from closereader.gui.theme import Theme
from closereader.library import essay_check
from closereader.library.essay_check import Checked, EssayCheck
from closereader.library.quotations import Sources, follow
from closereader.model.colour import Colour
from closereader.model.essay import Essay, EssayId, Quotation
from closereader.model.span import Span
from closereader.text.difference import Difference, difference
from closereader.text.utf16 import Utf16Map

_SAVE_AFTER_MS = 300
_SAVE_AT_LATEST_MS = 1000
_FONT_PIXELS = 17
_LINE_HEIGHT = 128
_NOTHING = EssayCheck((), 0)

Save = Callable[[Essay], Essay | None]


@guarded
class EssayField(QTextEdit):
    """Offsets are code points. `save` keeps the essay as it stands: after each pause of 300 ms,
    at least each second while one types, and by `flush`; it returns what was kept, None where that is
    not known yet.

    Signals: `typed()`: the text is different, and checked so far; `rested()`: a pause; `caret_in(Checked
    or None)`: the quotation the caret is in.
    """

    typed = Signal()
    rested = Signal()
    caret_in = Signal(object)

    def __init__(
        self,
        sources: Sources,
        save: Save,
        colour_of: Callable[[Checked], Colour | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sources = sources
        self._save = save
        self._colour_of = colour_of
        self.text = ""
        self.quotations: tuple[Quotation, ...] = ()
        self.check = _NOTHING
        self._readings = Essay(EssayId(""), "", "", ())
        self.units = Utf16Map("")
        self._is_dirty = False
        self._is_quiet = False
        self._caret_is_in: Checked | None = None
        self._pause = self._timer(_SAVE_AFTER_MS)
        self._latest = self._timer(_SAVE_AT_LATEST_MS)
        self._look()
        self.marks = EssayMarks(self.document(), themes.load("light"), self._locate)
        self._was_empty = True
        self.textChanged.connect(self._clear_hint)
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._tell_caret)

    def _timer(self, ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(self._rest if ms == _SAVE_AFTER_MS else self._keep)
        return timer

    def _look(self) -> None:
        self.setFont(themes.text_font(_FONT_PIXELS))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        # The library's undo is the only one: it names its steps and outlives the editor.
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(12)
        self.setAccessibleName(self.tr("Essay"))
        self.viewport().setMouseTracking(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's: where nothing is written yet, say how to begin. Qt's own words for that are cut off
        after the first line."""
        super().paintEvent(event)
        if not self.document().isEmpty():
            return
        words = self.tr(
            "Write here. Select a passage in the text and press {key} to quote it, or drag it here."
        ).format(key=keys.told("note.essay"))
        edge = round(self.document().documentMargin())
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(
            self.viewport().rect().adjusted(edge, edge, -edge, -edge),
            Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap,
            words,
        )

    def _clear_hint(self) -> None:
        """With the first letter, or without the last one, more changes than the line it is in."""
        if self.document().isEmpty() is not self._was_empty:
            self._was_empty = self.document().isEmpty()
            self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        palette = theme.palette()
        palette.setColor(palette.ColorRole.Base, theme.page)
        self.setPalette(palette)
        self.viewport().setPalette(palette)
        self._quietly(lambda: self.marks.set_theme(theme))

    # What is written

    def begin(self, essay: Essay) -> None:
        """Write on this essay; the caret at its end."""
        self._pause.stop()
        self._keep()
        self._readings = essay
        self._quietly(lambda: self._show(self._readings))
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.typed.emit()

    def _show(self, essay: Essay) -> None:
        self.setPlainText(essay.text)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(
            _LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self.text = self.toPlainText()
        self.units = Utf16Map(self.text)
        self.quotations = essay.quotations
        self._is_dirty = False
        self._take(_NOTHING)

    def follow(self, essay: Essay) -> None:
        """The library now has the essay like this; what is being typed is not taken back."""
        self._readings = essay
        if self._is_dirty:
            return
        change = difference(self.text, essay.text)
        if change is None and essay.quotations == self.quotations:
            return
        self._pause.stop()
        self._latest.stop()
        if change is not None:
            self._quietly(lambda: self._replace(change, essay.text))
        self.quotations = essay.quotations
        self.check_all()
        self._tell_caret()

    def flush(self) -> None:
        """Save now what is not saved yet."""
        was_typing = self._pause.isActive()
        self._pause.stop()
        self._keep()
        if was_typing:
            self.rested.emit()

    def essay(self) -> Essay:
        """The essay as it stands here."""
        return replace(self._readings, text=self.text, quotations=self.quotations)

    @property
    def caret(self) -> int:
        """The code point the caret stands before."""
        return self.units.offset(self.textCursor().position())

    def put_caret(self, offset: int, end: int | None = None) -> None:
        """Let the caret stand before a code point, or select up to another; it is seen."""
        cursor = self.textCursor()
        cursor.setPosition(self.units.position(offset))
        if end is not None:
            cursor.setPosition(self.units.position(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def put(self, span: Span, words: str) -> None:
        """Put words in the place of others, as if they were typed."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.units.position(span.start))
        cursor.setPosition(self.units.position(span.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)

    # The check

    def check_all(self) -> None:
        """Check every quotation anew; those without an address are not looked for."""
        self.take_check(essay_check.check(self.essay(), self._sources, search=False))

    def take_check(self, checked: EssayCheck) -> None:
        """This is the check of the text as it stands."""
        self._quietly(lambda: self._take(checked))
        self.typed.emit()

    def _take(self, checked: EssayCheck) -> None:
        before = {(one.whole, one.standing, one.differences) for one in self.check.quotations}
        touched = [
            one.whole
            for one in checked.quotations
            if (one.whole, one.standing, one.differences) not in before
        ]
        after = {one.whole for one in checked.quotations}
        touched += [one.whole for one in self.check.quotations if one.whole not in after]
        self.check = checked
        self.marks.set_marks(marks_of(checked.quotations, self._colour_of))
        self._draw(touched)

    def recolour(self) -> None:
        """The notes that are quoted may have other colours."""
        self.marks.set_marks(marks_of(self.check.quotations, self._colour_of))
        self._quietly(lambda: self._draw([one.whole for one in self.check.quotations]))

    def _draw(self, spans: list[Span]) -> None:
        drawn: set[int] = set()
        for span in spans:
            block = self.document().findBlock(self.units.position(min(span.start, len(self.text))))
            last = self.units.position(min(span.end, len(self.text)))
            while block.isValid() and block.position() <= last:
                if block.blockNumber() not in drawn:
                    drawn.add(block.blockNumber())
                    self.marks.rehighlightBlock(block)
                block = block.next()

    def at(self, offset: int) -> Checked | None:
        """The quotation at a code point, with its marks and its address."""
        found = self.check.quotations
        index = bisect_right(found, offset, key=lambda one: one.whole.start) - 1
        if index >= 0 and found[index].whole.start <= offset <= found[index].whole.end:
            return found[index]
        return None

    # Typing

    def _changed(self) -> None:
        if self._is_quiet:
            return
        now = self.toPlainText()
        change = difference(self.text, now)
        if change is None:
            return
        self.text = now
        self.units = Utf16Map(now)
        self.quotations = follow(self.quotations, change)
        self._quietly(lambda: self._recheck(change))
        self._is_dirty = True
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()
        self.typed.emit()

    def _recheck(self, change: Difference) -> None:
        essay = self.essay()
        self.check = essay_check.recheck(self.check, essay, change, self._sources)
        self.marks.set_marks(marks_of(self.check.quotations, self._colour_of))
        # What only moved is drawn as it was.
        self._draw([essay_check.touched(essay, change)])

    def _rest(self) -> None:
        """A pause: what was typed is kept, and words that only look like a quotation are sought."""
        self._keep()
        self.rested.emit()

    def _keep(self) -> None:
        self._latest.stop()
        if not self._is_dirty:
            return
        self.quotations = essay_check.bind(self.essay(), self.check)
        kept = self._save(self.essay())
        # Marked clean only afterwards: what comes back while saving is our own.
        self._is_dirty = False
        if kept is not None:
            self.follow(kept)

    def _replace(self, change: Difference, text: str) -> None:
        scrolled = self.verticalScrollBar().value()
        self.put(Span(change.start, change.end), text[change.start : change.now])
        self.text = self.toPlainText()
        self.units = Utf16Map(self.text)
        self.verticalScrollBar().setValue(scrolled)

    def _quietly(self, act: Callable[[], object]) -> None:
        before, self._is_quiet = self._is_quiet, True
        try:
            act()
        finally:
            self._is_quiet = before

    def _locate(self, position: int) -> int:
        return self.units.offset(position)

    def leave_quotation(self) -> None:
        """The caret is in none any more: the keyboard is elsewhere."""
        self._caret_is_in = None
        self.caret_in.emit(None)

    def _tell_caret(self) -> None:
        if self._is_quiet:
            return
        here = self.at(self.caret)
        if here != self._caret_is_in:
            self._caret_is_in = here
            self.caret_in.emit(here)
