"""Work on a library made of numbers: every command there is, each of four small numbers."""

from collections.abc import Callable, Sequence
from typing import Any

from closereader.library import (
    annotations,
    entities,
    essays,
    filters,
    links,
    meanings,
    passes,
    queries,
    questions,
    readings,
    tags,
)
from closereader.library.annotations import Draft
from closereader.library.library import Library
from closereader.model.annotation import Annotation, AnnotationKind, QuestionState
from closereader.model.colour import Colour
from closereader.model.entity import EntityId, EntityKind
from closereader.model.note_filter import NoteFilter
from closereader.model.reading import Reading
from closereader.model.span import Span
from tests.helpers.libraries import document

WORDS = ("", "gas", "a longer comment, with gas", "“¿quién?” 🎉", "x\ny", "0")
TAGS = ("gas", "theme/supply", "theme", "voice", "é")
_COLOURS = list(Colour)
_KINDS = list(AnnotationKind)

Numbers = tuple[int, int, int]
Work = Callable[[Library, "Shelf", Numbers], Any]


class Shelf:
    """What there is to work on."""

    def __init__(self, lib: Library) -> None:
        self.readings = [summary.reading for summary in queries.readings(lib)]
        self.notes = [n for r in self.readings for n in queries.annotations(lib, r.id)]
        self.essays = essays.every(lib)
        self.passes = [one for r in self.readings for one in passes.of(lib, r.id)]
        self.filters = filters.saved(lib)
        self.decisions = [d for r in self.readings for d in queries.decisions(lib, r.id)]

    def reading(self, number: int) -> Reading:
        return _of(self.readings, number)

    def note(self, number: int) -> Annotation:
        return _of(self.notes, number)


class NothingThere(Exception):
    """There is nothing that could be worked on."""


def _of(there: Sequence[Any], number: int) -> Any:
    if not there:
        raise NothingThere
    return there[number % len(there)]


def _span(a: int, b: int) -> Span:
    a, b = a % 91, b % 91
    return Span(min(a, b), max(a, b))


def _tags(number: int) -> list[str]:
    return [tag for bit, tag in enumerate(TAGS) if number >> bit & 1]


def _add_reading(lib: Library, _shelf: Shelf, n: Numbers) -> None:
    given = document("A title", f"Text of gas, {n[0] % 5}.", "x " * 30)
    lib.run("add reading", readings.add, given)


def _remove_reading(lib: Library, shelf: Shelf, n: Numbers) -> None:
    if len(shelf.readings) < 3 and n[1] % 4:
        raise NothingThere
    lib.run("remove reading", readings.remove, shelf.reading(n[0]).id)


def _mark(lib: Library, shelf: Shelf, n: Numbers) -> None:
    lib.run(
        "mark",
        annotations.add,
        shelf.reading(n[0]).id,
        _span(n[1], n[2]),
        kind=_of(_KINDS, n[1]),
        colour=_of(_COLOURS, n[2]),
        comment=_of(WORDS, n[0] + n[2]),
        tags=_tags(n[1] % 4),
    )


def _mark_many(lib: Library, shelf: Shelf, n: Numbers) -> None:
    drafts = [Draft(_span(n[1] + each, n[2] + 3 * each + 1)) for each in range(n[1] % 6)]
    lib.run("mark many", annotations.add_many, shelf.reading(n[0]).id, drafts)


def _type(lib: Library, shelf: Shelf, n: Numbers) -> None:
    note = shelf.note(n[0])
    for number in range(1 + n[2] % 3):
        comment = _of(WORDS, n[1] + number)
        lib.run("type", annotations.set_comment, note.id, comment, join=f"comment:{note.id}")


def _delete(lib: Library, shelf: Shelf, n: Numbers) -> None:
    ids = [shelf.note(n[0] + each).id for each in range(1 + n[1] % 3)]
    lib.run("delete", annotations.remove, ids)


def _link(lib: Library, shelf: Shelf, n: Numbers) -> None:
    first, second = shelf.note(n[0]), shelf.note(n[1])
    ends = [links.End(note.reading_id, note.span, note.id) for note in (first, second)]
    lib.run("link", links.link, *ends, ("", "echoes", "answers")[n[2] % 3])


def _evidence(lib: Library, shelf: Shelf, n: Numbers) -> None:
    asked = _of([x for x in shelf.notes if x.kind is AnnotationKind.QUESTION], n[0])
    note = shelf.note(n[1])
    ends = [links.End(note.reading_id, _span(n[1], n[2]), note.id if n[2] % 2 else None)]
    lib.run("evidence", questions.add_evidence, asked.id, ends)


