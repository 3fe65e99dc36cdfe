"""The members of a ZIP archive (EPUB, DOCX, ODT), read by exact name and counted as they are unpacked.

Nothing is ever written under a member's name, and no name is a path of this computer. What an archive
says of sizes is not believed: the bytes really unpacked count.
"""

import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from typing import IO
from urllib.parse import unquote

from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import files
from closereader.importing.source import Source

MOST_OF_A_MEMBER = 200_000_000
MOST_OF_A_FILE = 500_000_000
MOST_MEMBERS = 20_000

_PIECE = 1 << 18
# A directory of twenty thousand members with long names; each entry becomes an object ten times as large.
_MOST_OF_THE_DIRECTORY = 8_000_000
# Deflate and none: what EPUB and the office formats allow. The others unpack without a limit.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_UNIX = 3
# What zipfile is known to raise on crafted archives.
_FAULTS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, NotImplementedError,
    RuntimeError, ValueError, OverflowError, IndexError, KeyError, OSError,
)  # fmt: skip


class Archive:
    """A ZIP archive. Raises `UnreadableFile` where it is none, damaged, or has more than 20,000 members.

    Of members of one name the first counts; links and folders are no members.
    """

    def __init__(self, source: Source) -> None:
        source.refuse_larger_than(files.MOST_WITH_PICTURES)
        self._file = source.name
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(_Held(source.stream()))
            infos = self._zip.infolist()
        except _TooLarge as error:
            raise UnreadableFile(self._file, _too_many()) from error
        except _FAULTS as error:
            raise UnreadableFile(self._file, _damaged()) from error
        if len(infos) > MOST_MEMBERS:
            raise UnreadableFile(self._file, _too_many())
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._loosely: dict[str, str] = {}
        for info in infos:
            if info.filename and not info.is_dir() and not _is_link(info):
                self._members.setdefault(info.filename, info)
                self._loosely.setdefault(_loose(info.filename), info.filename)

    @property
    def names(self) -> tuple[str, ...]:
        """The members' names, in the archive's order."""
        return tuple(self._members)

    def find(self, name: str) -> str | None:
        """The member of that name as the archive writes it: exactly, else whatever the capitals, a slash
        at its start, the kind of slash and how accents are written; None for none."""
        if name in self._members:
            return name
        return self._loosely.get(_loose(name))

    def read(self, name: str, most: int = MOST_OF_A_MEMBER) -> bytes:
        """All bytes of a member, which must be there. Raises `UnreadableFile` if it is not, is damaged,
        encrypted, packed in an unknown way, or has more than `most` bytes."""
        found = self.find(name)
        if found is None:
            raise UnreadableFile(self._file, _missing(name))
        info = self._members[found]
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableFile(self._file, _encrypted())
        if info.compress_type not in _METHODS:
            raise UnreadableFile(self._file, _damaged(found))
        try:
            with self._zip.open(info) as member:
                return self._unpacked(member, min(most, MOST_OF_A_MEMBER))
        except _FAULTS as error:
            raise UnreadableFile(self._file, _damaged(found)) from error

    def read_if_whole(self, name: str, most: int = MOST_OF_A_MEMBER) -> bytes | None:
        """As `read`, for what can be done without (a picture): None where `read` would refuse that member.
        Still raises `UnreadableFile` when all that was unpacked is more than the file may hold."""
        try:
            return self.read(name, most)
        except UnreadableFile:
            if self._read > MOST_OF_A_FILE:
                raise
            return None

    def _unpacked(self, member: IO[bytes], most: int) -> bytes:
        out = io.BytesIO()
        while piece := member.read(_PIECE):
            self._read += len(piece)
            if self._read > MOST_OF_A_FILE:
                raise UnreadableFile(self._file, files.too_large(self._read, MOST_OF_A_FILE))
            if out.tell() + len(piece) > most:
                raise UnreadableFile(self._file, files.too_large(out.tell() + len(piece), most))
            out.write(piece)
        return out.getvalue()


def inside(base: str, target: str) -> str | None:
    """The member that `target`, written in the member `base`, means: without its fragment, percent signs
    decoded, dots resolved. None for what leads out of the archive (another address, `..` past its top)."""
    path = target.split("#", 1)[0].split("?", 1)[0]
    if not path or ":" in path.split("/", 1)[0] or path.startswith("//"):
        return None
    path = unquote(path).replace("\\", "/")
    parts = [] if path.startswith("/") else base.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or None


class _TooLarge(Exception):
    """The directory of an archive is larger than any sound one."""


class _Held(io.BufferedIOBase):
    """A stream of which nothing is read in pieces so large that a sound archive does not have them: the
    directory is read whole, however large it says it is."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size > _MOST_OF_THE_DIRECTORY:
            raise _TooLarge
        return self._stream.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


def _is_link(info: zipfile.ZipInfo) -> bool:
    return info.create_system == _UNIX and stat.S_ISLNK(info.external_attr >> 16)


def _loose(name: str) -> str:
    return unicodedata.normalize("NFC", name.replace("\\", "/").lstrip("/")).casefold()


def _damaged(member: str = "") -> str:
    if member:
        return _(
            "It is damaged: its part “{part}” cannot be unpacked. Get it again from where it came."
        ).format(part=_shown(member))
    return _("It is damaged or was not copied whole. Get it again from where it came.")


def _missing(member: str) -> str:
    return _(
        "Its part “{part}” is missing, so it has no text. Get it again from where it came."
    ).format(part=_shown(member))


def _encrypted() -> str:
    return _("It is encrypted. Save it without a password and add it again.")


def _too_many() -> str:
    return _(
        "It holds more than {count} parts, which no document does. Get it again from where it came."
    ).format(count=MOST_MEMBERS)


def _shown(member: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in member[-60:])
