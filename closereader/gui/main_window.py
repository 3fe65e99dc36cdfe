"""The main window: two pages (library, reading), three panes, and nothing that could be elsewhere."""

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from closereader import settings
from closereader.gui import theme as themes
from closereader.gui.actions import ACTIONS, MENUS, Actions
from closereader.gui.adding import Adding
from closereader.gui.bus import Bus
from closereader.gui.commands import Commands
from closereader.gui.entities.pane import EntitiesPane
from closereader.gui.exporting import Exporting
from closereader.gui.guard import guarded
from closereader.gui.header import Header
from closereader.gui.library.pane import LibraryPane
from closereader.gui.messages import Messages
from closereader.gui.notes.pane import NotesPane
from closereader.gui.notice_bar import NoticeBar
from closereader.gui.outline.pane import OutlinePane
from closereader.gui.reader.look import ReaderStyle
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.session import Session
from closereader.gui.sheet import window_sheet
from closereader.gui.side_panes import LeftPane, RightPane
from closereader.gui.status import StatusLine
from closereader.gui.tasks import Tasks
from closereader.gui.type_panel import TypePanel
from closereader.i18n import ngettext
from closereader.library import queries
from closereader.library.library import Library
from closereader.model.changes import Changes
from closereader.model.reading import ReadingId
from closereader.model.span import Span
from closereader.settings import Settings

_FACES = {"serif": themes.TEXT_FACE, "sans": themes.INTERFACE_FACE}
_POLL_MS = 1200
_WIDTHS = (286, 776, 336)
_USUAL = (1440, 900)
_TITLE_BAR = 36


