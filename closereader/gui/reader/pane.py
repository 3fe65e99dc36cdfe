"""The middle of the window: find bar, text and map of marks, and what joins them to the session."""

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from closereader.gui import keys
from closereader.gui.guard import guarded
from closereader.gui.pages import seen_file
from closereader.gui.pages.page_bar import PageBar
from closereader.gui.pages.pages_sight import PagesSight
from closereader.gui.pages.paper import Paper
from closereader.gui.picture_window import PictureWindow
from closereader.gui.pictures import Pictures
from closereader.gui.reader.find_bar import FindBar
from closereader.gui.reader.finding import Finding
from closereader.gui.reader.link_lines import LinkLines
from closereader.gui.reader.link_margin import TextMargin
from closereader.gui.reader.look import ReaderStyle
from closereader.gui.reader.map_ticks import MapTicks
from closereader.gui.reader.mark_map import MarkMap
from closereader.gui.reader.marks_popup import MarksList
from closereader.gui.reader.selection_bar import SelectionBar
from closereader.gui.reader.sight import Sight
from closereader.gui.reader.tag_drops import TagDrops
from closereader.gui.reader.travel import Travel
from closereader.gui.reader.view import ReaderView
from closereader.gui.reader.views import Views
from closereader.gui.session import Session
from closereader.library import queries
from closereader.model.colour import Colour
from closereader.model.document import Picture
from closereader.model.reading import ReadingId
from closereader.model.span import Span
from closereader.store.glance import Glance
from closereader.text import hyphenate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from closereader.gui.pages.view import PagesView

_KEEP_PLACE_MS = 700
# How often others are told where the reader is while the text moves: a person reads no more.
_TELL_PLACE_MS = 50


