"""The pages in small: which there are, what is marked on each, which is being read; a click goes there."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QVBoxLayout, QWidget

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.pages.pictures import Pictures
from closereader.library import source_pages
from closereader.pages.queue import Wanted

if TYPE_CHECKING:
    from closereader.gui.pages.view import PagesView
    from closereader.gui.reader.views import Views
    from closereader.gui.session import Session
    from closereader.gui.theme import Theme
    from closereader.model.colour import Colour

_WIDTH, _SIDE, _GAP, _LABEL, _TICK = 108, 12, 14, 20, 6
_MOST_TICKS = 8


@guarded
class Thumbnails(QAbstractScrollArea):
    """`chosen(page)`; `left`: back to the text."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self, session: Session, views: Views, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._views = views
        self._theme = themes.load("light")
        self._pictures: Pictures | None = None
        self._current = 0
        self._ticks: dict[int, list[Colour]] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Pages in small"))
        views.changed.connect(self._reopen)
        views.made.connect(self._join)
        session.annotations_changed.connect(lambda _changes: self._marks_changed())
        session.marks_hidden_changed.connect(self._marks_changed)
        session.reading_opened.connect(self._close)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self._look_changed()

    def go(self, page: int) -> None:
        """Make it the page being read."""
        pages = self._pages()
        if pages is not None and 0 <= page < len(pages.sheets):
            self._follow(page)
            self.chosen.emit(page)

    # Qt's

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's: the pages in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        pages = self._pages()
        if pages is not None:
            for page in self._in_sight():
                self._paint_page(painter, pages, page)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: as many beside each other as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's: they are drawn only while they are looked at."""
        super().showEvent(event)
        self._open()
        self._show_current()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's: see `showEvent`."""
        super().hideEvent(event)
        self._close()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Qt's: others come into sight."""
        self.viewport().update()
        self._ask()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's: go to the page."""
        page = self._at(event.position().toPoint())
        if page is not None and event.button() == Qt.MouseButton.LeftButton:
            self.go(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: arrows go from page to page, Escape back to the text."""
        row = self._columns()
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -row,
            Qt.Key.Key_Down: row,
            Qt.Key.Key_Home: -self._count(),
            Qt.Key.Key_End: self._count(),
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in steps:
            self.go(min(max(self._current + steps[key], 0), self._count() - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.go(self._current)
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # Where they are

    def _pages(self) -> PagesView | None:
        return self._views.pages if self._views.has_pages else None

    def _count(self) -> int:
        pages = self._pages()
        return 0 if pages is None else len(pages.sheets)

    def _columns(self) -> int:
        return max((self.viewport().width() - 2 * _SIDE + _GAP) // (_WIDTH + _GAP), 1)

    def _row_height(self) -> int:
        """As high as the highest page of usual shape: a scroll among them is cut off below."""
        pages = self._pages()
        if pages is None or not len(pages.sheets):
            return _WIDTH
        shapes = [pages.sheets.points(page) for page in range(min(len(pages.sheets), 50))]
        highest = max(height / max(width, 1) for width, height in shapes)
        return round(min(highest, 1.6) * _WIDTH) + _LABEL + _GAP

    def _box(self, page: int) -> QRectF:
        """Where a page stands in the viewport."""
        pages = self._pages()
        assert pages is not None
        row, column = divmod(page, self._columns())
        width, height = pages.sheets.points(page)
        tall = self._row_height() - _LABEL - _GAP
        share = min(_WIDTH / width, tall / height)
        room = self._columns() * (_WIDTH + _GAP) - _GAP
        left = (self.viewport().width() - room) / 2 + column * (_WIDTH + _GAP)
        top = 8 + row * self._row_height() - self.verticalScrollBar().value()
        return QRectF(
            round(left + (_WIDTH - width * share) / 2),
            round(top + tall - height * share),
            round(width * share),
            round(height * share),
        )

    def _in_sight(self) -> range:
        row, columns = self._row_height(), self._columns()
        top = self.verticalScrollBar().value()
        first = max(top - 8, 0) // row * columns
        last = ceil((top + self.viewport().height()) / row) * columns
        return range(first, min(last, self._count()))

    def _at(self, point: QPoint) -> int | None:
        margins = (-_GAP / 2, -4, _GAP / 2, _LABEL)
        found = (n for n in self._in_sight() if self._box(n).adjusted(*margins).contains(point))
        return next(found, None)

    def _arrange(self) -> None:
        rows = ceil(self._count() / self._columns())
        whole = 16 + rows * self._row_height()
        self.verticalScrollBar().setRange(0, max(whole - self.viewport().height(), 0))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(40)
        self.viewport().update()
        self._ask()

    # Pictures

    def _open(self) -> None:
        pages, session = self._pages(), self._session
        if pages is None or not self.isVisible() or self._pictures is not None:
            return
        if session.reading is None:
            return
        file = source_pages.file_of(session.library, session.reading)
        if file is None:
            return
        self._pictures = Pictures(pages.pictures_look, self)
        self._pictures.changed.connect(lambda _page: self.viewport().update())
        self._pictures.opened.connect(lambda _sizes: self._ask())
        self._pictures.open(file, session.reading.password, file.name)
        self._arrange()

    def _close(self) -> None:
        pictures, self._pictures = self._pictures, None
        self._ticks = None
        if pictures is not None:
            pictures.close()
            pictures.deleteLater()

    def _reopen(self) -> None:
        if self._pages() is None:
            self._close()
        else:
            self._open()
            self._arrange()

    def _wanted(self, page: int) -> Wanted:
        pages = self._pages()
        assert pages is not None
        ratio = self.devicePixelRatioF()
        return Wanted(page, self._box(page).width() * ratio / pages.sheets.points(page)[0])

    def _ask(self) -> None:
        if self._pictures is not None and self._pages() is not None:
            self._pictures.want([self._wanted(page) for page in self._in_sight()])

    # Following

    def _join(self, pages: PagesView) -> None:
        pages.page_changed.connect(self._follow)
        pages.look_changed.connect(self._look_changed)

    def _look_changed(self) -> None:
        pages = self._pages()
        if self._pictures is not None and pages is not None:
            self._pictures.set_look(pages.pictures_look)
            self._ask()
        self.viewport().update()

    def _follow(self, page: int) -> None:
        self._current = page
        self.setAccessibleDescription(self.tr("Page {page}").format(page=self.name_of(page)))
        self._show_current()
        self.viewport().update()

    def _show_current(self) -> None:
        if not self.isVisible() or not 0 <= self._current < self._count():
            return
        box, bar = self._box(self._current), self.verticalScrollBar()
        height = self.viewport().height()
        if box.top() < 4:
            bar.setValue(round(bar.value() + box.top() - 8))
        elif box.bottom() + _LABEL > height:
            bar.setValue(round(bar.value() + box.bottom() + _LABEL + 4 - height))

    def _marks_changed(self) -> None:
        self._ticks = None
        if self.isVisible():
            self.viewport().update()

    def _colours(self, page: int) -> list[Colour]:
        """What is marked on a page, by colour, in the order of the text."""
        pages = self._pages()
        if pages is None or pages.words is None or self._session.marks_hidden:
            return []
        if self._ticks is None:
            self._ticks = {}
            for note in self._session.annotations:
                number = (
                    note.area.page if note.area is not None else pages.words.number_of(note.start)
                )
                found = self._ticks.setdefault(number, [])
                if note.colour not in found:
                    found.append(note.colour)
        return self._ticks.get(page, [])

    def name_of(self, page: int) -> str:
        """What stands below a page: its number or label, and whether it has no text."""
        pages = self._pages()
        head = pages.words.heads[page] if pages is not None and pages.words is not None else None
        name = (head.label if head is not None else "") or str(page + 1)
        if head is not None and not head.has_text:
            return self.tr("{page} · no text").format(page=name)
        return name

    # Painting

    def _paint_page(self, painter: QPainter, pages: PagesView, page: int) -> None:
        theme, box = self._theme, self._box(page)
        image = self._pictures.get(self._wanted(page)) if self._pictures is not None else None
        if image is None:
            painter.fillRect(box, pages.pictures_look.ground)
        else:
            painter.drawImage(box, image)
        is_current = page == self._current
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.accent if is_current else theme.line, 2 if is_current else 1))
        edge = 2.0 if is_current else 0.5
        painter.drawRoundedRect(box.adjusted(-edge, -edge, edge, edge), 2, 2)
        painter.setPen(Qt.PenStyle.NoPen)
        for index, colour in enumerate(self._colours(page)[:_MOST_TICKS]):
            painter.setBrush(QColor(theme.edges[colour]))
            top = box.top() + 5 + index * (_TICK + 3)
            painter.drawRoundedRect(QRectF(box.right() + 4, top, _TICK, _TICK), 2, 2)
        painter.setFont(themes.interface_font(12))
        painter.setPen(theme.text if is_current else theme.quiet)
        painter.drawText(
            QRectF(box.left() - 20, box.bottom() + 3, box.width() + 40, _LABEL - 4),
            Qt.AlignmentFlag.AlignCenter,
            self.name_of(page),
        )
        painter.restore()


class PagesPane(QWidget):
    """The pages in small. `left`: the reader wants back to the text."""

    left = Signal()

    def __init__(self, session: Session, views: Views, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = Thumbnails(session, views, self)
        self.setAccessibleName(self.tr("Pages"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.view)
        self.view.left.connect(self.left)
        self.view.chosen.connect(lambda page: views.jump(page, 0.0))

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        palette = theme.palette()
        palette.setColor(self.view.viewport().backgroundRole(), theme.panel)
        self.view.viewport().setPalette(palette)
        self.view.set_theme(theme)

    def take_focus(self) -> None:
        """Put the focus on the pages."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
