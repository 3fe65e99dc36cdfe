"""A reading that was glanced at: its text with its marks, to be read and scrolled, but not changed.

It stands for the fraction of a second in which all of a book is read from the library; what takes
its place keeps the line being read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from closereader.gui.reader.mark_map import MarkMap
from closereader.gui.reader.shown import Stand
from closereader.gui.reader.sketch import Sketch
from closereader.gui.reader.view import ReaderView
from closereader.model.annotation_index import AnnotationIndex
from closereader.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from closereader.gui.reader.look import ReaderStyle
    from closereader.gui.reader.views import Views
    from closereader.store.glance import Glance


class _Onlooker(QObject):
    """As much of a session as the reader needs while nothing can be done yet."""

    go_to = Signal(object, bool)

    def __init__(self, seen: Glance, parent: QObject) -> None:
        super().__init__(parent)
        self.text = seen.text
        self.annotations = AnnotationIndex(seen.annotations)
        self.marks_hidden = False
        self.selection = self.chosen_note = self.hovered_note = self.chosen_entity = None
        self.entities: tuple[object, ...] = ()

    def mentions(self) -> Sequence[object]:
        """Names are found later."""
        return ()

    def mention_at(self, _offset: int) -> None:
        """Names are found later."""

    def entity(self, _entity_id: object) -> None:
        """Names are found later."""

    def select(self, _span: object, _caret: int) -> None:
        """Nothing follows the caret yet."""

    def hover_note(self, _id: object) -> None:
        """There are no cards to light yet."""

    def choose_note(self, _id: object) -> None:
        """There are no cards to choose yet."""


class Sight(QWidget):
    """What was seen, as the reader pane will show it, beside an empty map."""

    def __init__(self, seen: Glance, style: ReaderStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen = seen
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), style.theme.page)
        self.setPalette(palette)
        onlooker = cast("Any", _Onlooker(seen, self))
        self.view = ReaderView(onlooker, style, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(MarkMap(style.theme, self))

    def show_reading(self, language: str = "", span: Span | None = None) -> None:
        """Set the text, its words broken by `language`, where the reader left it or at a passage of
        the whole. To be called once the widget has its size, so that it is set once."""
        seen = self._seen
        self.view.set_reading(Sketch(seen.text, seen.numbered), seen.place, language)
        if span is not None:
            last = len(seen.text.text)
            start, end = (min(max(at - seen.begin, 0), last) for at in (span.start, span.end))
            self.view.go_to(Span(start, end), flash=False)

    def hand_over(self, views: Views) -> None:
        """Let the reading's own view go on where the reader is."""
        offset, below = self.view.place()
        stand = Stand(self._seen.begin + offset, below)
        if views.are_pages_shown:
            views.show_kept(stand.offset)
        else:
            views.shown.show_place(stand)
