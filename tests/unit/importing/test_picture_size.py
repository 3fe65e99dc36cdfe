"""What a picture is and how large, by its first bytes; and that no bytes do harm."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.importing.picture_size import PictureSize, measure
from closereader.importing.source import MOST_PICTURE_BYTES, Pictures

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 300, 200) + b"\x08\x02\0\0\0"
FRAME = b"\xff\xc0" + struct.pack(">HBHH", 17, 8, 200, 300) + b"\x03" * 10
JPEG = b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9) + FRAME
GIF = b"GIF89a" + struct.pack("<HH", 300, 200) + b"\0\0\0"
VP8 = b"VP8 " + bytes(7) + b"\x9d\x01\x2a" + struct.pack("<HH", 300 | 0x4000, 200)
VP8L = b"VP8L" + bytes(4) + b"\x2f" + struct.pack("<I", 299 | 199 << 14)
VP8X = b"VP8X" + bytes(8) + (299).to_bytes(3, "little") + (199).to_bytes(3, "little")
WEBP = [b"RIFF\0\0\0\0WEBP" + kind for kind in (VP8, VP8L, VP8X)]
ALL = [(PNG, "png"), (JPEG, "jpeg"), (GIF, "gif"), *((data, "webp") for data in WEBP)]


@pytest.mark.parametrize(("data", "kind"), ALL)
def test_a_picture_is_known_with_its_size(data: bytes, kind: str) -> None:
    assert measure(data) == PictureSize(f"image/{kind}", 300, 200)


def test_the_frame_of_a_jpeg_is_found_behind_segments_and_fill() -> None:
    camera = b"".join(b"\xff\xe1" + struct.pack(">H", 60_002) + bytes(60_000) for _ in range(12))
    assert measure(b"\xff\xd8" + camera + b"\xff\xff\xff" + FRAME) == measure(JPEG)


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"BM" + bytes(60), b"\xff\xd8\xff\xd9"])
def test_what_is_none_of_these_is_none(data: bytes) -> None:
    assert measure(data) is None


def test_a_picture_without_extent_is_none() -> None:
    assert measure(PNG.replace(struct.pack(">II", 300, 200), struct.pack(">II", 0, 200))) is None


@given(st.sampled_from([data for data, _kind in ALL]), st.data())
def test_a_damaged_header_is_a_size_or_none_and_never_an_error(data: bytes, draw) -> None:
    damaged = bytearray(data[: draw.draw(st.integers(0, len(data)))])
    for at in draw.draw(st.lists(st.integers(0, max(len(damaged) - 1, 0)), max_size=6)):
        if damaged:
            damaged[at] = draw.draw(st.integers(0, 255))
    found = measure(bytes(damaged))
    assert found is None or (found.width > 0 and found.height > 0)


@given(st.sampled_from([b"", *(data[:12] for data, _kind in ALL)]), st.binary(max_size=80))
def test_any_bytes_are_a_size_or_none(start: bytes, rest: bytes) -> None:
    found = measure(start + rest)
    assert found is None or (found.width > 0 and found.height > 0)


@pytest.mark.parametrize("filled", [b"\xff", b"\xff\xd0", b"\xff\xe0\0\x02"])
def test_a_header_without_end_is_not_read_to_its_end(filled: bytes) -> None:
    """A thousand looks are enough, whatever there is of it."""

    class Counted(bytes):
        looks = 0

        def __getitem__(self, key):
            Counted.looks += 1
            return super().__getitem__(key)

    assert measure(Counted(b"\xff\xd8\xff" + filled * 100_000)) is None
    assert Counted.looks < 5_000


def test_the_same_picture_twice_is_one_and_what_is_none_is_counted(tmp_path) -> None:
    pictures = Pictures(tmp_path)
    first, again = pictures.take(PNG, "A bridge"), pictures.take(PNG)
    assert first.key == again.key
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [PNG]
    assert pictures.take(b"<svg/>") is None
    assert pictures.take(PNG + bytes(MOST_PICTURE_BYTES)) is None
    huge = PNG.replace(struct.pack(">II", 300, 200), struct.pack(">II", 60_000, 60_000))
    assert pictures.take(huge) is None
    assert (pictures.refused, len(pictures.assets)) == (3, 1)
