"""`read-scan`: the words of a scan's pages become its text."""

from pathlib import Path

import pytest

from tests.helpers.command_line import Cli
from tests.helpers.fake_tesseract import FakeTesseract, put_on_path
from tests.helpers.scans import write_scan

FIRST = "Typeset words of the first page."


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeTesseract:
    made = put_on_path(tmp_path, monkeypatch)
    made.page(1, "The second page says that the river", "rose above the mill at night.")
    made.say_of(2, [(1, 360, 34, "rnodern")])
    return made


@pytest.fixture
def scan(cli: Cli, tmp_path: Path) -> str:
    path = write_scan(tmp_path / "scan.pdf", 3, text_on={0: FIRST})
    return cli("import", str(path), "--json").json[0]["id"]


def test_pages_without_text_are_read_and_unsure_words_named(
    cli: Cli, fake: FakeTesseract, scan: str
) -> None:
    told = cli("read-scan", scan, "--json").json
    text = cli("text", scan).out
    assert text.startswith(FIRST)
    assert "the river rose above the mill at night." in text
    assert (told["id"], told["read"], told["empty"], told["failed"]) == (scan, [2, 3], [], [])
    (unsure,) = told["uncertain"]
    assert text[unsure["start"] : unsure["end"]] == unsure["text"] == "rnodern"
    assert (unsure["page"], unsure["confidence"], told["notes_to_check"]) == (3, 34, 0)


def test_pages_and_languages_can_be_named(cli: Cli, fake: FakeTesseract, scan: str) -> None:
    result = cli("read-scan", scan, "--pages", "2", "--language", "eng+spa")
    assert result.out.splitlines()[0].startswith("Read 1 page of")
    assert [call[3] for call in fake.calls if len(call) > 2] == ["eng+spa"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--pages", "7"], "the pages go from 1 to 3"),
        (["--language", "deu"], "German"),
        (["--language", "+"], "Choose the language"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_changes_nothing(
    cli: Cli, fake: FakeTesseract, scan: str, words: list[str], sentence: str
) -> None:
    before = cli("text", scan).out
    result = cli("read-scan", scan, *words)
    assert (result.code, len(result.err_lines)) == (1, 1)
    assert sentence in result.err
    assert cli("text", scan).out == before


def test_a_page_that_fails_is_named_and_the_others_are_read(
    cli: Cli, fake: FakeTesseract, scan: str
) -> None:
    fake.say_of(2, "fail")
    result = cli("read-scan", scan)
    assert result.code == 1
    assert "Page 3 could not be read." in result.err
    assert "the river rose" in cli("text", scan).out


def test_without_the_program_it_says_how_to_get_it(
    cli: Cli, scan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = cli("read-scan", scan)
    assert result.code == 1
    assert "sudo apt install tesseract-ocr" in result.err


def test_a_reading_without_pages_is_refused(cli: Cli, fake: FakeTesseract, article: str) -> None:
    result = cli("read-scan", article)
    assert result.code == 1
    assert "has no pages of its own" in result.err


def test_where_most_words_are_doubtful_the_language_is_asked_about(
    cli: Cli, fake: FakeTesseract, scan: str
) -> None:
    result = cli("read-scan", scan, "--pages", "3")
    assert "another language" in result.err


def test_a_scan_is_called_by_what_stands_on_it_unless_its_reader_named_it(
    cli: Cli, fake: FakeTesseract, tmp_path: Path
) -> None:
    words = [
        (row, 700 + 60 * row, 95, f"and the {name} line of it") for row, name in enumerate(ROWS)
    ]
    fake.say_of(0, [(99, 400, 95, "The Low Bridge", 2), *words])
    scan = cli("import", str(write_scan(tmp_path / "scan-0034.pdf", 1)), "--json").json[0]
    assert scan["title"] != "The Low Bridge"
    assert cli("read-scan", scan["id"], "--json").json["title"] == "The Low Bridge"


ROWS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
