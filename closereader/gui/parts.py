"""Makes the parts of the main window and joins them: panes, menus, signals."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from closereader import settings
from closereader.gui import (
    extending,
    of_essays,
    of_first_pages,
    of_pages,
    of_passes,
    of_scans,
    of_tags,
    of_versions,
    of_web_pages,
    panes,
)
from closereader.gui.actions import ACTIONS, MENUS, ActionRow, Actions, menu_name
from closereader.gui.adding import Adding
from closereader.gui.bus import Bus
from closereader.gui.commands import Commands
from closereader.gui.desk import Desk
from closereader.gui.desks import Desks
from closereader.gui.exporting import Exporting
from closereader.gui.following import Following
from closereader.gui.header import Header
from closereader.gui.keys import Keys
from closereader.gui.linking import Linking
from closereader.gui.messages import Messages
from closereader.gui.notes.spelling import Spelling
from closereader.gui.notice_bar import NoticeBar
from closereader.gui.room import Room
from closereader.gui.status import StatusLine
from closereader.gui.tasks import Tasks
from closereader.gui.turns import Turns
from closereader.gui.type_panel import TypePanel

if TYPE_CHECKING:
    from closereader.gui.library.pane import LibraryPane
    from closereader.gui.main_window import MainWindow

_POLL_MS = 1200


def build(window: MainWindow) -> None:
    """Everything the window has once it has its library."""
    library = window.library
    window.messages = Messages(window)
    window.tasks = Tasks(window)
    window.bus = Bus(library, window)
    window.turns = Turns(window.tasks, window.messages, window)
    window.adding = Adding(
        library,
        window.tasks,
        window.messages,
        window.open_reading,
        lambda: window.theme,
        window,
    )
    window.adding.begun.connect(lambda file: of_first_pages.show_at_once(window, file))
    window.adding.added.connect(lambda key, notices: of_scans.offer(window, key, notices))
    window.adding.added.connect(lambda key, notices: of_web_pages.offer(window, key, notices))
    _make_panes(window)
    window.exporting = Exporting(window)
    _make_pages(window)
    window.following = Following(window)
    window.linking = Linking(window)
    window.commands = Commands(window)
    window.actions_ = Actions(window, window.commands.handlers())
    window.keys = Keys(window.actions_, window.settings, window)
    window.spelling = Spelling(window.settings.get(settings.SPELLING), window)
    window.actions_["view.spelling"].setChecked(window.spelling.is_on)
    window.room = Room(window)
    _fill_menus(window)
    _connect(window)
    for desk in window.desks.all:
        connect_desk(window, desk)
    window.desks.connect_focus()
    window.type_panel.set_theme(window.theme)
    window.poll = QTimer(window)
    window.poll.setInterval(_POLL_MS)
    window.poll.timeout.connect(library.poll)
    window.following.library_changed(None)
    window.following.name_colours()


def _make_panes(window: MainWindow) -> None:
    window.header = Header(window.theme, window)
    desks = window.desks = Desks(window)
    widths = panes.widths_from(window.settings.get(settings.PANE_WIDTHS))
    window.splitter = panes.side_by_side((desks.left, desks.centre, desks.right), widths, window)
    window.type_panel = TypePanel(window.settings, window)


def _make_pages(window: MainWindow) -> None:
    reading = QWidget(window)
    reading.setObjectName("readingPage")
    _stack(reading, (window.header, 0), (window.splitter, 1))
    window.pages = QStackedWidget(window)
    # Filled when it is first shown, see `make_library_pane`.
    window.library_page = QWidget(window)
    window.pages.addWidget(window.library_page)
    window.pages.addWidget(reading)
    centre = QWidget(window)
    _stack(centre, (window.pages, 1), (NoticeBar(window.messages, window), 0))
    window.setCentralWidget(centre)
    window.status = StatusLine(window.tasks, window)
    window.setStatusBar(window.status)


def make_library_pane(window: MainWindow) -> LibraryPane:
    """The list of readings, put into its page."""
    from closereader.gui.library.menu import show_menu
    from closereader.gui.library.pane import LibraryPane

    page = window.library_page
    pane = LibraryPane(window.library, window.bus, window.tasks, window.messages, page)
    pane.setObjectName("libraryPage")
    pane.set_theme(window.theme)
    _stack(page, (pane, 1))
    pane.open_wanted.connect(window.open_at)
    pane.add_wanted.connect(lambda: window.trigger("file.add"))
    pane.paste_wanted.connect(lambda: window.trigger("file.paste"))
    pane.sample_wanted.connect(lambda: window.trigger("help.sample"))
    pane.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    about = [window.actions_[key] for key in ("file.rename", "file.original")]
    pane.table.customContextMenuRequested.connect(lambda at: show_menu(pane.table, at, about))
    pane.palette_wanted.connect(lambda: window.trigger("view.palette"))
    return pane


def _stack(parent: QWidget, *parts: tuple[QWidget, int]) -> None:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part, stretch in parts:
        column.addWidget(part, stretch)


def _fill_menus(window: MainWindow) -> None:
    for name, menu in zip(MENUS, window.menus, strict=True):
        inner: dict[str, QMenu] = {}
        for row in (row for row in ACTIONS if row.menu == name):
            if row.within and row.within not in inner:
                inner[row.within] = _inner_menu(menu, row)
            elif row.rule_before:
                inner.get(row.within, menu).addSeparator()
            inner.get(row.within, menu).addAction(window.actions_[row.id])
    for key in ("view.left", "view.right", "view.names"):
        window.actions_[key].setChecked(True)
    window.actions_[f"view.paper.{window.settings.get(settings.PAGE_PAPER)}"].setChecked(True)
    window.actions_["view.single"].setChecked(window.settings.get(settings.SINGLE_PAGES))
    window.actions_[f"view.theme.{window.settings.get(settings.THEME)}"].setChecked(True)
    use_caret = window.settings.get(settings.CARET)
    window.actions_["view.caret"].setChecked(use_caret)


def _inner_menu(menu: QMenu, first: ActionRow) -> QMenu:
    """The menu inside `menu` that begins with the row `first`, whose rule goes above all of it."""
    if first.rule_before:
        menu.addSeparator()
    inner = menu.addMenu(menu_name(first.within))
    inner.setFont(menu.font())
    return inner


def _connect(window: MainWindow) -> None:
    following = window.following
    window.header.triggered.connect(window.trigger)
    window.header.find_wanted.connect(lambda words: window.reader.finding.open(words))
    window.type_panel.changed.connect(window.apply_style)
    window.type_panel.closed.connect(lambda: window.reader.view.setFocus())
    passes = window.status.passes.menu()
    passes.aboutToShow.connect(lambda: of_passes.fill(passes, window))
    window.status.reader.clicked.connect(lambda: window.trigger("file.reader"))
    window.bus.changed.connect(following.library_changed)
    messages = window.messages
    window.bus.changed.connect(lambda _changes: messages.succeed())
    window.actions_.begun.connect(messages.begin)
    window.keys.changed.connect(window.header.name_keys)
    window.header.name_keys()
    of_versions.connect(window)
    QGuiApplication.styleHints().colorSchemeChanged.connect(window.apply_style)


def _join_keys(window: MainWindow, desk: Desk) -> None:
    """Let the keys act in its text, and what is written beside it be spelt."""
    window.actions_.bind_reader(desk.reader.view)
    of_pages.connect(window, desk)
    window.keys.changed.connect(desk.reader.name_keys)
    desk.reader.name_keys()
    for pane in (desk.tags, desk.notes, desk.questions):
        window.keys.changed.connect(pane.name_keys)
    for view in (desk.notes.view, desk.questions.view):
        view.editor.use_spelling(window.spelling)


def connect_desk(window: MainWindow, desk: Desk) -> None:
    """Join one reading's session and panes to the window's strips, keys and menus."""
    session, following, desks = desk.session, window.following, window.desks

    def while_active(slot: Callable[..., object]) -> Callable[..., None]:
        def heard(*words: object) -> None:
            if desks.active is desk:
                slot(*words)

        return heard

    _join_keys(window, desk)
    desk.reader.view.caret.use(window.settings.get(settings.CARET))
    desk.reader.view.overlay.mentions_shown = window.actions_["view.names"].isChecked()
    desk.reader.triggered.connect(window.trigger)
    desk.reader.menu_wanted.connect(window.commands.show_reader_menu)
    desk.left.left.connect(desk.reader.view.setFocus)
    desk.right.left.connect(desk.reader.view.setFocus)
    desk.strip.closed.connect(lambda: desks.close(desk))
    desk.strip.chosen.connect(desk.reader.view.setFocus)
    desk.strip.together.setDefaultAction(window.actions_["view.together"])
    session.reading_opened.connect(lambda: following.reading_opened(desk))
    session.glanced.connect(lambda seen, _span: following.glanced(desk, seen))
    session.reading_renamed.connect(lambda: following.name_reading(desk))
    session.annotations_changed.connect(while_active(following.count_notes))
    session.passes.changed.connect(while_active(following.show_passes))
    session.meanings_changed.connect(while_active(following.name_colours))
    session.place_changed.connect(while_active(following.show_place))
    session.edit_comment.connect(while_active(following.show_notes))
    session.edit_tags.connect(while_active(following.show_notes))
    session.chosen_entity_changed.connect(while_active(following.show_entity))
    session.stepped.connect(desks.show_step)
    session.marked.connect(lambda made: extending.offer(session, made))
    for view in (desk.notes.view, desk.questions.view):
        view.link_wanted.connect(window.linking.follow)
        view.unlink_wanted.connect(window.linking.unlink)
        view.link_kind_wanted.connect(window.linking.kind_wanted)
        view.export_wanted.connect(lambda ids: window.exporting.export(window, ids))
        view.web_wanted.connect(desk.reader.view.links.show_web)
    desk.reader.link_lines.link_wanted.connect(window.linking.follow)
    desk.questions.ask_wanted.connect(lambda: window.trigger("note.question"))
    desk.entities.notes_wanted.connect(desk.notes.filter_row.show_entity)
    desk.entities.notes_wanted.connect(while_active(following.show_notes))
    of_essays.connect(window, desk)
    of_tags.connect(window, desk)
    of_versions.connect_desk(window, desk)
    for moved in (session.go_to, session.selection_changed, session.reading_opened):
        moved.connect(lambda *_where: window.messages.move_on())
    desk.reader.travelled.connect(window.messages.move_on)
    for pane in (desk.left, desk.right):
        pane.set_theme(window.theme)
