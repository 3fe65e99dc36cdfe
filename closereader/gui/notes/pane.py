"""The pane of notes: the filter, the cards, and what to do where there are none."""

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from closereader.gui import keys
from closereader.gui import theme as themes
from closereader.gui.notes import card as cards
from closereader.gui.notes.filter import NoteOrder
from closereader.gui.notes.filter_row import FilterRow
from closereader.gui.notes.hidden_passes import HiddenPasses
from closereader.gui.notes.model import NotesModel
from closereader.gui.notes.selected_bar import SelectedBar
from closereader.gui.notes.tags_on_cards import TagsOnCards
from closereader.gui.notes.to_check import NotesToCheck
from closereader.gui.notes.view import NotesView
from closereader.gui.rows.instead import list_or_words
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import QuietText
from closereader.model.note_filter import NoteFilter
from closereader.model.reading import ReadingId

# A jump asked for here moves the reader for at most so long; it needs no following back.
_JUMP_MS = 500
_FOLLOW_AFTER_MS = 60


class NotesPane(QWidget):
    """Every note of the open reading as a card.

    `left`: the reader wants back to the text; `counted(notes, questions)`: how many of each the
    reading has.
    """

    left = Signal()
    counted = Signal(int, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = NotesModel(session, self)
        self.filter_row = FilterRow(session, self.model.wording)
        self.view = NotesView(session, self.model)
        self.selected_bar = SelectedBar(session, self.view)
        TagsOnCards(session, self.view, self.model)
        self.hidden = HiddenPasses(session)
        self.to_check = NotesToCheck(session)
        self._nothing = QuietText()
        self._led = QElapsedTimer()
        self._place: tuple[ReadingId | None, int] = (None, 0)
        self._follow_soon = QTimer(self)
        self._follow_soon.setSingleShot(True)
        self._follow_soon.setInterval(_FOLLOW_AFTER_MS)
        self._follow_soon.timeout.connect(self._follow_place)
        self.setAccessibleName(self.tr("Notes"))
        self._lay_out()
        self._connect()
        self.set_theme(themes.load("light"))
        self._tell_count()

    def _lay_out(self) -> None:
        filters = QVBoxLayout()
        filters.setContentsMargins(cards.SIDE, 10, cards.SIDE, 0)
        filters.addWidget(self.filter_row)
        filters.addWidget(self.hidden)
        filters.addWidget(self.to_check)
        self._stack = list_or_words(self.view, self._nothing, side=cards.SIDE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(9)
        layout.addLayout(filters)
        below = QVBoxLayout()
        below.setSpacing(0)
        below.addWidget(self._stack, 1)
        below.addWidget(self.selected_bar)
        layout.addLayout(below, 1)

    def _connect(self) -> None:
        self.filter_row.changed.connect(self._filter)
        self.filter_row.field.entered.connect(self.model.expect_words)
        self.to_check.only_them.connect(lambda is_on: self.filter_row.change(to_check=is_on))
        self.filter_row.ordered.connect(self._order)
        self.filter_row.left.connect(self.left)
        self.filter_row.went_down.connect(self.view.focus_list)
        self.view.left.connect(self.left)
        self.selected_bar.left.connect(self.view.focus_list)
        self.view.led.connect(self._led.start)
        self.model.counted.connect(self._tell_count)
        self._session.meanings_changed.connect(self._tell_count)
        self._session.place_changed.connect(self._reader_moved)
        self._session.reading_opened.connect(self._forget_place)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.filter_row.set_theme(theme)
        self.view.set_theme(theme)
        self.selected_bar.set_theme(theme)
        self.setPalette(theme.palette())

    def name_keys(self) -> None:
        """Say by which keys notes are made."""
        self._tell_count()

    def flush(self) -> None:
        """Save what is being typed; call before the window or the reading closes."""
        self.view.flush()

    def take_focus(self) -> None:
        """Put the focus on the cards, or on the filter where there are none."""
        if self.model.rowCount():
            self.view.focus_list()
        else:
            self.filter_row.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # Filter and order

    def _filter(self, chosen: NoteFilter) -> None:
        self.model.set_filter(chosen)
        self.to_check.show_filter(is_on=chosen.to_check)
        self._show_choice()

    def _order(self, order: NoteOrder) -> None:
        self.model.set_order(order)
        self._show_choice()

    def _show_choice(self) -> None:
        row = self.model.row_of(self._session.chosen_note)
        if row >= 0:
            self.view.scrollTo(self.model.index(row))

    def _tell_count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        self.filter_row.show_found(shown, total)
        self._nothing.setText(self._why_nothing(total))
        self._stack.setCurrentIndex(0 if shown else 1)
        self.counted.emit(len(self._session.annotations), self.model.questions)

    def _why_nothing(self, total: int) -> str:
        if self._session.is_opening:
            return ""
        if self._session.reading is None:
            return self.tr("Open a reading to see its notes here.")
        if total and self.model.filter.is_on:
            return self.tr("No note matches the filter.")
        return self.tr(
            "Select a passage and press {mark} to highlight it, {comment} to comment."
        ).format(mark=keys.told("highlight.1"), comment=keys.told("note.comment"))

    # Following the reader

    def _reader_moved(self, offset: int) -> None:
        reading = self._session.reading
        self._place = (None if reading is None else reading.id, offset)
        self._follow_soon.start()

    def _follow_place(self) -> None:
        """Keep the nearest note in view; what is chosen stays chosen."""
        if self._led.isValid() and self._led.elapsed() < _JUMP_MS:
            return
        if self.view.editor.has_focus():
            return
        row = self.model.row_near(self._place[1])
        if row >= 0 and not self.view.is_in_sight(self.model.index(row)):
            self.view.scrollTo(self.model.index(row), QAbstractItemView.ScrollHint.PositionAtTop)

    def _forget_place(self) -> None:
        self._led.invalidate()
        self.view.verticalScrollBar().setValue(0)
        # The reader may have gone to its place in the new text before this was told of it.
        reading = self._session.reading
        if reading is None or self._place[0] != reading.id:
            self._follow_soon.stop()
