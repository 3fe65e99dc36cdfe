"""A bookmark marks a place and claims nothing: it bears no colour's meaning anywhere."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from closereader import exporting
from closereader.gui.main_window import MainWindow
from closereader.gui.notes.filter import Haystacks, Sieve
from closereader.gui.notes.filter_menus import counts_of
from closereader.gui.notes.wording import Wording
from closereader.gui.session import Session
from closereader.library import queries
from closereader.model.annotation import Annotation, AnnotationKind
from closereader.model.colour import Colour
from closereader.model.note_filter import NoteFilter
from tests.helpers.window import notes, press, quote


def test_after_a_question_a_bookmark_is_no_question(window: MainWindow) -> None:
    window.reader.view.select(quote(window, "half the town"))
    press(window, "4")
    window.reader.view.put_caret(quote(window, "The council").start)
    press(window, "B")
    QTest.qWait(0)
    (bookmark,) = [n for n in notes(window) if n.kind is AnnotationKind.BOOKMARK]
    wording = Wording(window.session)
    assert wording.head(bookmark) == "¶2 · Bookmark"
    assert "Question" not in wording.spoken(bookmark)
    assert bookmark.colour is Colour.GREY
    assert window.session.last_colour is Colour.RED, "the next highlight keeps its colour"


@pytest.fixture
def bookmark(note: Callable[..., Annotation]) -> Annotation:
    """As one was made before, in a colour with a meaning."""
    return note("bread was short", colour=Colour.RED, kind=AnnotationKind.BOOKMARK)


def test_a_filter_by_colour_leaves_bookmarks_out(session: Session, bookmark: Annotation) -> None:
    chosen = NoteFilter(colours=frozenset((Colour.RED,)))
    assert not Sieve(chosen)(bookmark, Haystacks())
    assert Sieve(NoteFilter(kinds=frozenset((AnnotationKind.BOOKMARK,))))(bookmark, Haystacks())
    assert counts_of(session.annotations) == {AnnotationKind.BOOKMARK: 1}


@pytest.mark.parametrize("form", ["markdown", "json", "jsonld"])
def test_an_export_calls_it_a_bookmark(
    session: Session, bookmark: Annotation, tmp_path: Path, form: str
) -> None:
    library, reading_id = session.library, bookmark.reading_id
    meanings = queries.meanings(library) | {Colour.RED: "Riddle"}
    job = exporting.ExportJob(
        reading=queries.reading(library, reading_id),
        text=queries.reading_text(library, reading_id),
        annotations=tuple(queries.annotations(library, reading_id)),
        entities=(),
        meanings={Colour.RED: meanings[Colour.RED]},
        reader="Reader",
        exported=datetime.now(UTC).isoformat(),
    )
    from closereader.exporting import json_file, jsonld, markdown

    made = {
        "markdown": lambda: markdown.as_markdown(job),
        "json": lambda: json_file.as_json(job),
        "jsonld": lambda: jsonld.collection(job),
    }[form]()
    words = made.decode("utf-8") if isinstance(made, bytes) else str(made)
    # Among the meanings, where the format lists them; not at the bookmark.
    assert words.count("Riddle") == (0 if form == "markdown" else 1)
    assert "bookmark" in words.casefold()