@guarded
class ReaderPane(QWidget):
    """`triggered(id)`: an action the selection bar asks for; `menu_wanted(point)`; `travelled()`: the
    reader scrolled."""

    triggered = Signal(str)
    menu_wanted = Signal(QPoint)
    travelled = Signal()

    def __init__(self, session: Session, style: ReaderStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._style = style
        self.view = ReaderView(session, style, self)
        self.views = Views(session, self.view, style, self)
        self.view.link_lines = self.link_lines = LinkLines(TextMargin(self.view), self.view)
        self.marks = MarksList(self.view)
        self.map = MarkMap(style.theme, self)
        self.find_bar = FindBar(self)
        self.page_bar = PageBar(self.views, self)
        self.bar = SelectionBar(style.theme, self.view.viewport())
        self.finding = Finding(session, self.views, self.find_bar, self)
        self._sight: Sight | PagesSight | None = None
        # Of the pages, before they have a view that knows it.
        self.paper = Paper.THEME
        # Whether there is a selection whose bar was neither used nor put away.
        self._bar_wanted = False
        shown = self.view.viewport()
        self.view.layout_.figures.store = Pictures(session.library.files.path, shown.update, shown)
        self.travel = Travel(self.views)
        TagDrops(self.view)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.views.stack, 1)
        row.addWidget(self.map)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page_bar)
        column.addWidget(self.find_bar)
        column.addLayout(row, 1)
        self.setAutoFillBackground(True)
        self._map_timer = self._timer(60, self._draw_map)
        self._place_timer = self._timer(_KEEP_PLACE_MS, self.keep_place)
        self._tell_timer = self._timer(_TELL_PLACE_MS, self._tell_place)
        self.ticks = MapTicks(session, self.views, self.map)
        self._connect()
        self.set_style(style)

    def _timer(self, ms: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(slot)
        return timer

    def _connect(self) -> None:
        session, view = self.session, self.view
        session.reading_opened.connect(self._open)
        session.renewing.connect(self._tell_where)
        session.glanced.connect(self._glance)
        session.annotations_changed.connect(self._notes_changed)
        session.marks_hidden_changed.connect(self._marks_changed)
        session.chosen_note_changed.connect(self._repaint)
        session.hovered_note_changed.connect(self._repaint)
        session.meanings_changed.connect(self._meanings_changed)
        session.entities_changed.connect(self._entities_changed)
        session.lines_changed.connect(self._lines_changed)
        session.chosen_entity_changed.connect(self._marks_changed)
        session.selection_changed.connect(self._selection_changed)
        session.go_to.connect(self._go_to)
        views = self.views
        views.selected.connect(self._show_bar)
        views.scrolled.connect(self._scrolled)
        views.settled.connect(self._map_timer.start)
        views.menu_wanted.connect(self.menu_wanted)
        view.picture_wanted.connect(self.show_picture)
        views.changed.connect(self._view_changed)
        views.made.connect(self._pages_made)
        views.leaving.connect(self.travel.leave)
        self.page_bar.page_wanted.connect(lambda words: self._go_to_page(words))
        self.map.scrolled.connect(lambda height: views.shown.centre_on(height))
        self.map.wheeled.connect(self._wheel)
        self.bar.triggered.connect(self.triggered)
        self.bar.dismissed.connect(self._dismiss_bar)
        view.tab_into = self.bar.take_focus
        self.finding.hits_changed.connect(self._map_timer.start)
        self.find_bar.mark_wanted.connect(lambda: self.triggered.emit("note.mark_hits"))
        view.viewport().installEventFilter(self)

    def set_style(self, style: ReaderStyle) -> None:
        """Set the reading in this style, at once."""
        self._style = style
        self.view.set_style(style)
        self.views.set_style(style)
        self.map.set_theme(style.theme)
        self.bar.set_theme(style.theme)
        self.bar.set_meanings(self.session.meanings)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), style.theme.page)
        self.setPalette(palette)
        self.session.want_lines(style.numbering == "lines")
        self._tell_place()
        self._map_timer.start()

    def name_keys(self) -> None:
        """Say by which keys the same is done."""
        self.bar.set_keys([keys.shown(f"highlight.{n}") for n in range(1, len(Colour) + 1)])
        self.find_bar.name_keys()

    def show_picture(self, picture: Picture) -> None:
        """Show a picture of the reading in a window of its own, as large as it is."""
        PictureWindow(picture, self.session.library.files.path, self._style.theme, self).show()

    # Moving

    def keep_place(self) -> None:
        """Remember in the library where the reader is."""
        if self.session.reading is not None:
            place = self.views.shown.place().offset
            queries.set_place(self.session.library, self.session.reading.id, place)
            self.views.keep_view()

    def _tell_where(self) -> None:
        """The text is about to be replaced by another version of it."""
        self._place_timer.stop()
        self.session.left_at = self.views.shown.place().offset

    def _go_to(self, span: Span, flash: bool) -> None:
        self.travel.go_to(span, flash=flash)
        note = self.session.annotations.get(self.session.chosen_note)
        if note is not None and note.span == span and note.area is not None:
            self.views.show_area(note.area)
        self._tell_place()

    def _scrolled(self) -> None:
        shown = self.views.shown
        if not shown.is_holding:
            self.travel.scrolled()
            self.travelled.emit()
        if self._map_timer.isActive():
            self._map_timer.start()  # The ticks wait until the reader rests.
        self._place_bar()
        self.map.set_view(*shown.extent())
        self._place_timer.start()
        if not self._tell_timer.isActive():
            self._tell_timer.start()

    def _tell_place(self) -> None:
        self._tell_timer.stop()
        self.session.place_changed.emit(self.travel.place)

    def _wheel(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self.views.shown.area.verticalScrollBar(), event)

    # Following the session

    def _glance(self, seen: Glance, span: Span | None) -> None:
        """Show at once what was seen of a long reading; `_open` takes its place."""
        sight = self._sight = self._sight_of(seen, span)
        sight.setGeometry(self.rect())
        sight.show()
        language = seen.reading.language
        sight.show_reading(language if hyphenate.is_ready(language) else "", span)
        self.take_focus()

    def _sight_of(self, seen: Glance, span: Span | None) -> Sight | PagesSight:
        file = seen_file.file_of(seen, self.session.library.folder)
        if file is None:
            return Sight(seen, self._style, self)
        sight = PagesSight(seen, file, self._style.theme, self.paper, self)
        if span is not None:
            sight.show_at(self.views.page_of(seen.text.layout, span.start))
        return sight

    def take_focus(self) -> None:
        """Put the focus on the text."""
        if self._sight is not None:
            self._sight.view.setFocus()
        else:
            self.views.take_focus()

    def _open(self) -> None:
        sight, self._sight = self._sight, None
        self._set_reading()
        if sight is not None:
            if self.session.reading is not None:
                sight.hand_over(self.views)
            had_focus = sight.view.hasFocus()
            sight.hide()
            sight.deleteLater()
            if had_focus:
                self.view.setFocus()

    def _set_reading(self) -> None:
        self.ticks.forget()
        self._place_timer.stop()
        self.finding.forget()
        self.travel.forget()
        self._put_bar_away()
        self.view.overlay.addresses = self.session.addresses
        place = 0
        if self.session.reading is not None:
            place = queries.place(self.session.library, ReadingId(self.session.reading.id))
        language = self.session.reading.language if self.session.reading is not None else ""
        ready = hyphenate.is_ready(language)
        self.view.set_reading(self.session.sketch, place, language if ready else "")
        self.views.open()
        self.views.show_kept(place)
        if not ready:
            # The first reading of a language is shown at once, and its words broken a moment later.
            self.session.tasks.run(
                self.tr("Preparing the lines"),
                lambda _progress: hyphenate.prepare(language),
                lambda _known: self._break_words(language),
            )
        self._map_timer.start()

    def _break_words(self, language: str) -> None:
        reading = self.session.reading
        if reading is not None and reading.language == language:
            self.view.set_language(language)

    def _notes_changed(self) -> None:
        self.ticks.forget()
        if self.views.pages is not None:
            self.views.pages.marks.follow_notes()
        self._marks_changed()

    def _repaint(self) -> None:
        self.views.shown.repaint()

    def _marks_changed(self) -> None:
        self._repaint()
        self._map_timer.start()

    def _entities_changed(self) -> None:
        self.view.overlay.follow_entities()
        self._marks_changed()

    def _lines_changed(self) -> None:
        self.view.overlay.addresses = self.session.addresses
        self._repaint()
        self._tell_place()

    def _meanings_changed(self) -> None:
        self.bar.set_meanings(self.session.meanings)

    def _selection_changed(self) -> None:
        if self.views.are_pages_shown:
            self._repaint()
        if self.session.selection is None:
            self._put_bar_away()

    # The two views

    def _view_changed(self) -> None:
        area = self.views.shown.area
        self._put_bar_away()
        self.bar.setParent(area.viewport())
        self._map_timer.start()
        self.map.set_view(*self.views.shown.extent())
        self._tell_place()

    def _go_to_page(self, words: str) -> None:
        if not self.views.show_page(words):
            self.session.messages.info(
                self.tr("There is no page {label}.").format(label=words),
            )

    def _pages_made(self, pages: "PagesView") -> None:
        pages.viewport().installEventFilter(self)
        pages.tab_into = self.bar.take_focus
        TagDrops(self.view, pages, pages.mouse.offset_at, pages.mouse.mark_at)
        self.marks_on_pages = MarksList(self.view, pages, pages.mouse.notes_at)

    # Selection bar

    def _show_bar(self, _by_mouse: bool) -> None:
        self._bar_wanted = True
        self._place_bar()

    def _place_bar(self) -> None:
        """It goes with the selection when that is scrolled, and comes back with it into sight."""
        selection = self.session.selection
        if not self._bar_wanted or selection is None:
            return
        shown = self.views.shown
        room = shown.area.viewport().rect()
        boxes = [rect for rect in shown.rects(selection) if rect.intersects(room)]
        if boxes:
            self.bar.set_colour(self.session.last_colour)
            from_below = self.session.caret <= selection.start
            self.bar.show_at(boxes, room, shown.column(), from_below=from_below)
        else:
            self._hide_bar()

    def _dismiss_bar(self) -> None:
        self._put_bar_away()
        self.views.take_focus()

    def _put_bar_away(self) -> None:
        self._bar_wanted = False
        self.bar.hide()

    def hide_bar(self) -> None:
        """Put the bar away; the selection was used. The keyboard goes back to the text, unless
        something else has taken it."""
        self._bar_wanted = False
        self._hide_bar()

    def _hide_bar(self) -> None:
        had_focus = self.bar.isAncestorOf(self.bar.window().focusWidget() or self.view)
        self.bar.hide()
        if had_focus:
            self.views.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: what was seen covers it all."""
        super().resizeEvent(event)
        if self._sight is not None:
            self._sight.setGeometry(self.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: a press in the text puts the bar away; in another width the selection is elsewhere."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self._put_bar_away()
        elif event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._place_bar)  # When the lines are set for that width.
        return super().eventFilter(watched, event)

    # Map

    def rest(self) -> None:
        """Draw and keep nothing any more: its window goes, and the library with it."""
        for timer in (self._map_timer, self._place_timer, self._tell_timer):
            timer.stop()

    def _draw_map(self) -> None:
        self.ticks.draw(self._style.theme)
