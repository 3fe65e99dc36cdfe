"""What an importer is given: the chosen file, the reader's wishes, and a place for pictures."""

import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import IO

from closereader import confined
from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import bitmap, files, picture_size, svg
from closereader.importing.picture_size import PictureSize
from closereader.model.document import Asset, Picture

_HEAD = 4096
_PIECE = 1 << 20
# Each that cannot be drawn may have taken some seconds.
_MOST_UNDRAWN = 4

MOST_PICTURES = 2_000
MOST_PICTURE_BYTES = 30_000_000
MOST_PICTURE_PIXELS = 60_000_000
MOST_BYTES_OF_PICTURES = 300_000_000
MOST_BYTES_REDRAWN = 80_000_000


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the reader chose instead of what the file says: its format's name, its encoding; the password
    of an encrypted file; of a web page all of it and not the article alone."""

    format: str | None = None
    encoding: str | None = None
    password: str | None = None
    is_whole_page: bool = False


class Source:
    """One file to be read. `name`: for its ending and for sentences about it; `path`: where it lies, None
    for bytes that lie nowhere. Use as a context: `with Source.open(path) as source:`."""

    def __init__(self, name: str, stream: IO[bytes], path: Path | None = None) -> None:
        self.name = name
        self.path = path
        self._stream = stream
        self.size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        self.head = stream.read(_HEAD)

    @classmethod
    def open(cls, path: Path) -> "Source":
        """The file at `path`. Raises `UnreadableFile` for what is no regular file, or empty."""
        stream = files.open_stream(path)
        try:
            source = cls(str(path), stream, path)
        except OSError as error:
            stream.close()
            raise files.unreadable(path, error) from error
        if not source.size:
            stream.close()
            raise UnreadableFile(path, _("It is empty. Choose a file with text in it."))
        return source

    @classmethod
    def of_bytes(cls, data: bytes, name: str) -> "Source":
        """Bytes that are in memory already."""
        return cls(name, io.BytesIO(data))

    @property
    def ending(self) -> str:
        """The ending of its name, in lower case, with its dot."""
        return PurePath(self.name).suffix.lower()

    def read(self, most: int = files.MAX_BYTES) -> bytes:
        """All of its bytes. Raises `UnreadableFile` for more than `most`."""
        self.refuse_larger_than(most)
        self._stream.seek(0)
        try:
            # One byte more than allowed: a file may grow meanwhile.
            data = self._stream.read(most + 1)
        except OSError as error:
            raise files.unreadable(self.name, error) from error
        if len(data) > most:
            raise UnreadableFile(self.name, files.too_large(len(data), most))
        return data

    def stream(self) -> IO[bytes]:
        """It as a seekable stream from its beginning, for `zipfile` and the like; do not close it."""
        self._stream.seek(0)
        return self._stream

    def sample(self, size: int) -> bytes:
        """Its first and, where it is longer, its last `size` bytes."""
        self._stream.seek(0)
        data = self._stream.read(size)
        if self.size > 2 * size:
            self._stream.seek(-size, io.SEEK_END)
        return data + self._stream.read(size)

    def refuse_larger_than(self, most: int) -> None:
        """Raise `UnreadableFile` if it has more than `most` bytes."""
        if self.size > most:
            raise UnreadableFile(self.name, files.too_large(self.size, most))

    def sha256(self) -> str:
        """The hash of its bytes, in hexadecimal."""
        digest = hashlib.sha256()
        self._stream.seek(0)
        while piece := self._stream.read(_PIECE):
            # A gigabyte from a slow disk takes its time.
            confined.report(self._stream.tell(), self.size, _("Reading the file"))
            digest.update(piece)
        return digest.hexdigest()

    def __enter__(self) -> "Source":
        return self

    def __exit__(self, *_error: object) -> None:
        self._stream.close()


@dataclass(slots=True)
class Pictures:
    """Takes the pictures of a file. `folder`: where their bytes go; None: they are only looked at.

    Drawings and bitmaps of Windows are kept as PNG. What is no picture that can be shown, or too large, is
    not taken; nothing raises.
    """

    folder: Path | None = None
    assets: dict[str, Asset] = field(default_factory=dict)
    refused: int = 0
    _bytes: int = 0
    _bytes_redrawn: int = 0
    _undrawn: int = 0
    _forms: dict[bytes, tuple[bytes, PictureSize | None]] = field(default_factory=dict)

    def take(self, data: bytes, alt: str = "", offset: int = 0) -> Picture | None:
        """The picture of these bytes; None where it cannot be shown. `offset`: set when its block has
        its place (`Draft.picture` does so by itself)."""
        found = picture_size.measure(data)
        if found is None:
            data, found = self._redrawn(data)
        if (
            found is None
            or len(data) > MOST_PICTURE_BYTES
            or found.width * found.height > MOST_PICTURE_PIXELS
            or len(self.assets) >= MOST_PICTURES
            or self._bytes + len(data) > MOST_BYTES_OF_PICTURES
        ):
            self.refused += 1
            return None
        key = hashlib.sha256(data).hexdigest()
        if key not in self.assets:
            self.assets[key] = Asset(key, found.media_type, len(data))
            self._bytes += len(data)
            if self.folder is not None:
                (self.folder / key).write_bytes(data)
        return Picture(offset, key, found.width, found.height, alt)

    def _redrawn(self, data: bytes) -> tuple[bytes, PictureSize | None]:
        """What is a picture in a form that is not shown, as PNG, with the size it is to be shown at."""
        if len(data) > MOST_PICTURE_BYTES or self._bytes_redrawn > MOST_BYTES_REDRAWN:
            return b"", None
        if self._undrawn >= _MOST_UNDRAWN and svg.is_svg(data):
            return b"", None
        digest = hashlib.sha256(data).digest()
        if digest not in self._forms:
            confined.report(len(self._forms), 0, _("Drawing the pictures"))
            drawn = svg.drawn(data)
            if drawn is not None:
                size = PictureSize("image/png", drawn.width, drawn.height)
                self._forms[digest] = drawn.png, size
            else:
                self._undrawn += svg.is_svg(data)
                png = bitmap.png_of(data) or b""
                self._forms[digest] = png, picture_size.measure(png)
            self._bytes_redrawn += len(data) + len(self._forms[digest][0])
        return self._forms[digest]
