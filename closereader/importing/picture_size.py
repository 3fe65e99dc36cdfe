"""What kind of picture some bytes are and how large it is, by its header; nothing is decoded.

PNG, JPEG, GIF and WebP. After the formats' own descriptions: PNG (ISO/IEC 15948) 11.2.2, JPEG (ITU-T
T.81) B.1.1, B.2.2, GIF89a 18, WebP container (RFC 9649) 2.
"""

import struct
from dataclasses import dataclass

# Of a JPEG, before its frame: a picture of a camera has a dozen, and none is larger than 64 KB.
_MOST_SEGMENTS = 1000


@dataclass(frozen=True, slots=True)
class PictureSize:
    """`width`, `height`: in pixels, both at least 1."""

    media_type: str
    width: int
    height: int


def measure(data: bytes) -> PictureSize | None:
    """The picture these bytes begin; None for none of the known kinds, or a damaged header."""
    try:
        found = _measure(data)
    except (struct.error, IndexError):
        return None
    return found if found is not None and found.width > 0 and found.height > 0 else None


def _measure(data: bytes) -> PictureSize | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        return PictureSize("image/png", *struct.unpack(">II", data[16:24]))
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return PictureSize("image/gif", *struct.unpack("<HH", data[6:10]))
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    return None


def _jpeg(data: bytes) -> PictureSize | None:
    at = 2
    for _segment in range(_MOST_SEGMENTS):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # Fill.
            at += 1
            continue
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:  # Without a length.
            at += 2
            continue
        # Start of frame, of whatever kind; C4, C8 and CC mean other things.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return PictureSize("image/jpeg", width, height)
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker in (0xD9, 0xDA) or length < 2:
            return None
        at += 2 + length
    return None


def _webp(data: bytes) -> PictureSize | None:
    kind = data[12:16]
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", data[26:30])
        return PictureSize("image/webp", width & 0x3FFF, height & 0x3FFF)
    if kind == b"VP8L" and data[20] == 0x2F:
        (bits,) = struct.unpack("<I", data[21:25])
        return PictureSize("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8X":
        width = int.from_bytes(data[24:27], "little") + 1
        height = int.from_bytes(data[27:30], "little") + 1
        return PictureSize("image/webp", width, height)
    return None
