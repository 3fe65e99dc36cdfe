"""The library: shelves, the table of readings, and what a search found."""

from itertools import pairwise

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.bus import Bus
from closereader.gui.guard import guarded
from closereader.gui.library.delegate import ROW_HEIGHT, ReadingsDelegate
from closereader.gui.library.hits import HIT_ROLE, HitsDelegate, HitsModel
from closereader.gui.library.model import (
    ID_ROLE,
    Column,
    ReadingsModel,
    Shelf,
    ShelfModel,
    stands_on,
)
from closereader.gui.library.shelves import Shelves
from closereader.gui.library.welcome import Welcome
from closereader.gui.messages import Messages
from closereader.gui.pictures import Pictures
from closereader.gui.rows.view import RowView
from closereader.gui.tasks import Tasks
from closereader.gui.theme import Theme
from closereader.gui.widgets import SearchField
from closereader.i18n import ngettext
from closereader.library import queries
from closereader.library.library import Library
from closereader.model.hit import Hit, HitKind
from closereader.model.reading import ReadingId
from closereader.model.span import Span
from closereader.progress import Progress

_SEARCH_MS = 140
# Round the words of a cell and a little more.
_CELL_PAD = 28
_LEAST_AUTHOR = 90
# In a narrower window the readings need it.
_ROOM_FOR_SHELVES = 760