def _arrange(lib: Library, shelf: Shelf, n: Numbers) -> None:
    asked = [x.id for x in shelf.notes if x.kind is AnnotationKind.QUESTION]
    cut = n[0] % (len(asked) + 1)
    lib.run("arrange", questions.arrange, shelf.reading(n[1]).id, asked[cut:] + asked[:cut])


def _write(lib: Library, shelf: Shelf, n: Numbers) -> None:
    essay = _of(shelf.essays, n[0])
    text = f"{essay.text} {_of(WORDS, n[1])}" if n[2] % 3 else ""
    lib.run("write", essays.set_text, essay.id, text, essay.quotations if text else ())


def _quote(lib: Library, shelf: Shelf, n: Numbers) -> None:
    essay, note = _of(shelf.essays, n[0]), shelf.note(n[1])
    lib.run("quote", essays.quote, essay.id, note.reading_id, note.span, note=note.id)


def _save_filter(lib: Library, _shelf: Shelf, n: Numbers) -> None:
    chosen = NoteFilter(tags=frozenset(_tags(n[1])), colours=frozenset([_of(_COLOURS, n[2])]))
    lib.run("save filter", filters.save, f"filter {n[0] % 3}", chosen)


def _on_note(label: str, command: Callable[..., Any], value: Callable[[Numbers], Any]) -> Work:
    return lambda lib, shelf, n: lib.run(label, command, [shelf.note(n[0]).id], value(n))


WORK: tuple[Work, ...] = (
    _add_reading,
    _add_reading,
    _add_reading,
    _mark,
    _mark,
    _mark,
    _mark,
    _mark_many,
    _type,
    _type,
    _delete,
    _link,
    _evidence,
    _arrange,
    _write,
    _write,
    _quote,
    _save_filter,
    _on_note("tags", annotations.set_tags, lambda n: _tags(n[1])),
    _on_note("colour", annotations.recolour, lambda n: _of(_COLOURS, n[1])),
    _on_note("kind", annotations.set_kind, lambda n: _of(_KINDS, n[1])),
    _on_note("state", questions.set_state, lambda n: _of(list(QuestionState), n[1])),
    lambda lib, s, n: lib.run("span", annotations.set_span, s.note(n[0]).id, _span(n[1], n[2])),
    _remove_reading,
    lambda lib, s, n: lib.run(
        "rename", readings.rename, s.reading(n[0]).id, f"Title {_of(WORDS, n[1])}"
    ),
    lambda lib, s, n: lib.run("unlink", links.unlink, s.note(n[0]).id, s.note(n[1]).id),
    lambda lib, s, n: lib.run("new essay", essays.make, [s.reading(n[0]).id]),
    lambda lib, s, n: lib.run("drop essay", essays.remove, _of(s.essays, n[0]).id),
    lambda lib, s, n: lib.run("drop filter", filters.remove, _of(s.filters, n[0]).id),
    lambda lib, s, n: lib.run("new pass", passes.start, s.reading(n[0]).id, _of(WORDS, n[1])),
    lambda lib, s, n: lib.run("drop pass", passes.remove, _of(s.passes, n[0]).id),
    lambda lib, s, n: lib.run("rename tag", tags.rename, _of(TAGS, n[0]), _of(TAGS, n[1])),
    lambda lib, s, n: lib.run("drop tag", tags.remove, _of(TAGS, n[0]), keep_below=n[1] % 2 == 1),
    lambda lib, s, n: lib.run(
        "tag colour", tags.set_colour, _of(TAGS, n[0]), _of([*_COLOURS, None], n[1])
    ),
    lambda lib, s, n: lib.run("meaning", meanings.rename, _of(_COLOURS, n[0]), _of(WORDS, n[1])),
    lambda lib, s, n: lib.run(
        "name", entities.rename, s.reading(n[0]).id, EntityId("e"), _of(WORDS, n[1])
    ),
    lambda lib, s, n: lib.run(
        "add name",
        entities.add,
        s.reading(n[0]).id,
        EntityId("f"),
        _span(n[1], n[2]),
        EntityKind.PERSON,
        "Mesa",
    ),
    lambda lib, s, n: lib.run("forget name", entities.forget, _of(s.decisions, n[0]).id),
)
