"""Which notes the pane shows, and in which order."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from enum import Enum, auto
from typing import TypeAlias

from closereader.model.annotation import AnchorState, Annotation, AnnotationId, AnnotationKind
from closereader.model.annotation_index import order as place_order
from closereader.model.colour import Colour
from closereader.model.entity import EntityId, Mention
from closereader.model.note_filter import NoteFilter
from closereader.text.fold import Folding, fold

# Upper case, accents and curly quotation marks are not looked at.
_FOLDING = Folding(case=True, marks=True)
_BREAK = "\n"
_PARTING = "\ue000"
_OWN_LENGTH = len("2026-01-31T23:59:59.123456+00:00")
_DIGITS_ALONE = str.maketrans("", "", "-:T. ")

_KEY_OF = {colour: key for key, colour in enumerate(Colour)}

SortKey: TypeAlias = tuple[int | str, ...]


class NoteOrder(Enum):
    """By place in the text, the newest first, or by colour in the order of the keys 1 to 8."""

    PLACE = auto()
    TIME = auto()
    COLOUR = auto()


class Stretches:
    """Parts of the text, and whether a passage touches one of them. Spans may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(span for span in spans if span[0] < span[1]):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        """Whether a code point from `start` to `end` lies in one of them."""
        index = bisect_right(self._ends, start)
        return start < end and index < len(self._starts) and self._starts[index] < end


class Sieve:
    """A filter made ready: its words are folded once. `named`: where the entities it asks for are
    named."""

    def __init__(self, chosen: NoteFilter, named: Iterable[tuple[int, int]] = ()) -> None:
        self._words = fold(chosen.words, _FOLDING).split()
        self._tags = [(tag, tag + "/") for tag in chosen.tags]
        self._chosen = chosen
        self._named = Stretches(named) if chosen.entities else None

    def __call__(self, note: Annotation, haystacks: "Haystacks") -> bool:
        """Whether the note is shown."""
        chosen = self._chosen
        if chosen.colours and (
            note.colour not in chosen.colours or note.kind is AnnotationKind.BOOKMARK
        ):
            return False  # Colours are chosen by what they mean; a bookmark's means nothing.
        if chosen.kinds and note.kind not in chosen.kinds:
            return False
        if chosen.passes and note.pass_number not in chosen.passes:
            return False
        if chosen.readers and note.reader not in chosen.readers:
            return False
        if chosen.has_comment is not None and bool(note.comment.strip()) is not chosen.has_comment:
            return False
        if chosen.to_check and note.anchor is AnchorState.SURE:
            return False
        for tag, below in self._tags:
            if not any(own == tag or own.startswith(below) for own in note.tags):
                return False
        if self._named is not None and not self._named.touch(note.start, note.end):
            return False
        if not self._words:
            return True
        haystack = haystacks.of(note)
        return all(word in haystack for word in self._words)


class Haystacks:
    """The folded words of each note, made when first asked for and kept until they change.

    10,000 at once would cost half a second on the first key, so many are folded in one piece.
    """

    def __init__(self) -> None:
        self._folded: dict[AnnotationId, tuple[Annotation, str]] = {}

    def of(self, note: Annotation) -> str:
        """The note's words, folded."""
        known = self._folded.get(note.id)
        if known is not None and _says_the_same(known[0], note):
            return known[1]
        folded = fold(_words(note), _FOLDING)
        self._folded[note.id] = (note, folded)
        return folded

    def prepare(self, notes: Iterable[Annotation]) -> None:
        """Fold those not known yet, together."""
        unknown = [note for note in notes if not self._knows(note)]
        if not unknown:
            return
        # Parted by a private character, which folding leaves alone.
        joined = _PARTING.join(_words(note).replace(_PARTING, " ") for note in unknown)
        folded = fold(joined, _FOLDING).split(_PARTING)
        for note, words in zip(unknown, folded, strict=True):
            self._folded[note.id] = (note, words)

    def forget(self, annotation_id: AnnotationId) -> None:
        """The note is gone."""
        self._folded.pop(annotation_id, None)

    def _knows(self, note: Annotation) -> bool:
        known = self._folded.get(note.id)
        return known is not None and _says_the_same(known[0], note)


def _says_the_same(one: Annotation, other: Annotation) -> bool:
    """Whether the words are the same: those of thousands given a colour need no folding anew."""
    return one is other or (
        one.comment == other.comment and one.tags == other.tags and one.quote == other.quote
    )


def _words(note: Annotation) -> str:
    return _BREAK.join((note.quote, note.comment, *note.tags))


def sort_key(note: Annotation, order: NoteOrder) -> SortKey:
    """Sorts notes in that order; no two notes have the same."""
    if order is NoteOrder.PLACE:
        return place_order(note)
    if order is NoteOrder.COLOUR:
        # A bookmark's colour means nothing: after all that have a meaning.
        is_bookmark = note.kind is AnnotationKind.BOOKMARK
        return (len(_KEY_OF) if is_bookmark else _KEY_OF[note.colour], *place_order(note))
    return (-_moment(note.created), note.id)


def _moment(stamp: str) -> int:
    """The moment as a number of 20 digits, later ones greater; 0 for what is no time."""
    # Nearly all are of the program's own making; told apart like this, 10,000 cost 10 ms and not 50.
    if len(stamp) != _OWN_LENGTH or not stamp.endswith("+00:00"):
        try:
            moment = datetime.fromisoformat(stamp)
            moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
        except (ValueError, OverflowError):
            return 0
        stamp = moment.isoformat(timespec="microseconds")
    digits = stamp[:26].translate(_DIGITS_ALONE)
    return int(digits) if digits.isascii() and digits.isdecimal() else 0


def tag_counts(notes: Iterable[Annotation]) -> list[tuple[str, int]]:
    """Every tag, and every tag above one, with how many notes bear it or one below it; by name."""
    counts: Counter[str] = Counter()
    for note in notes:
        borne: set[str] = set()
        for tag in note.tags:
            parts = tag.split("/")
            borne.update("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
        counts.update(borne)
    return sorted(counts.items(), key=lambda item: [fold(p, _FOLDING) for p in item[0].split("/")])


def notes_naming(notes: Iterable[Annotation], mentions: Sequence[Mention]) -> Counter[EntityId]:
    """How many of the notes name each entity in their passage. `mentions`: in order of place."""
    ends = [mention.end for mention in mentions]
    counts: Counter[EntityId] = Counter()
    for note in notes:
        named = set()
        index = bisect_right(ends, note.start)
        while index < len(mentions) and mentions[index].start < note.end:
            named.add(mentions[index].entity)
            index += 1
        counts.update(named)
    return counts
