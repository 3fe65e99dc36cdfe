"""Pictures of a reading are printed above their words; one that cannot be is left out."""

import dataclasses
import hashlib
from pathlib import Path

import pikepdf
import pytest

from closereader.model.colour import FIRST_MEANINGS
from closereader.model.document import Block, BlockKind, Picture
from closereader.model.reading import ReadingId, ReadingText
from closereader.typeset import glyphs, press
from closereader.typeset.job import PrintJob
from tests.helpers.pictures import png
from tests.helpers.printed import reading

LINES = ("It rained for a week.", "The bridge at low water.", "Nobody slept.")


def printed(folder: Path, data: bytes, width: int, height: int) -> tuple[int, list[str]]:
    """How many pictures the pages have, and the letters on them."""
    blocks, start = [], 0
    for number, words in enumerate(LINES):
        kind = BlockKind.FIGURE if number == 1 else BlockKind.PARAGRAPH
        blocks.append(Block(start, start + len(words), kind))
        start += len(words) + 1
    key = hashlib.sha256(data).hexdigest()
    text = ReadingText(
        ReadingId("a"), "\n".join(LINES), tuple(blocks), (),
        pictures=(Picture(blocks[1].start, key, width, height, "A bridge"),),
    )  # fmt: skip
    job = PrintJob(reading(text), text, (), (), dict(FIRST_MEANINGS), 1_790_000_000)
    file = folder / key
    file.write_bytes(data)
    job = dataclasses.replace(job, pictures={key: str(file)})
    for step in (press.set_body, press.place_over, press.set_pages):
        step(job, folder, lambda *told: None)
    with pikepdf.open(folder / "pages.pdf") as pdf:
        count = sum(len(list(page.get_images())) for page in pdf.pages)
    pages = glyphs.read_pages(folder / "pages.pdf", None, lambda *told: None)
    return count, ["".join(page.letters) for page in pages]


def test_a_picture_stands_on_the_page_with_its_words(tmp_path: Path) -> None:
    count, letters = printed(tmp_path, png(300, 200), 300, 200)
    assert count == 1
    assert "Thebridgeatlowwater." in letters[0].replace(" ", "")


@pytest.mark.parametrize(
    ("data", "width", "height"),
    [(png(30, 20)[:60], 30, 20), (png(30, 20), 60_000, 60_000)],
    ids=["cut off", "too large"],
)
def test_one_that_cannot_be_printed_leaves_its_words(
    tmp_path: Path, data: bytes, width: int, height: int
) -> None:
    count, letters = printed(tmp_path, data, width, height)
    assert count == 0
    assert "Thebridgeatlowwater." in letters[0].replace(" ", "")
