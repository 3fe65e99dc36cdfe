"""A reading that was glanced at, on its own pages: to be looked at and scrolled until all of it is read.

Beside `gui/reader/sight.py`, which shows the text of one that is read as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from closereader.gui.pages.sheets_view import SheetsView
from closereader.gui.reader.mark_map import MarkMap

if TYPE_CHECKING:
    from pathlib import Path

    from closereader.gui.pages.paper import Paper
    from closereader.gui.reader.views import Views
    from closereader.gui.theme import Theme
    from closereader.model.page_place import PagePlace
    from closereader.model.span import Span
    from closereader.store.glance import Glance

BAR_HEIGHT = 34


class PagesSight(QWidget):
    """The pages as the reader pane will show them, under an empty bar and beside an empty map."""

    def __init__(
        self, seen: Glance, file: Path, theme: Theme, paper: Paper, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._at = seen.view.at
        self.view = SheetsView(theme, self)
        self.view.set_paper(paper)
        self.view.pictures.opened.connect(self._show)
        bar = QFrame(self)
        bar.setObjectName("pageBar")
        bar.setFixedHeight(BAR_HEIGHT)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(MarkMap(theme, self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addLayout(row, 1)
        self.setAutoFillBackground(True)
        self.view.set_file([], file, seen.reading.password)

    def show_reading(self, _language: str = "", _span: Span | None = None) -> None:
        """Nothing is to be set: the pages come when they are drawn."""

    def show_at(self, at: PagePlace) -> None:
        """Show this place, though the pages may not be known yet."""
        self._at = at
        self.view.show_at_edge(at)

    def hand_over(self, views: Views) -> None:
        """Let the reading's own view go on where the reader is."""
        pages = views.pages
        at = self.view.place_at() if len(self.view.sheets) else self._at
        if pages is not None and views.are_pages_shown:
            pages.pictures.inherit(self.view.pictures)
            if at is not None:
                pages.show_at_edge(at)
        self.view.close_pages()

    def _show(self, _sizes: object) -> None:
        if self._at is not None:
            self.view.show_at_edge(self._at)
