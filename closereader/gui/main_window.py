"""The main window: a light shell that is on the screen at once, and takes the rest when it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStatusBar, QWidget

from closereader import settings
from closereader.gui import panes
from closereader.gui import theme as themes
from closereader.gui.actions import MENUS, menu_name
from closereader.gui.guard import guarded
from closereader.gui.reader.look import ReaderStyle
from closereader.gui.sheet import window_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QSplitter, QStackedWidget

    from closereader.gui.actions import Actions
    from closereader.gui.adding import Adding
    from closereader.gui.bus import Bus
    from closereader.gui.commands import Commands
    from closereader.gui.desks import Desks
    from closereader.gui.entities.pane import EntitiesPane
    from closereader.gui.exporting import Exporting
    from closereader.gui.first_sight import FirstSight
    from closereader.gui.following import Following
    from closereader.gui.header import Header
    from closereader.gui.keys import Keys
    from closereader.gui.library.pane import LibraryPane
    from closereader.gui.linking import Linking
    from closereader.gui.loading import Loaded
    from closereader.gui.messages import Messages
    from closereader.gui.notes.pane import NotesPane
    from closereader.gui.notes.spelling import Spelling
    from closereader.gui.outline.pane import OutlinePane
    from closereader.gui.pages.first_pages import FirstPages
    from closereader.gui.reader.pane import ReaderPane
    from closereader.gui.room import Room
    from closereader.gui.session import Session
    from closereader.gui.side_panes import LeftPane, RightPane
    from closereader.gui.status import StatusLine
    from closereader.gui.tasks import Tasks
    from closereader.gui.turns import Turns
    from closereader.gui.type_panel import TypePanel
    from closereader.library.library import Library
    from closereader.model.reading import ReadingId
    from closereader.model.span import Span
    from closereader.settings import Settings
    from closereader.store.glance import Glance

_USUAL = (1440, 900)
_TITLE_BAR = 36
_LEAST_WIDTH = 480
STATUS_HEIGHT = 27
LIBRARY, READING = 0, 1


@guarded
class MainWindow(QMainWindow):
    """One window. Without a library it is a shell that can show a reading at first sight; `attach`
    gives it the library and everything that works on it. What is declared here and not made in
    `__init__` is made by `attach` (`parts.build`)."""

    library: Library
    messages: Messages
    tasks: Tasks
    bus: Bus
    adding: Adding
    exporting: Exporting
    commands: Commands
    actions_: Actions
    keys: Keys
    spelling: Spelling
    following: Following
    header: Header
    desks: Desks
    turns: Turns
    room: Room
    splitter: QSplitter
    pages: QStackedWidget
    library_page: QWidget
    linking: Linking
    status: StatusLine
    type_panel: TypePanel
    poll: QTimer

    def __init__(self, library: Library | None, stored: Settings) -> None:
        super().__init__()
        self.settings = stored
        self.is_attached = False
        self._library_pane: LibraryPane | None = None
        # Of the file the program was started on, until that begins to be added.
        self.first_pages: FirstPages | None = None
        self.setWindowTitle("closereader")
        self.theme = themes.chosen(stored.get(settings.THEME))
        self._colour()
        self.setMinimumWidth(_LEAST_WIDTH)
        self._take_size()
        self.menus = [QMenu(menu_name(name), self) for name in MENUS]
        self.menuBar().setFont(themes.interface_font(13))
        for menu in self.menus:
            menu.setFont(themes.interface_font(13))
            self.menuBar().addMenu(menu)
        bar = QStatusBar(self)
        bar.setFixedHeight(STATUS_HEIGHT)
        self.setStatusBar(bar)
        if library is not None:
            self.attach(library)
            self.show_library()

    def show_at_first_sight(self, seen: Glance, file: Path | None = None) -> FirstSight:
        """Show the reading before the library is there; with a file, its pages."""
        from closereader.gui.first_sight import FirstSight

        get = self.settings.get
        widths = panes.widths_from(get(settings.PANE_WIDTHS))
        pages = (file, get(settings.PAGE_PAPER)) if file is not None else None
        sight = FirstSight(seen, self.reader_style(), widths, self.hidden_panes(), pages, self)
        self.setWindowTitle(f"{seen.reading.title} – closereader")
        self.setCentralWidget(sight)
        self.show()
        sight.show_reading()
        return sight

    def show_first_pages(self, first: FirstPages) -> None:
        """Show the pages of a file before the library is there, to which it will be added."""
        self.first_pages = first
        self.setCentralWidget(first)
        self.show()
        first.setFocus()

    def attach(self, library: Library) -> None:
        """Take the library, and make everything that works on it. What is shown of it comes next:
        `show_library` or `open_reading`."""
        # Not before: what this imports costs more time than Qt and the first picture together.
        from closereader.gui import parts

        self.library = library
        if self.first_pages is not None:
            self.takeCentralWidget()  # It goes on until the text is read.
        parts.build(self)
        self.is_attached = True
        for name in self.hidden_panes():
            self.actions_[f"view.{name}"].setChecked(False)
        self.room.fit()
        self.setAcceptDrops(True)
        self.poll.start()

    # Of the reading that is being worked on

    @property
    def session(self) -> Session:
        """What is open, chosen, and done to it."""
        return self.desks.active.session

    @property
    def reader(self) -> ReaderPane:
        """Its text."""
        return self.desks.active.reader

    @property
    def outline(self) -> OutlinePane:
        """Its headings."""
        return self.desks.active.outline

    @property
    def entities(self) -> EntitiesPane:
        """Its names."""
        return self.desks.active.entities

    @property
    def notes(self) -> NotesPane:
        """Its notes."""
        return self.desks.active.notes

    @property
    def left(self) -> LeftPane:
        """The left side pane that shows it."""
        return self.desks.active.left

    @property
    def right(self) -> RightPane:
        """The right side pane that shows it."""
        return self.desks.active.right

    @property
    def library_pane(self) -> LibraryPane:
        """The list of readings; made when first asked for, as most windows open on a reading."""
        if self._library_pane is None:
            from closereader.gui import parts

            self._library_pane = parts.make_library_pane(self)
        return self._library_pane

    # Showing

    def trigger(self, action_id: str) -> None:
        """Do what the action of this id does, if it can be done now."""
        self.actions_[action_id].trigger()

    def show_library(self) -> None:
        """Show the list of readings."""
        self._keep_places()
        library_pane = self.library_pane
        self.pages.setCurrentIndex(LIBRARY)
        self.actions_.set_reading_open(False)
        self.following.tell_library()
        self.setWindowTitle(self.tr("Library – closereader"))
        if self.session.reading is not None:
            library_pane.choose(self.session.reading.id)
        library_pane.take_focus()

    def open_reading(self, reading_id: ReadingId) -> None:
        """Show this reading where its reader left it."""
        self.open_at(reading_id, None)

    def open_at(
        self, reading_id: ReadingId, span: Span | None, loaded: Loaded | None = None
    ) -> None:
        """Show this reading at a passage; without one, where its reader left it; where it is open on
        either side, there. `loaded`: the reading, where it was read before."""
        self.pages.setCurrentIndex(READING)
        self.actions_.set_reading_open(True)
        self.desks.activate(self.desks.with_reading(reading_id) or self.desks.active)
        if self.session.reading is None or self.session.reading.id != reading_id:
            if self.session.reading is not None:
                self.reader.keep_place()
            self.session.open(reading_id, span, loaded)
        elif span is not None:
            self.session.go_to.emit(span, True)
        self.following.desk_changed()
        self.reader.take_focus()

    def _keep_places(self) -> None:
        for desk in self.desks.all:
            if desk.session.reading is not None:
                desk.reader.keep_place()

    # Style

    def reader_style(self) -> ReaderStyle:
        """What the reader chose in `Aa`."""
        get = self.settings.get
        return ReaderStyle(
            theme=self.theme,
            face=get(settings.FACE),
            size=get(settings.TYPE_SIZE),
            measure=get(settings.MEASURE),
            line_height=get(settings.LINE_HEIGHT),
            justified=get(settings.justified_in(get(settings.FACE))),
            hyphenated=get(settings.HYPHENATED),
            numbering=get(settings.NUMBERING),
        )

    def apply_style(self) -> None:
        """Show the theme and type that are chosen now."""
        name = self.settings.get(settings.THEME)
        self.actions_[f"view.theme.{name}"].setChecked(True)
        theme = themes.chosen(name)
        if theme is not self.theme:
            self.theme = theme
            self._colour()
            for pane in (self.header, self.desks, self._library_pane, self.type_panel):
                if pane is not None:
                    pane.set_theme(theme)
        style = self.reader_style()
        for desk in self.desks.all:
            desk.reader.set_style(style)

    def _colour(self) -> None:
        # In this order: the other way round all of the window is drawn twice.
        self.setStyleSheet(window_sheet(self.theme))
        self.setPalette(self.theme.palette())

    # Size

    def hidden_panes(self) -> list[str]:
        """Which side panes were hidden when the window was last closed."""
        stored = self.settings.get(settings.PANES_HIDDEN).split(",")
        return [name for name in stored if name in ("left", "right")]

    def _take_size(self) -> None:
        """As it was left; else as large as the design was drawn, where the screen has room for it
        and a title bar."""
        room = self.screen().availableGeometry()
        self.resize(min(_USUAL[0], room.width()), min(_USUAL[1], room.height() - _TITLE_BAR))
        geometry = self.settings.get(settings.WINDOW_GEOMETRY)
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii")))

    def _keep_size(self) -> None:
        stored = self.settings
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        stored.set(settings.WINDOW_GEOMETRY, geometry)
        stored.set(settings.PANE_WIDTHS, ",".join(str(size) for size in self.room.widths))
        hidden = [n for n in ("left", "right") if not self.actions_[f"view.{n}"].isChecked()]
        stored.set(settings.PANES_HIDDEN, ",".join(hidden))

    # Qt's

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt's: files can be dropped anywhere on the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            self._take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt's: add what was dropped."""
        if self.adding.drop(event.mimeData()):
            self._take_copy(event)

    def _take_copy(self, event: QDropEvent) -> None:
        # A file manager lets go of what was moved: the file stays where it is.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's: keep what is being typed and where the reader is; stop what is under way."""
        if self.is_attached:
            for desk in self.desks.all:
                desk.right.flush()
            self._keep_places()
            self.turns.settle()
            self._keep_size()
            self.poll.stop()
            if not self.tasks.close():
                self.messages.error(
                    self.tr("Something is still under way; the window closes when it has ended.")
                )
                event.ignore()
                return
            self.bus.close()
            for desk in self.desks.all:
                desk.reader.rest()
        from closereader.gui import of_pages

        of_pages.let_go(self)
        super().closeEvent(event)
