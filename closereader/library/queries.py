"""What panes and the command line ask; answered with frozen records."""

import unicodedata
from collections.abc import Callable, Sequence

from closereader.errors import NoSuchPassage, NoSuchReading
from closereader.i18n import _
from closereader.library.library import Library
from closereader.model.annotation import Annotation, AnnotationId
from closereader.model.colour import FIRST_MEANINGS, Colour
from closereader.model.entity import Entity, EntityDecision
from closereader.model.hit import Hit
from closereader.model.link import Linked
from closereader.model.meaning import Meaning
from closereader.model.reading import Reading, ReadingId, ReadingSummary, ReadingText
from closereader.model.span import Span
from closereader.progress import Progress
from closereader.store import Transaction

_MOST_CANDIDATES = 5


def readings(lib: Library) -> list[ReadingSummary]:
    """Every reading, in order of arrival."""
    with lib.read() as snapshot:
        return snapshot.summaries()


def reading(lib: Library, reading_id: ReadingId) -> Reading:
    """One reading. Raises `NoSuchReading`."""
    with lib.read() as snapshot:
        found = snapshot.get(Reading, reading_id)
    if found is None:
        raise NoSuchReading(_("That reading is not in the library."))
    return found


def reading_text(lib: Library, reading_id: ReadingId) -> ReadingText:
    """The text of one reading with its structure. Raises `NoSuchReading`."""
    with lib.read() as snapshot:
        found = snapshot.get(ReadingText, reading_id)
    if found is None:
        raise NoSuchReading(_("That reading is not in the library."))
    return found


def find_reading(lib: Library, words: str) -> Reading:
    """The reading meant by `words`: its id, its title (whatever the case and accents), an
    unambiguous start of its id, an unambiguous start of its title. Raises `NoSuchReading`, naming
    those it might be."""
    every = [summary.reading for summary in readings(lib)]
    wanted = _folded(words)
    tests: tuple[Callable[[Reading], bool], ...] = (
        lambda r: r.id == words.strip(),
        lambda r: _folded(r.title) == wanted,
        lambda r: r.id.startswith(words.strip().lower()),
        lambda r: _folded(r.title).startswith(wanted),
    )
    for test in tests if wanted else ():
        found = [r for r in every if test(r)]
        if len(found) == 1:
            return found[0]
        if found:
            raise NoSuchReading(
                _("“{words}” may be several readings: {candidates}. Give more of the id.").format(
                    words=words, candidates=_named(found)
                )
            )
    if not every:
        raise NoSuchReading(
            _("There is no reading “{words}”: the library is empty.").format(words=words)
        )
    raise NoSuchReading(
        _("There is no reading “{words}”. The library has {candidates}.").format(
            words=words, candidates=_named(every)
        )
    )


def _named(found: Sequence[Reading]) -> str:
    named = [f"“{r.title}” ({r.id})" for r in found[:_MOST_CANDIDATES]]
    if len(found) > _MOST_CANDIDATES:
        named.append("…")
    return ", ".join(named)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def annotations(lib: Library, reading_id: ReadingId) -> list[Annotation]:
    """The reading's annotations in order of place."""
    with lib.read() as snapshot:
        return snapshot.select(Annotation, reading_id=reading_id)


def annotation(lib: Library, annotation_id: AnnotationId) -> Annotation:
    """One annotation. Raises `NoSuchPassage`."""
    with lib.read() as snapshot:
        found = snapshot.get(Annotation, annotation_id)
    if found is None:
        raise NoSuchPassage(_("That annotation is no longer there."))
    return found


def linked(lib: Library, reading_id: ReadingId) -> dict[AnnotationId, tuple[Linked, ...]]:
    """What the notes of this reading are linked with, here and in others; links whose other note
    was removed are not among them."""
    found: dict[AnnotationId, list[Linked]] = {}
    with lib.read() as snapshot:
        sources = snapshot.linking()
        targets = {
            note.id: note
            for note in snapshot.get_all(
                Annotation, [link.target for s in sources for link in s.links]
            )
        }
        ends = {note.reading_id for note in (*sources, *targets.values())}
        there = {found_.id: found_ for found_ in snapshot.get_all(Reading, sorted(ends))}
    for source in sources:
        for link in source.links:
            target = targets.get(link.target)
            if target is None:
                continue
            for note, other, is_outgoing in ((source, target, True), (target, source, False)):
                reading_there = there.get(other.reading_id)
                if note.reading_id == reading_id and reading_there is not None:
                    one = Linked(other, reading_there, is_outgoing, link.kind)
                    found.setdefault(note.id, []).append(one)
    return {note: tuple(others) for note, others in found.items()}


