"""Pictures made for tests, as the bytes of files."""

import struct
import zlib


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 400, height: int = 300, grey: int = 128) -> bytes:
    """A picture of one grey."""
    rows = (b"\x00" + bytes([grey]) * width) * height
    return png_saying(width, height, zlib.compress(rows))


def png_saying(width: int, height: int, packed: bytes = b"") -> bytes:
    """A picture whose header says that it is so large, whatever follows."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
