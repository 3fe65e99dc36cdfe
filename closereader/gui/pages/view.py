"""The own pages of a reading, with its words and marks on them, the mouse and the keys of a reader. What is
selected, and where the caret is, is kept by the text's view, and so by the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from closereader.gui.guard import guarded
from closereader.gui.pages.area_keys import AreaKeys
from closereader.gui.pages.caret import PageCaret
from closereader.gui.pages.keyboard import PageKeys
from closereader.gui.pages.link_margin import PageMargin
from closereader.gui.pages.marks import PageMarks
from closereader.gui.pages.mouse import PageMouse
from closereader.gui.pages.sheets_view import SheetsView
from closereader.gui.pages.telling import PageTelling
from closereader.gui.pages.words import Words
from closereader.gui.reader.link_lines import LinkLines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from closereader.gui.reader.view import ReaderView
    from closereader.gui.session import Session
    from closereader.gui.theme import Theme

_REDRAW_MS = 90


@guarded
class PagesView(SheetsView):
    """Signals as `SheetsView`'s and `ReaderView`'s; `jump_wanted(page, height in points)`: a link leads
    there."""

    selected = Signal(bool)
    menu_wanted = Signal(QPoint)
    jump_wanted = Signal(int, float)

    def __init__(
        self, session: Session, text: ReaderView, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.session = session
        self.text = text
        self.words: Words | None = None
        self.marks = PageMarks(session, text.overlay, self.sheets, self.paper_theme)
        self.link_lines = LinkLines(PageMargin(self), self)
        self.area_keys = AreaKeys(self)
        self.mouse = PageMouse(self)
        self.page_keys = PageKeys(self)
        self.caret = PageCaret(self)
        self.telling = PageTelling(self)
        self.tab_into: Callable[[], bool] = lambda: False
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.pictures.linked.connect(self.mouse.take_links)
        self.set_theme(theme)

    # What is shown

    def set_pages(
        self, sizes: list[tuple[float, float]], words: Words, file: Path | None, secret: str
    ) -> None:
        """Show these pages, drawn from this file, with the canonical text's words on them."""
        self.words = self.marks.words = words
        self.marks.follow_notes()
        self.mouse.forget()
        self.set_file(sizes, file, secret)

    def set_theme(self, theme: Theme) -> None:
        """Show the pages in this theme."""
        self.theme = theme
        self.marks.theme = self.paper_theme
        super().set_theme(theme)

    def paint_on(self, painter: QPainter, page: int) -> None:
        """Draw what lies on a page."""
        self.marks.paint(painter, page)

    def paint_over(self, painter: QPainter) -> None:
        """Draw the caret."""
        self.caret.paint(painter)

    def repaint_marks(self) -> None:
        """Draw what lies on the pages anew."""
        self.viewport().update()

    def first_in_sight(self) -> int:
        """The code point that is read first of what can be seen whole."""
        if self.words is None:
            return 0
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        for number in self.in_sight():
            page = self.words.page(number)
            seen = [
                line.start
                for line in (page.lines if page is not None else ())
                if top - 2 <= self.sheets.shown(number, line.box).top() < bottom
            ]
            if seen:
                return min(seen)
        return self.words.text_near(self._page)

    # Qt's

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's: the pages in sight."""
        super().paintEvent(event)
        self.link_lines.paint(event.region())

    def event(self, event: QEvent) -> bool:
        """Qt's: while an area is being marked its keys are no shortcuts."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self.mouse.is_marking_area
            and self.area_keys.wants(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's: begin to select, to drag an end, an area."""
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's: go on with it; else light what is under the pointer."""
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's: end it; a plain click chooses what is there."""
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt's: select the word; a third click takes the paragraph."""
        self.mouse.double_click(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Qt's: nothing is under the pointer any more."""
        self.session.hover_note(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: the keys of a reader."""
        if not self.page_keys.press(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's: our own menu; asked for by a key, at the caret."""
        point = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            box = self.caret.box() or QRect(QPoint(), QSize(1, 1))
            point = self.viewport().mapToGlobal(box.bottomLeft())
        self.menu_wanted.emit(point)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt's: Tab goes into the bar under the selection, where there is one."""
        return (forward and self.tab_into()) or super().focusNextPrevChild(forward)
