"""The middle of the window: find bar, text and map of marks, and what joins them to the session."""

from bisect import bisect_left
from functools import cache

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from closereader.gui import keys
from closereader.gui.guard import guarded
from closereader.gui.picture_window import PictureWindow
from closereader.gui.pictures import Pictures
from closereader.gui.reader.find_bar import FindBar
from closereader.gui.reader.finding import Finding
from closereader.gui.reader.link_lines import LinkLines
from closereader.gui.reader.look import ReaderStyle
from closereader.gui.reader.mark_map import MarkMap, Ticks
from closereader.gui.reader.marks_popup import MarksList
from closereader.gui.reader.selection_bar import SelectionBar
from closereader.gui.reader.sight import Sight
from closereader.gui.reader.tag_drops import TagDrops
from closereader.gui.reader.travel import Travel
from closereader.gui.reader.view import ReaderView
from closereader.gui.session import Session
from closereader.gui.widgets import shorten
from closereader.library import queries
from closereader.model.annotation import AnchorState
from closereader.model.colour import Colour
from closereader.model.document import Picture
from closereader.model.reading import ReadingId
from closereader.model.span import Span
from closereader.store.glance import Glance
from closereader.text import hyphenate

_KEEP_PLACE_MS = 700
# How often others are told where the reader is while the text moves: a person reads no more.
_TELL_PLACE_MS = 50
# As many rows of ticks as a tall screen has.
_MOST_TICKS = 1600


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
        self.view.link_lines = self.link_lines = LinkLines(self.view)
        self.marks = MarksList(self.view)
        self.map = MarkMap(style.theme, self)
        self.find_bar = FindBar(self)
        self.bar = SelectionBar(style.theme, self.view.viewport())
        self.finding = Finding(session, self.view, self.find_bar, self)
        self._sight: Sight | None = None
        # Whether there is a selection whose bar was neither used nor put away.
        self._bar_wanted = False
        shown = self.view.viewport()
        self.view.layout_.figures.store = Pictures(session.library.files.path, shown.update, shown)
        self.travel = Travel(self.view)
        TagDrops(self.view)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.map)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addLayout(row, 1)
        self.setAutoFillBackground(True)
        self._map_timer = self._timer(60, self._draw_map)
        self._place_timer = self._timer(_KEEP_PLACE_MS, self.keep_place)
        self._tell_timer = self._timer(_TELL_PLACE_MS, self._tell_place)
        self._map_marks: list[tuple[int, Colour]] | None = None
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
        session.chosen_note_changed.connect(view.repaint_marks)
        session.hovered_note_changed.connect(view.repaint_marks)
        session.meanings_changed.connect(self._meanings_changed)
        session.entities_changed.connect(self._entities_changed)
        session.lines_changed.connect(self._lines_changed)
        session.chosen_entity_changed.connect(self._marks_changed)
        session.selection_changed.connect(self._selection_changed)
        session.go_to.connect(self._go_to)
        view.selected.connect(self._show_bar)
        view.scrolled.connect(self._scrolled)
        view.settled.connect(self._map_timer.start)
        view.menu_wanted.connect(self.menu_wanted)
        view.picture_wanted.connect(self.show_picture)
        self.map.scrolled.connect(view.centre_on)
        self.map.wheeled.connect(self._wheel)
        self.map.set_preview(self._preview)
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
            queries.set_place(self.session.library, self.session.reading.id, self.view.place()[0])

    def _tell_where(self) -> None:
        """The text is about to be replaced by another version of it."""
        self._place_timer.stop()
        self.session.left_at = self.view.place()[0]

    def _go_to(self, span: Span, flash: bool) -> None:
        self.travel.go_to(span, flash=flash)
        self._tell_place()

    def _scrolled(self) -> None:
        if not self.view.is_holding:
            self.travel.scrolled()
            self.travelled.emit()
        if self._map_timer.isActive():
            self._map_timer.start()  # The ticks wait until the reader rests.
        self._place_bar()
        bar = self.view.verticalScrollBar()
        top = float(bar.value())
        height = self.view.viewport().height()
        self.map.set_view(top, top + height, self.view.layout_.documentSize().height())
        self._place_timer.start()
        if not self._tell_timer.isActive():
            self._tell_timer.start()

    def _tell_place(self) -> None:
        self._tell_timer.stop()
        self.session.place_changed.emit(self.travel.place)

    def _wheel(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self.view.verticalScrollBar(), event)

    # Following the session

    def _glance(self, seen: Glance, span: Span | None) -> None:
        """Show at once what was seen of a long reading; `_open` takes its place."""
        sight = self._sight = Sight(seen, self._style, self)
        sight.setGeometry(self.rect())
        sight.show()
        language = seen.reading.language
        sight.show_reading(language if hyphenate.is_ready(language) else "", span)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the text."""
        (self._sight or self).view.setFocus()

    def _open(self) -> None:
        sight, self._sight = self._sight, None
        self._set_reading(sight.place() if sight is not None else None)
        if sight is not None:
            had_focus = sight.view.hasFocus()
            sight.hide()
            sight.deleteLater()
            if had_focus:
                self.view.setFocus()

    def _set_reading(self, seen_at: tuple[int, float] | None) -> None:
        self._map_marks = None
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
        if seen_at is not None and self.session.reading is not None:
            self.view.show_place(seen_at)
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
        self._map_marks = None
        self._marks_changed()

    def _marks_changed(self) -> None:
        self.view.repaint_marks()
        self._map_timer.start()

    def _entities_changed(self) -> None:
        self.view.overlay.follow_entities()
        self._marks_changed()

    def _lines_changed(self) -> None:
        self.view.overlay.addresses = self.session.addresses
        self.view.repaint_marks()
        self._tell_place()

    def _meanings_changed(self) -> None:
        self.bar.set_meanings(self.session.meanings)

    def _selection_changed(self) -> None:
        if self.session.selection is None:
            self._put_bar_away()

    # Selection bar

    def _show_bar(self, _by_mouse: bool) -> None:
        self._bar_wanted = True
        self._place_bar()

    def _place_bar(self) -> None:
        """It goes with the selection when that is scrolled, and comes back with it into sight."""
        selection = self.session.selection
        if not self._bar_wanted or selection is None:
            return
        room = self.view.viewport().rect()
        shown = [rect for rect in self.view.selecting.rects() if rect.intersects(room)]
        if shown:
            layout = self.view.layout_
            self.bar.set_colour(self.session.last_colour)
            column = QRect(round(layout.left), room.top(), round(layout.column), room.height())
            from_below = self.session.caret <= selection.start
            self.bar.show_at(shown, room, column, from_below=from_below)
        else:
            self._hide_bar()

    def _dismiss_bar(self) -> None:
        self._put_bar_away()
        self.view.setFocus()

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
            self.view.setFocus()

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

    def _draw_map(self) -> None:
        layout, positions = self.view.layout_, self.view.positions
        total = layout.documentSize().height()
        if positions is None or self.session.text is None:
            self.map.set_ticks({}, {}, total)
            return
        tops = layout.tops()
        blocks = layout.blocks

        @cache
        def height(offset: int) -> float:
            index = min(positions.block_index(offset), len(blocks) - 1)
            block = blocks[index]
            share = (offset - block.start) / max(block.end - block.start, 1)
            return tops[index] + share * (tops[index + 1] - tops[index])

        theme = self._style.theme
        marks: Ticks = {}
        mentions: Ticks = {}
        if not self.session.marks_hidden:
            for at, colour in self._marks_apart():
                marks.setdefault(theme.edges[colour].rgba(), []).append(height(at))
        hits = [height(at) for at in self._hits_apart()]
        if hits:
            marks[theme.find.rgba()] = hits
        entity = self.session.entity(self.session.chosen_entity)
        if entity is not None:
            mentions[theme.kinds[entity.kind].rgba()] = [height(m.start) for m in entity.mentions]
        self.map.set_ticks(marks, mentions, total)
        self._scrolled_quietly(total)

    def _marks_apart(self) -> list[tuple[int, Colour]]:
        """Where marks of each colour are, told no finer than the map can show; kept until one
        changes."""
        if self._map_marks is None:
            assert self.session.text is not None
            step = max(len(self.session.text.text) // _MOST_TICKS, 1)
            # Marks of a row stand where the first of it does, so that its height is asked for once.
            places: dict[int, int] = {}
            rows = {
                (places.setdefault(note.start // step, note.start), note.colour): None
                for note in self.session.annotations
                if note.anchor is not AnchorState.LOST
            }
            self._map_marks = list(rows)
        return self._map_marks

    def _hits_apart(self) -> list[int]:
        """Where the hits begin, but of those too near to be told apart on the map only one."""
        hits = self.view.overlay.hits
        assert self.session.text is not None
        step = max(len(self.session.text.text) // _MOST_TICKS, 1)
        found: list[int] = []
        index = 0
        while index < len(hits):
            found.append(hits[index].start)
            beyond = hits[index].start + step
            index = max(bisect_left(hits, Span(beyond, beyond)), index + 1)
        return found

    def _scrolled_quietly(self, total: float) -> None:
        top = float(self.view.verticalScrollBar().value())
        self.map.set_view(top, top + self.view.viewport().height(), total)

    def _preview(self, y: float) -> str:
        text, addresses = self.session.text, self.session.addresses
        layout = self.view.layout_
        if text is None or addresses is None or not layout.blocks:
            return ""
        block = layout.blocks[layout.number_at(y)]
        # A word more than is shown, so that it is known whether anything is left out.
        words = shorten(text.text[block.start : min(block.end, block.start + 120)], 90)
        return f"{addresses.of_span(block.span)}  {words}"
