"""Pictures of Windows are made into ones that are shown: bitmaps, and metafiles with but a bitmap in them."""

import gzip
import struct
import zlib

from hypothesis import given
from hypothesis import strategies as st

from closereader.importing import bitmap, picture_size
from tests.helpers.bitmaps import BLUE, GREEN, RED, Rows, bmp, dib, emf, stretched, wmf
from tests.helpers.pictures import png

ROWS: Rows = [[RED, GREEN, BLUE], [BLUE, BLUE, RED]]


def points(data: bytes | None) -> Rows:
    """The points of a PNG as `bitmap` writes it."""
    assert data is not None
    chunks, at = {}, 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        chunks[data[at + 4 : at + 8]] = data[at + 8 : at + 8 + length]
        at += 12 + length
    width, height, _depth, kind = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    lines = zlib.decompress(chunks[b"IDAT"])
    size = len(lines) // height
    out: Rows = []
    for n in range(height):
        line = lines[n * size + 1 : (n + 1) * size]
        if kind == 3:
            palette = chunks[b"PLTE"]
            out.append([tuple(palette[3 * i : 3 * i + 3]) for i in line[:width]])  # type: ignore[misc]
        else:
            out.append([tuple(line[3 * i : 3 * i + 3]) for i in range(width)])  # type: ignore[misc]
    return out


def test_bitmaps_keep_their_points() -> None:
    assert all(points(bitmap.png_of(bmp(ROWS, bits))) == ROWS for bits in (8, 24, 32))
    assert points(bitmap.png_of(dib(ROWS, is_upright=True))) == ROWS


def test_a_metafile_with_but_a_bitmap_in_it_is_that() -> None:
    rows: Rows = [[RED] * 40 + [GREEN] * 8] * 30
    for data in (emf(stretched(rows)), wmf(rows), wmf(rows, is_placeable=False)):
        assert points(bitmap.png_of(data)) == rows
        assert points(bitmap.png_of(gzip.compress(data))) == rows


def test_a_picture_held_in_a_metafile_is_taken_out() -> None:
    held = png()
    record = struct.pack("<I", len(held) + 40) + b"EMF+" + bytes(36) + held
    found = picture_size.measure(bitmap.png_of(emf((70, record))) or b"")
    assert found == picture_size.measure(held)


def test_what_draws_lines_is_left_alone() -> None:
    lines = [(54, struct.pack("<ii", n, n)) for n in range(400)]
    assert bitmap.png_of(emf(*lines)) is None
    assert bitmap.png_of(emf(stretched(ROWS), *lines)) is None


def test_what_says_it_is_huge_or_ends_too_soon_is_none() -> None:
    huge = bytearray(bmp(ROWS))
    huge[18:26] = struct.pack("<ii", 60_000, 60_000)
    assert bitmap.png_of(bytes(huge)) is None
    assert bitmap.png_of(bmp(ROWS)[:-14]) is None
    assert bitmap.png_of(gzip.compress(bytes(200_000_000), 1)) is None


@given(
    st.sampled_from([bmp(ROWS, 8), bmp(ROWS), emf(stretched(ROWS)), wmf(ROWS)]),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=8),
    st.integers(0, 400),
)
def test_a_damaged_one_is_a_picture_or_none(
    data: bytes, changes: list[tuple[int, int]], end: int
) -> None:
    damaged = bytearray(data)
    for at, byte in changes:
        damaged[at % len(damaged)] = byte
    made = bitmap.png_of(bytes(damaged[: end or None]))
    assert made is None or isinstance(made, bytes)
