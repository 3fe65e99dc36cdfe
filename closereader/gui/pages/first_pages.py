"""A PDF that was just chosen, shown at once while its text is read: its pages stand where the reader will
have them, and the reading takes over at the same place when it is in the library.

It knows neither the library nor a session, so that a program started on a file shows it before it has
loaded them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from closereader.errors import printable_name
from closereader.gui import theme as themes
from closereader.gui.pages.sheets_view import SheetsView
from closereader.gui.reader.mark_map import WIDTH

if TYPE_CHECKING:
    from closereader.gui.pages.paper import Paper
    from closereader.gui.pages.view import PagesView
    from closereader.gui.theme import Theme

_HEAD, _BAR = 44, 34


class FirstPages(QWidget):
    """Of one file. `refused()`: it cannot be opened, or not without a password; `is_refused` then."""

    refused = Signal()

    def __init__(
        self, file: Path, theme: Theme, paper: Paper, sides: tuple[int, int], parent: QWidget
    ) -> None:
        """`sides`: how wide the panes beside the reading are, 0 for one that is hidden."""
        super().__init__(parent)
        self.file = file
        self.is_refused = False
        self.setObjectName("readingPage")
        self.view = SheetsView(theme, self)
        self.view.set_paper(paper)
        said = self.tr("Its text is being read; in a moment you can mark it.")
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._strip("pageBar", _BAR, said))
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.view, 1)
        across.addWidget(self._side(WIDTH))
        middle.addLayout(across, 1)
        row = QHBoxLayout()
        row.setSpacing(1)
        row.addWidget(self._side(sides[0]))
        row.addLayout(middle, 1)
        row.addWidget(self._side(sides[1]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip("header", _HEAD, printable_name(file)))
        column.addLayout(row, 1)
        self.setFocusProxy(self.view)
        self.view.pictures.failed.connect(self._failed)
        self.view.set_file([], file, "")

    def hand_over(self, pages: PagesView) -> None:
        """Let the reading's own view go on where the reader is."""
        place = self.view.place_at()
        pages.pictures.inherit(self.view.pictures)
        if place is not None and self.view.verticalScrollBar().value():
            pages.show_at_edge(place)

    def leave(self) -> None:
        """It was looked at."""
        self.view.close_pages()
        self.deleteLater()

    # Within

    def _failed(self, page: int, _sentence: str) -> None:
        if page < 0:
            # Why it cannot be opened is said by who adds it.
            self.is_refused = True
            self.refused.emit()

    def _strip(self, name: str, height: int, words: str) -> QFrame:
        strip = QFrame(self)
        strip.setObjectName(name)
        strip.setFixedHeight(height)
        label = QLabel(words, strip)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(themes.interface_font(13))
        row = QHBoxLayout(strip)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(label)
        return strip

    def _side(self, width: int) -> QWidget:
        side = QWidget(self)
        side.setObjectName("sidePane")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(width)
        return side
