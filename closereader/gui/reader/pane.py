"""The middle of the window: find bar, text and map of marks, and what joins them to the session."""

from bisect import bisect_right

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from closereader.gui.guard import guarded
from closereader.gui.reader.find_bar import FindBar
from closereader.gui.reader.look import ReaderStyle
from closereader.gui.reader.mark_map import MarkMap
from closereader.gui.reader.selection_bar import SelectionBar
from closereader.gui.reader.view import ReaderView
from closereader.gui.session import Session
from closereader.library import queries
from closereader.model.reading import ReadingId, ReadingText
from closereader.model.span import Span
from closereader.text import hyphenate
from closereader.text.find import Finder

_KEEP_PLACE_MS = 700
_SHORTEST_FIND_IN_BOOK = 2
_BOOK = 400_000


@guarded
class ReaderPane(QWidget):
    """`triggered(id)`: an action the selection bar asks for; `menu_wanted(point)`."""

    triggered = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, session: Session, style: ReaderStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._style = style
        self.view = ReaderView(session, style, self)
        self.map = MarkMap(style.theme, self)
        self.find_bar = FindBar(style.theme, self)
        self.bar = SelectionBar(style.theme, self.view.viewport())
        self._finder: Finder | None = None
        self._back: list[int] = []
        self._forward: list[int] = []
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
        self._find_timer = self._timer(60, self._find)
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
        session.annotations_changed.connect(self._marks_changed)
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
        self.map.scrolled.connect(view.centre_on)
        self.map.wheeled.connect(self._wheel)
        self.map.set_preview(self._preview)
        self.bar.triggered.connect(self.triggered)
        self.bar.dismissed.connect(self._dismiss_bar)
        self.find_bar.changed.connect(self._find_timer.start)
        self.find_bar.stepped.connect(self.step_find)
        self.find_bar.closed.connect(self.close_find)
        view.viewport().installEventFilter(self)

    def set_style(self, style: ReaderStyle) -> None:
        """Set the reading in this style, at once."""
        self._style = style
        self.view.set_style(style)
        self.map.set_theme(style.theme)
        self.bar.set_theme(style.theme)
        self.bar.set_meanings(self.session.meanings)
        self.find_bar.set_theme(style.theme)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), style.theme.page)
        self.setPalette(palette)
        self.session.want_lines(style.numbering == "lines")
        self._tell_place()
        self._map_timer.start()

    # Find

    def open_find(self) -> None:
        """Show the find bar, looking for what is selected if that is short."""
        words = ""
        text = self.session.text
        if self.session.selection is not None and text is not None:
            selected = self.session.selection.text_of(text.text)
            words = selected if len(selected) <= 60 and "\n" not in selected else ""
        self._prepare_finder()
        self.find_bar.open(words)

    def _prepare_finder(self) -> None:
        """Fold the text for finding; a book's in a task, while the reader types the first letters."""
        text = self.session.text
        if text is None or self._finder is not None:
            return
        finder = Finder(text.text)
        if len(text.text) < _BOOK:
            self._finder = finder
            return

        def work(_progress: object) -> tuple[ReadingText, Finder]:
            # The first search of each way folds the text.
            finder.find_all("-")
            finder.find_all("-", match_case=True)
            return text, finder

        self.session.tasks.run(self.tr("Preparing to find"), work, self._take_finder)

    def _take_finder(self, prepared: tuple[ReadingText, Finder]) -> None:
        text, finder = prepared
        if self.session.text is text and self._finder is None:
            self._finder = finder
            self._find()

    def close_find(self) -> None:
        """Put the find bar away and go back to the text."""
        self.find_bar.hide()
        self.view.overlay.hits = []
        self.view.repaint_marks()
        self._map_timer.start()
        self.view.setFocus()

    def step_find(self, by: int) -> None:
        """Go to the next or previous hit, round the end."""
        if self._find_timer.isActive():
            self._find_timer.stop()
            self._find()
            return
        overlay = self.view.overlay
        if not overlay.hits:
            if not self.find_bar.isVisible():
                self.open_find()
            return
        if overlay.current_hit < 0:
            after = bisect_right(overlay.hits, Span(self.session.caret, self.session.caret))
            overlay.current_hit = (after if by > 0 else after - 1) % len(overlay.hits)
        else:
            overlay.current_hit = (overlay.current_hit + by) % len(overlay.hits)
        self._show_hit()

    def _find(self) -> None:
        overlay = self.view.overlay
        words = self.find_bar.field.text()
        text = self.session.text
        overlay.hits = []
        overlay.current_hit = -1
        self._prepare_finder()
        is_long_enough = (
            text is None or len(text.text) < _BOOK or len(words) >= _SHORTEST_FIND_IN_BOOK
        )
        if self._finder is not None and words and self.find_bar.isVisible() and is_long_enough:
            overlay.hits = self._finder.find_all(
                words,
                whole_words=self.find_bar.words.isChecked(),
                match_case=self.find_bar.case.isChecked(),
            )
        if overlay.hits:
            top = self.view.place()[0]
            overlay.current_hit = bisect_right(overlay.hits, Span(top, top)) % len(overlay.hits)
            self._show_hit()
        else:
            self.find_bar.set_count(-1, 0)
            self.view.repaint_marks()
        self._map_timer.start()

    def _show_hit(self) -> None:
        overlay = self.view.overlay
        hit = overlay.hits[overlay.current_hit]
        self.find_bar.set_count(overlay.current_hit, len(overlay.hits))
        self.view.go_to(hit, flash=False)
        self.view.repaint_marks()

    # Moving

    def go_back(self) -> None:
        """Return to where the last jump began."""
        if self._back:
            self._forward.append(self.view.place()[0])
            self.view.show_offset_at_top(self._back.pop())

    def go_forward(self) -> None:
        """Undo `go_back`."""
        if self._forward:
            self._back.append(self.view.place()[0])
            self.view.show_offset_at_top(self._forward.pop())

    def keep_place(self) -> None:
        """Remember in the library where the reader is."""
        if self.session.reading is not None:
            queries.set_place(self.session.library, self.session.reading.id, self.view.place()[0])

    def _go_to(self, span: Span, flash: bool) -> None:
        here = self.view.place()[0]
        self.view.go_to(span, flash=flash)
        if abs(self.view.place()[0] - here) > 400:
            self._back.append(here)
            self._forward.clear()

    def _scrolled(self) -> None:
        self.bar.hide()
        bar = self.view.verticalScrollBar()
        top = float(bar.value())
        height = self.view.viewport().height()
        self.map.set_view(top, top + height, self.view.layout_.documentSize().height())
        self._place_timer.start()
        self._tell_place()

    def _tell_place(self) -> None:
        self.session.place_changed.emit(self.view.place()[0])

    def _wheel(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self.view.verticalScrollBar(), event)

    # Following the session

    def _open(self) -> None:
        self._place_timer.stop()
        self._finder = None
        self._back.clear()
        self._forward.clear()
        self.bar.hide()
        self.find_bar.hide()
        self.view.overlay.addresses = self.session.addresses
        place = 0
        if self.session.reading is not None:
            place = queries.place(self.session.library, ReadingId(self.session.reading.id))
        language = self.session.reading.language if self.session.reading is not None else ""
        ready = hyphenate.is_ready(language)
        self.view.set_reading(self.session.text, place, language if ready else "")
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
            self.bar.hide()

    # Selection bar

    def _show_bar(self, _by_mouse: bool) -> None:
        rects = self.view.selection_rects()
        room = self.view.viewport().rect()
        shown = [rect for rect in rects if rect.intersects(room)]
        if shown:
            self.bar.show_at(shown, room)

    def _dismiss_bar(self) -> None:
        self.bar.hide()
        self.view.setFocus()

    def hide_bar(self) -> None:
        """Put the bar away; the selection was used."""
        self.bar.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: a press in the text puts the bar away."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.bar.hide()
        return super().eventFilter(watched, event)

    # Map

    def _draw_map(self) -> None:
        layout, positions = self.view.layout_, self.view.positions
        total = layout.documentSize().height()
        if positions is None or self.session.text is None:
            self.map.set_ticks([], total)
            return
        tops = layout.tops()
        blocks = layout.blocks

        def height(offset: int) -> float:
            index = min(positions.block_index(offset), len(blocks) - 1)
            block = blocks[index]
            share = (offset - block.start) / max(block.end - block.start, 1)
            return tops[index] + share * (tops[index + 1] - tops[index])

        theme = self._style.theme
        ticks: list[tuple[float, QColor, bool]] = []
        if not self.session.marks_hidden:
            ticks += [
                (height(note.start), theme.edges[note.colour], False)
                for note in self.session.annotations
            ]
        ticks += [(height(hit.start), theme.find, False) for hit in self.view.overlay.hits]
        entity = self.session.entity(self.session.chosen_entity)
        if entity is not None:
            colour = theme.kinds[entity.kind]
            ticks += [(height(mention.start), colour, True) for mention in entity.mentions]
        self.map.set_ticks(ticks, total)
        self._scrolled_quietly(total)

    def _scrolled_quietly(self, total: float) -> None:
        top = float(self.view.verticalScrollBar().value())
        self.map.set_view(top, top + self.view.viewport().height(), total)

    def _preview(self, y: float) -> str:
        text, addresses = self.session.text, self.session.addresses
        layout = self.view.layout_
        if text is None or addresses is None or not layout.blocks:
            return ""
        block = layout.blocks[layout.number_at(y)]
        words = text.text[block.start : min(block.end, block.start + 90)]
        return f"{addresses.of_span(block.span)}  {words}…"
