"""Two PDFs side by side: they scroll together by their pages, and with a text by its paragraphs."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.gui.reader.views import Views
from closereader.library.adding import add_file
from closereader.progress import Progress
from tests.helpers.own_pages import window_on
from tests.helpers.pdfs import typeset

_WORDS = (
    "river ferry bridge keeper ledger winter packet crossing market lantern copper harbour".split()
)
# No two begin alike: what stands at the top of every page would be its running head.
PARAGRAPHS = "\n\n".join(
    " ".join(Random(n).choices(_WORDS, k=18)).capitalize() + "." for n in range(30)
)


@pytest.fixture(scope="module")
def small() -> bytes:
    return typeset(f"#set page(width: 300pt, height: 300pt)\n{PARAGRAPHS}")


@pytest.fixture(scope="module")
def large() -> bytes:
    """The same in a wider book, on fewer pages."""
    return typeset(f"#set page(width: 500pt, height: 500pt)\n{PARAGRAPHS}")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, small: bytes) -> Iterator[MainWindow]:
    yield from window_on(qtbot, tmp_path, small)


def beside(window: MainWindow, tmp_path: Path, data: bytes) -> tuple[Views, Views]:
    file = tmp_path / "beside.pdf"
    file.write_bytes(data)
    added = add_file(window.library, file, Progress())
    window.desks.open_beside(added.reading.id)
    first, second = (desk.reader.views for desk in window.desks.shown)
    window.trigger("view.together")
    QApplication.processEvents()
    return first, second


def test_of_as_many_pages_both_show_the_same_height_of_the_same(
    window: MainWindow, tmp_path: Path
) -> None:
    # Two pages to begin with have other paragraphs, but as many pages.
    data = typeset(f"#set page(width: 300pt, height: 300pt)\n= Another book\n{PARAGRAPHS}")
    first, second = beside(window, tmp_path, data)
    assert len(first.pages.sheets) == len(second.pages.sheets)
    first.pages.show_page(2, 60.0)
    assert second.pages.page == 2
    here, there = first.pages.place_at(), second.pages.place_at()
    assert (there.page, there.y) == (here.page, pytest.approx(here.y, abs=2))
    second.pages.show_page(1)
    assert first.pages.page == 1


def test_of_other_pages_both_show_the_same_paragraph(
    window: MainWindow, tmp_path: Path, large: bytes
) -> None:
    first, second = beside(window, tmp_path, large)
    assert len(first.pages.sheets) != len(second.pages.sheets)
    first.pages.show_page(2)
    here = first.shown.place().offset
    there = second.shown.place().offset
    paragraph = first.session.addresses.paragraph
    assert abs(paragraph(here) - second.session.addresses.paragraph(there)) <= 1
    assert paragraph(here) > 5


def test_pages_and_their_text_go_together(window: MainWindow, tmp_path: Path, large: bytes) -> None:
    first, second = beside(window, tmp_path, large)
    second.switch()
    assert not second.are_pages_shown
    first.pages.show_page(2)
    QApplication.processEvents()
    paragraph = first.session.addresses.paragraph(first.shown.place().offset)
    assert paragraph > 5
    assert abs(second.session.addresses.paragraph(second.shown.place().offset) - paragraph) <= 1
    # And back: the text leads.
    second.text.show_offset_at_top(second.session.addresses.find("¶3").start)
    QApplication.processEvents()
    assert first.session.addresses.paragraph(first.shown.place().offset) in (2, 3, 4)
