"""A file becomes a reading, and is kept as it came."""

import hashlib
from pathlib import Path

import pytest

from closereader import importing
from closereader.errors import UnreadableFile
from closereader.library import adding, queries, readings
from closereader.library.library import Library
from closereader.model.document import Document
from closereader.progress import Cancelled, Progress
from tests.helpers.libraries import open_library

WORDS = b"The Ferry\n\nThe ferry left at six. Nobody was on it.\n"


@pytest.fixture
def lib(tmp_path: Path) -> Library:
    made = open_library(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_bytes(WORDS)
    return path


def files_of(lib: Library) -> list[Path]:
    return [path for path in (lib.folder / "files").rglob("*") if path.is_file()]


def test_the_file_is_kept_byte_for_byte(lib: Library, ferry: Path) -> None:
    reading = adding.add_file(lib, ferry, Progress()).reading
    ferry.unlink()
    kept = lib.files.path(reading.original)
    assert kept is not None
    assert kept.read_bytes() == WORDS
    assert reading.source_name == "ferry.txt"


def test_what_came_from_no_file_of_the_reader_keeps_none(lib: Library, ferry: Path) -> None:
    reading = adding.add_file(lib, ferry, Progress(), name="").reading
    assert (reading.original, reading.source_name) == ("", "")
    assert not files_of(lib)


def test_adding_is_one_step_and_undone_the_file_is_still_there_to_redo(
    lib: Library, ferry: Path
) -> None:
    reading = adding.add_file(lib, ferry, Progress()).reading
    lib.undo()
    assert not queries.readings(lib)
    lib.redo()
    assert lib.files.is_sound(queries.reading(lib, reading.id).original)


def test_the_same_file_again_is_there_already(lib: Library, ferry: Path) -> None:
    first = adding.add_file(lib, ferry, Progress())
    again = adding.add_file(lib, ferry, Progress())
    assert (first.is_new, again.is_new) == (True, False)
    assert again.reading == first.reading
    assert len(files_of(lib)) == 1


def test_a_reading_without_its_file_gets_it_when_it_is_added_again(
    lib: Library, ferry: Path
) -> None:
    """It was added by a version that kept none."""
    document = importing.parse(WORDS, "", None, None)
    nameless = Document(
        document.text, document.blocks, title="The Ferry", source_hash=document.source_hash
    )
    old, _new = lib.run("Add reading", readings.add, nameless)
    assert not old.original
    added = adding.add_file(lib, ferry, Progress())
    assert (added.reading.id, added.is_new) == (old.id, False)
    assert queries.reading(lib, old.id).original == hashlib.sha256(WORDS).hexdigest()


def test_a_file_that_was_changed_while_it_was_read_is_refused(
    lib: Library, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = importing.read_file

    def and_change(*given: object, **named: object) -> Document:
        document = read(*given, **named)
        ferry.write_bytes(WORDS + b"It had sunk.\n")
        return document

    monkeypatch.setattr(importing, "read_file", and_change)
    with pytest.raises(UnreadableFile, match="changed while it was read"):
        adding.add_file(lib, ferry, Progress())
    assert not queries.readings(lib)
    assert not files_of(lib)


def test_a_file_that_is_gone_when_it_should_be_kept_is_refused(
    lib: Library, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = importing.read_file

    def and_lose(*given: object, **named: object) -> Document:
        document = read(*given, **named)
        ferry.unlink()
        return document

    monkeypatch.setattr(importing, "read_file", and_lose)
    with pytest.raises(UnreadableFile, match="no such file"):
        adding.add_file(lib, ferry, Progress())
    assert not queries.readings(lib)


def test_stopped_it_leaves_the_library_as_it_was(lib: Library, ferry: Path) -> None:
    with pytest.raises(Cancelled):
        adding.add_file(lib, ferry, Progress(should_stop=lambda: True))
    assert not queries.readings(lib)
    assert not files_of(lib)