@guarded
class MainWindow(QMainWindow):
    """One window on one library."""

    def __init__(self, library: Library, stored: Settings) -> None:
        super().__init__()
        self.library = library
        self.settings = stored
        self.setWindowTitle("closereader")
        self.setAcceptDrops(True)
        self._take_usual_size()
        self.messages = Messages(self)
        self.tasks = Tasks(self)
        self.bus = Bus(library, self)
        self.session = Session(library, self.bus, self.tasks, self.messages, self)
        self.adding = Adding(library, self.tasks, self.messages, self.open_reading, self)
        self.exporting = Exporting(self.session, self)
        self.theme = themes.chosen(stored.get(settings.THEME))
        self._build()
        self.commands = Commands(self)
        self.actions_ = Actions(self, self.commands.handlers())
        self.actions_.bind_reader(self.reader.view)
        self._build_menus()
        self._connect()
        self.apply_style()
        self._restore()
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(library.poll)
        self._poll.start()
        self.show_library()

    # Building

    def _build(self) -> None:
        style = self.reader_style()
        self.header = Header(self.theme, self)
        self.reader = ReaderPane(self.session, style, self)
        self.outline = OutlinePane(self.session, self)
        self.entities = EntitiesPane(self.session, self)
        self.notes = NotesPane(self.session, self)
        self.left = LeftPane(self.outline, self.entities, self)
        self.right = RightPane(self.notes, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for pane in (self.left, self.reader, self.right):
            self.splitter.addWidget(pane)
        for index, stretch in enumerate((0, 1, 0)):
            self.splitter.setStretchFactor(index, stretch)
        self.left.setMinimumWidth(200)
        self.reader.setMinimumWidth(320)
        self.right.setMinimumWidth(240)
        self.splitter.setSizes(list(_WIDTHS))
        reading_page = QWidget(self)
        reading_page.setObjectName("readingPage")
        column = QVBoxLayout(reading_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.splitter, 1)
        self.library_pane = LibraryPane(self.library, self.bus, self.tasks, self.messages, self)
        self.library_pane.setObjectName("libraryPage")
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.library_pane)
        self.pages.addWidget(reading_page)
        notice = NoticeBar(self.messages, self)
        centre = QWidget(self)
        whole = QVBoxLayout(centre)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.pages, 1)
        whole.addWidget(notice)
        self.setCentralWidget(centre)
        self.status = StatusLine(self.tasks, self)
        self.setStatusBar(self.status)
        self.type_panel = TypePanel(self.settings, self)

    def _build_menus(self) -> None:
        bar = self.menuBar()
        bar.setFont(themes.interface_font(13))
        for name in MENUS:
            menu = QMenu(self.actions_.tr(name), self)
            menu.setFont(themes.interface_font(13))
            for row in ACTIONS:
                if row.menu == name:
                    if row.rule_before:
                        menu.addSeparator()
                    menu.addAction(self.actions_[row.id])
            bar.addMenu(menu)
        for key in ("view.left", "view.right", "view.names"):
            self.actions_[key].setChecked(True)
        self.actions_.use_single_keys(self.settings.get(settings.SINGLE_KEYS))

    def _connect(self) -> None:
        self.header.triggered.connect(self.trigger)
        self.header.find_wanted.connect(self.reader.find_bar.open)
        self.reader.triggered.connect(self.trigger)
        self.reader.menu_wanted.connect(self.commands.show_reader_menu)
        self.left.left.connect(self.reader.view.setFocus)
        self.right.left.connect(self.reader.view.setFocus)
        self.type_panel.changed.connect(self.apply_style)
        self.library_pane.open_wanted.connect(self._open_at)
        self.library_pane.add_wanted.connect(lambda: self.trigger("file.add"))
        self.library_pane.paste_wanted.connect(lambda: self.trigger("file.paste"))
        self.library_pane.sample_wanted.connect(lambda: self.trigger("help.sample"))
        self.library_pane.palette_wanted.connect(lambda: self.trigger("view.palette"))
        self.session.reading_opened.connect(self._reading_opened)
        self.session.reading_renamed.connect(self._name_reading)
        self.session.annotations_changed.connect(self._count_notes)
        self.session.meanings_changed.connect(self._name_colours)
        self.session.place_changed.connect(self._show_place)
        self.session.edit_comment.connect(self._show_notes)
        self.session.edit_tags.connect(self._show_notes)
        self.session.chosen_entity_changed.connect(self._show_entity)
        self.bus.changed.connect(self._library_changed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.apply_style)
        self._library_changed(None)
        self._name_colours()

    # Showing

    def trigger(self, action_id: str) -> None:
        """Do what the action of this id does, if it can be done now."""
        self.actions_[action_id].trigger()

    def show_library(self) -> None:
        """Show the list of readings."""
        if self.session.reading is not None:
            self.reader.keep_place()
        self.pages.setCurrentIndex(0)
        self.actions_.set_reading_open(False)
        self._tell_library()
        self.library_pane.setFocus()

    def open_reading(self, reading_id: ReadingId) -> None:
        """Show this reading where its reader left it."""
        self._open_at(reading_id, None)

    def _open_at(self, reading_id: ReadingId, span: Span | None) -> None:
        self.pages.setCurrentIndex(1)
        self.actions_.set_reading_open(True)
        if self.session.reading is None or self.session.reading.id != reading_id:
            if self.session.reading is not None:
                self.reader.keep_place()
            self.session.open(reading_id, span)
        elif span is not None:
            self.session.go_to.emit(span, True)
        self._count_notes()
        self._show_place(self.reader.view.place()[0])
        self.reader.view.setFocus()

    def reader_style(self) -> ReaderStyle:
        """What the reader chose in `Aa`."""
        get = self.settings.get
        return ReaderStyle(
            theme=self.theme,
            face=_FACES.get(get(settings.FACE), themes.TEXT_FACE),
            size=get(settings.TYPE_SIZE),
            measure=get(settings.MEASURE),
            line_height=get(settings.LINE_HEIGHT),
            numbering="off" if get(settings.NUMBERING) == "none" else "paragraphs",
        )

    def apply_style(self) -> None:
        """Show the theme and type that are chosen now."""
        theme = themes.chosen(self.settings.get(settings.THEME))
        is_new = theme is not self.theme or not self.styleSheet()
        self.theme = theme
        if is_new:
            self.setPalette(theme.palette())
            self.setStyleSheet(window_sheet(theme))
            for pane in (self.header, self.left, self.right, self.library_pane):
                pane.set_theme(theme)
        self.reader.set_style(self.reader_style())

    # Following

    def _reading_opened(self) -> None:
        reading = self.session.reading
        if reading is None:
            self.show_library()
        else:
            queries.set_opened(self.library, reading.id)
        self._name_reading()
        self._count_notes()

    def _name_reading(self) -> None:
        reading = self.session.reading
        if reading is None:
            self.setWindowTitle("closereader")
            self.header.set_reading("", "")
            return
        self.setWindowTitle(f"{reading.title} – closereader")
        about = " · ".join(part for part in (reading.author, reading.date) if part)
        self.header.set_reading(reading.title, about)

    def _name_colours(self) -> None:
        self.header.set_meanings(self.session.meanings)
        self.actions_.set_meanings(self.session.meanings)

    def _count_notes(self, _changes: object = None) -> None:
        tags = {tag for note in self.session.annotations for tag in note.tags}
        notes = ngettext("{count} note", "{count} notes", len(self.session.annotations))
        tagged = ngettext("{count} tag", "{count} tags", len(tags))
        self.status.notes.setText(f"{notes} · {tagged}" if tags else notes)

    def _show_place(self, offset: int) -> None:
        text, addresses = self.session.text, self.session.addresses
        if text is None or addresses is None or self.pages.currentIndex() == 0:
            return
        number = addresses.paragraph(offset)
        heading = self.outline.section_at(offset)
        if number is None:
            place = ngettext("{count} paragraph", "{count} paragraphs", addresses.count)
        else:
            place = self.tr("¶ {number} of {count}").format(number=number, count=addresses.count)
        self.status.place.setText(f"{place} · {heading}" if heading else place)
        bar = self.reader.view.verticalScrollBar()
        share = 100 if bar.maximum() <= 0 else round(100 * bar.value() / bar.maximum())
        self.status.share.setText(f"{share} %")

    def _show_notes(self, _id: str) -> None:
        if not self.actions_["view.right"].isChecked():
            self.trigger("view.right")
        self.right.show_notes()

    def _show_entity(self) -> None:
        if self.session.chosen_entity is not None:
            self.left.show_entities()

    def _library_changed(self, _changes: Changes | None) -> None:
        undo, redo = self.library.undo_label, self.library.redo_label
        for key, label, plain, named in (
            ("edit.undo", undo, self.tr("Undo"), self.tr("Undo: {what}")),
            ("edit.redo", redo, self.tr("Redo"), self.tr("Redo: {what}")),
        ):
            self.actions_[key].setEnabled(label is not None)
            self.actions_[key].setText(named.format(what=label) if label else plain)
        self.status.saved.setText(
            self.tr("Read only") if self.library.is_read_only else self.tr("Saved")
        )
        self.status.reader.setText(self.tr("Reading as: {name}").format(name=self.library.reader))
        if self.pages.currentIndex() == 0:
            self._tell_library()

    def _tell_library(self) -> None:
        listed = queries.readings(self.library)
        readings = ngettext("{count} reading", "{count} readings", len(listed))
        notes = ngettext(
            "{count} note", "{count} notes", sum(summary.annotations for summary in listed)
        )
        self.status.place.setText(f"{readings} · {notes}")
        self.status.share.setText("")
        self.status.notes.setText("")

    # Panes

    def show_panes(self, *, left: bool, right: bool) -> None:
        """Show or hide the side panes; what had the focus in a hidden one gives it to the text."""
        focus = QGuiApplication.focusObject()
        self.left.setVisible(left)
        self.right.setVisible(right)
        if isinstance(focus, QWidget) and not focus.isVisible():
            self.reader.view.setFocus()

    # Qt's

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt's: files can be dropped anywhere on the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt's: add what was dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.adding.add(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's: keep what is being typed and where the reader is; stop what is under way."""
        self.notes.flush()
        if self.session.reading is not None:
            self.reader.keep_place()
        self._keep()
        self._poll.stop()
        if not self.tasks.close():
            self.messages.error(
                self.tr("Something is still under way; the window closes when it has ended.")
            )
            event.ignore()
            return
        self.bus.close()
        super().closeEvent(event)

    def _keep(self) -> None:
        stored = self.settings
        stored.set(
            settings.WINDOW_GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        )
        stored.set(settings.PANE_WIDTHS, ",".join(str(size) for size in self.splitter.sizes()))
        hidden = [
            name
            for name, key in (("left", "view.left"), ("right", "view.right"))
            if not self.actions_[key].isChecked()
        ]
        stored.set(settings.PANES_HIDDEN, ",".join(hidden))

    def _take_usual_size(self) -> None:
        """As large as the design was drawn, where the screen has room for it and a title bar."""
        room = self.screen().availableGeometry()
        self.resize(min(_USUAL[0], room.width()), min(_USUAL[1], room.height() - _TITLE_BAR))

    def _restore(self) -> None:
        geometry = self.settings.get(settings.WINDOW_GEOMETRY)
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii")))
        widths = self.settings.get(settings.PANE_WIDTHS).split(",")
        if len(widths) == 3 and all(width.isdigit() for width in widths):
            sizes = [int(width) for width in widths]
            # A hidden pane was stored as 0 wide; it opens at its usual width.
            self.splitter.setSizes(
                [size or usual for size, usual in zip(sizes, _WIDTHS, strict=True)]
            )
        for name in self.settings.get(settings.PANES_HIDDEN).split(","):
            if name in ("left", "right"):
                self.trigger(f"view.{name}")