def tags(lib: Library, reading_id: ReadingId | None = None) -> list[tuple[str, int]]:
    """Every tag in use with how many annotations bear it, by name; of one reading, if given."""
    with lib.read() as snapshot:
        return snapshot.tags(reading_id)


def meanings(lib: Library) -> dict[Colour, str]:
    """What each colour stands for, in the order of the keys 1 to 8."""
    with lib.read() as snapshot:
        named = {meaning.colour: meaning.name for meaning in snapshot.select(Meaning)}
    return {colour: named.get(colour, _(first)) for colour, first in FIRST_MEANINGS.items()}


def decisions(lib: Library, reading_id: ReadingId) -> list[EntityDecision]:
    """The reader's corrections in order of making."""
    with lib.read() as snapshot:
        return snapshot.select(EntityDecision, reading_id=reading_id)


def entities(lib: Library, reading_id: ReadingId, progress: Progress) -> tuple[Entity, ...]:
    """The reading's entities with the reader's corrections. What the recogniser found is kept,
    and made anew by another version of it. Raises `NoSuchReading`, `Cancelled`."""
    # Loaded only when first asked for: the recogniser brings its lists of names.
    from closereader import entities as recogniser

    with lib.read() as snapshot:
        found = snapshot.recognised(reading_id, recogniser.VERSION)
        corrections = snapshot.select(EntityDecision, reading_id=reading_id)
        text = snapshot.get(ReadingText, reading_id)
    if text is None:
        raise NoSuchReading(_("That reading is not in the library."))
    if found is None:
        found = recogniser.recognise(text.text, text.blocks, progress)
        lib.keep(_keep_recognised, text, recogniser.VERSION, found)
    return recogniser.apply(found, text.text, corrections)


def _keep_recognised(
    tx: Transaction, text: ReadingText, version: int, found: tuple[Entity, ...]
) -> None:
    # It may have been removed, or another version have come, while its names were being looked for.
    if tx.get(ReadingText, text.id) == text:
        tx.set_recognised(text.id, version, found)


def lines(lib: Library, reading_id: ReadingId, progress: Progress) -> tuple[Span, ...]:
    """The numbered lines of the reading's handout, line 1 first. They are counted when first asked
    for (0.5 s for an article, 12 s for a book), and anew when the handout's layout has changed.
    Raises `NoSuchReading`, `ConfinedFailure`, `Cancelled`."""
    # Loaded only when first asked for: few readings are cited by lines.
    from closereader.typeset import numbered_lines

    version = numbered_lines.version()
    with lib.read() as snapshot:
        found = snapshot.lines(reading_id, version)
    if found is None:
        language, text = reading(lib, reading_id).language, reading_text(lib, reading_id)
        found = numbered_lines.numbered_lines(text, language, progress)
        lib.keep(_keep_lines, text, version, found)
    return found


def _keep_lines(tx: Transaction, text: ReadingText, version: str, found: tuple[Span, ...]) -> None:
    # It may have been removed, or another version have come, while its lines were being counted.
    if tx.get(ReadingText, text.id) == text:
        tx.set_lines(text.id, version, found)


def search(lib: Library, words: str, *, as_typed: bool = False, limit: int = 200) -> list[Hit]:
    """The best places where all `words` stand, over passages, notes and tags, best first.
    `"two words"` stand together, `constitu*` is a beginning; `as_typed`, the last word is one
    too. No string raises."""
    with lib.read() as snapshot:
        return snapshot.search(words, as_typed=as_typed, limit=limit)


def place(lib: Library, reading_id: ReadingId) -> int:
    """The code point the reader last stood at; 0 at first."""
    with lib.read() as snapshot:
        return snapshot.place(reading_id)[0]


def set_place(lib: Library, reading_id: ReadingId, offset: int) -> None:
    """Remember where the reader stands. Not a change: neither undone nor published. Never waits
    for a long change in another thread."""
    lib.keep_soon(f"place:{reading_id}", Transaction.set_place, reading_id, offset)


def opened(lib: Library, reading_id: ReadingId) -> str:
    """When the reading was last opened, ISO 8601 in UTC; "" for never."""
    with lib.read() as snapshot:
        return snapshot.place(reading_id)[1]


def set_opened(lib: Library, reading_id: ReadingId) -> None:
    """Remember that the reading is open now. Not a change: neither undone nor published. Never
    waits, as `set_place`."""
    lib.keep_soon(f"opened:{reading_id}", lambda tx: tx.set_opened(reading_id, tx.now))


def last_opened(lib: Library) -> ReadingId | None:
    """The reading that was opened last and is still there."""
    with lib.read() as snapshot:
        return snapshot.last_opened()
