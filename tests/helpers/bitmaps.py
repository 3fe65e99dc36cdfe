"""Bitmaps and metafiles of Windows made for tests."""

import struct

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)
Rows = list[list[tuple[int, int, int]]]


def dib(rows: Rows, bits: int = 24, *, is_upright: bool = False) -> bytes:
    """A bitmap without the head of a file, of 8 (with a palette), 24 or 32 bits a point."""
    height, width = len(rows), len(rows[0])
    colours = sorted({point for row in rows for point in row})
    palette = b"".join(bytes(point[::-1]) + b"\0" for point in colours) if bits == 8 else b""
    lines = []
    for row in rows if is_upright else rows[::-1]:
        if bits == 8:
            line = bytes(colours.index(point) for point in row)
        else:
            line = b"".join(bytes(point[::-1]) + b"\0" * (bits // 8 - 3) for point in row)
        lines.append(line + b"\0" * (-len(line) % 4))
    count = len(colours) if bits == 8 else 0
    head = struct.pack(
        "<IiiHHIIiiII", 40, width, -height if is_upright else height, 1, bits, 0, 0, 0, 0, count, 0
    )
    return head + palette + b"".join(lines)


def bmp(rows: Rows, bits: int = 24) -> bytes:
    """A bitmap as a file."""
    data = dib(rows, bits)
    palette = 4 * len({point for row in rows for point in row}) if bits == 8 else 0
    return b"BM" + struct.pack("<IHHI", 14 + len(data), 0, 0, 54 + palette) + data


def emf(*records: tuple[int, bytes]) -> bytes:
    """A metafile of records: their numbers, and what is in them."""
    head = struct.pack("<8i", 0, 0, 99, 99, 0, 0, 2000, 2000) + b" EMF" + bytes(64)
    parts = [(1, head), *records, (14, struct.pack("<III", 0, 16, 20))]
    return b"".join(struct.pack("<II", kind, 8 + len(data)) + data for kind, data in parts)


def stretched(rows: Rows) -> tuple[int, bytes]:
    """The record of an EMF that shows a bitmap."""
    data = dib(rows)
    told = struct.pack("<4i6i", 0, 0, 9, 9, 0, 0, 0, 0, 3, 2)
    told += struct.pack("<IIIIIIii", 80, 40, 120, len(data) - 40, 0, 0xCC0020, 9, 9)
    return 81, told + data


def wmf(rows: Rows, *, is_placeable: bool = True) -> bytes:
    """A metafile of the older kind with nothing but a bitmap."""
    data = struct.pack("<IH8h", 0xCC0020, 0, 2, 3, 0, 0, 2, 3, 0, 0) + dib(rows)
    records = struct.pack("<IH", 3 + len(data) // 2, 0x0F43) + data + struct.pack("<IH", 3, 0)
    head = struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(records) // 2, 0, 3 + len(data) // 2, 0)
    placed = b"\xd7\xcd\xc6\x9a" + struct.pack("<H4hHIH", 0, 0, 0, 9, 9, 96, 0, 0)
    return (placed if is_placeable else b"") + head + records
