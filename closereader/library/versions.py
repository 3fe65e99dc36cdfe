"""A new version of a reading's source takes the place of its text, and every note finds its passage again.

The reading stays the same one: essays, links, questions and lists that name it hold. The text that is
replaced is kept with the places all notes had in it. Notes that are not surely on their words say so and
wait for their reader's eye (`gui/versions`); none is taken away, and none stands on other words unsaid.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from closereader import anchoring
from closereader.anchoring import Carriage, Quote
from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.importing import Wishes
from closereader.library import adding, annotations, readings, taking_in
from closereader.library.library import Library
from closereader.library.wording import clean_line
from closereader.model.annotation import (
    WITHOUT_PASSAGE,
    AnchorState,
    Annotation,
    AnnotationId,
)
from closereader.model.area import Area
from closereader.model.document import Document
from closereader.model.entity import EntityDecision
from closereader.model.essay import Essay, Quotation
from closereader.model.reading import EarlierText, Reading, ReadingId, ReadingText
from closereader.model.source_page import PageHead
from closereader.model.span import Span
from closereader.progress import Progress
from closereader.store import Transaction

# How far sizes of a page may differ, in points, and be the same page.
_SAME_SIZE = 1.0
# Of two texts that are versions of each other, so much of the longer one is in the other.
_IS_LIKE = 0.5
# So many notes between two questions whether to stop.
_SOME = 50


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a new version. `is_new`: it was not the version the reading has; `sure`,
    `approximate`, `lost`: how many of the notes there were stand so now; `came`: how many new ones came
    with the file."""

    reading: Reading
    is_new: bool
    sure: int = 0
    approximate: int = 0
    lost: int = 0
    came: int = 0
    notices: tuple[str, ...] = ()

    @property
    def to_check(self) -> int:
        """How many notes wait for their reader's eye."""
        return self.approximate + self.lost


def take_file(
    lib: Library,
    reading_id: ReadingId,
    path: Path,
    progress: Progress,
    wishes: Wishes | None = None,
) -> Taken:
    """Let the file at `path` be the new version of the reading, in one undoable step. Raises
    `NoSuchReading`, `UnreadableFile`, `PasswordNeeded`, `InputRefused`, `Cancelled`; then nothing was
    changed."""
    result: list[Taken] = []

    def store(document: Document) -> tuple[Reading, bool]:
        taken = take_document(lib, reading_id, document, progress.part(0.4, 1))
        result.append(taken)
        return taken.reading, taken.is_new

    adding.read_and_store(lib, path, progress.part(0, 0.4), wishes or Wishes(), store)
    return result[0]


def take_document(
    lib: Library,
    reading_id: ReadingId,
    document: Document,
    progress: Progress,
    label: str = "",
) -> Taken:
    """`take`, with the texts compared before the library is held. `label`: what the step is called."""
    with lib.read() as snapshot:
        text = snapshot.get(ReadingText, reading_id)
    carriage = None
    if text is not None:
        progress(0, 0, _("Comparing the two versions"))
        carriage = anchoring.carriage(text.text, document.text, progress.part(0, 0.5))
    taken: Taken = lib.run(
        label or _("New version"),
        take,
        reading_id,
        document,
        carriage,
        progress=progress.part(0.5, 1),
    )
    return taken


def take(
    tx: Transaction, reading_id: ReadingId, document: Document, carriage: Carriage | None = None
) -> Taken:
    """Let the document be the new version of the reading. What its reader wrote of it (title, author,
    date, source) stays where there is any. `carriage`: of the two texts, if they were compared before.
    Raises `NoSuchReading`; `InputRefused` where it is another reading's version; `Cancelled`."""
    reading, before = readings.require(tx, reading_id), readings.require_text(tx, reading_id)
    source = readings.hash_of(document)
    others = [each for each in tx.select(Reading, source_hash=source) if each.id != reading_id]
    if others:
        raise InputRefused(
            _("That file is in the library already, as “{title}”.").format(title=others[0].title)
        )
    if source == reading.source_hash and is_same(before, document):
        return Taken(reading, False)
    after = readings.text_of(tx, reading_id, document)
    if carriage is None or (carriage.before, carriage.after) != (before.text, after.text):
        carriage = anchoring.carriage(before.text, after.text, tx.progress)
    notes = tx.select(Annotation, reading_id=reading_id)
    _keep_earlier(tx, reading, before, notes)
    renewed = _renewed(reading, document, source)
    tx.put(renewed)
    tx.put(after)
    carried = _Notes(tx, carriage, before.layout, after.layout).carried(notes)
    changed = [(was, now) for was, now in zip(notes, carried, strict=True) if was != now]
    tx.put_all([now for _was, now in changed], read=[was for was, _now in changed])
    _carry_decisions(tx, reading_id, carriage)
    _carry_quotations(tx, reading_id, carriage, notes, carried)
    came = taking_in.take_in(tx, after, document.notes, annotations.current_pass(tx, reading_id))
    _carry_place(tx, reading_id, carriage)
    count = Counter(note.anchor for note in carried)
    return Taken(
        renewed,
        True,
        count[AnchorState.SURE],
        count[AnchorState.APPROXIMATE],
        count[AnchorState.LOST],
        len(came),
        document.notices,
    )


