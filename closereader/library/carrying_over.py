"""All that stands on a reading's text, carried over to the text that takes its place: notes, decisions
about names, what essays quote, the reader's place. The text before is kept, with where its notes stood."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from closereader import anchoring
from closereader.anchoring import Carriage, Quote
from closereader.i18n import _
from closereader.library import annotations, finding_lost
from closereader.model.annotation import AnchorState, Annotation, AnnotationId
from closereader.model.area import Area
from closereader.model.entity import EntityDecision
from closereader.model.essay import Essay, Quotation
from closereader.model.reading import EarlierText, Reading, ReadingId, ReadingText
from closereader.model.source_page import PageHead
from closereader.model.span import Span
from closereader.store import Transaction
from closereader.text.fold import fold
from closereader.text.trim import trim

Place: TypeAlias = tuple[Span, Area | None]
"""Where a file has a note: on which code points, and, of a part of a page, on which."""

# How far sizes of a page may differ, in points, and be the same page.
_SAME_SIZE = 1.0
# So many notes between two questions whether to stop.
_SOME = 50


def put_in_place(
    tx: Transaction,
    reading: Reading,
    renewed: Reading,
    before: ReadingText,
    after: ReadingText,
    carriage: Carriage | None,
) -> list[Annotation]:
    """Put the new text in the place of the one before, and all that stood on that onto it; the notes
    that there were, as they stand now."""
    reading_id = reading.id
    if carriage is None or (carriage.before, carriage.after) != (before.text, after.text):
        carriage = anchoring.carriage(before.text, after.text, tx.progress)
    notes = tx.select(Annotation, reading_id=reading_id)
    _keep_earlier(tx, reading, before, notes)
    tx.put(renewed)
    tx.put(after)
    # The same file, read anew: its pages are where they were.
    is_same_file = bool(reading.source_hash) and renewed.source_hash == reading.source_hash
    carried = _Notes(tx, carriage, before.layout, after.layout, is_same_file).carried(notes)
    carried = finding_lost.found_again(tx, reading_id, after.text, notes, carried)
    changed = [(was, now) for was, now in zip(notes, carried, strict=True) if was != now]
    tx.put_all([now for _was, now in changed], read=[was for was, _now in changed])
    _carry_decisions(tx, reading_id, carriage)
    _carry_quotations(tx, reading_id, carriage, notes, carried)
    _carry_place(tx, reading_id, carriage)
    return carried


def _keep_earlier(
    tx: Transaction, reading: Reading, text: ReadingText, notes: Sequence[Annotation]
) -> None:
    tx.put(
        EarlierText(
            id=tx.new_id(),
            reading_id=reading.id,
            version=reading.version,
            replaced=tx.now,
            source_name=reading.source_name,
            source_hash=reading.source_hash,
            original=reading.original,
            text=text,
            # A lost note stands nowhere in it.
            places=tuple(
                (note.id, note.start, note.end)
                for note in notes
                if note.anchor is not AnchorState.LOST
            ),
        )
    )


class _Notes:
    """The notes of a reading on its new text."""

    def __init__(
        self, tx: Transaction, carriage: Carriage, old: str, new: str, is_same_file: bool
    ) -> None:
        self._is_same_file = is_same_file
        self._progress = tx.progress
        self._carriage = carriage
        self._old = tx.page_heads(old) if old else []
        self._new = tx.page_heads(new) if new else []

    def carried(self, notes: Sequence[Annotation]) -> list[Annotation]:
        """Each of them, in the same order."""
        found = []
        for number, note in enumerate(notes):
            if number % _SOME == 0:
                self._progress(number, len(notes), _("Finding the notes again"))
            found.append(self._area(note) if note.area is not None else self._one(note))
        return found

    def _one(self, note: Annotation) -> Annotation:
        quote = Quote(note.quote, note.prefix, note.suffix)
        was_lost = note.anchor is AnchorState.LOST
        if was_lost and not note.quote:
            return self._lost_again(note)
        there = self._carriage.carry(note.span, quote if was_lost else None)
        if there.state is AnchorState.LOST:
            return replace(
                note, start=there.span.start, end=there.span.end, anchor=AnchorState.LOST
            )
        state = there.state
        if note.anchor is AnchorState.APPROXIMATE:
            state = AnchorState.APPROXIMATE  # Its reader has not looked at it yet.
        if self._is_as_it_was(note, there.span):
            return replace(note, start=there.span.start, end=there.span.end, anchor=state)
        moved = annotations.on_passage(note, self._carriage.after, there.span)
        return replace(moved, anchor=state)

    def _is_as_it_was(self, note: Annotation, span: Span) -> bool:
        """Whether the note's words, and those beside it, are the same to the letter: nearly always,
        and describing a passage anew takes the longest."""
        text, begin = self._carriage.after, span.start - len(note.prefix)
        return (
            begin >= 0
            and span.text_of(text) == note.quote
            and bool(note.prefix or not span.start)
            and bool(note.suffix or span.end == len(text))
            and text.startswith(note.prefix, begin)
            and text.startswith(note.suffix, span.end)
        )

    def _lost_again(self, note: Annotation) -> Annotation:
        place = self._carriage.place(note.start)
        return replace(note, start=place, end=place)

    def _area(self, note: Annotation) -> Annotation:
        """A part of a page is on the page with the words beside it; where it had none, or they are gone,
        on the page of the same number. Of the same file it is where it was."""
        area = note.area
        assert area is not None
        place = self._carriage.place(note.start)
        beside = self._carriage.carry(Span(note.start, note.start))
        old = _page_of(self._old, area.page)
        has_words = old is not None and old.has_text and beside.state is not AnchorState.LOST
        is_found = has_words and not self._is_same_file
        page = _page_with(self._new, place) if is_found else None
        page = page or _page_of(self._new, area.page)
        if page is None:
            return replace(note, start=place, end=place, anchor=AnchorState.LOST)
        is_same = page.number == area.page and _is_as_large(old, page)
        moved = annotations.on_passage(
            note, self._carriage.after, Span(*(self._place_on(page, place),) * 2)
        )
        return replace(
            moved,
            area=area if is_same else _inside(area, page),
            anchor=note.anchor
            if is_same and len(self._old) == len(self._new)
            else AnchorState.APPROXIMATE,
        )

    @staticmethod
    def _place_on(page: PageHead, place: int) -> int:
        if not page.spans or any(span.start <= place <= span.end for span in page.spans):
            return place
        return page.spans[0].start


def _page_of(pages: Sequence[PageHead], number: int) -> PageHead | None:
    return next((page for page in pages if page.number == number), None)


def _page_with(pages: Sequence[PageHead], place: int) -> PageHead | None:
    """The page on which this code point of the text stands."""
    return next(
        (page for page in pages if any(span.start <= place < span.end for span in page.spans)), None
    )


def _is_as_large(one: PageHead | None, other: PageHead) -> bool:
    return (
        one is not None
        and abs(one.width - other.width) < _SAME_SIZE
        and abs(one.height - other.height) < _SAME_SIZE
    )


def _inside(area: Area, page: PageHead) -> Area:
    """The same part of that page, as far as it has it."""
    rect = area.rect
    left, top = min(rect.left, page.width - 1), min(rect.top, page.height - 1)
    return Area(
        page.number,
        type(rect)(left, top, min(rect.right, page.width), min(rect.bottom, page.height)),
    )


def place_again(
    tx: Transaction,
    text: ReadingText,
    notes: Sequence[Annotation],
    told: Mapping[AnnotationId, Place],
) -> list[Annotation]:
    """The notes of the reading, in their order, when those that are not surely on their words stand where
    they are said to. `told`: where that is, by their ids."""
    placed = [
        note
        if note.anchor is AnchorState.SURE or note.id not in told
        else _placed(text, note, *told[note.id])
        for note in notes
    ]
    changed = [(was, now) for was, now in zip(notes, placed, strict=True) if was != now]
    tx.put_all([now for _was, now in changed], read=[was for was, _now in changed])
    return placed


def told_by_file(
    notes: Sequence[Annotation], places: Mapping[str, Place]
) -> dict[AnnotationId, Place]:
    """Where a file has those of the notes that came with it. `places`: by the key they came with."""
    return {note.id: places[note.origin] for note in notes if note.origin in places}


def _placed(text: ReadingText, note: Annotation, span: Span, area: Area | None) -> Annotation:
    if area is not None and note.area is not None:
        moved = replace(annotations.on_passage(note, text.text, span), area=area)
        return replace(moved, anchor=AnchorState.APPROXIMATE)
    words = trim(text.text, span)
    if words is None or note.area is not None:
        return note
    if words == note.span:
        return replace(note, anchor=AnchorState.SURE)
    if note.anchor is not AnchorState.LOST:
        return note
    # The reader may have put it on other words than its author did.
    is_same = fold(words.text_of(text.text)) == fold(note.quote)
    state = AnchorState.SURE if is_same else AnchorState.APPROXIMATE
    return replace(annotations.on_passage(note, text.text, words), anchor=state)


def _carry_place(tx: Transaction, reading_id: ReadingId, carriage: Carriage) -> None:
    """The reader stands where they stood."""
    place, _opened = tx.place(reading_id)
    there = carriage.place(min(place, len(carriage.before)))
    if there != place:
        tx.set_place(reading_id, there)


def _carry_decisions(tx: Transaction, reading_id: ReadingId, carriage: Carriage) -> None:
    """A decision on a passage follows it; where its words are gone it stays as it is, and is passed
    by until they are back."""
    moved = []
    for decision in tx.select(EntityDecision, reading_id=reading_id):
        if decision.start < 0 or decision.end > len(carriage.before):
            continue
        there = carriage.carry(Span(decision.start, decision.end))
        words = there.span.text_of(carriage.after)
        if there.state is not AnchorState.LOST and words == decision.quote:
            moved.append(replace(decision, start=there.span.start, end=there.span.end))
    tx.put_all(moved)


def _carry_quotations(
    tx: Transaction,
    reading_id: ReadingId,
    carriage: Carriage,
    notes: Sequence[Annotation],
    carried: Sequence[Annotation],
) -> None:
    """What essays quote is bound to the same passage; the check then says what its words are now."""
    known = {
        was.id: (was.span, now.span)
        for was, now in zip(notes, carried, strict=True)
        if len(was.span)
    }

    def follow(quotation: Quotation) -> Quotation:
        if quotation.reading_id != reading_id:
            return quotation
        was, now = known.get(AnnotationId(quotation.annotation), (None, None))
        if was != quotation.source or now is None:
            now = carriage.carry(quotation.source).span
        return replace(quotation, source_start=now.start, source_end=now.end)

    each_essay(tx, reading_id, follow)


def each_essay(
    tx: Transaction, reading_id: ReadingId, follow: Callable[[Quotation], Quotation]
) -> None:
    """Let every quotation follow, in the essays that quote this reading."""
    for essay in tx.select(Essay):
        if any(q.reading_id == reading_id for q in essay.quotations):
            tx.progress.check()
            followed = tuple(follow(quotation) for quotation in essay.quotations)
            if followed != essay.quotations:
                tx.put(replace(essay, quotations=followed))
