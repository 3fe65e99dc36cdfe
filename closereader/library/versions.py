"""A new version of a reading's source takes the place of its text, and every note finds its passage again.

The reading stays the same one: essays, links, questions and lists that name it hold. The text that is
replaced is kept with the places all notes had in it. Notes that are not surely on their words say so and
wait for their reader's eye (`gui/versions`); none is taken away, and none stands on other words unsaid.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from closereader import anchoring
from closereader.anchoring import Carriage
from closereader.errors import InputRefused
from closereader.i18n import _, ngettext
from closereader.importing import Wishes
from closereader.library import (
    adding,
    annotations,
    carrying_over,
    queries,
    readings,
    taking_in,
)
from closereader.library.library import Library
from closereader.library.wording import clean_line
from closereader.model.annotation import (
    AnchorState,
    Annotation,
    AnnotationId,
    AnnotationKind,
)
from closereader.model.document import Document
from closereader.model.reading import Reading, ReadingId, ReadingText
from closereader.model.span import Span
from closereader.progress import Progress
from closereader.store import Snapshot, Transaction

# Of two texts that are versions of each other, so much of the longer one is in the other.
_IS_LIKE = 0.5
# A file in which more of the notes are lost is another text, by mistake.
_MOST_LOST = 0.8
# So many readings of one name are looked into.
_MOST_ALIKE = 4


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

    @property
    def is_another_text(self) -> bool:
        """Whether so few notes were found that it is likely no version of the reading at all."""
        return self.lost > _MOST_LOST * (self.sure + self.approximate + self.lost)


def read_file(
    lib: Library,
    reading_id: ReadingId,
    path: Path,
    progress: Progress,
    wishes: Wishes | None = None,
) -> Document:
    """The file as a document, kept in the library with its pictures; of the reading nothing is changed.
    Raises `NoSuchReading`, `UnreadableFile`, `PasswordNeeded`, `LibraryUnusable`, `Cancelled`."""
    reading = queries.reading(lib, reading_id)
    added = adding.read_and_store(
        lib, path, progress, wishes or Wishes(), lambda _document: (reading, False)
    )
    return added.document


def another_of(lib: Library, reading_id: ReadingId, document: Document) -> Reading | None:
    """The other reading whose file the document is."""
    with lib.read() as snapshot:
        return _another_of(snapshot, readings.hash_of(document), reading_id)


def _another_of(snapshot: Snapshot, source: str, reading_id: ReadingId) -> Reading | None:
    found = snapshot.select(Reading, source_hash=source)
    return next((each for each in found if each.id != reading_id), None)


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
    document = read_file(lib, reading_id, path, progress.part(0, 0.4), wishes)
    return take_document(lib, reading_id, document, progress.part(0.4, 1))


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
    other = _another_of(tx, source, reading_id)
    if other is not None:
        raise InputRefused(
            _(
                "That file is in the library already, as “{title}”. Remove that reading, or take it as "
                "the new version in the window."
            ).format(title=other.title)
        )
    if source == reading.source_hash and is_same(before, document):
        return Taken(reading, False)
    after = readings.text_of(tx, reading_id, document)
    renewed = _renewed(reading, document, source)
    carried = carrying_over.put_in_place(tx, reading, renewed, before, after, carriage)
    places = {note.key: (Span(note.start, note.end), note.area) for note in document.notes}
    told = carrying_over.told_by_file(carried, places)
    carried = carrying_over.place_again(tx, after, carried, told)
    came = taking_in.take_in(tx, after, document.notes, annotations.current_pass(tx, reading_id))
    return taken_of(renewed, carried, len(came))


def taken_of(renewed: Reading, carried: Sequence[Annotation], came: int) -> Taken:
    """What came of a version: these notes, as they stand now, and so many new ones."""
    count = Counter(note.anchor for note in carried)
    return Taken(
        renewed,
        True,
        count[AnchorState.SURE],
        count[AnchorState.APPROXIMATE],
        count[AnchorState.LOST],
        came,
        renewed.notices,
    )


def summary(taken: Taken) -> str:
    """What became of the notes, in a sentence."""
    count = taken.sure + taken.approximate + taken.lost
    if not count:
        return _("The reading had no notes.")
    notes = ngettext("{count} note", "{count} notes", count)
    if not taken.to_check:
        return _("{notes}, every one on its words.").format(notes=notes)
    return _("{notes}: {sure} on their words, {near} near them, {lost} not found.").format(
        notes=notes, sure=taken.sure, near=taken.approximate, lost=taken.lost
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


def alike(lib: Library, reading_id: ReadingId, progress: Progress) -> Reading | None:
    """Another reading of which this one, just added, is likely a version: called the same, or its file
    was, and much of its text is the same."""
    with lib.read() as snapshot:
        mine = snapshot.get(Reading, reading_id)
        others = [each.reading for each in snapshot.summaries() if each.reading.id != reading_id]
        if mine is None:
            return None
        called = [other for other in others if _are_called_alike(mine, other)]
        text = snapshot.get(ReadingText, reading_id) if called else None
        texts = {other.id: snapshot.get(ReadingText, other.id) for other in called[:_MOST_ALIKE]}
    for other in called[:_MOST_ALIKE]:
        before = texts[other.id]
        if text and before and is_version_of(before.text, text.text, progress):
            return other
    return None


def _are_called_alike(one: Reading, other: Reading) -> bool:
    names = one.source_name.casefold(), other.source_name.casefold()
    titles = one.title.casefold(), other.title.casefold()
    return (names[0] == names[1] != "") or (titles[0] == titles[1] != "")


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
    """Put a lost or uncertain note on the passage that its reader says. A marked part of a page that is
    gone becomes a note on these words. Raises as `annotations.set_span`."""
    (note,) = annotations.require(tx, [annotation_id])
    if note.area is not None:
        tx.put(replace(note, kind=AnnotationKind.NOTE, area=None))
    return annotations.set_span(tx, annotation_id, span)


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
