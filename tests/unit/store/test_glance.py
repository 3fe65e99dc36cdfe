"""The first look says the same as the library itself, or nothing."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from closereader.library import annotations, passes, queries, readings
from closereader.library.library import Library
from closereader.model.colour import Colour
from closereader.model.document import Block, BlockKind, Document, Inline, InlineStyle
from closereader.model.reading_pass import EVERY, NEWEST, PassesShown
from closereader.model.span import Span
from closereader.store.glance import glance
from closereader.store.version import LIBRARY_FILE

TEXT = "A title\nOne paragraph 😀 with words.\nAnother one."


def document(name: str) -> Document:
    blocks = (
        Block(0, 7, BlockKind.HEADING, 1),
        Block(8, 35, BlockKind.PARAGRAPH),
        Block(36, 48, BlockKind.PARAGRAPH),
    )
    inlines = (Inline(8, 11, InlineStyle.EMPHASIS),)
    return Document(TEXT, blocks, inlines, title=name, source_hash=name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = Library.open(tmp_path / "library", reader="Reader")
    for name in ("First", "Second"):
        reading, _ = library.run("Add", readings.add, document(name))
        queries.set_opened(library, reading.id)
        queries.set_place(library, reading.id, 8)
        for span in (Span(36, 40), Span(8, 20)):
            library.run("Mark", annotations.add, reading.id, span, colour=Colour.RED, tags=("a/b",))
    library.close()
    return tmp_path / "library"


def test_it_is_the_reading_last_open_as_the_library_has_it(folder: Path) -> None:
    seen = glance(folder)
    library = Library.open(folder)
    last = queries.last_opened(library)
    assert last is not None
    assert seen is not None
    assert seen.reading == queries.reading(library, last)
    assert seen.text == queries.reading_text(library, last)
    assert list(seen.annotations) == queries.annotations(library, last)
    assert seen.place == 8
    library.close()


@pytest.mark.parametrize(
    ("wanted", "passes_seen"), [(NEWEST, [2]), (EVERY, [1, 1, 2]), (frozenset({1}), [1, 1])]
)
def test_marks_of_other_passes_are_not_glanced_at(
    folder: Path, wanted: PassesShown, passes_seen: list[int]
) -> None:
    library = Library.open(folder)
    last = queries.last_opened(library)
    assert last is not None
    library.run("New pass", passes.start, last)
    library.run("Mark", annotations.add, last, Span(8, 12))
    passes.show(library, last, wanted)
    library.close()
    seen = glance(folder)
    assert seen is not None
    assert sorted(note.pass_number for note in seen.annotations) == passes_seen


def test_it_gives_up_where_the_usual_way_has_something_to_say(folder: Path, tmp_path: Path) -> None:
    assert glance(tmp_path / "nowhere") is None
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / LIBRARY_FILE).write_bytes(b"")
    assert glance(empty) is None
    (empty / LIBRARY_FILE).write_bytes(b"not a database" * 100)
    assert glance(empty) is None
    newer = sqlite3.connect(folder / LIBRARY_FILE)
    newer.execute("PRAGMA user_version = 9999")
    newer.close()
    assert glance(folder) is None


def test_a_damaged_row_is_left_to_the_usual_way(folder: Path) -> None:
    damaged = sqlite3.connect(folder / LIBRARY_FILE)
    damaged.execute("UPDATE reading_texts SET blocks = 'no json'")
    damaged.commit()
    damaged.close()
    assert glance(folder) is None


def test_a_removed_reading_is_not_shown(folder: Path) -> None:
    library = Library.open(folder)
    for summary in queries.readings(library):
        library.run("Remove", readings.remove, summary.reading.id)
    library.close()
    assert glance(folder) is None


def test_it_changes_nothing_and_loads_no_sqlalchemy(folder: Path) -> None:
    before = (folder / LIBRARY_FILE).read_bytes()
    program = (
        "import sys; from pathlib import Path; from closereader.store.glance import glance; "
        "assert glance(Path(sys.argv[1])); assert 'sqlalchemy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program, str(folder)], check=True, timeout=60)
    assert (folder / LIBRARY_FILE).read_bytes() == before


def test_of_a_long_reading_it_is_the_stretch_round_the_place(tmp_path: Path) -> None:
    paragraphs = [f"Paragraph {n} 😀 of a long text. " * 8 for n in range(900)]
    text = "\n".join(paragraphs)
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(at, at + len(paragraph), BlockKind.PARAGRAPH))
        at += len(paragraph) + 1
    place = blocks[500].start + 30
    inlines = (Inline(place, place + 5, InlineStyle.STRONG), Inline(0, 4, InlineStyle.EMPHASIS))
    library = Library.open(tmp_path / "library", reader="Reader")
    made = Document(text, tuple(blocks), inlines, title="Long", source_hash="long")
    reading, _ = library.run("Add", readings.add, made)
    for start, end in ((place, place + 40), (3, 9), (blocks[10].start, place)):
        library.run("Mark", annotations.add, reading.id, Span(start, end), colour=Colour.BLUE)
    queries.set_opened(library, reading.id)
    queries.set_place(library, reading.id, place)
    library.close()
    seen = glance(tmp_path / "library")
    assert seen is not None
    assert 0 < seen.begin < place
    assert len(seen.text.text) < 60_000
    assert seen.text.text == text[seen.begin : seen.begin + len(seen.text.text)]
    assert seen.begin + seen.place == place
    for block in seen.text.blocks:
        assert seen.text.text[block.start : block.end] in paragraphs
    assert [(i.start + seen.begin, i.style) for i in seen.text.inlines] == [
        (place, InlineStyle.STRONG)
    ]
    # One that begins before the stretch is seen as far as it reaches into it.
    assert [(a.start + seen.begin, a.end + seen.begin) for a in seen.annotations] == [
        (seen.begin, place),
        (place, place + 40),
    ]
