"""The tab "My essay": which essay, its text, how many quotations are exact, and what it does not use."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from closereader.gui import theme as themes
from closereader.gui.essay import menus
from closereader.gui.essay.beside import BesideStrip, Row
from closereader.gui.essay.edit import EssayEdit
from closereader.gui.essay.wording import counts
from closereader.gui.essay.writing import Writing
from closereader.gui.guard import guarded
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import MenuButton, plain_tip
from closereader.library.essay_check import Checked, EssayCheck
from closereader.library.essay_evidence import Beside
from closereader.library.essays import Passage
from closereader.library.quotations import write
from closereader.model.annotation import AnnotationId
from closereader.model.colour import Colour
from closereader.model.essay import Essay, EssayId
from closereader.model.reading import ReadingId
from closereader.model.span import Span

_SIDE = 12
_LOOK_AFTER_MS = 500


@guarded
class _Title(QLineEdit):
    """The essay's title, edited in place. `left()`: Escape, or Enter."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: Enter and Escape lead into the essay."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            return
        super().keyPressEvent(event)


@guarded
class EssayPane(QWidget):
    """`left`: the reader wants back to the text; `passage_wanted(reading, span)`: show it, wherever;
    `export_wanted`; `sent(Essay)`: a passage was quoted; `counted(int)`: how many quotations."""

    left = Signal()
    passage_wanted = Signal(str, object)
    export_wanted = Signal()
    sent = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.writing = Writing(session, self)
        self.edit = EssayEdit(self.writing.sources, self.writing.save, self._colour_of, self)
        self.title = _Title(self)
        self.menu_button = MenuButton("", self)
        self.counts = QToolButton(self)
        self.beside = BesideStrip(session, self)
        self.setAccessibleName(self.tr("My essay"))
        self._look_soon = QTimer(self)
        self._look_soon.setSingleShot(True)
        self._look_soon.setInterval(_LOOK_AFTER_MS)
        self._look_soon.timeout.connect(self._look_beside)
        self._lay_out()
        self._connect()
        self._order_tabs()
        self.edit.setReadOnly(session.library.is_read_only)
        self.set_theme(themes.load("light"))
        self._show_essay()

    def _lay_out(self) -> None:
        self.title.setObjectName("essayTitle")
        self.title.setFont(themes.interface_font(14, weight=QFont.Weight.DemiBold))
        self.title.setAccessibleName(self.tr("Title of the essay"))
        self.title.setPlaceholderText(self.tr("My essay"))
        self.menu_button.set_text(self.tr("Essays"))
        self.menu_button.setAccessibleName(self.tr("Essays"))
        self.counts.setFont(themes.interface_font(12))
        self.counts.setObjectName("essayCounts")
        self.counts.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head = QHBoxLayout()
        head.setContentsMargins(_SIDE - 7, 8, _SIDE, 0)
        head.setSpacing(6)
        head.addWidget(self.title, 1)
        head.addWidget(self.menu_button)
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDE - 8, 2, 8, 0)  # The words, not the button, at the edge.
        foot.addWidget(self.counts)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.edit, 1)
        column.addLayout(foot)
        column.addWidget(self.beside)
        column.setSpacing(4)

    def _order_tabs(self) -> None:
        beside = self.beside
        fields = (self.title, self.menu_button, self.edit, self.counts)
        order = [*fields, beside.unused_button, beside.bare_button, beside.list]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        edit, writing, session = self.edit, self.writing, self._session
        writing.chosen.connect(self._show_essay)
        writing.followed.connect(self._follow)
        writing.sources_changed.connect(self._check)
        edit.typed.connect(self._tell_counts)
        edit.rested.connect(self._check)
        edit.left.connect(self.left)
        edit.undo_asked.connect(session.undo)
        edit.redo_asked.connect(session.redo)
        edit.passage_wanted.connect(self.go_to)
        edit.caret_in.connect(self._light)
        edit.menu_wanted.connect(lambda here, where: menus.show_over_text(self, here, where))
        edit.sent.connect(self._dropped)
        self.title.editingFinished.connect(lambda: writing.rename(self.title.text()))
        self.title.left.connect(self.edit.setFocus)
        self.menu_button.menu().aboutToShow.connect(lambda: menus.fill(self))
        self.counts.clicked.connect(self.next_wrong)
        self.beside.wanted.connect(self._go_to_row)
        self.beside.left.connect(self.left)
        self.beside.opened.connect(self._look_beside)
        session.annotations_changed.connect(self._notes_changed)
        session.linked.changed.connect(self._look_soon.start)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.setPalette(theme.palette())
        self.edit.set_theme(theme)
        self.beside.set_theme(theme)
        self.title.setPalette(theme.palette())

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self.edit.flush()

    def take_focus(self) -> None:
        """Put the focus into the essay."""
        self.edit.setFocus(Qt.FocusReason.TabFocusReason)

    # What is shown

    def _show_essay(self) -> None:
        essay = self.writing.essay
        self.edit.begin(essay or self.writing.blank())
        self.setEnabled(self._session.reading is not None or self._session.is_opening)
        self._show_title(essay)
        if essay is not None:
            self._check()
        self._look_soon.start()

    def _follow(self, essay: Essay) -> None:
        self.edit.follow(essay)
        self._show_title(essay)
        self._look_soon.start()

    def _show_title(self, essay: Essay | None) -> None:
        title = "" if essay is None else essay.title
        if self.title.text() != title and not self.title.hasFocus():
            self.title.setText(title)
            self.title.setCursorPosition(0)
        self.title.setEnabled(essay is not None)
        if essay is not None:
            on = " · ".join(self.writing.titles_of(essay))
            self.title.setToolTip(plain_tip(self.tr("On: {titles}").format(titles=on)))

    def _check(self) -> None:
        asked = self.edit.essay()

        def take(found: EssayCheck) -> None:
            if self.edit.text == asked.text and self.edit.quotations == asked.quotations:
                self.edit.take_check(found)
            else:
                self.edit.check_all()
            self._look_soon.start()

        self.writing.check(asked, take)

    def _tell_counts(self) -> None:
        check = self.edit.check
        words = counts(check)
        if self.counts.text() != words:
            self.counts.setText(words)
            self.counts.setAccessibleName(words)
        is_wrong = bool(check.wrong)
        if self.counts.property("wrong") is not is_wrong:
            self.counts.setProperty("wrong", is_wrong)
            self.counts.style().unpolish(self.counts)
            self.counts.style().polish(self.counts)
        self.counts.setEnabled(is_wrong)
        self.counts.setToolTip(self.tr("Go to the next that is not exact") if is_wrong else "")

    def _notes_changed(self, _changes: object) -> None:
        self.edit.recolour()
        self._look_soon.start()

    def _look_beside(self) -> None:
        if not self.isVisible():
            return
        essay = self.edit.essay()

        def take(found: Beside) -> None:
            self.beside.show_beside(found, essay.text)

        self.writing.look_beside(essay, self.edit.check, take)

    def showEvent(self, event: object) -> None:
        """Qt's: what was not looked for while nobody saw it."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._look_soon.start()

    def _colour_of(self, one: Checked) -> Colour | None:
        note = self.writing.note_of(one)
        return None if note is None else note.colour

    def _light(self, one: Checked | None) -> None:
        note = None if one is None else self.writing.note_of(one)
        self._session.hover_note(None if note is None else note.id)

    # Going to passages

    def go_to(self, one: Checked) -> None:
        """Show the passage that is quoted."""
        if one.reading_id is not None and one.source is not None:
            self.passage_wanted.emit(one.reading_id, one.source)

    def show_at(self, offset: int) -> None:
        """Let the caret stand at a code point of the essay."""
        self.edit.put_caret(offset)
        self.take_focus()

    def next_wrong(self) -> None:
        """Select the next quotation after the caret that is not exact."""
        wrong = self.edit.check.wrong
        if not wrong:
            return
        caret = self.edit.caret
        after = next((one for one in wrong if one.words.start > caret), wrong[0])
        self.show_wrong(after)

    def show_wrong(self, one: Checked) -> None:
        """Select what is not exact in a quotation."""
        here = one.differences[0].span if one.differences else one.words
        self.edit.put_caret(here.end, here.start)
        self.take_focus()

    def _go_to_row(self, row: Row) -> None:
        if row.note is not None:
            if row.note.id in self._session.annotations:
                self._session.choose_note(row.note.id)
            self.passage_wanted.emit(row.note.reading_id, row.note.span)
        elif row.paragraph is not None:
            self.show_at(row.paragraph.start)

    # Quoting

    def send(self, reading_id: ReadingId, span: Span, note: AnnotationId | str = "") -> None:
        """Quote a passage where the caret is."""
        self.send_all([Passage(reading_id, span, note)], self.edit.caret)

    def send_all(self, passages: Sequence[Passage], offset: int) -> None:
        """Quote passages at that place of the essay, as one step."""
        self.flush()

        def then(essay: Essay, caret: int) -> None:
            self.edit.put_caret(min(caret, len(self.edit.text)))
            self.sent.emit(essay)

        self.writing.send(passages, offset, then)

    def send_notes(self, ids: Sequence[AnnotationId], offset: int | None = None) -> None:
        """Quote the passages of these notes, in their order, where the caret is or at `offset`."""
        found = (self._session.annotations.get(one) for one in ids)
        passages = [
            Passage(note.reading_id, note.span, note.id)
            for note in found
            if note is not None and note.start < note.end
        ]
        if passages:
            self.send_all(passages, self.edit.caret if offset is None else offset)
        else:
            self._session.messages.info(self.tr("There are no words to quote in that note."))

    def _dropped(self, what: object, offset: int) -> None:
        """A passage or notes were dropped or pasted at that place."""
        if isinstance(what, tuple) and len(what) == 2 and isinstance(what[1], Span):
            note = self._note_on(what[0], what[1])
            self.send_all([Passage(what[0], what[1], note)], offset)
        elif isinstance(what, tuple):
            self.send_notes(what, offset)

    def _note_on(self, reading_id: ReadingId, span: Span) -> AnnotationId | str:
        if reading_id != self.writing.reading_id:
            return ""
        here = self._session.annotations.at(span.start)
        return next((note.id for note in here if note.span == span), "")

    # Menus

    def begin_new(self) -> None:
        """Write on a new essay."""
        self.flush()
        self.writing.choose(None)
        self.take_focus()

    def choose(self, essay_id: EssayId) -> None:
        """Write on this essay."""
        if self.writing.essay is None or self.writing.essay.id != essay_id:
            self.flush()
            self.writing.choose(essay_id)

    def restore(self, one: Checked) -> None:
        """Let a quotation say again what its source says."""
        source = None if one.reading_id is None else self.writing.sources(one.reading_id)
        if source is None or one.source is None:
            return
        written = write(source, one.source)
        if written.is_block == one.is_block:
            self.edit.put(one.words, written.words.text_of(written.text))
        else:
            plain = " ".join(one.source.text_of(source.text.text).split())
            self.edit.put(one.words, plain)

    def add_address(self, one: Checked) -> None:
        """Write the address behind a quotation that was only typed; so it is bound."""
        source = None if one.reading_id is None else self.writing.sources(one.reading_id)
        if source is not None and one.source is not None:
            address = source.addresses.of_span(one.source)
            if address:
                self.edit.put(Span(one.whole.end, one.whole.end), f" ({address})")
                self.flush()
