"""Pictures of pages, damaged."""

import io

from PIL import Image

from tests.fuzz.fuzzed import Fuzzed

_TOKENS = [
    b"\x89PNG\r\n\x1a\n", b"IHDR", b"IDAT", b"IEND", b"PLTE", b"tRNS", b"acTL", b"eXIf", b"\xff\xd8", b"\xff\xd9",
    b"\xff\xc0\x00\x11\x08", b"\xff\xc4", b"\xff\xda", b"\xff\xe1", b"Exif\x00\x00", b"II*\x00", b"MM\x00*",
    b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x00", b"RIFF", b"WEBP", b"VP8 ", b"VP8L", b"VP8X", b"Adobe",
]  # fmt: skip


def seeds() -> list[bytes]:
    """A page in each of the formats, one of them with three."""
    page = Image.new("RGB", (60, 80), "white")
    page.paste((20, 60, 90), (5, 5, 30, 30))
    exif = Image.Exif()
    exif[0x0112] = 6
    more = [page.convert("1"), page.convert("CMYK")]
    made = []
    for form, mode, how in (
        ("PNG", "RGBA", {}), ("PNG", "P", {}), ("JPEG", "RGB", {"exif": exif}), ("JPEG", "CMYK", {}),
        ("WEBP", "RGB", {}), ("TIFF", "L", {"save_all": True, "append_images": more}),
    ):  # fmt: skip
        file = io.BytesIO()
        page.convert(mode).save(file, form, **how)  # type: ignore[arg-type]
        made.append(file.getvalue())
    return made


FUZZED = Fuzzed("picture", "page.png", seeds, _TOKENS, examples=100)
