"""A PDF that was just chosen, shown at once while its text is read: its pages stand where the reader will
have them, and the reading takes over at the same place when it is in the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from closereader.errors import printable_name
from closereader.gui import panes
from closereader.gui import theme as themes
from closereader.gui.pages.paper import Paper
from closereader.gui.pages.view import PagesView
from closereader.gui.reader.mark_map import WIDTH

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow

_HEAD, _BAR = 44, 34


class FirstPages(QWidget):
    """Of one file; a page of the window's stack until the reading is there."""

    def __init__(self, window: MainWindow, file: Path, paper: Paper) -> None:
        super().__init__(window)
        self._window = window
        self._before = window.pages.currentIndex()
        self._is_left = False
        self.setObjectName("readingPage")
        self.view = PagesView(window.session, window.reader.view, window.theme, self)
        self.view.set_paper(paper)
        head = self._strip("header", _HEAD, printable_name(file))
        said = self.tr("Its text is being read; in a moment you can mark it.")
        bar = self._strip("pageBar", _BAR, said)
        self._title = window.windowTitle()
        window.setWindowTitle(f"{printable_name(file)} – closereader")
        shown = [window.actions_[f"view.{name}"].isChecked() for name in ("left", "right")]
        left, _centre, right = panes.arrange(
            window.width(), window.room.widths, (shown[0], shown[1])
        )
        sides = [self._side(width) for width in (left, right)]
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(bar)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.view, 1)
        across.addWidget(self._side(WIDTH))
        middle.addLayout(across, 1)
        row = QHBoxLayout()
        row.setSpacing(1)
        row.addWidget(sides[0])
        row.addLayout(middle, 1)
        row.addWidget(sides[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(row, 1)
        self.view.set_pages([], None, file, "")
        self.view.pictures.failed.connect(self._failed)
        window.pages.addWidget(self)
        window.pages.setCurrentWidget(self)
        self.view.setFocus()

    def stay(self) -> None:
        """The reading is still on its way: it is not its turn yet."""
        if not self._is_left:
            self._window.pages.setCurrentWidget(self)

    def hand_over(self) -> None:
        """The reading is open: let it go on where the reader is."""
        if self._is_left:
            return
        pages = self._window.reader.views.pages
        place = self.view.place_at()
        if pages is not None and self._window.reader.views.are_pages_shown:
            pages.pictures.inherit(self.view.pictures)
            if place is not None and self.view.verticalScrollBar().value():
                pages.show_page(place.page, place.y, room=1)
            pages.setFocus()
        self._leave()

    def give_up(self) -> None:
        """There will be no reading: what was shown before is shown again."""
        if self._is_left:
            return
        if self._window.pages.currentWidget() is self:
            self._window.pages.setCurrentIndex(self._before)
            self._window.setWindowTitle(self._title)
        self._leave()

    # Within

    def _failed(self, page: int, _sentence: str) -> None:
        if page < 0:
            # Why it cannot be opened is said by who adds it.
            self.give_up()

    def _leave(self) -> None:
        self._is_left = True
        self.view.close_pages()
        self._window.pages.removeWidget(self)
        self.deleteLater()

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
