"""Pictures of Windows as PNG: bitmaps (BMP), and metafiles (EMF, WMF) that are nothing but one bitmap.

What draws with lines and letters is left alone: no library of a free licence draws metafiles. After
[MS-WMF] 2.2.2.3 and 2.3.1, [MS-EMF] 2.3.1, [MS-EMFPLUS] 2.1.1, and PNG (ISO/IEC 15948) 11.2.
"""

import struct
import zlib
from collections.abc import Iterator

MOST_PIXELS = 20_000_000
_MOST_BYTES = 60_000_000
# Of a metafile, above which a bitmap in it is all that it shows.
_ALL = 0.8
_PLACEABLE = b"\xd7\xcd\xc6\x9a"
# Where a record says where in it the head and the points of its bitmap stand; of EMF, by its number.
_EMF_BITMAPS = {81: 48, 76: 84, 77: 84, 80: 48, 114: 84}
_EMF_COMMENT = 70
# Where in a record of WMF its bitmap begins, by the record's number.
_WMF_BITMAPS = {0x0F43: 28, 0x0B41: 26, 0x0940: 22, 0x0D33: 24}
_PALETTES = (1, 4, 8)


def png_of(data: bytes) -> bytes | None:
    """The picture as PNG, or as the JPEG that is in it; None for what is no bitmap, damaged, or has
    more than 20 million pixels."""
    if data[:2] == b"\x1f\x8b":
        data = _unpacked(data)
    try:
        if data[:2] == b"BM":
            (begin,) = struct.unpack_from("<I", data, 10)
            return of_bitmap(data[14:], begin - 14)
        if data[:4] == b"\x28\x00\x00\x00":
            return of_bitmap(data)
        if data[:4] == b"\x01\x00\x00\x00" and data[40:44] == b" EMF":
            return _of_records(data, _emf_bitmaps(data))
        if data[:4] == _PLACEABLE or data[:4] in (b"\x01\x00\x09\x00", b"\x02\x00\x09\x00"):
            return _of_records(data, _wmf_bitmaps(data))
    except (struct.error, IndexError, ValueError):
        return None
    return None


def of_bitmap(data: bytes, begin: int = 0) -> bytes | None:
    """As PNG what [MS-WMF] calls a device-independent bitmap. `begin`: of its points; 0 where they follow
    its colours."""
    size, width, height, _planes, bits, packing = struct.unpack_from("<IiiHHI", data)
    if size < 40:
        return None
    if packing in (4, 5):
        return data[begin or size :]
    is_upright, height = height < 0, abs(height)
    if not 0 < width * height <= MOST_PIXELS or width < 0 or packing not in (0, 3):
        return None
    colours = b""
    if bits in _PALETTES:
        (count,) = struct.unpack_from("<I", data, 32)
        count = min(count or 1 << bits, 1 << bits)
        colours = data[size : size + 4 * count]
    elif bits not in (24, 32):
        return None
    begin = begin or size + (12 if packing == 3 and size == 40 else 0) + len(colours)
    stride = (width * bits + 31) // 32 * 4
    lines = [data[begin + n * stride : begin + (n + 1) * stride] for n in range(height)]
    if len(lines[-1]) < (width * bits + 7) // 8:
        return None
    return _png(width, height, bits, colours, lines if is_upright else lines[::-1])


def _png(width: int, height: int, bits: int, colours: bytes, lines: list[bytes]) -> bytes:
    """`colours`: blue, green, red, nothing of each; "" where the points say their own."""
    depth, kind = (bits, 3) if colours else (8, 2)
    packer = zlib.compressobj(6)
    packed = []
    for line in lines:
        row = line[: (width * bits + 7) // 8]
        packed.append(packer.compress(b"\0" + (row if colours else _turned(row, bits // 8))))
    packed.append(packer.flush())
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    palette = _chunk(b"PLTE", _turned(colours, 4)) if colours else b""
    data = _chunk(b"IHDR", head) + palette + _chunk(b"IDAT", b"".join(packed))
    return b"\x89PNG\r\n\x1a\n" + data + _chunk(b"IEND", b"")


def _turned(points: bytes, step: int) -> bytes:
    """Red, green, blue for blue, green, red and, in four bytes, one that means nothing."""
    points = points[: len(points) // step * step]
    out = bytearray(len(points) // step * 3)
    for at in range(3):
        out[at::3] = points[2 - at :: step]
    return bytes(out)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _of_records(data: bytes, bitmaps: Iterator[tuple[int, bytes, int]]) -> bytes | None:
    """The bitmap of a metafile, if one of its records is nearly all of it."""
    for length, bitmap, begin in bitmaps:
        if length >= _ALL * len(data):
            if begin < 0:
                return bitmap
            return of_bitmap(bitmap, begin)
    return None


def _emf_bitmaps(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """The bitmaps of an EMF: length of the record, bitmap, where its points begin, -1 for a picture in
    a form of its own."""
    at = 0
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<II", data, at)
        if length < 8:
            return
        if kind in _EMF_BITMAPS:
            head, head_size, points, _size = struct.unpack_from(
                "<IIII", data, at + _EMF_BITMAPS[kind]
            )
            if head >= 40 and head_size and points > head:
                yield length, data[at + head : at + length], points - head
        elif kind == _EMF_COMMENT and data[at + 12 : at + 16] == b"EMF+":
            record = data[at : at + length]
            for start in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
                if start in record:
                    yield length, record[record.index(start) :], -1
        at += length


def _wmf_bitmaps(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """As `_emf_bitmaps`, of a WMF."""
    at = 40 if data[:4] == _PLACEABLE else 18
    while at + 6 <= len(data):
        words, kind = struct.unpack_from("<IH", data, at)
        if words < 3:
            return
        if kind in _WMF_BITMAPS:
            yield 2 * words, data[at + _WMF_BITMAPS[kind] : at + 2 * words], 0
        at += 2 * words


def _unpacked(data: bytes) -> bytes:
    """What Word packs as .emz and .wmz; "" for more than a picture has."""
    unpacker = zlib.decompressobj(31)
    try:
        out = unpacker.decompress(data, _MOST_BYTES)
    except zlib.error:
        return b""
    return b"" if unpacker.unconsumed_tail else out
