"""The reading last open, on the screen before the library is: where it was left, with its marks.

It stands for the fraction of a second in which the library and the panes are loaded. One can read
and scroll in it; the window that takes its place keeps the line being read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from closereader.gui.header import Header
from closereader.gui.panes import arrange, side_by_side
from closereader.gui.reader.sight import Sight
from closereader.model.colour import FIRST_MEANINGS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from closereader.gui.pages.pages_sight import PagesSight
    from closereader.gui.pages.sheets_view import SheetsView
    from closereader.gui.reader.look import ReaderStyle
    from closereader.gui.reader.view import ReaderView
    from closereader.gui.reader.views import Views
    from closereader.gui.theme import Theme
    from closereader.store.glance import Glance


class FirstSight(QWidget):
    """Drawn as the reading page will be: header, empty side panes, the reading between them."""

    def __init__(
        self,
        seen: Glance,
        style: ReaderStyle,
        widths: Sequence[int],
        hidden: Sequence[str],
        pages: tuple[Path, str] | None,
        parent: QWidget,
    ) -> None:
        """`pages`: the file whose pages are to be shown, and on what paper; None: the text is."""
        super().__init__(parent)
        theme = style.theme
        header = Header(theme, self)
        header.set_meanings(dict(FIRST_MEANINGS))
        about = " · ".join(part for part in (seen.reading.author, seen.reading.date) if part)
        header.set_reading(seen.reading.title, about)
        header.setEnabled(False)
        self._sight: Sight | PagesSight = (
            Sight(seen, style, self) if pages is None else self._on_pages(seen, theme, *pages)
        )
        self._sides = left, right = self._panel(), self._panel()
        self._splitter = side_by_side((left, self._sight, right), widths, self)
        self._widths = widths
        self._wanted = ("left" not in hidden, "right" not in hidden)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self._splitter, 1)

    def _on_pages(self, seen: Glance, theme: Theme, file: Path, paper: str) -> PagesSight:
        # A text is on the screen sooner without what draws pages.
        from closereader.gui.pages.pages_sight import PagesSight
        from closereader.gui.pages.paper import Paper

        return PagesSight(seen, file, theme, Paper(paper), self)

    @property
    def view(self) -> ReaderView | SheetsView:
        """The text, or the pages."""
        return self._sight.view

    def show_reading(self) -> None:
        """Set the text; once the widget has its size, so that it is set once."""
        sizes = arrange(self.width(), self._widths, self._wanted)
        for pane, size in zip(self._sides, (sizes[0], sizes[2]), strict=True):
            pane.setVisible(bool(size))
        self._splitter.setSizes(list(sizes))
        self._sight.show_reading()

    def hand_over(self, views: Views) -> None:
        """Let the reading's own view go on where the reader is."""
        self._sight.hand_over(views)

    def _panel(self) -> QFrame:
        panel = QFrame(self)
        panel.setObjectName("sidePane")
        return panel
