"""What stands beside an essay: notes it does not use yet, claims without evidence, where a note is used.

A note is used where a quotation was sent from it or quotes any of its passage. A claim is a note in the
colour that means Claim at first (green), whatever the reader calls it now; it has evidence where a link
joins it to another passage, unless that contradicts it. A paragraph of the essay that quotes nothing is
told too, from some lines on: headings and short links between paragraphs need no evidence.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from closereader.library.essay_check import EssayCheck
from closereader.library.library import Library
from closereader.model.annotation import Annotation, AnnotationId, AnnotationKind
from closereader.model.colour import Colour
from closereader.model.essay import Essay, EssayId, Quotation
from closereader.model.reading import ReadingId
from closereader.model.span import Span
from closereader.text.quoting import word_count

EVIDENCE_COLOUR = Colour.YELLOW
CLAIM_COLOUR = Colour.GREEN
_AGAINST = "contradicts"
_SHORTEST_CLAIM = 20
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t]*(?:\n|\Z)))*")


@dataclass(frozen=True, slots=True)
class Use:
    """Where an essay quotes a note's passage: in which of its paragraphs, at which code point."""

    essay: EssayId
    title: str
    paragraph: int
    offset: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an essay. `unused`: evidence first, then in order of place; `paragraphs`:
    those of the essay that quote nothing, in code points."""

    unused: tuple[Annotation, ...]
    claims: tuple[Annotation, ...]
    paragraphs: tuple[Span, ...]


def beside(lib: Library, essay: Essay, checked: EssayCheck) -> Beside:
    """What the essay does not use yet, and what in it and in its readings is without evidence."""
    with lib.read() as snapshot:
        notes = [note for r in essay.readings for note in snapshot.select(Annotation, reading_id=r)]
        linking = snapshot.linking()
    return Beside(
        tuple(unused(notes, [*essay.quotations, *_typed(checked)])),
        tuple(bare_claims(notes, linking)),
        tuple(bare_paragraphs(essay.text, checked)),
    )


def unused(notes: Iterable[Annotation], quotations: Sequence[Quotation]) -> list[Annotation]:
    """The notes on a passage that no quotation uses; evidence first."""
    ranges = _ranges(quotations)
    sent = {quotation.annotation for quotation in quotations}
    found = [
        note
        for note in notes
        if note.start < note.end
        and note.kind not in (AnnotationKind.BOOKMARK, AnnotationKind.LINK)
        and note.id not in sent
        and not _quoted(note, ranges)
    ]
    return sorted(found, key=lambda note: note.colour is not EVIDENCE_COLOUR)


def bare_claims(notes: Iterable[Annotation], linking: Iterable[Annotation]) -> list[Annotation]:
    """The claims that no link joins to what bears them out; `linking`: all notes with links."""
    supported: set[AnnotationId] = set()
    for note in linking:
        for link in note.links:
            if link.kind != _AGAINST:
                supported |= {note.id, link.target}
    return [
        note
        for note in notes
        if note.colour is CLAIM_COLOUR
        and note.kind not in (AnnotationKind.BOOKMARK, AnnotationKind.LINK)
        and note.id not in supported
    ]


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of an essay that count, without its headings; a quotation set apart belongs to
    the paragraph before it."""
    found: list[Span] = []
    for match in _PARAGRAPH.finditer(text):
        if match[0].startswith("#"):
            continue
        if match[0].startswith(">") and found:
            found[-1] = Span(found[-1].start, match.end())
        else:
            found.append(Span(*match.span()))
    return found


def bare_paragraphs(text: str, checked: EssayCheck) -> list[Span]:
    """The paragraphs that quote nothing, short ones left out."""
    places = [one.whole for one in checked.quotations]
    return [
        span
        for span in paragraphs(text)
        if not any(span.overlaps(place) for place in places)
        and word_count(span.text_of(text)) >= _SHORTEST_CLAIM
    ]


def uses(
    essays: Iterable[Essay], notes: Sequence[Annotation], reading_id: ReadingId
) -> Mapping[AnnotationId, tuple[Use, ...]]:
    """Where essays use the notes of one reading."""
    found: dict[AnnotationId, list[Use]] = {}
    for essay in essays:
        mine = [q for q in essay.quotations if q.reading_id == reading_id]
        if not mine:
            continue
        starts = [span.start for span in paragraphs(essay.text)]
        mine.sort(key=lambda quotation: quotation.source_start)
        longest = max(len(quotation.source) for quotation in mine)
        begins = [quotation.source_start for quotation in mine]
        sent = {quotation.annotation: quotation for quotation in mine if quotation.annotation}
        for note in notes:
            quotation = sent.get(note.id) or _using(note, mine, begins, longest)
            if quotation is not None:
                number = max(bisect_right(starts, quotation.start), 1)
                use = Use(essay.id, essay.title, number, quotation.start)
                found.setdefault(note.id, []).append(use)
    return {note: tuple(there) for note, there in found.items()}


def _using(
    note: Annotation, quotations: Sequence[Quotation], begins: Sequence[int], longest: int
) -> Quotation | None:
    """The first of the quotations, in order of source, that quotes of the note's passage."""
    if note.start == note.end:
        return None
    at = bisect_right(begins, note.start - longest)
    while at < len(quotations) and quotations[at].source_start < note.end:
        if quotations[at].source_end > note.start:
            return quotations[at]
        at += 1
    return None


def _typed(checked: EssayCheck) -> list[Quotation]:
    """What is quoted without being bound."""
    return [
        Quotation(0, 0, one.reading_id, one.source.start, one.source.end)
        for one in checked.quotations
        if one.bound is None and one.is_right and one.reading_id and one.source
    ]


def _ranges(quotations: Sequence[Quotation]) -> dict[ReadingId, tuple[list[int], list[int]]]:
    """Of each reading the stretches quoted, where they begin and end, none touching another."""
    merged: dict[ReadingId, tuple[list[int], list[int]]] = {}
    for quotation in sorted(quotations, key=lambda q: q.source_start):
        begins, ends = merged.setdefault(quotation.reading_id, ([], []))
        if ends and quotation.source_start <= ends[-1]:
            ends[-1] = max(ends[-1], quotation.source_end)
        else:
            begins.append(quotation.source_start)
            ends.append(quotation.source_end)
    return merged


def _quoted(note: Annotation, ranges: dict[ReadingId, tuple[list[int], list[int]]]) -> bool:
    begins, ends = ranges.get(note.reading_id, ([], []))
    at = bisect_right(ends, note.start)
    return at < len(begins) and begins[at] < note.end