def is_same(text: ReadingText, document: Document) -> bool:
    """Whether the document says, and is built, as the text."""
    return (
        text.text == document.text
        and text.blocks == document.blocks
        and text.inlines == document.inlines
        and text.pictures == document.pictures
        and bool(text.layout) == bool(document.source_pages)
    )


def is_version_of(before: str, after: str, progress: Progress | None = None) -> bool:
    """Whether one text is so like the other that they may be versions of each other."""
    shorter, longer = sorted((len(before), len(after)))
    if shorter < _IS_LIKE * longer or not shorter:
        return False
    return anchoring.carriage(before, after, progress).both.likeness >= _IS_LIKE


# What a reader decides about notes that are not surely on their words


def accept(tx: Transaction, ids: Sequence[AnnotationId]) -> int:
    """Say that these notes stand where they belong; returns how many were uncertain. A lost one stands
    on nothing, and stays lost. Raises `NoSuchPassage` where one is gone."""
    notes = annotations.require(tx, ids)
    sure = [
        replace(note, anchor=AnchorState.SURE, modified=tx.now)
        for note in notes
        if note.anchor is AnchorState.APPROXIMATE
    ]
    tx.put_all(sure)
    return len(sure)


def put_on(tx: Transaction, annotation_id: AnnotationId, span: Span) -> Annotation:
    """Put a lost or uncertain note on the passage that its reader says. Raises as
    `annotations.set_span`."""
    return annotations.set_span(tx, annotation_id, span)


# What panes ask


def earlier(lib: Library, reading_id: ReadingId) -> list[EarlierText]:
    """The texts the reading had before, the newest first."""
    with lib.read() as snapshot:
        found = snapshot.select(EarlierText, reading_id=reading_id)
    return sorted(found, key=lambda each: each.version, reverse=True)


def old_place(versions: Sequence[EarlierText], note: Annotation) -> tuple[EarlierText, Span] | None:
    """The newest of these texts (newest first) in which the note stood on words, and where; of one that
    marks none, the newest it stood in."""
    first: tuple[EarlierText, Span] | None = None
    for version in versions:
        place = next((Span(s, e) for i, s, e in version.places if i == note.id), None)
        if place is None:
            continue
        if len(place) or (note.kind in WITHOUT_PASSAGE and not note.quote):
            return version, place
        first = first or (version, place)
    return first


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
            places=tuple((note.id, note.start, note.end) for note in notes),
        )
    )


def _renewed(reading: Reading, document: Document, source: str) -> Reading:
    return replace(
        reading,
        author=reading.author or clean_line(document.author),
        date=reading.date or clean_line(document.date),
        language=reading.language or document.language,
        source=reading.source or clean_line(document.source),
        format=document.format,
        source_name=clean_line(document.source_name) or reading.source_name,
        source_hash=source,
        original=readings.original_of(document),
        characters=len(document.text),
        notices=document.notices,
        cover=document.cover or reading.cover,
        password=document.password,
        version=reading.version + 1,
    )


class _Notes:
    """The notes of a reading on its new text."""

    def __init__(self, tx: Transaction, carriage: Carriage, old: str, new: str) -> None:
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
        moved = annotations.on_passage(note, self._carriage.after, there.span)
        state = there.state
        if note.anchor is AnchorState.APPROXIMATE:
            state = AnchorState.APPROXIMATE  # Its reader has not looked at it yet.
        return replace(moved, anchor=state)

    def _lost_again(self, note: Annotation) -> Annotation:
        place = self._carriage.place(note.start)
        return replace(note, start=place, end=place)

    def _area(self, note: Annotation) -> Annotation:
        """A part of a page is on the page of the same number."""
        area = note.area
        assert area is not None
        place = self._carriage.place(note.start)
        page = next((head for head in self._new if head.number == area.page), None)
        old = next((head for head in self._old if head.number == area.page), None)
        if page is None:
            return replace(note, start=place, end=place, anchor=AnchorState.LOST)
        is_same = (
            len(self._old) == len(self._new)
            and old is not None
            and abs(old.width - page.width) < _SAME_SIZE
            and abs(old.height - page.height) < _SAME_SIZE
        )
        moved = annotations.on_passage(
            note, self._carriage.after, Span(*(self._place_on(page, place),) * 2)
        )
        return replace(
            moved,
            area=area if is_same else _inside(area, page),
            anchor=note.anchor if is_same else AnchorState.APPROXIMATE,
        )

    @staticmethod
    def _place_on(page: PageHead, place: int) -> int:
        if not page.spans or any(span.start <= place <= span.end for span in page.spans):
            return place
        return page.spans[0].start


def _inside(area: Area, page: PageHead) -> Area:
    rect = area.rect
    left, top = min(rect.left, page.width - 1), min(rect.top, page.height - 1)
    return replace(
        area,
        rect=type(rect)(left, top, min(rect.right, page.width), min(rect.bottom, page.height)),
    )


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

    _each_essay(tx, reading_id, follow)


def _each_essay(
    tx: Transaction, reading_id: ReadingId, follow: Callable[[Quotation], Quotation]
) -> None:
    for essay in tx.select(Essay):
        if any(q.reading_id == reading_id for q in essay.quotations):
            tx.progress.check()
            followed = tuple(follow(quotation) for quotation in essay.quotations)
            if followed != essay.quotations:
                tx.put(replace(essay, quotations=followed))
