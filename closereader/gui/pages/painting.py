"""Paints the pages in sight: paper, picture, what lies on them; and says which pictures it lacks."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from closereader.gui import theme as themes
from closereader.gui.pages.pictures import Look
from closereader.pages.drawer import Clip
from closereader.pages.queue import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from closereader.gui.pages.sheets_view import SheetsView

# A page of more pixels is drawn in tiles, of so many each side.
_MOST_PIXELS, _TILE = 7_000_000, 1_024
# What stands for such a page while its tiles come.
_ROUGH_PIXELS = 1_000_000
_AHEAD = 1


class PagePainting:
    """Of one view."""

    def __init__(self, view: SheetsView) -> None:
        self._view = view
        self._failures: dict[int, str] = {}

    def forget(self) -> None:
        """Other pages are shown."""
        self._failures.clear()

    def fail(self, page: int, sentence: str) -> None:
        """A page cannot be drawn (-1: none can); it shows why."""
        self._failures[page] = sentence
        self._view.viewport().update()

    # What is wanted

    def wanted(self) -> list[Wanted]:
        """The pictures that are lacking, in the order in which they are missed."""
        view = self._view
        seen = view.in_sight()
        if not seen:
            return []
        found = [
            each for page in self._from_middle(seen) for each in self._of_page(page, rough=True)
        ]
        if view.sheets.single is None:
            beyond = [
                page
                for step in range(1, _AHEAD + 1)
                for page in (seen[-1] + step, seen[0] - step)
                if 0 <= page < len(view.sheets)
            ]
        else:
            beyond = []
        for page in beyond:
            found += [each for each in self._of_page(page) if each.is_whole]
        return [each for each in found if each.page not in self._failures]

    def _from_middle(self, pages: range) -> list[int]:
        return sorted(pages, key=lambda page: abs(page - self._view.page))

    def _of_page(self, page: int, *, rough: bool = False) -> Iterator[Wanted]:
        view = self._view
        scale = view.sheets.scale_of(page) * view.devicePixelRatioF()
        box = view.sheets.rect(page)
        ratio = view.devicePixelRatioF()
        width, height = round(box.width() * ratio), round(box.height() * ratio)
        turn = view.sheets.turn
        if width * height <= _MOST_PIXELS:
            yield Wanted(page, scale, turn, Clip(0, 0, width, height))
            return
        if rough and view.pictures.older(page, turn) is None:
            less = scale * (_ROUGH_PIXELS / (width * height)) ** 0.5
            yield Wanted(page, less, turn)
        for tile, _where in self._tiles(page):
            yield tile

    def _tiles(self, page: int) -> Iterator[tuple[Wanted, QRectF]]:
        """The tiles of a page in sight, and where they stand in the document."""
        view = self._view
        ratio = view.devicePixelRatioF()
        scale = view.sheets.scale_of(page) * ratio
        box = view.sheets.rect(page)
        width, height = round(box.width() * ratio), round(box.height() * ratio)
        seen = QRectF(view.viewport().rect()).translated(view.shift).intersected(box)
        if seen.isEmpty():
            return
        first_x = int((seen.left() - box.left()) * ratio) // _TILE
        first_y = int((seen.top() - box.top()) * ratio) // _TILE
        last_x = ceil((seen.right() - box.left()) * ratio / _TILE)
        last_y = ceil((seen.bottom() - box.top()) * ratio / _TILE)
        for y in range(first_y, last_y):
            for x in range(first_x, last_x):
                clip = Clip(
                    x * _TILE,
                    y * _TILE,
                    min(_TILE, width - x * _TILE),
                    min(_TILE, height - y * _TILE),
                )
                if clip.width > 0 and clip.height > 0:
                    where = QRectF(
                        box.left() + clip.left / ratio,
                        box.top() + clip.top / ratio,
                        clip.width / ratio,
                        clip.height / ratio,
                    )
                    yield Wanted(page, scale, view.sheets.turn, clip, False), where

    # Painting

    def paint(self, painter: QPainter, part: QRectF) -> None:
        """What is in a part of the viewport."""
        view = self._view
        painter.fillRect(part, view.theme.panel)
        painter.translate(-view.shift)
        there = part.translated(view.shift)
        lacking = False
        look = view.pictures_look
        for page in view.sheets.between(there.top(), there.bottom()):
            box = view.sheets.rect(page)
            self._paint_edge(painter, box)
            lacking |= not self._paint_page(painter, page, box, look)
            painter.save()
            painter.setClipRect(box)
            view.paint_on(painter, page)
            painter.restore()
        view.paint_over(painter)
        if lacking:
            view.ask_soon()
        if not len(view.sheets) and -1 in self._failures:
            self._say(painter, QRectF(view.viewport().rect()), self._failures[-1])

    def _paint_page(self, painter: QPainter, page: int, box: QRectF, look: Look) -> bool:
        """Whether it is as sharp as it should be."""
        view = self._view
        why = self._failures.get(page) or self._failures.get(-1)
        sheet = list(self._of_page(page))
        if len(sheet) == 1 and sheet[0].is_whole and why is None:
            image = view.pictures.get(sheet[0])
            if image is not None:
                painter.drawImage(box, image)
                return True
        older = view.pictures.older(page, view.sheets.turn)
        if older is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, older)
            painter.restore()
        else:
            painter.fillRect(box, look.ground)
            if why is not None:
                self._say(painter, box, why)
                return True
        if len(sheet) == 1 and sheet[0].is_whole:
            return False
        complete = True
        for tile, where in self._tiles(page):
            image = view.pictures.get(tile)
            if image is not None:
                painter.drawImage(where, image)
            complete &= image is not None
        return complete

    def _paint_edge(self, painter: QPainter, box: QRectF) -> None:
        """A fine edge, and a soft shadow below: a sheet on the desk."""
        theme = self._view.theme
        shade = QColor(theme.shadow)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for grown, strength in ((5.0, 0.03), (3.0, 0.05), (1.5, 0.07)):
            shade.setAlphaF(strength)
            painter.setBrush(shade)
            painter.drawRoundedRect(
                box.adjusted(-grown, -grown + 2, grown, grown + 2), grown, grown
            )
        painter.setPen(QPen(theme.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.restore()

    def _say(self, painter: QPainter, box: QRectF, sentence: str) -> None:
        painter.save()
        painter.setFont(themes.interface_font(14))
        painter.setPen(self._view.paper_theme.quiet)
        room = box.adjusted(24, 24, -24, -24)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, sentence)
        painter.restore()
