"""The pages of a file one below the other: drawn, scrolled, zoomed, on their paper. It knows no reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.pages import paper as papers
from closereader.gui.pages.painting import PagePainting
from closereader.gui.pages.pictures import Look, Pictures
from closereader.gui.pages.scrolling import PageScrolling
from closereader.gui.pages.sheets import Sheets
from closereader.model.area import Rect
from closereader.model.page_place import PagePlace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from closereader.gui.theme import Theme

_REDRAW_MS = 90


@guarded
class SheetsView(QAbstractScrollArea):
    """`scrolled()`: another part is in sight; `settled()`: the pages have other sizes or places;
    `page_changed(number)`: another page is the one being read; `look_changed()`: of the paper."""

    scrolled = Signal()
    settled = Signal()
    page_changed = Signal(int)
    look_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.paper = papers.Paper.THEME
        self.sheets = Sheets()
        self.pictures = Pictures(self._look(), self)
        self.painting = PagePainting(self)
        self.scrolling = PageScrolling(self)
        # While what is in sight stays where it is, though the bar moves.
        self.is_holding = False
        self._held: PagePlace | None = None
        self._page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Pages"))
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(_REDRAW_MS)
        self._redraw.timeout.connect(self.ask)
        self.pictures.changed.connect(self._picture_came)
        self.pictures.opened.connect(self._opened)
        self.pictures.failed.connect(self.painting.fail)

    # What is shown

    def set_file(self, sizes: list[tuple[float, float]], file: Path | None, secret: str) -> None:
        """Show the pages of this file (None: it is not kept, they stay blank). Without `sizes` they are
        known when the file is open."""
        self.close_pages()
        self._held = None
        self.painting.forget()
        self._page = 0
        self.sheets.set_pages(sizes)
        if file is not None:
            self.pictures.open(file, secret, file.name)
        else:
            self.painting.fail(-1, self.tr("The file of this reading is not kept in the library."))
        self._resized()

    def close_pages(self) -> None:
        """Let go of the file."""
        self.pictures.close()

    def set_theme(self, theme: Theme) -> None:
        """Show the pages in this theme."""
        self.theme = theme
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.panel)
        palette.setColor(self.viewport().backgroundRole(), theme.panel)
        self.setPalette(palette)
        self.viewport().setPalette(palette)
        self.pictures.set_look(self._look())
        self.viewport().update()
        self.look_changed.emit()

    def set_paper(self, paper: papers.Paper) -> None:
        """Show the pages on this paper."""
        self.paper = paper
        self.set_theme(self.theme)

    @property
    def paper_theme(self) -> Theme:
        """The theme whose inks go with the paper."""
        is_dark = papers.is_dark(self.paper, self.theme)
        if is_dark == self.theme.dark:
            return self.theme
        return themes.load("dark" if is_dark else "light")

    def paint_on(self, painter: QPainter, page: int) -> None:
        """Draw what lies on a page; the painter is in the document."""

    def paint_over(self, painter: QPainter) -> None:
        """Draw what lies over all pages."""

    def set_single(self, is_single: bool) -> None:
        """Show one page at a time, or all below one another."""
        page = self._page

        def change() -> None:
            self.sheets.single = page if is_single and len(self.sheets) else None
            self.sheets.arrange()

        self.keeping_place(change)
        self.show_page(page)

    def _arranged(self) -> None:
        """The pages have other sizes or places: tell the scroll bars, and ask for pictures."""
        self._resized()
        self.settled.emit()
        self.viewport().update()

    # Between the spaces

    @property
    def shift(self) -> QPointF:
        """What is to be added to a place in the viewport for one in the document."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def place_at(self, point: QPoint | None = None) -> PagePlace | None:
        """Which point of which page is at a point of the viewport, or at its top; the nearest page's, if
        none is."""
        if not len(self.sheets):
            return None
        there = QPointF(self._edge() if point is None else point) + self.shift
        page = self.sheets.at(there.y())
        # Between two pages it is the nearer one.
        if page + 1 < len(self.sheets) and self.sheets.single is None:
            above, below = self.sheets.rect(page), self.sheets.rect(page + 1)
            if there.y() - above.bottom() > below.top() - there.y():
                page += 1
        return PagePlace(page, *self.sheets.on_page(page, there))

    @property
    def page(self) -> int:
        """The page being read: what was gone to last, else the one a third down the view."""
        return self._page

    def show_at_edge(self, place: PagePlace) -> None:
        """Scroll so that this point of a page stands at the top of the view."""
        if place.page < len(self.sheets):
            self._turn_to(place.page)
            wanted = round(self.sheets.point(*place).y() - self._edge().y())
            self.verticalScrollBar().setValue(wanted)
            self._hold(place, wanted)

    def in_sight(self) -> range:
        """The pages in the viewport."""
        top = float(self.verticalScrollBar().value())
        return self.sheets.between(top, top + self.viewport().height())

    def show_page(self, page: int, y: float = 0.0, room: float = 10.0) -> None:
        """Put a height of a page, in points, to the top of the view."""
        if not 0 <= page < len(self.sheets):
            return
        self._turn_to(page)
        width, height = self.sheets.points(page)
        box = self.sheets.shown(page, Rect(0.0, y, width, max(height, y + 1)))
        self.verticalScrollBar().setValue(round(box.top() - room))
        if page in self.in_sight():
            # Near the end there may be no room to bring it to the top.
            self._read_page(page)

    def _turn_to(self, page: int) -> None:
        """In a view of single pages, show this one."""
        if self.sheets.single is not None and self.sheets.single != page:
            self.sheets.single = page
            self.sheets.arrange()
            self._arranged()
            self.scrolled.emit()  # Another page is there, though the bar may stand as before.

    @property
    def pictures_look(self) -> Look:
        """On what paper the pages are."""
        return self._look()

    def ask_soon(self) -> None:
        """Ask when the view rests: whoever scrolls past a page does not want it."""
        if not self._redraw.isActive():
            self._redraw.start(15)

    def ask(self) -> None:
        """Ask for the pictures of what is in sight, then of what comes next."""
        self.pictures.want(self.painting.wanted())

    # Qt's

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's: the pages in sight."""
        painter = QPainter(self.viewport())
        self.painting.paint(painter, QRectF(event.rect()))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: what is being read stays in its place."""
        super().resizeEvent(event)
        self.keeping_place(lambda: self.sheets.set_view(QSizeF(self.viewport().size())))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Qt's: the view moved."""
        if not self.is_holding:
            self._held = None
        self.viewport().update()
        self._redraw.start()
        self._tell_page()
        self.scrolled.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's: with Ctrl, zoom where the pointer is; a single page turns at its end."""
        if not self.scrolling.wheel(event):
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        """Qt's: two fingers zoom."""
        if isinstance(event, QNativeGestureEvent) and (
            event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        ):
            if event.value():
                self.zoom(5 * event.value(), event.position().toPoint())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: the keys that scroll."""
        if not self.scrolling.press(event):
            super().keyPressEvent(event)

    # Zoom

    def zoom(self, by: float, at: QPoint | None = None) -> None:
        """So many steps larger or smaller, 0: as wide as the view; what is at a point stays there."""
        at = self.viewport().rect().center() if at is None else at
        self.keeping_place(lambda: self.sheets.zoom(by), at)

    def keeping_place(self, change: Callable[[], object], at: QPoint | None = None) -> None:
        """Change how the pages are laid out, and leave what is at a point of the viewport (without one: at
        its top) there."""
        point = self._edge() if at is None else at
        before = self.place_at(point) if self.sheets.size.height() else None
        if at is None:
            before = self._held or before
        self.is_holding = True
        change()
        self._arranged()
        if before is not None and before.page < len(self.sheets):
            now = self.sheets.point(*before)
            self.verticalScrollBar().setValue(round(now.y() - point.y()))
            self._hold(before if at is None else None, round(now.y() - point.y()))
            if at is not None:
                self.horizontalScrollBar().setValue(round(now.x() - point.x()))
        self.is_holding = False

    # Within

    def _look(self) -> Look:
        light, dark = themes.load("light"), themes.load("dark")
        paper = papers.resolved(self.paper, self.theme)
        ink = (self.theme if self.theme.dark else dark).text
        return Look(paper, papers.ground(self.paper, self.theme, light, dark), ink)

    def _hold(self, place: PagePlace | None, wanted: int) -> None:
        """There may be no room for a place at the top of a window that is just taking its size, or of one
        that is high for a moment: it comes there when there is, unless the reader scrolls."""
        self._held = None if self.verticalScrollBar().value() == wanted else place

    def _edge(self) -> QPoint:
        return QPoint(self.viewport().width() // 2, 1)

    def _resized(self) -> None:
        view, size = self.viewport().size(), self.sheets.size
        for bar, length, room in (
            (self.verticalScrollBar(), size.height(), view.height()),
            (self.horizontalScrollBar(), size.width(), view.width()),
        ):
            bar.setPageStep(room)
            bar.setSingleStep(40)
            bar.setRange(0, max(round(length) - room, 0))
        self._redraw.start()
        self._tell_page()

    def _tell_page(self) -> None:
        bar = self.verticalScrollBar()
        if 0 < bar.maximum() == bar.value() and self.sheets.single is None:
            # However many of the last pages there is room for.
            self._read_page(len(self.sheets) - 1)
        else:
            self._read_page(self.sheets.at(bar.value() + self.viewport().height() / 3))

    def _read_page(self, page: int) -> None:
        if page != self._page:
            self._page = self.sheets.reading = page
            self.page_changed.emit(page)

    def _opened(self, sizes: object) -> None:
        # What the library knows of the pages came from the same file; without it they come from here.
        if not len(self.sheets):
            self.sheets.set_pages(sizes)  # type: ignore[arg-type]
            self._arranged()
        self.ask()

    def _picture_came(self, page: int) -> None:
        if page in self.in_sight():
            self.viewport().update()