@guarded
class LibraryPane(QWidget):
    """`open_wanted(reading id, Span or None)`; `add_wanted`, `paste_wanted`, `sample_wanted`;
    `palette_wanted`."""

    open_wanted = Signal(str, object)
    add_wanted = Signal()
    paste_wanted = Signal()
    sample_wanted = Signal()
    palette_wanted = Signal()

    def __init__(
        self,
        library: Library,
        bus: Bus,
        tasks: Tasks,
        messages: Messages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._tasks = tasks
        self._messages = messages
        self._asked = 0
        theme = themes.load("light")
        self.shelves = Shelves(self)
        self.readings = ReadingsModel(self)
        # What is chosen among them, though the shelf that is shown may not hold it.
        self._chosen: ReadingId | None = None
        self.shelf = ShelfModel(self.readings, self)
        self.table = self._make_table(theme)
        self.hits = HitsModel(self)
        self.hit_list = RowView(self, estimate=80)
        self._hits_delegate = HitsDelegate(theme, self)
        self.search_field = SearchField(self)
        self.welcome = Welcome(self)
        self._found = QLabel("", self)
        self._build()
        self._connect(bus)
        self.setFocusProxy(self.table)
        self.refresh()

    # Building

    def _make_table(self, theme: Theme) -> QTableView:
        table = QTableView(self)
        table.setObjectName("readings")
        table.setModel(self.shelf)
        self._delegate = ReadingsDelegate(theme, table)
        seen = table.viewport()
        self._delegate.covers = Pictures(
            self._library.files.path, seen.update, seen, are_boxes=True
        )
        table.setItemDelegate(self._delegate)
        table.setAccessibleName(self.tr("Readings"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setMouseTracking(True)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setFont(themes.interface_font(12, weight=QFont.Weight.DemiBold))
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in (
            (Column.AUTHOR, 150),
            (Column.KIND, 100),
            (Column.PROGRESS, 118),
            (Column.NOTES, 76),
            (Column.OPENED, 122),
        ):
            header.resizeSection(column, width)
        table.setSortingEnabled(True)
        table.sortByColumn(Column.OPENED, Qt.SortOrder.DescendingOrder)
        return table

    def _build(self) -> None:
        self.hit_list.setModel(self.hits)
        self.hit_list.setItemDelegate(self._hits_delegate)
        self.hit_list.setAccessibleName(self.tr("What was found"))
        right = QFrame(self)
        right.setObjectName("found")
        right.setFixedWidth(360)
        found = QVBoxLayout(right)
        found.setContentsMargins(0, 12, 0, 0)
        self._found.setContentsMargins(14, 0, 14, 4)
        self._found.setProperty("quiet", True)
        self._found.setFont(themes.interface_font(11.5, weight=QFont.Weight.DemiBold))
        found.addWidget(self._found)
        found.addWidget(self.hit_list, 1)
        self._right = right
        right.hide()
        self._middle = QStackedWidget(self)
        self._middle.addWidget(self.table)
        self._middle.addWidget(self.welcome)
        body = QHBoxLayout()
        body.setSpacing(0)
        for widget, stretch in ((self.shelves, 0), (self._middle, 1), (right, 0)):
            body.addWidget(widget, stretch)
        self._arrange(body)

    def _arrange(self, body: QHBoxLayout) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        header = self._make_header()
        column.addWidget(header)
        column.addLayout(body, 1)
        # As it is read: from the top left to the bottom right.
        add, commands = header.findChildren(QPushButton)
        order = (add, self.search_field, commands, self.shelves.list, self.table, self.hit_list)
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def _make_header(self) -> QWidget:
        header = QFrame(self)
        header.setObjectName("header")
        header.setFixedHeight(44)
        name = QLabel("closereader", header)
        name.setFont(themes.interface_font(13, weight=QFont.Weight.DemiBold))
        add = QPushButton("+ " + self.tr("Add readings…"), header)
        commands = QPushButton(self.tr("Commands") + "  Ctrl K", header)
        for button, signal in ((add, self.add_wanted), (commands, self.palette_wanted)):
            button.setFont(themes.interface_font(13))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(signal)
        self.search_field.setPlaceholderText(self.tr("Search texts, notes and tags"))
        self.search_field.setAccessibleName(self.tr("Search the library"))
        self.search_field.setMinimumWidth(100)
        self.search_field.setMaximumWidth(420)
        row = QHBoxLayout(header)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(name)
        row.addWidget(add)
        row.addStretch(1)
        row.addWidget(self.search_field, 20)
        row.addStretch(1)
        row.addWidget(commands)
        return header

    def _connect(self, bus: Bus) -> None:
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SEARCH_MS)
        self._later.timeout.connect(self._search)
        self.search_field.textChanged.connect(lambda _words: self._later.start())
        self.table.activated.connect(self._open_row)
        self.table.doubleClicked.connect(self._open_row)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.hit_list.activated.connect(self._open_hit)
        self.hit_list.clicked.connect(self._open_hit)
        self.shelves.shelf_chosen.connect(self._show_shelf)
        self.shelves.tag_chosen.connect(self.search_field.setText)
        for signal, mine in (
            (self.welcome.add_wanted, self.add_wanted),
            (self.welcome.paste_wanted, self.paste_wanted),
            (self.welcome.sample_wanted, self.sample_wanted),
        ):
            signal.connect(mine)
        # Many changes may come at once: the list is read when they are over.
        self._stale = QTimer(self)
        self._stale.setSingleShot(True)
        self._stale.setInterval(50)
        self._stale.timeout.connect(self._refresh_if_seen)
        bus.changed.connect(lambda _changes: self._stale.start())

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._delegate.theme = theme
        self._hits_delegate.theme = theme
        for part in (self.shelves, self.search_field):
            part.set_theme(theme)
        palette = self.table.palette()
        palette.setColor(palette.ColorRole.Base, theme.page)
        self.table.setPalette(palette)
        self.hit_list.viewport().update()

    # Showing

    def refresh(self) -> None:
        """Read the list from the library anew."""
        listed = queries.readings(self._library)
        chosen = self._chosen
        self.readings.set_readings(listed)
        counts = {shelf: sum(stands_on(s, shelf) for s in listed) for shelf in Shelf}
        self.shelves.fill(counts, queries.tags(self._library), self.shelf.shelf)
        self._middle.setCurrentIndex(0 if listed else 1)
        self._share_room()
        if listed and (chosen is None or self.readings.row_of(chosen) < 0):
            latest = max(listed, key=lambda s: s.opened or s.reading.imported)
            chosen = ReadingId(latest.reading.id)
        self.choose(chosen)

    def choose(self, reading_id: ReadingId | None) -> None:
        """Make it the chosen reading; where the shelf does not hold it, its first one is."""
        if reading_id is None:
            return
        row = self.readings.row_of(reading_id)
        index = self.shelf.mapFromSource(self.readings.index(row, 0)) if row >= 0 else None
        if index is None or not index.isValid():
            index = self.shelf.index(0, 0)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)
        self._chosen = reading_id

    @property
    def chosen(self) -> ReadingId | None:
        """The chosen reading, if there is any."""
        return self._chosen if self.readings.rowCount() else None

    def take_focus(self) -> None:
        """Put the focus on the readings; where there are none, on the ways to begin."""
        if self._middle.currentWidget() is self.table:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.welcome.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: columns, and what stands beside the readings, take what there is."""
        super().resizeEvent(event)
        self.shelves.setVisible(self.width() >= _ROOM_FOR_SHELVES)
        self._share_room()

    def _share_room(self) -> None:
        """Authors get the room their names need, as long as titles keep the most of it."""
        header = self.table.horizontalHeader()
        metrics = QFontMetrics(themes.interface_font(13))
        rows = range(self.readings.rowCount())
        names = [self.readings.index(row, Column.AUTHOR).data() for row in rows]
        wanted = max((metrics.horizontalAdvance(name) for name in names), default=0) + _CELL_PAD
        others = sum(
            header.sectionSize(c) for c in Column if c not in (Column.TITLE, Column.AUTHOR)
        )
        room = (self.table.viewport().width() - others) * 2 // 5
        header.resizeSection(Column.AUTHOR, max(min(wanted, room), _LEAST_AUTHOR))

    def focus_search(self) -> None:
        """Let the reader type what to look for."""
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: object) -> None:
        """Qt's: what changed while it was hidden is read now."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    def _show_shelf(self, shelf: Shelf) -> None:
        chosen = self._chosen
        self.shelf.set_shelf(shelf)
        self.choose(chosen)

    def _row_chosen(self, index: QModelIndex) -> None:
        reading_id = index.siblingAtColumn(0).data(ID_ROLE)
        if reading_id:
            self._chosen = ReadingId(reading_id)

    def _open_row(self, index: QModelIndex) -> None:
        reading_id = index.siblingAtColumn(0).data(ID_ROLE)
        if reading_id:
            self.open_wanted.emit(reading_id, None)

    # Searching

    def _search(self) -> None:
        words = self.search_field.text().strip()
        self._asked += 1
        asked = self._asked
        if not words:
            self._right.hide()
            return

        def work(_progress: Progress) -> tuple[int, list[Hit]]:
            return asked, queries.search(self._library, words, as_typed=True)

        self._tasks.run(self.tr("Searching"), work, self._show_hits, self._messages.error)

    def _show_hits(self, result: tuple[int, list[Hit]]) -> None:
        asked, hits = result
        if asked != self._asked:
            return  # The reader typed on meanwhile.
        titles = {ReadingId(s.reading.id): s.reading.title for s in queries.readings(self._library)}
        self.hits.set_hits(
            [(hit, self._about(hit, titles.get(hit.reading_id, ""))) for hit in hits]
        )
        count = len({hit.reading_id for hit in hits})
        if hits:
            places = ngettext("{count} place", "{count} places", len(hits))
            among = ngettext("{count} reading", "{count} readings", count)
            self._found.setText(
                self.tr("{places} in {readings}").format(places=places, readings=among)
            )
        else:
            self._found.setText(self.tr("Nothing has these words."))
        self._right.show()

    def _about(self, hit: Hit, title: str) -> str:
        kinds = {
            HitKind.PASSAGE: self.tr("in the text"),
            HitKind.NOTE: self.tr("your note"),
            HitKind.TAG: self.tr("your tag"),
        }
        return f"{title} · {kinds[hit.kind]}"

    def _open_hit(self, index: QModelIndex) -> None:
        hit = index.data(HIT_ROLE)
        if hit is not None:
            self.open_wanted.emit(hit.reading_id, Span(hit.start, hit.end))
