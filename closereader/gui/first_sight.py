"""The reading last open, on the screen before the library is: where it was left, with its marks.

It stands for the fraction of a second in which the library and the panes are loaded. One can read
and scroll in it; the window that takes its place keeps the line being read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from closereader.gui.header import Header
from closereader.gui.panes import side_by_side
from closereader.gui.reader.mark_map import MarkMap
from closereader.gui.reader.view import ReaderView
from closereader.model.annotation_index import AnnotationIndex
from closereader.model.colour import FIRST_MEANINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from closereader.gui.reader.look import ReaderStyle
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


class FirstSight(QWidget):
    """Drawn as the reading page will be: header, empty side panes, the reading between them."""

    def __init__(
        self,
        seen: Glance,
        style: ReaderStyle,
        widths: Sequence[int],
        hidden: Sequence[str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        theme = style.theme
        header = Header(theme, self)
        header.set_meanings(dict(FIRST_MEANINGS))
        about = " · ".join(part for part in (seen.reading.author, seen.reading.date) if part)
        header.set_reading(seen.reading.title, about)
        header.setEnabled(False)
        if seen.begin:
            # What comes before was not looked at, so its paragraphs are not counted.
            style = replace(style, numbering="none")
        onlooker = cast("Any", _Onlooker(seen, self))
        self.view = ReaderView(onlooker, style, self)
        ground = QWidget(self)
        ground.setObjectName("readingPage")
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(MarkMap(theme, ground))
        left, right = self._panel(), self._panel()
        splitter = side_by_side((left, ground, right), widths, self)
        left.setVisible("left" not in hidden)
        right.setVisible("right" not in hidden)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(splitter, 1)
        self._seen = seen

    def show_reading(self) -> None:
        """Set the text; once the widget has its size, so that it is set once."""
        self.view.set_reading(self._seen.text, self._seen.place, "")

    def place(self) -> tuple[int, float]:
        """Where the reader is by now: a code point of the whole reading, and how many pixels its
        line begins below the edge."""
        offset, below = self.view.place()
        return self._seen.begin + offset, below

    def _panel(self) -> QFrame:
        panel = QFrame(self)
        panel.setObjectName("sidePane")
        return panel
