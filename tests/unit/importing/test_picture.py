"""A photograph or a scan of pages is a reading whose own pages are shown."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from closereader.errors import UnreadableFile
from closereader.importing import read_file
from closereader.importing.scan_pictures import draw_in_child
from closereader.model.document import Document
from closereader.pages import picture_pages
from closereader.progress import Progress
from tests.helpers.pages import png

UPRIGHT = {
    1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
}  # fmt: skip


def paper(mode: str = "RGB", ink: object = None) -> Image.Image:
    """A white page of 300 by 400 points, with ink in its upper left corner."""
    page = Image.new("RGB", (300, 400), "white")
    page.paste((0, 0, 0), (0, 0, 100, 60))
    return page.convert(mode)


def saved(picture: Image.Image, path: Path, **how: object) -> Path:
    picture.save(path, **how)  # type: ignore[arg-type]
    return path


def read(path: Path) -> Document:
    return read_file(path, Progress())


def shown(path: Path) -> Image.Image:
    """The first page as it is drawn for an OCR program."""
    target = path.with_suffix(".pgm")
    draw_in_child(str(path), "", path.name, 0, 0, str(target))
    with Image.open(target) as drawn:
        drawn.load()
    return drawn


def has_ink_upper_left(page: Image.Image) -> bool:
    width, height = page.size
    corners = [(0.1, 0.05), (0.9, 0.05), (0.1, 0.95), (0.9, 0.95)]
    values = [page.getpixel((int(x * width), int(y * height))) for x, y in corners]
    return [value < 128 for value in values] == [True, False, False, False]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("a.png", "RGB"), ("a.png", "L"), ("a.png", "1"), ("a.png", "P"), ("a.png", "LA"), ("a.png", "RGBA"),
        ("a.jpg", "RGB"), ("a.jpeg", "L"), ("a.jpg", "CMYK"), ("a.webp", "RGB"), ("a.tif", "1"), ("a.tiff", "CMYK"),
    ],
)  # fmt: skip
def test_a_picture_of_each_kind_is_a_page_as_it_looks(tmp_path: Path, name: str, mode: str) -> None:
    path = saved(paper(mode), tmp_path / name)
    document = read(path)
    (page,) = document.source_pages
    assert document.format == "picture"
    assert (round(page.width), round(page.height)) == (632, 842)
    assert has_ink_upper_left(shown(path))


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif"])
@pytest.mark.parametrize("turn", UPRIGHT)
def test_a_photograph_stands_as_the_camera_was_held(tmp_path: Path, name: str, turn: int) -> None:
    how = UPRIGHT[turn]
    held = paper() if how is None else paper().transpose(how)
    exif = Image.Exif()
    exif[0x0112] = turn
    path = saved(held, tmp_path / name, exif=exif)
    assert has_ink_upper_left(shown(path))
    (page,) = read(path).source_pages
    assert page.width < page.height


def test_what_is_clear_in_a_picture_is_paper(tmp_path: Path) -> None:
    path = saved(Image.new("RGBA", (300, 400), (0, 0, 0, 0)), tmp_path / "a.png")
    assert shown(path).getextrema() == (255, 255)


def test_a_jpeg_stands_in_the_pages_byte_for_byte(tmp_path: Path) -> None:
    path = saved(paper(), tmp_path / "a.jpg")
    made, _notices = picture_pages.as_pdf(path, None, "a.jpg")
    assert path.read_bytes() in made


def test_every_picture_of_a_tiff_is_a_page_of_the_size_it_says(tmp_path: Path) -> None:
    more = [paper("L"), paper()]
    path = saved(
        paper("1"), tmp_path / "Of Mills.tif", save_all=True, append_images=more, dpi=(100, 100)
    )
    document = read(path)
    assert [(round(p.width), round(p.height)) for p in document.source_pages] == [(216, 288)] * 3
    assert document.title == "Of Mills"
    assert "pictures without text" in " ".join(document.notices)


def test_of_very_many_pictures_the_first_are_taken_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_pages, "MOST_PAGES", 2)
    path = saved(paper("1"), tmp_path / "a.tif", save_all=True, append_images=[paper("1")] * 3)
    _made, notices = picture_pages.as_pdf(path, None, "a.tif")
    assert "4 pictures" in notices[0]
    assert "first 2" in notices[0]


def test_a_picture_is_called_after_its_file(tmp_path: Path) -> None:
    assert read(saved(paper(), tmp_path / "Foucault_S. 12.jpg")).title == "Foucault S. 12"
    assert read(saved(paper(), tmp_path / "page.jpg")).title == "page"


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(path)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "a.webp"])
def test_a_picture_that_is_cut_short_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    path = saved(Image.effect_noise((300, 400), 90), tmp_path / name)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert "damaged or cut short" in refusal(path)


def test_a_picture_of_too_many_points_is_not_unpacked(tmp_path: Path) -> None:
    head = b"IHDR" + struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    path = tmp_path / "a.png"
    path.write_bytes(png()[:8] + chunk + png()[33:])
    assert "2500 million points" in refusal(path)


def test_what_an_animation_goes_on_with_is_no_page(tmp_path: Path) -> None:
    film = io.BytesIO()
    paper().save(film, "PNG", save_all=True, append_images=[paper().rotate(180)])
    path = tmp_path / "a.png"
    path.write_bytes(film.getvalue())
    document = read(path)
    assert len(document.source_pages) == 1
    assert "were taken" not in " ".join(document.notices)
