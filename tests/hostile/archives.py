"""Makes ZIP archives that lie: sizes, names, methods and checksums are what the caller says.

`zipfile` writes only true ones. Take the members of a good book or document (`members_of`), exchange
or add what is hostile, and write them by `packed`:

    members = members_of(good_book())
    path.write_bytes(packed([*members, bomb("EPUB/chapter2.xhtml", gigabytes=2)]))
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

STORED, DEFLATED = 0, 8
_MARK = 0x0800  # Names are UTF-8.
_ENCRYPTED = 0x0001
_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One member as it will be written. `packed`: its bytes as they stand in the file; `size`: how many
    it says to give; `mode`: its Unix file mode."""

    name: bytes
    packed: bytes
    size: int
    crc: int
    method: int = STORED
    flags: int = _MARK
    mode: int = 0o100644


def member(name: str | bytes, content: bytes | str, *, is_packed: bool = False) -> Member:
    """A true one; any name will do."""
    data = content.encode() if isinstance(content, str) else content
    encoded = name if isinstance(name, bytes) else name.encode("utf-8", "surrogatepass")
    stored = data
    if is_packed:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        stored = packer.compress(data) + packer.flush()
    method = DEFLATED if is_packed else STORED
    return Member(encoded, stored, len(data), zlib.crc32(data), method)


def members_of(archive: bytes) -> list[Member]:
    """The members of a good archive, in their order."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return [
            member(info.filename, opened.read(info), is_packed=info.compress_type != STORED)
            for info in opened.infolist()
        ]


def bomb(name: str, gigabytes: float = 2.0, says: int | None = None) -> Member:
    """A member of a few megabytes that unpacks to so many gigabytes of spaces; `says`: the size it
    claims instead."""
    times = int(gigabytes * 1024)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(b" " * _MEBIBYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a piece needs nothing of what came before, so it may stand there any number
    # of times.
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    size = min(times * _MEBIBYTE, 0xFFFFFFFE) if says is None else says
    return Member(name.encode(), piece * times + end, size, 0, DEFLATED)


def link(name: str, target: str) -> Member:
    """A symbolic link."""
    return replace(member(name, target), mode=0o120777)


def encrypted(name: str, content: bytes) -> Member:
    """One that says it is encrypted."""
    plain = member(name, content)
    return replace(plain, flags=plain.flags | _ENCRYPTED, packed=b"\x00" * 12 + plain.packed)


def of_unknown_method(name: str, content: bytes) -> Member:
    """One packed by a method that does not exist."""
    return replace(member(name, content), method=77)


def of_wrong_crc(name: str, content: bytes) -> Member:
    """One whose checksum is not that of its bytes."""
    plain = member(name, content, is_packed=True)
    return replace(plain, crc=plain.crc ^ 0xFFFF)


def odd_names(mark: str) -> list[bytes]:
    """Names that lead out of a folder, or are none, each with `mark` in it to be looked for."""
    return [
        f"../{mark}".encode(), f"../../../../../../tmp/{mark}".encode(), f"/tmp/{mark}".encode(),
        f"C:\\{mark}".encode(), f"\\\\host\\share\\{mark}".encode(), f"~/{mark}".encode(),
        f"{mark}\x00.xml".encode(), f"CON.{mark}".encode(), f"{mark}/".encode(), b"",
        f"{mark}\n{mark}".encode(), f"{mark}\xff".encode("latin-1"), f"a/../../{mark}".encode(),
        (mark + "x" * 60_000).encode(),
    ]  # fmt: skip


def packed(members: Iterable[Member], *, comment: bytes = b"") -> bytes:
    """The archive; nothing is checked. A size of 4 GiB or more cannot be said (no ZIP64)."""
    out, directory, count = io.BytesIO(), io.BytesIO(), 0
    for one in members:
        offset = out.tell()
        shared = struct.pack(
            "<HHHHHIIIHH",
            20, one.flags, one.method, 0, 0x21, one.crc, len(one.packed), one.size, len(one.name), 0,
        )  # fmt: skip
        out.write(b"PK\x03\x04" + shared + one.name + one.packed)
        attributes = one.mode << 16
        directory.write(
            b"PK\x01\x02" + struct.pack("<H", 0x0314) + shared
            + struct.pack("<HHHII", 0, 0, 0, attributes, offset) + one.name
        )  # fmt: skip
        count += 1
    begin = out.tell()
    entries = directory.getvalue()
    out.write(entries)
    count &= 0xFFFF
    out.write(
        b"PK\x05\x06"
        + struct.pack("<HHHHIIH", 0, 0, count, count, len(entries), begin, len(comment))
        + comment
    )
    return out.getvalue()
