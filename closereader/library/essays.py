"""Commands on essays, and what panes ask of them.

An essay outlives its readings: where one is removed its quotations stay as they are, and say that the
reading is no longer there.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from closereader.errors import InputRefused, NoSuchPassage
from closereader.i18n import _
from closereader.library import quotations as quoting
from closereader.library import readings
from closereader.library.library import Library
from closereader.library.quotations import Source
from closereader.library.wording import clean_line
from closereader.model.address import Addresses
from closereader.model.annotation import AnnotationId
from closereader.model.essay import Essay, EssayId, Quotation
from closereader.model.reading import Reading, ReadingId
from closereader.model.span import Span
from closereader.store import Transaction
from closereader.text.normalise import normalise

LONGEST_ESSAY = 2_000_000
# Nobody quotes more in one breath; ten thousand would be every note of a book by mistake.
MOST_AT_ONCE = 200


class Passage(NamedTuple):
    """What is to be quoted; `note`: the note it is sent from, or ""."""

    reading_id: ReadingId
    span: Span
    note: AnnotationId | str = ""


def make(tx: Transaction, reading_ids: Sequence[ReadingId], title: str = "") -> Essay:
    """Begin an essay on these readings. Raises `NoSuchReading`."""
    for reading_id in reading_ids:
        readings.require(tx, reading_id)
    essay = Essay(
        id=EssayId(tx.new_id()),
        title=clean_line(title) or _("My essay"),
        text="",
        readings=tuple(dict.fromkeys(reading_ids)),
        created=tx.now,
        modified=tx.now,
    )
    tx.put(essay)
    return essay


def begin(
    tx: Transaction, reading_ids: Sequence[ReadingId], text: str, quotations: Sequence[Quotation]
) -> Essay:
    """Begin an essay with what was typed already. Raises as `make` and `set_text`."""
    return set_text(tx, make(tx, reading_ids).id, text, quotations)


def send(
    tx: Transaction,
    essay_id: EssayId | None,
    passages: Sequence[Passage],
    *,
    offset: int | None = None,
) -> tuple[Essay, int]:
    """`quote` passages one after the other, in an essay begun for them where there is none (None).
    Raises `InputRefused` where there is no passage, or too many."""
    if not passages:
        raise InputRefused(_("There is no passage to quote."))
    if len(passages) > MOST_AT_ONCE:
        raise InputRefused(
            _("At most {most} passages can be quoted at once; these are {count}.").format(
                most=MOST_AT_ONCE, count=len(passages)
            )
        )
    if essay_id is None:
        essay_id = make(tx, [passages[0].reading_id]).id
    for passage in passages:
        essay, offset = quote(
            tx, essay_id, passage.reading_id, passage.span, offset=offset, note=passage.note
        )
    return essay, offset or 0


def rename(tx: Transaction, essay_id: EssayId, title: str) -> Essay:
    """Give the essay another title; one of nothing leaves it as it is."""
    essay = require(tx, essay_id)
    return _put(tx, essay, replace(essay, title=clean_line(title) or essay.title))


def set_text(
    tx: Transaction, essay_id: EssayId, text: str, quotations: Sequence[Quotation]
) -> Essay:
    """Replace the text, and the quotations in it, which have code points of that text; those that
    are empty, outside or on another are let go. Raises `InputRefused` for one too long."""
    essay = require(tx, essay_id)
    cleaned = normalise(text).text
    if len(cleaned) > LONGEST_ESSAY:
        raise InputRefused(
            _("An essay may have at most {most} characters; this one has {count}.").format(
                most=LONGEST_ESSAY, count=len(cleaned)
            )
        )
    if len(cleaned) != len(text):
        quotations = [
            replace(
                q,
                start=len(normalise(text[: q.start]).text),
                end=len(normalise(text[: q.end]).text),
            )
            for q in quotations
        ]
    kept: list[Quotation] = []
    for quotation in sorted(quotations, key=lambda q: (q.start, q.end)):
        begun = kept[-1].end if kept else 0
        if begun <= quotation.start < quotation.end <= len(cleaned):
            kept.append(quotation)
    named = tuple(dict.fromkeys((*essay.readings, *(q.reading_id for q in kept))))
    return _put(tx, essay, replace(essay, text=cleaned, quotations=tuple(kept), readings=named))


def quote(
    tx: Transaction,
    essay_id: EssayId,
    reading_id: ReadingId,
    span: Span,
    *,
    offset: int | None = None,
    note: AnnotationId | str = "",
) -> tuple[Essay, int]:
    """Write a passage into the essay at code point `offset` of its text, or at its end, in quotation
    marks with its address, bound to its range. A reading that is new to the essay is added to it.
    Returns the essay and where the caret is meant to stand. Raises `NoSuchReading`, `NoSuchPassage`."""
    stored = require(tx, essay_id)
    reading = readings.require(tx, reading_id)
    text = readings.require_text(tx, reading_id)
    if span.end > len(text.text):
        raise NoSuchPassage(_("The reading has no such passage."))
    essay = _with_reading(tx, stored, reading)
    if offset is not None and len(essay.text) != len(stored.text):
        # Titles were put in before the addresses: keep the place among the words.
        offset = _same_place(stored.text, essay.text, offset)
    titles = _titles(tx, essay)
    source = Source(reading, text, Addresses(text.text, text.blocks, text.pages))
    inserted = quoting.insert(
        essay.text,
        essay.quotations,
        offset,
        source,
        span,
        title=titles.get(reading_id, ""),
        note=note,
    )
    changed = replace(essay, text=inserted.text, quotations=inserted.quotations)
    return _put(tx, stored, changed), inserted.caret


def add_reading(tx: Transaction, essay_id: EssayId, reading_id: ReadingId) -> Essay:
    """Write on this reading too; the addresses so far get their reading's short title."""
    essay = require(tx, essay_id)
    return _put(tx, essay, _with_reading(tx, essay, readings.require(tx, reading_id)))


