"""The row above the cards: words, tags, colours and kinds to filter by, and the order."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.notes.filter import NoteOrder, tag_counts
from closereader.gui.notes.wording import Wording
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import LinkButton, MenuButton, QuietText, SearchField, swatch
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.note_filter import NoteFilter

_GAP = 6
_LEAST_FIELD = 94
_KINDS = (
    AnnotationKind.HIGHLIGHT,
    AnnotationKind.UNDERLINE,
    AnnotationKind.STRIKE,
    AnnotationKind.QUESTION,
    AnnotationKind.BOOKMARK,
    AnnotationKind.NOTE,
)


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
        self._wording = wording
        self._theme = themes.load("light")
        self._tags: frozenset[str] = frozenset()
        self._colours: frozenset[Colour] = frozenset()
        self._kinds: frozenset[AnnotationKind] = frozenset()
        self._is_narrow: bool | None = None
        self.field = SearchField()
        self.field.setPlaceholderText(self.tr("Filter notes…"))
        self.field.setAccessibleName(self.tr("Filter notes by words"))
        self.tags = MenuButton(self.tr("Tags"))
        self.tags.setAccessibleName(self.tr("Filter notes by tags"))
        self.marks = MenuButton()
        self.marks.setAccessibleName(self.tr("Filter notes by colour and kind"))
        self.marks.setToolTip(self.tr("Colour and kind"))
        self.marks.setIconSize(QSize(14, 14))
        self.setMinimumWidth(160)
        self.order = MenuButton()
        self.order.setAccessibleName(self.tr("Order of the notes"))
        self.found = QuietText(pixels=12)
        self.clear = LinkButton(self.tr("Clear"))
        self.clear.setAccessibleName(self.tr("Clear the filter"))
        self._lay_out()
        self._connect()
        self._fill_order()

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.found, 1)
        line.addWidget(self.clear)
        self._line.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._grid)
        layout.addWidget(self._line)
        self._arrange(is_narrow=False)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _text: self._tell())
        self.field.left.connect(self.left)
        self.field.went_down.connect(self.went_down)
        self.tags.menu().aboutToShow.connect(self._fill_tags)
        self.marks.menu().aboutToShow.connect(self._fill_marks)
        self.clear.clicked.connect(self.reset)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.field.set_theme(theme)
        self.marks.setIcon(_dots(theme))

    @property
    def filter(self) -> NoteFilter:
        """What is asked for."""
        return NoteFilter(self.field.text(), self._tags, self._colours, self._kinds)

    def reset(self) -> None:
        """Show all notes again."""
        self._tags, self._colours, self._kinds = frozenset(), frozenset(), frozenset()
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.field.textChanged.emit("")

    def show_found(self, shown: int, total: int) -> None:
        """Say how many the filter leaves, if it is on."""
        chosen = self.filter
        self._line.setVisible(chosen.is_on)
        if chosen.is_on:
            count = self.tr("{shown} of {total} notes").format(shown=shown, total=total)
            self.found.setText(" · ".join([count, *self._named()]))

    def _named(self) -> list[str]:
        tags = sorted(self._tags)
        colours = [self._wording.meaning(c) for c in Colour if c in self._colours]
        kinds = [self._kind(k) for k in _KINDS if k in self._kinds]
        return [", ".join(part) for part in (tags, colours, kinds) if part]

    def _kind(self, kind: AnnotationKind) -> str:
        return {
            AnnotationKind.HIGHLIGHT: self.tr("Highlights"),
            AnnotationKind.UNDERLINE: self.tr("Underlines"),
            AnnotationKind.STRIKE: self.tr("Struck out"),
            AnnotationKind.QUESTION: self.tr("Questions"),
            AnnotationKind.BOOKMARK: self.tr("Bookmarks"),
            AnnotationKind.NOTE: self.tr("Notes"),
        }[kind]

    def _tell(self) -> None:
        self.tags.set_active(bool(self._tags))
        self.marks.set_active(bool(self._colours or self._kinds))
        self.changed.emit(self.filter)

    # Menus

    def _fill_tags(self) -> None:
        menu = self.tags.menu()
        menu.clear()
        counts = tag_counts(self._session.annotations)
        above = {tag.rpartition("/")[0] for tag, _ in counts}
        for tag, count in counts:
            depth = tag.count("/")
            name = tag.rpartition("/")[2] + ("/" if tag in above else "")
            action = _check(menu, "    " * depth + f"{name}\t{count}", tag in self._tags)
            action.toggled.connect(lambda on, t=tag: self._switch_tag(t, on))
        if not counts:
            menu.addAction(self.tr("No note has a tag yet")).setEnabled(False)
        if self._tags:
            menu.addSeparator()
            menu.addAction(self.tr("All tags")).triggered.connect(self._clear_tags)

    def _fill_marks(self) -> None:
        menu = self.marks.menu()
        menu.clear()
        counts = _counts(self._session)
        for colour in Colour:
            text = f"{self._wording.meaning(colour)}\t{counts.get(colour, 0)}"
            action = _check(menu, text, colour in self._colours)
            theme = self._theme
            action.setIcon(swatch(theme.marks[colour], theme.edges[colour], theme.text))
            action.toggled.connect(lambda on, c=colour: self._switch_colour(c, on))
        menu.addSeparator()
        for kind in _KINDS:
            if counts.get(kind, 0) or kind in self._kinds:
                action = _check(menu, f"{self._kind(kind)}\t{counts[kind]}", kind in self._kinds)
                action.toggled.connect(lambda on, k=kind: self._switch_kind(k, on))

    def _fill_order(self) -> None:
        menu = self.order.menu()
        group = QActionGroup(menu)
        for order, text in (
            (NoteOrder.PLACE, self.tr("By place in the text")),
            (NoteOrder.TIME, self.tr("By time, the newest first")),
        ):
            action = _check(menu, text, order is NoteOrder.PLACE)
            group.addAction(action)
            action.triggered.connect(lambda _=False, o=order: self._choose_order(o))
        self._name_order(NoteOrder.PLACE)

    def _choose_order(self, order: NoteOrder) -> None:
        self._name_order(order)
        self.ordered.emit(order)

    def _name_order(self, order: NoteOrder) -> None:
        is_place = order is NoteOrder.PLACE
        self.order.set_text(self.tr("¶ order") if is_place else self.tr("Newest"))

    def _switch_tag(self, tag: str, is_on: bool) -> None:
        self._tags = self._tags | {tag} if is_on else self._tags - {tag}
        self._tell()

    def _clear_tags(self) -> None:
        self._tags = frozenset()
        self._tell()

    def _switch_colour(self, colour: Colour, is_on: bool) -> None:
        self._colours = self._colours | {colour} if is_on else self._colours - {colour}
        self._tell()

    def _switch_kind(self, kind: AnnotationKind, is_on: bool) -> None:
        self._kinds = self._kinds | {kind} if is_on else self._kinds - {kind}
        self._tell()

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


def _check(menu: QMenu, text: str, is_on: bool) -> QAction:
    action = menu.addAction(text.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(is_on)
    return action


def _counts(session: Session) -> dict[Colour | AnnotationKind, int]:
    counts: dict[Colour | AnnotationKind, int] = {}
    for note in session.annotations:
        counts[note.kind] = counts.get(note.kind, 0) + 1
        if note.kind is not AnnotationKind.BOOKMARK:
            counts[note.colour] = counts.get(note.colour, 0) + 1
    return counts


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
