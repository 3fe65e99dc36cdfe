"""Any run of changes, undos and redos ends as a model says it must."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.errors import CloseReaderError
from closereader.library import annotations, entities, meanings, queries, readings, upkeep
from closereader.library.annotations import Draft
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.entity import EntityId
from closereader.model.span import Span
from closereader.progress import Progress
from tests.helpers.libraries import Clock, document, dump, index, open_library

_WORDS = st.sampled_from(["", "gas", "a longer comment, with gas", "“¿quién?” 🎉", "x\ny"])
_TAGS = st.lists(st.sampled_from(["gas", "theme/supply", "voice", "é"]), max_size=3)
_PICK = st.integers(0, 30)
_SPANS = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.integers(0, 90), st.integers(0, 90))
_COLOURS = st.sampled_from(list(Colour))
_OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("add reading"), st.integers(0, 3)),
        st.tuples(st.just("remove reading"), _PICK),
        st.tuples(st.just("rename"), _PICK, _WORDS),
        st.tuples(st.just("mark"), _PICK, _SPANS, _COLOURS, _WORDS, _TAGS),
        st.tuples(st.just("many"), _PICK, st.lists(_SPANS, max_size=5), _WORDS),
        st.tuples(st.just("comment"), _PICK, _WORDS, st.booleans()),
        st.tuples(st.just("tags"), _PICK, _TAGS),
        st.tuples(st.just("recolour"), _PICK, _COLOURS),
        st.tuples(st.just("kind"), _PICK, st.sampled_from(list(AnnotationKind))),
        st.tuples(st.just("span"), _PICK, _SPANS),
        st.tuples(st.just("delete"), _PICK),
        st.tuples(st.just("decide"), _PICK, _WORDS),
        st.tuples(st.just("meaning"), _COLOURS, _WORDS),
        st.just(("undo",)),
        st.just(("undo",)),
        st.just(("redo",)),
    ),
    max_size=60,
)


class _Reader:
    """Does operations on a library, and keeps what the library held before each step."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.lib = open_library(folder, self.clock)
        self.past: list[dict] = []
        self.future: list[dict] = []

    def held(self) -> dict:
        return {**dump(self.lib.path), "index": index(self.lib.path)}

    def do(self, name: str, *given) -> None:
        before = self.held()
        self.clock.advance(2)
        if name == "undo":
            assert (self.lib.undo() is None) == (not self.past)
            if self.past:
                self.future.append(before)
                assert self.held() == self.past.pop()
        elif name == "redo":
            assert (self.lib.redo() is None) == (not self.future)
            if self.future:
                self.past.append(before)
                assert self.held() == self.future.pop()
        else:
            try:
                self._change(name, *given)
            except CloseReaderError:
                assert self.held() == before
            if self.held() != before:
                self.past.append(before)
                self.future.clear()

    def _change(self, name: str, *given) -> None:
        run = self.lib.run
        shelf = [s.reading for s in queries.readings(self.lib)]
        notes = [n for r in shelf for n in queries.annotations(self.lib, r.id)]
        if name == "add reading":
            run(name, readings.add, document("A title", f"Text of gas, {given[0]}.", "x " * 30))
        elif name == "meaning":
            run(name, meanings.rename, *given)
        elif name in ("remove reading", "rename", "mark", "many", "decide"):
            if shelf:
                self._change_reading(name, shelf[given[0] % len(shelf)].id, *given[1:])
        elif notes:
            self._change_note(name, notes[given[0] % len(notes)].id, *given[1:])

    def _change_reading(self, name: str, reading_id, *given) -> None:
        run = self.lib.run
        if name == "remove reading":
            run(name, readings.remove, reading_id)
        elif name == "rename":
            run(name, readings.rename, reading_id, given[0])
        elif name == "mark":
            span, colour, comment, tags = given
            run(name, annotations.add, reading_id, span, colour=colour, comment=comment, tags=tags)
        elif name == "many":
            drafts = [Draft(span, comment=given[1]) for span in given[0]]
            run(name, annotations.add_many, reading_id, drafts)
        else:
            run(name, entities.rename, reading_id, EntityId("e"), given[0])
            # A second decision in one step would be a second step here.

    def _change_note(self, name: str, note_id, *given) -> None:
        run = self.lib.run
        if name == "comment":
            run(name, annotations.set_comment, note_id, given[0])
        elif name == "tags":
            run(name, annotations.set_tags, [note_id], given[0])
        elif name == "recolour":
            run(name, annotations.recolour, [note_id], given[0])
        elif name == "kind":
            run(name, annotations.set_kind, [note_id], given[0])
        elif name == "span":
            run(name, annotations.set_span, note_id, given[0])
        else:
            run(name, annotations.remove, [note_id])


@settings(max_examples=25, deadline=None)
@given(_OPERATIONS)
def test_any_run_of_changes_undos_and_redos_ends_as_it_must(operations):
    with tempfile.TemporaryDirectory() as folder:
        reader = _Reader(Path(folder))
        try:
            reader.do("add reading", 0)
            for operation in operations:
                reader.do(*operation)
            last = reader.held()
            steps = len(reader.past)
            assert upkeep.check(reader.lib, Progress()).is_sound
            while reader.past:
                reader.do("undo")
            assert not any(reader.held().values())
            for _ in range(steps):
                reader.do("redo")
            assert reader.held() == last
        finally:
            reader.lib.close()
