"""A saved web page is kept so that it can be read again and taken out with its pictures, a picture of a page
as it came."""

from pathlib import Path

import pikepdf
import pytest

from closereader.exporting import ExportOptions
from closereader.importing import Wishes
from closereader.library import (
    about_reading,
    adding,
    areas,
    exchange,
    files_found,
    queries,
    scans,
    web_pages,
)
from closereader.library.library import Library
from closereader.model.area import Area, Rect
from closereader.model.reading import Reading
from closereader.progress import Progress
from tests.helpers.pages import png, site

MILL, FERRY = png(200, 150), png(220, 150)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page with two pictures of its article in the folder beside it."""
    folder = tmp_path / "saved" / "Of Mills_files"
    folder.mkdir(parents=True)
    (folder / "mill.png").write_bytes(MILL)
    (folder / "ferry 2.png").write_bytes(FERRY)
    within = (
        '<figure><img src="Of%20Mills_files/mill.png"><figcaption>The mill.</figcaption></figure>'
        '<p><img src="Of%20Mills_files/ferry%202.png" alt="The ferry of that year"></p>'
    )
    path = tmp_path / "saved" / "Of Mills.html"
    path.write_text(site(within, comments=30))
    return path


def added(lib: Library, path: Path, wishes: Wishes | None = None) -> Reading:
    return adding.add_file(lib, path, Progress(), wishes).reading


def test_the_original_comes_out_with_the_pictures_it_looks_for(
    lib: Library, page: Path, tmp_path: Path
) -> None:
    reading, out = added(lib, page), tmp_path / "out"
    out.mkdir()
    taken = about_reading.take_out(lib, reading, out, Progress())
    assert taken.path.read_bytes() == page.read_bytes()
    assert (out / "Of Mills_files" / "mill.png").read_bytes() == MILL
    assert (out / "Of Mills_files" / "ferry 2.png").read_bytes() == FERRY
    assert (len(taken.pictures), taken.left) == (2, 0)
    assert "Of Mills_files" in about_reading.told(taken)
    # What came out is the reading again, pictures and all.
    assert added(lib, taken.path).id == reading.id


def test_no_file_of_the_reader_gives_way_to_a_picture(
    lib: Library, page: Path, tmp_path: Path
) -> None:
    reading, folder = added(lib, page), tmp_path / "out" / "Of Mills_files"
    folder.mkdir(parents=True)
    (folder / "mill.png").write_text("mine")
    taken = about_reading.take_out(lib, reading, tmp_path / "out", Progress())
    assert (folder / "mill.png").read_text() == "mine"
    assert (len(taken.pictures), taken.left) == (1, 1)


def test_a_folder_that_leads_elsewhere_is_not_written_into(
    lib: Library, page: Path, tmp_path: Path
) -> None:
    reading = added(lib, page)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "Of Mills_files").symlink_to(tmp_path / "elsewhere")
    taken = about_reading.take_out(lib, reading, tmp_path / "out", Progress())
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert taken.left == 2


def test_the_whole_page_keeps_the_pictures_though_their_folder_is_gone(
    lib: Library, page: Path
) -> None:
    reading = added(lib, page)
    for file in [*(page.parent / "Of Mills_files").iterdir(), page]:
        file.unlink()
    for is_whole in (True, False):
        web_pages.show(lib, reading.id, Progress(), is_whole=is_whole)
        text = queries.reading_text(lib, reading.id)
        assert ("reader says" in text.text) is is_whole
        assert len(text.pictures) == 2


def test_an_encoding_that_was_chosen_is_remembered(lib: Library, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(
        site("<p>Der Müller wägt die größten Säcke, Jahr für Jahr.</p>", 30).encode("cp850")
    )
    reading = added(lib, path, Wishes(encoding="cp850"))
    assert any("cp850" in notice for notice in reading.notices)
    taken = web_pages.show(lib, reading.id, Progress(), is_whole=True)
    assert "Der Müller wägt die größten Säcke" in queries.reading_text(lib, reading.id).text
    assert any("cp850" in notice for notice in taken.reading.notices)


def test_a_picture_of_a_page_comes_out_byte_for_byte(lib: Library, tmp_path: Path) -> None:
    path = tmp_path / "IMG_1.png"
    path.write_bytes(MILL)
    reading = added(lib, path)
    taken = about_reading.take_out(lib, reading, tmp_path / "out.png", Progress())
    assert taken.path.read_bytes() == MILL
    assert scans.pages_of(lib, reading.id).without_text == (0,)


def test_pictures_in_a_folder_are_named_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(MILL)
    (tmp_path / "a.txt").write_text("Words.")
    found = files_found.find([tmp_path], Progress())
    assert [one.path.name for one in found.files] == ["a.txt"]
    assert "add it by itself" in found.skipped[0].reason
    assert [one.path.name for one in files_found.find([tmp_path / "a.png"], Progress()).files] == [
        "a.png"
    ]


def test_a_photograph_with_an_area_is_exported_on_its_own_page(
    lib: Library, tmp_path: Path
) -> None:
    path = tmp_path / "IMG_1.png"
    path.write_bytes(MILL)
    reading = added(lib, path)
    lib.run("", areas.add, reading.id, Area(0, Rect(10, 10, 200, 90)))
    target = tmp_path / "marked.pdf"
    exchange.export_reading(lib, reading.id, target, ExportOptions(layout=""), Progress())
    with pikepdf.open(target) as pdf:
        (page,) = pdf.pages
        assert [str(one.Subtype) for one in page.Annots] == ["/Square"]
