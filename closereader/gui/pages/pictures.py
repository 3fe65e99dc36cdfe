"""The pictures of pages: what is drawn, what is kept, what is asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QImage

from closereader.gui.pages.paper import Paper, coloured
from closereader.pages.drawer import PageDrawer, PageLink, Pixels
from closereader.pages.queue import DrawingQueue, Told, Wanted

# What is kept at most: some twenty pages of a usual window, or four of a large fine screen.
_KEPT_BYTES = 72_000_000


class Look(NamedTuple):
    """What is made of a drawn page: `paper` is resolved."""

    paper: Paper
    ground: QColor
    ink: QColor


class _Came(NamedTuple):
    wanted: Wanted
    image: QImage
    round: int


class Pictures(QObject):
    """`opened(sizes)`: of all pages, in points; `changed(page)`: a picture of it came; `failed(page,
    sentence)`: it cannot be drawn (page -1: none can); `linked(page, links)`."""

    opened = Signal(object)
    changed = Signal(int)
    failed = Signal(int, str)
    linked = Signal(int, object)
    _came = Signal(object)

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._queue: DrawingQueue | None = None
        self._kept: OrderedDict[Wanted, QImage] = OrderedDict()
        self._whole: dict[int, Wanted] = {}
        self._bytes = 0
        # Of what was asked for before the paper or the file changed nothing is taken.
        self._round = 0
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def open(self, path: Path, password: str, name: str) -> None:
        """Draw the pages of this file from now on."""
        self.close()
        self._queue = DrawingQueue(
            PageDrawer(path, password, name),
            Told(
                self.opened.emit,
                self._drawn,
                self.linked.emit,
                self.failed.emit,
            ),
        )
        # Whoever destroys this without closing it leaves no thread behind.
        self.destroyed.connect(self._queue.close)

    @property
    def is_open(self) -> bool:
        """Whether pages can be drawn."""
        return self._queue is not None

    def close(self) -> None:
        """Draw nothing any more, and keep nothing."""
        queue, self._queue = self._queue, None
        if queue is not None:
            self.destroyed.disconnect(queue.close)
            queue.close()
            # What its thread said last must not be on its way any more when this goes.
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        self._forget()

    def inherit(self, other: Pictures) -> None:
        """Take over what another has drawn of the same file."""
        if other._look == self._look:
            for wanted, image in other._kept.items():
                self._take(_Came(wanted, image, self._round))

    def set_look(self, look: Look) -> None:
        """Show the pages so from now on."""
        if look != self._look:
            self._look = look
            self._forget()

    def want(self, wanted: Sequence[Wanted]) -> None:
        """Draw these, in this order, and drop what was asked for before."""
        if self._queue is not None:
            self._queue.want([each for each in wanted if each not in self._kept])

    def want_links(self, page: int) -> None:
        """Tell of the links of a page."""
        if self._queue is not None:
            self._queue.want_links(page)

    def get(self, wanted: Wanted) -> QImage | None:
        """That picture, if it is there."""
        found = self._kept.get(wanted)
        if found is not None:
            self._kept.move_to_end(wanted)
        return found

    def older(self, page: int, turn: int) -> QImage | None:
        """A picture of all of the page in another size, until the right one comes."""
        wanted = self._whole.get(page)
        return self._kept.get(wanted) if wanted is not None and wanted.turn == turn else None

    # Within

    def _drawn(self, wanted: Wanted, pixels: Pixels) -> None:
        """In the thread that draws: take the picture out of the shared memory, on its paper."""
        round_ = self._round
        look = self._look
        image = QImage(pixels.width, pixels.height, QImage.Format.Format_RGB32)
        if image.isNull() or image.bytesPerLine() != pixels.stride:
            return
        image.bits()[:] = pixels.rows  # type: ignore[index]
        image = coloured(image, look.paper, look.ground, look.ink)
        if round_ == self._round:
            self._came.emit(_Came(wanted, image, round_))

    def _take(self, came: _Came) -> None:
        if came.round != self._round:
            return
        wanted, image = came.wanted, came.image
        if wanted in self._kept:
            self._bytes -= self._kept.pop(wanted).sizeInBytes()
        self._kept[wanted] = image
        self._bytes += image.sizeInBytes()
        if wanted.is_whole:
            before = self._whole.get(wanted.page)
            self._whole[wanted.page] = wanted
            if before is not None and before != wanted and before in self._kept:
                self._bytes -= self._kept.pop(before).sizeInBytes()
        while self._bytes > _KEPT_BYTES and len(self._kept) > 1:
            gone, old = self._kept.popitem(last=False)
            self._bytes -= old.sizeInBytes()
            if self._whole.get(gone.page) == gone:
                del self._whole[gone.page]
        self.changed.emit(wanted.page)

    def _forget(self) -> None:
        self._round += 1
        self._kept.clear()
        self._whole.clear()
        self._bytes = 0


def linked_at(links: Sequence[PageLink], x: float, y: float) -> PageLink | None:
    """The link at a point of its page."""
    return next((link for link in links if link.rect.holds(x, y)), None)
