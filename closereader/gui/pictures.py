"""Pictures of a library, decoded off the GUI thread at the size they are drawn in; the last used are kept.

Nothing is decoded that is larger than any picture of a book, whatever its header says, or of another kind
than the importers take: Qt's readers of other formats are never asked.
"""

from __future__ import annotations

from collections import OrderedDict
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_PIXELS = 60_000_000
"""Of a picture; decoded it takes four bytes for each."""
CALM = 0.86
"""How opaque pictures are drawn in a dark theme: white paper must not dazzle."""
_MOST_KEPT = 96_000_000
_MOST_WAITING = 24
_FORMATS = frozenset((b"png", b"jpeg", b"gif", b"webp"))

Size = tuple[int, int]


class _Answers(QObject):
    """What workers speak through: one lasting object, since those who ask may be gone by then."""

    told = Signal(int, str, object, QImage)

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self.pool = QThreadPool(self)
        self.pool.setMaxThreadCount(1)
        self.asking: WeakValueDictionary[int, Pictures] = WeakValueDictionary()
        self.told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def _pass_on(self, who: int, key: str, size: Size, image: QImage) -> None:
        asking = self.asking.get(who)
        if asking is not None and asking.is_wanted:
            asking.take(key, size, image)


_answers: list[_Answers] = []
_numbers = count()


def _lasting() -> _Answers:
    if not _answers:
        _answers.append(_Answers(QCoreApplication.instance()))
    return _answers[0]


class _Decoding(QRunnable):
    def __init__(self, asked: tuple[int, str, Size], path: Path, *, is_box: bool) -> None:
        super().__init__()
        self._asked = asked
        self._path = path
        self._is_box = is_box
        self._tell = _lasting().told.emit

    def run(self) -> None:
        who, key, size = self._asked
        self._tell(who, key, size, decode(self._path, size, is_box=self._is_box))


def decode(path: Path, size: Size, *, is_box: bool = False) -> QImage:
    """The picture in a file, this many pixels wide and high, or as large as fits into that; an empty one
    where it cannot be shown."""
    reader = QImageReader(str(path))
    # Its name has no ending.
    reader.setDecideFormatFromContent(True)
    if not reader.canRead() or bytes(reader.format().data()) not in _FORMATS:
        return QImage()
    whole = reader.size()
    if not whole.isValid() or whole.width() * whole.height() > MOST_PIXELS:
        return QImage()
    wanted = QSize(max(size[0], 1), max(size[1], 1))
    if is_box:
        wanted = whole.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    reader.setScaledSize(wanted)
    return reader.read()


class Pictures:
    """Of one who shows them. `place`: where the file of a digest lies, None where it is not kept;
    `arrived`: called in the GUI thread when a picture came, or turned out not to be shown, as long as
    there is an `owner`; `are_boxes`: sizes are what pictures are to fit into, not what they have."""

    def __init__(
        self,
        place: Callable[[str], Path | None],
        arrived: Callable[[], object],
        owner: QObject,
        *,
        are_boxes: bool = False,
    ) -> None:
        self._are_boxes = are_boxes
        self._place = place
        self._owner = owner
        self._arrived = arrived
        self._number = next(_numbers)
        self._kept: OrderedDict[tuple[str, Size], QPixmap] = OrderedDict()
        self._latest: dict[str, Size] = {}
        self._asked: OrderedDict[tuple[str, Size], None] = OrderedDict()
        self._under_way = False
        self._missing: set[str] = set()
        self._bytes = 0
        _lasting().asking[self._number] = self

    def get(self, key: str, size: Size) -> QPixmap | None:
        """The picture of this digest in so many pixels; meanwhile, in another size, or None. It is
        fetched, and `arrived` is called."""
        found = self._kept.get((key, size))
        if found is not None:
            self._kept.move_to_end((key, size))
            return found
        if key in self._missing:
            return None
        self._asked[key, size] = None
        self._asked.move_to_end((key, size))
        while len(self._asked) > _MOST_WAITING:
            self._asked.popitem(last=False)
        self._go_on()
        latest = self._latest.get(key)
        return None if latest is None else self._kept.get((key, latest))

    @property
    def is_wanted(self) -> bool:
        """Whether the owner is still there."""
        return isValid(self._owner)

    def is_missing(self, key: str) -> bool:
        """Whether it was looked for and cannot be shown."""
        return key in self._missing

    def take(self, key: str, size: Size, image: QImage) -> None:
        """A worker's answer."""
        self._under_way = False
        self._asked.pop((key, size), None)
        if image.isNull():
            self._missing.add(key)
        else:
            before = self._kept.pop((key, size), None)
            self._bytes += _bytes(size) - (0 if before is None else _bytes(size))
            self._kept[key, size] = QPixmap.fromImage(image)
            self._latest[key] = size
        while self._bytes > _MOST_KEPT and len(self._kept) > 1:
            (old, old_size), _pixmap = self._kept.popitem(last=False)
            self._bytes -= _bytes(old_size)
            if self._latest.get(old) == old_size:
                del self._latest[old]
        self._go_on()
        self._arrived()

    def _go_on(self) -> None:
        """Let what was asked for last be decoded: the reader sees that one."""
        while self._asked and not self._under_way:
            key, size = next(reversed(self._asked))
            path = self._place(key)
            if path is None:
                del self._asked[key, size]
                self._missing.add(key)
                continue
            self._under_way = True
            asked = self._number, key, size
            _lasting().pool.start(_Decoding(asked, path, is_box=self._are_boxes))


def _bytes(size: Size) -> int:
    return 4 * size[0] * size[1]
