"""A PDF of more pages or letters than fit is read as far as they do, and can be stopped."""

import pytest

from closereader.importing import pdf
from closereader.importing.parsing import parse
from tests.helpers import pdfs

PAGES = [
    pdfs.words((40, 350, f"Words of page {name}."), (40, 336, "And more of them."))
    for name in "ABCD"
]


def test_of_a_file_of_too_many_letters_the_first_pages_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "_MOST_LETTERS", 100)
    document = parse(pdfs.plain(*PAGES), "x.pdf", None, None)
    assert [page.has_text for page in document.source_pages] == [True, True, False, False]
    assert "page B" in document.text
    assert "page C" not in document.text
    assert any("4 pages" in notice and "first 2" in notice for notice in document.notices)


def test_every_page_is_a_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    monkeypatch.setattr(
        "closereader.confined.report", lambda done, total, what: told.append((done, total))
    )
    parse(pdfs.plain(*PAGES), "x.pdf", None, None)
    assert [(done, 4) for done in range(4)] == told[:4]


def test_reading_stops_where_its_reader_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(Exception):
        pass

    def report(done: int, total: int, what: str) -> None:
        if done == 2:
            raise Stopped

    monkeypatch.setattr("closereader.confined.report", report)
    with pytest.raises(Stopped):
        parse(pdfs.plain(*PAGES), "x.pdf", None, None)
