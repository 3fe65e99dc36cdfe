"""The row above the cards: words, tags and all else to filter by, the order, and what is chosen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from closereader.gui.guard import guarded
from closereader.gui.notes.filter import NoteOrder
from closereader.gui.notes.filter_line import FilterLine
from closereader.gui.notes.filter_menus import FilterMenus, check
from closereader.gui.notes.filter_words import FilterWords
from closereader.gui.notes.wording import Wording
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import MenuButton, SearchField
from closereader.model.colour import Colour
from closereader.model.entity import EntityId
from closereader.model.note_filter import NoteFilter

_GAP = 6
_LEAST_FIELD = 94


@guarded
class FilterRow(QWidget):
    """Says what to show. `changed(NoteFilter)` and `ordered(NoteOrder)` arrive at once for every
    key and every click; `left` and `went_down` as from the field."""

    changed = Signal(object)
    ordered = Signal(object)
    left = Signal()
    went_down = Signal()

    def __init__(self, session: Session, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        # All but the words, which the field has.
        self._chosen = NoteFilter()
        self._counts = (0, 0)
        self._words = FilterWords(session, wording, self)
        self._is_narrow: bool | None = None
        self.field = SearchField()
        self.field.setPlaceholderText(self.tr("Filter notes…"))
        self.field.setAccessibleName(self.tr("Filter notes by words"))
        self.tags = MenuButton(self.tr("Tags"))
        self.tags.setAccessibleName(self.tr("Filter notes by tags"))
        self.marks = MenuButton()
        self.marks.setAccessibleName(self.tr("Filter notes by colour, kind and more"))
        self.marks.setToolTip(self.tr("Colour, kind and more; saved filters"))
        self.marks.setIconSize(QSize(14, 14))
        self.setMinimumWidth(160)
        self.order = MenuButton()
        self.order.setAccessibleName(self.tr("Order of the notes"))
        self.line = FilterLine(self.order, self)
        self.menus = FilterMenus(self, session, self._words)
        self._lay_out()
        self._connect()
        self._fill_order()

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addLayout(self._grid)
        layout.addWidget(self.line)
        self._arrange(is_narrow=False)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _text: self._tell())
        self.field.left.connect(self.left)
        self.field.went_down.connect(self.went_down)
        self.line.cleared.connect(self.reset)
        self.line.taken.connect(self.set_filter)
        self._session.meanings_changed.connect(self._name)
        self._session.entities_changed.connect(self._name)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.field.set_theme(theme)
        self.menus.set_theme(theme)
        self.marks.setIcon(_dots(theme))

    # What is asked for

    @property
    def filter(self) -> NoteFilter:
        """What is asked for."""
        return replace(self._chosen, words=self.field.text())

    def set_filter(self, chosen: NoteFilter) -> None:
        """Ask for this, whatever was asked for before."""
        self._chosen = replace(chosen, words="")
        self.field.blockSignals(True)
        self.field.setText(chosen.words)
        self.field.blockSignals(False)
        # What the field shows of itself, and what is shown of the notes.
        self.field.textChanged.emit(chosen.words)

    def change(self, **parts: Any) -> None:
        """Ask for something else in these parts of the filter (the fields of `NoteFilter`)."""
        self.set_filter(replace(self.filter, **parts))

    def switch(self, part: str, value: Any, is_on: bool) -> None:
        """Ask for `value` in that part of the filter too, or for it no longer."""
        before = getattr(self._chosen, part)
        self.change(**{part: before | {value} if is_on else before - {value}})

    def reset(self) -> None:
        """Show all notes again."""
        self.set_filter(NoteFilter())

    def show_tag(self, tag: str) -> None:
        """Show the notes that bear this tag, or one below it, and no others."""
        self.set_filter(NoteFilter(tags=frozenset({tag})))

    def show_entity(self, entity_id: EntityId) -> None:
        """Show the notes in whose passage the entity is named, and no others."""
        self.set_filter(NoteFilter(entities=frozenset({entity_id})))

    def show_found(self, shown: int, total: int) -> None:
        """Say how many the filter leaves, if it is on."""
        self._counts = (shown, total)
        self._name()

    def _name(self) -> None:
        chosen = self.filter
        count = self.tr("{shown} of {total} notes").format(
            shown=self._counts[0], total=self._counts[1]
        )
        self.line.show_filter(chosen, count, self._words.parts(chosen))

    def _tell(self) -> None:
        self.tags.set_active(bool(self._chosen.tags))
        self.marks.set_active(replace(self._chosen, tags=frozenset()).is_on)
        self.changed.emit(self.filter)

    # Order

    def _fill_order(self) -> None:
        menu = self.order.menu()
        group = QActionGroup(menu)
        for order, text in (
            (NoteOrder.PLACE, self.tr("By place in the text")),
            (NoteOrder.TIME, self.tr("By time, the newest first")),
            (NoteOrder.COLOUR, self.tr("By colour, then by place")),
        ):
            action = check(menu, text, order is NoteOrder.PLACE)
            group.addAction(action)
            action.triggered.connect(lambda _=False, o=order: self._choose_order(o))
        self._name_order(NoteOrder.PLACE)

    def _choose_order(self, order: NoteOrder) -> None:
        self._name_order(order)
        self.ordered.emit(order)

    def _name_order(self, order: NoteOrder) -> None:
        names = {
            NoteOrder.PLACE: self.tr("¶ order"),
            NoteOrder.TIME: self.tr("Newest"),
            NoteOrder.COLOUR: self.tr("Colour"),
        }
        self.order.set_text(names[order])

    # Width

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow pane the field has a row of its own."""
        super().resizeEvent(event)
        buttons = (self.tags, self.marks, self.order)
        needed = sum(b.sizeHint().width() + _GAP for b in buttons) + _LEAST_FIELD
        is_narrow = event.size().width() < needed
        if is_narrow != self._is_narrow:
            # Not while the layout that is resized is still at work.
            QTimer.singleShot(0, self, lambda: self._arrange(is_narrow=is_narrow))

    def _arrange(self, *, is_narrow: bool) -> None:
        self._is_narrow = is_narrow
        grid = self._grid
        while grid.count():
            grid.takeAt(0)
        row = 1 if is_narrow else 0
        grid.addWidget(self.field, 0, 0, 1, 4 if is_narrow else 1)
        for column, button in enumerate((self.tags, self.marks, self.order), start=1):
            grid.addWidget(button, row, column - row)
        grid.setColumnStretch(0, 0 if is_narrow else 1)
        grid.setColumnStretch(3, 1 if is_narrow else 0)
        self.field.setMinimumWidth(0 if is_narrow else _LEAST_FIELD)


def _dots(theme: Theme) -> QIcon:
    """Four of the colours, as the sign for choosing among all."""
    picture = QPixmap(28, 28)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    some: Sequence[Colour] = (Colour.YELLOW, Colour.GREEN, Colour.BLUE, Colour.RED)
    for place, colour in enumerate(some):
        painter.setBrush(theme.edges[colour])
        painter.drawEllipse(QRectF(1 + 7 * (place % 2), 1 + 7 * (place // 2), 5, 5))
    painter.end()
    return QIcon(picture)
