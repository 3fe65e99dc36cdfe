"""A reading that was added as one of its own becomes the new version of another, and all that was written
on it goes over."""

from collections.abc import Mapping
from dataclasses import replace

from closereader import anchoring
from closereader.anchoring import Carriage
from closereader.i18n import _
from closereader.library import annotations, carrying_over, joining, queries, readings
from closereader.library.library import Library
from closereader.library.versions import Taken, taken_of
from closereader.model.annotation import Annotation, AnnotationId
from closereader.model.entity import EntityDecision
from closereader.model.essay import Essay
from closereader.model.reading import EarlierText, Reading, ReadingId
from closereader.progress import Progress
from closereader.store import Transaction


def absorb_reading(
    lib: Library, reading_id: ReadingId, other_id: ReadingId, progress: Progress
) -> Taken:
    """`absorb`, with the texts compared before the library is held."""
    progress(0, 0, _("Comparing the two versions"))
    before, after = (queries.reading_text(lib, each).text for each in (reading_id, other_id))
    carriage = anchoring.carriage(before, after, progress.part(0, 0.5))
    taken: Taken = lib.run(
        _("New version"),
        absorb,
        reading_id,
        other_id,
        carriage,
        progress=progress.part(0.5, 1),
    )
    return taken


def absorb(
    tx: Transaction, reading_id: ReadingId, other_id: ReadingId, carriage: Carriage | None = None
) -> Taken:
    """Let another reading be the new version of this one: its notes, decisions, earlier texts and the
    essays on it are this one's, and it is gone. Raises `NoSuchReading`, `Cancelled`."""
    reading, before = readings.require(tx, reading_id), readings.require_text(tx, reading_id)
    other, text = readings.require(tx, other_id), readings.require_text(tx, other_id)
    after = replace(text, id=reading_id)
    renewed = _renewed(reading, other)
    carried = carrying_over.put_in_place(tx, reading, renewed, before, after, carriage)
    came, twice = _parted(tx, other, carried)
    places = {note.origin: (note.span, note.area) for note in _notes(tx, other_id) if note.origin}
    told = carrying_over.told_by_file(carried, places)
    carried = carrying_over.place_again(tx, after, carried, told)
    number = annotations.current_pass(tx, reading_id)
    tx.put_all([replace(note, reading_id=reading_id, pass_number=number) for note in came])
    joining.point_to(tx, twice)
    _move_decisions(tx, other_id, reading_id)
    _move_earlier(tx, other_id, reading)
    _move_essays(tx, other_id, reading_id)
    readings.remove(tx, other_id)
    return taken_of(renewed, carried, len(came))


def _renewed(reading: Reading, other: Reading) -> Reading:
    return replace(
        reading,
        author=reading.author or other.author,
        date=reading.date or other.date,
        language=reading.language or other.language,
        source=reading.source or other.source,
        format=other.format,
        source_name=other.source_name or reading.source_name,
        source_hash=other.source_hash,
        original=other.original,
        characters=other.characters,
        notices=other.notices,
        cover=other.cover or reading.cover,
        password=other.password,
        # The versions that the other had are this one's, between the last and the new one.
        version=reading.version + other.version,
    )


def _notes(tx: Transaction, reading_id: ReadingId) -> list[Annotation]:
    return tx.select(Annotation, reading_id=reading_id)


def _parted(
    tx: Transaction, other: Reading, carried: list[Annotation]
) -> tuple[list[Annotation], Mapping[AnnotationId, AnnotationId]]:
    """The notes of the other reading that are new to this one; and for the others, which both files
    brought and nobody has touched since, the note that this reading has."""
    there = {name: note.id for note in carried for name in note.names}
    came: list[Annotation] = []
    twice: dict[AnnotationId, AnnotationId] = {}
    for note in _notes(tx, other.id):
        if note.origin in there and note.modified <= other.imported:
            twice[note.id] = there[note.origin]
        else:
            came.append(note)
    return came, twice


def _move_decisions(tx: Transaction, other_id: ReadingId, reading_id: ReadingId) -> None:
    decisions = tx.select(EntityDecision, reading_id=other_id)
    tx.put_all([replace(each, reading_id=reading_id) for each in decisions])


def _move_earlier(tx: Transaction, other_id: ReadingId, reading: Reading) -> None:
    # As new records: one that is kept never changes. The others go with their reading.
    for each in tx.select(EarlierText, reading_id=other_id):
        text = replace(each.text, id=reading.id)
        number = reading.version + each.version
        tx.put(replace(each, id=tx.new_id(), reading_id=reading.id, text=text, version=number))


def _move_essays(tx: Transaction, other_id: ReadingId, reading_id: ReadingId) -> None:
    """What is written on the other reading, and quoted from it, is on this one and from it."""
    for essay in tx.select(Essay):
        quotations = tuple(
            replace(each, reading_id=reading_id) if each.reading_id == other_id else each
            for each in essay.quotations
        )
        named = (reading_id if each == other_id else each for each in essay.readings)
        moved = replace(essay, quotations=quotations, readings=tuple(dict.fromkeys(named)))
        if moved != essay:
            tx.put(moved)
