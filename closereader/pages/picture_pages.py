"""Pictures of pages (photographs, scans: PNG, JPEG, TIFF, WebP) as a PDF in memory, one page for each.

A JPEG goes into it as it is, any other picture without loss of a point; how the camera was held is
respected. So whatever shows, measures and reads pages knows PDF alone, and the file itself stays as it came.
"""

import contextlib
import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from closereader.errors import UnreadableFile
from closereader.i18n import _

MOST_PIXELS = 60_000_000
"""Of one picture that has to be unpacked for it."""
_MOST_OF_JPEG = 130_000_000
# All pages are made when the file is opened, within the time that one drawing may take.
_MOST_IN_ALL = 250_000_000
MOST_PAGES = 100
_STRIP = 2_000_000
_LONG_SIDE = 842.0
_POINTS = 72.0
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
_SURE_DPI = (100, 1200)
_SURE_SIDES = (72.0, 3_000.0)
_ORIENTATION = 0x0112
# How a picture of the size 1 by 1 lies on its page for each way to hold a camera (Exif 2.3, 4.6.4 A); the
# letters are its width and height in points.
_TURNS = {
    1: "w 0 0 h 0 0", 2: "-w 0 0 h w 0", 3: "-w 0 0 -h w h", 4: "w 0 0 -h 0 h",
    5: "0 -w -h 0 h w", 6: "0 -w h 0 0 w", 7: "0 w h 0 0 0", 8: "0 w -h 0 h 0",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Stream:
    """A picture as it stands in a PDF: the entries of its dictionary, and its bytes."""

    entries: str
    data: bytes


def is_picture(head: bytes) -> bool:
    """Whether a file that begins with these bytes is such a picture."""
    return (
        head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*"))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
    )  # fmt: skip


def as_pdf(path: Path | None, data: bytes | None, name: str) -> tuple[bytes, tuple[str, ...]]:
    """The PDF, and what the reader should know of it. `name`: for sentences. Raises `UnreadableFile`."""
    with _opened(path, data, name) as (file, picture), _sentences(name):
        pages: list[tuple[_Stream, str, tuple[float, float]]] = []
        whole, pixels = int(getattr(picture, "n_frames", 1)), 0
        # What else is in a file of another kind is no page: a second exposure, the frames of a film.
        if picture.format != "TIFF":
            whole = 1
        for number in range(whole):
            picture.seek(number)
            size = picture.size[0] * picture.size[1]
            if pages and (len(pages) >= MOST_PAGES or pixels + size > _MOST_IN_ALL):
                break
            pixels += size
            pages.append(_page(picture, file, name))
    notices = []
    if len(pages) < whole:
        notices.append(
            _(
                "It has {count} pictures, and the first {taken} were taken. Make a PDF of it to have all."
            ).format(count=whole, taken=len(pages))
        )
    return _written(pages), tuple(notices)


def require_whole(path: Path | None, data: bytes | None, name: str) -> None:
    """Raise `UnreadableFile` for a picture that is cut short, or damaged."""
    with _opened(path, data, name) as (_file, picture), _sentences(name):
        if picture.format in ("JPEG", "MPO"):
            # An eighth of its points are enough to come to its end.
            picture.draft("L", (picture.size[0] // 8, picture.size[1] // 8))
            picture.load()


@contextlib.contextmanager
def _opened(path: Path | None, data: bytes | None, name: str) -> Iterator[tuple[IO[bytes], Any]]:
    # Of no use to any other file.
    from PIL import Image

    # Sizes are looked at here, before anything is unpacked.
    Image.MAX_IMAGE_PIXELS = None
    with contextlib.ExitStack() as stack:
        # What it warns of is no matter for a log.
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        with _sentences(name):
            file: IO[bytes] = io.BytesIO(data) if data is not None else (path or Path()).open("rb")
            stack.enter_context(file)
            picture = stack.enter_context(Image.open(file, formats=_FORMATS))
        yield file, picture


@contextlib.contextmanager
def _sentences(name: str) -> Iterator[None]:
    """Whatever the library raises is one sentence."""
    try:
        yield
    except (
        OSError, ValueError, TypeError, KeyError, IndexError, SyntaxError, EOFError, AttributeError,
        ArithmeticError, RuntimeError, NotImplementedError, AssertionError, struct.error, zlib.error,
    ) as error:  # fmt: skip
        raise UnreadableFile(
            name,
            _("The picture is damaged or cut short. Get it again from where it came from."),
        ) from error


def _page(picture: Any, file: IO[bytes], name: str) -> tuple[_Stream, str, tuple[float, float]]:
    """A picture, how it lies on its page, and the page's size in points."""
    is_jpeg = picture.format in ("JPEG", "MPO")
    _require_size(picture.size, _MOST_OF_JPEG if is_jpeg else MOST_PIXELS, name)
    stream = _of_jpeg(picture, file) if is_jpeg else _unpacked(picture)
    # Unpacking may have turned it already.
    turn = int(picture.getexif().get(_ORIENTATION, 1) or 1)
    width, height = _points(picture)
    matrix = _TURNS.get(turn, _TURNS[1])
    matrix = matrix.replace("w", f"{width:.3f}").replace("h", f"{height:.3f}")
    return stream, matrix, (height, width) if turn in (5, 6, 7, 8) else (width, height)


def _require_size(size: tuple[int, int], most: int, name: str) -> None:
    width, height = size
    if width * height > most:
        raise UnreadableFile(
            name,
            _(
                "The picture has {count} million points, more than the {most} million that are read. "
                "Make it smaller."
            ).format(count=width * height // 1_000_000, most=most // 1_000_000),
        )


def _points(picture: Any) -> tuple[float, float]:
    """The picture's size on paper: as it says, where that is likely, else that of a page of a book."""
    width, height = picture.size
    across, down = (float(dots) for dots in picture.info.get("dpi") or (0, 0))
    if _SURE_DPI[0] <= min(across, down) <= max(across, down) <= _SURE_DPI[1]:
        sides = width * _POINTS / across, height * _POINTS / down
        if _SURE_SIDES[0] <= min(sides) <= max(sides) <= _SURE_SIDES[1]:
            return sides
    longest = max(width, height)
    return max(width * _LONG_SIDE / longest, 1.0), max(height * _LONG_SIDE / longest, 1.0)


def _of_jpeg(picture: Any, file: IO[bytes]) -> _Stream:
    space = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}[picture.mode]
    entries = f"/ColorSpace {space} /BitsPerComponent 8 /Filter /DCTDecode"
    if picture.mode == "CMYK" and "adobe" in picture.info:
        entries += " /Decode [1 0 1 0 1 0 1 0]"  # Its makers write the ink that is missing.
    file.seek(0)
    return _Stream(_sized(picture, entries), file.read())


def _unpacked(picture: Any) -> _Stream:
    picture.load()
    mode = "1" if picture.mode == "1" else "L" if picture.mode in ("L", "LA", "La") else "RGB"
    if picture.mode.startswith("I"):
        mode = "L"
    is_clear = picture.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in picture.info
    width, height = picture.size
    packer, out = zlib.compressobj(1), []
    rows = max(_STRIP // width, 1)
    for top in range(0, height, rows):
        strip = picture.crop((0, top, width, min(top + rows, height)))
        out.append(packer.compress(_plain(strip, mode, is_clear=is_clear).tobytes()))
    out.append(packer.flush())
    space = "/DeviceRGB" if mode == "RGB" else "/DeviceGray"
    bits = 1 if mode == "1" else 8
    entries = f"/ColorSpace {space} /BitsPerComponent {bits} /Filter /FlateDecode"
    return _Stream(_sized(picture, entries), b"".join(out))


def _plain(strip: Any, mode: str, *, is_clear: bool) -> Any:
    """A piece of a picture in `mode`; what is clear in it is white."""
    from PIL import Image

    if is_clear:
        strip = strip.convert("RGBA")
        paper = Image.new("RGBA", strip.size, "white")
        strip = Image.alpha_composite(paper, strip)
    elif strip.mode.startswith("I"):
        # Of sixteen bits a point the upper eight.
        strip = strip.convert("I").point(lambda value: value * (1 / 256))
    return strip if strip.mode == mode else strip.convert(mode)


def _sized(picture: Any, entries: str) -> str:
    width, height = picture.size
    return f"/Type /XObject /Subtype /Image /Width {width} /Height {height} {entries}"


def _written(pages: list[tuple[_Stream, str, tuple[float, float]]]) -> bytes:
    """The plainest PDF there is (PDF 1.7, 7.5): for each page itself, what is drawn on it, its picture."""
    numbers = [3 + 3 * page for page in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
    ]
    for number, (stream, matrix, (width, height)) in zip(numbers, pages, strict=True):
        drawing = f"q {matrix} cm /P Do Q".encode()
        parts += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.3f} {height:.3f}] /Contents "
                f"{number + 1} 0 R /Resources << /XObject << /P {number + 2} 0 R >> >> >>"
            ).encode(),
            _stream("", drawing),
            _stream(stream.entries, stream.data),
        ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    for number, part in enumerate(parts, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + part + b"\nendobj\n")
    begin = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(parts) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % begin)
    return out.getvalue()


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"