def remove(tx: Transaction, essay_id: EssayId) -> None:
    """Take the essay away; one that is gone already is no matter."""
    tx.remove(Essay, essay_id)


def require(tx: Transaction, essay_id: EssayId) -> Essay:
    """The essay; raises `InputRefused` where it is not in the library."""
    essay = tx.get(Essay, essay_id)
    if essay is None:
        raise InputRefused(_("That essay is no longer there."))
    return essay


# What panes ask


def every(lib: Library) -> list[Essay]:
    """All essays, in order of making."""
    with lib.read() as snapshot:
        return sorted(snapshot.select(Essay), key=lambda essay: (essay.created, essay.id))


def of_reading(lib: Library, reading_id: ReadingId) -> list[Essay]:
    """The essays on this reading, the one last written on first."""
    found = [essay for essay in every(lib) if reading_id in essay.readings]
    return sorted(found, key=lambda essay: essay.modified, reverse=True)


def find(lib: Library, essay_id: EssayId) -> Essay | None:
    """One essay, if it is there."""
    with lib.read() as snapshot:
        return snapshot.get(Essay, essay_id)


def _put(tx: Transaction, before: Essay, after: Essay) -> Essay:
    if after == before:
        return before
    stamped = replace(after, modified=tx.now)
    tx.put(stamped)
    return stamped


def _with_reading(tx: Transaction, essay: Essay, reading: Reading) -> Essay:
    """The essay on this reading too; not stored."""
    if reading.id in essay.readings:
        return essay
    essay = replace(essay, readings=(*essay.readings, reading.id))
    text, bound = quoting.give_titles(essay.text, essay.quotations, _titles(tx, essay))
    return replace(essay, text=text, quotations=bound)


def _titles(tx: Transaction, essay: Essay) -> dict[ReadingId, str]:
    """What stands before addresses: nothing in an essay on one reading."""
    if len(essay.readings) < 2:
        return {}
    return quoting.short_titles(tx.get_all(Reading, essay.readings))


def _same_place(before: str, after: str, offset: int) -> int:
    """Where in `after`, which has some words more, code point `offset` of `before` is."""
    here = there = 0
    while here < offset and there < len(after):
        if before[here] == after[there]:
            here += 1
        there += 1
    return there
