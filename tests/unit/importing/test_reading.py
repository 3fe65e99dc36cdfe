"""Files and pasted text come through the child process whole."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from closereader import confined
from closereader.errors import ConfinedFailure, UnreadableFile
from closereader.importing import parse, read_file, read_text, wire
from closereader.progress import Cancelled, Progress

DATA = Path(__file__).resolve().parents[2] / "data"


def test_the_child_gives_what_parsing_here_gives() -> None:
    path = DATA / "html" / "article.html"
    assert read_file(path, Progress()) == parse(path.read_bytes(), path.name, None, None)


def test_the_source_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "a reading.txt"
    path.write_bytes("Ein Text über Öl.".encode("cp1252"))
    document = read_file(path, Progress())
    assert document.source_name == "a reading.txt"
    assert document.source_hash == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.encoding == "cp1252"


def test_a_name_that_is_no_utf_8_is_read(tmp_path: Path) -> None:
    path = Path(str(tmp_path) + "/caf\udce9.txt")
    try:
        path.write_text("A short text.")
    except (OSError, UnicodeError):
        pytest.skip("this file system has only names in UTF-8")
    assert read_file(path, Progress()).text == "A short text."


def test_pasted_text_is_read() -> None:
    document = read_text("A pasted line.\r\nAnd\x00 another.", Progress())
    assert document.text == "A pasted line.\nAnd\ufffd another."
    assert document.source_name == ""
    assert document.title == "A pasted line."


def test_pasted_html_is_read_as_html() -> None:
    assert read_text("<p>One <b>two</b></p>", Progress(), format="html").text == "One two"


def test_an_empty_paste_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="There is no text in it"):
        read_text("  \n", Progress())


def test_a_child_that_fails_becomes_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*arguments: object) -> None:
        raise ConfinedFailure("it took too long and was stopped")

    monkeypatch.setattr(confined, "run", fails)
    with pytest.raises(UnreadableFile, match=r"essay\.md: Reading failed: it took too long"):
        read_file(DATA / "markdown" / "essay.md", Progress())


@pytest.mark.parametrize(
    "answer",
    [{}, {"document": {}}, {"document": {"text": 1}}, {"document": []}, {"document": None}],
)
def test_a_child_that_lies_is_not_believed(answer: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "run", lambda *arguments: answer)
    with pytest.raises(UnreadableFile, match="Reading failed"):
        read_file(DATA / "markdown" / "essay.md", Progress())


def test_reading_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        read_file(DATA / "markdown" / "essay.md", Progress(should_stop=lambda: True))


def test_the_json_form_carries_all_of_a_document() -> None:
    document = parse((DATA / "markdown" / "essay.md").read_bytes(), "essay.md", None, None)
    document = replace(document, notices=("A notice.",))
    assert wire.from_wire(wire.to_wire(document)) == document
