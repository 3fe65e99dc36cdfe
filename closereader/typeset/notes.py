"""The notes of the margin as words: numbered in order of place, with heading, comment and tags."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from closereader.model.annotation import AnchorState, Annotation, AnnotationKind, meaning_of
from closereader.model.colour import Colour
from closereader.model.document import BlockKind, Role
from closereader.model.reading import ReadingText
from closereader.typeset.comment import Part, joined, parts_of, pieces
from closereader.typeset.content import breakable, clean
from closereader.typeset.job import Words
from closereader.typeset.layout_map import LayoutMap
from closereader.typeset.palette import STROKES

# A longer comment may be parted over two pages: about fourteen lines of the margin.
_PIECE = 480


class NoteData(TypedDict):
    """A note, or a piece of one, as the template reads it; `y` in points from the page's top."""

    head: str
    parts: list[Part]
    tags: str
    colour: str
    y: float


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation that says something. `pieces` are its comment's parts, dealt for parting."""

    annotation: Annotation
    number: int
    meaning: str
    tags: str
    pieces: tuple[list[Part], ...]

    def data(self, head: str, first: int, last: int, y: float = 0.0) -> NoteData:
        """Pieces `first` to `last` under a heading; the tags stand under the last piece."""
        parts = [part for piece in self.pieces[first : last + 1] for part in piece]
        return {
            "head": head,
            "parts": joined(parts),
            "tags": self.tags if last == len(self.pieces) - 1 else "",
            "colour": STROKES[self.annotation.colour],
            "y": y,
        }

    def head(self, place: str) -> str:
        """`3 · l. 14–16 · Voice`."""
        return " · ".join(part for part in (str(self.number), place, self.meaning) if part)


def in_order(annotations: Sequence[Annotation]) -> list[Annotation]:
    """By place, then by length, then by age."""
    return sorted(annotations, key=lambda a: (a.start, a.end, a.created, a.id))


def speaks(annotation: Annotation) -> bool:
    """Whether it has something to say in the margin: a comment, tags or links."""
    return bool(annotation.comment.strip() or annotation.tags or annotation.links)


def gather(
    annotations: Sequence[Annotation], meanings: dict[Colour, str], words: Words
) -> list[Note]:
    """The notes with their numbers, in order of place. What a link leads to has one too, whatever it
    says, so that it can be found."""
    led_to = {link.target for annotation in annotations for link in annotation.links}
    speaking = [note for note in in_order(annotations) if speaks(note) or note.id in led_to]
    number_of = {annotation.id: number for number, annotation in enumerate(speaking, start=1)}
    notes = []
    for number, annotation in enumerate(speaking, start=1):
        tags = [breakable(clean(tag), margin=True) for tag in annotation.tags]
        linked = [
            " ".join(filter(None, (clean(link.kind), str(number_of[link.target]))))
            for link in annotation.links
            if link.target in number_of
        ]
        if linked:
            tags.append("→ " + ", ".join(linked))
        if annotation.kind is AnnotationKind.QUESTION:
            tags.append(words.seminar)
        parts = parts_of(annotation.comment)
        if annotation.anchor is AnchorState.LOST and annotation.quote:
            quote = breakable(clean(annotation.quote), margin=True)
            parts = [{"k": "quote", "indent": 0.0, "runs": [{"t": quote, "s": []}]}, *parts]
        is_bookmark = annotation.kind is AnnotationKind.BOOKMARK
        meant = words.bookmark if is_bookmark else meaning_of(annotation, meanings)
        meaning = breakable(clean(meant), margin=True)
        notes.append(
            Note(annotation, number, meaning, " · ".join(tags), tuple(pieces(parts, _PIECE)))
        )
    return notes


def measured(notes: Sequence[Note], widest_place: str) -> list[NoteData]:
    """Every piece of every note in order, with headings at least as long as the true ones."""
    return [
        note.data(note.head(widest_place) if piece == 0 else "", piece, piece)
        for note in notes
        for piece in range(len(note.pieces))
    ]


def place_name(
    annotation: Annotation, reading: ReadingText, layout: LayoutMap, words: Words
) -> str:
    """`l. 2–4`; of an area its page in the source; of a passage in a heading alone, that it is one; ""
    where nothing can be said."""
    if annotation.anchor is AnchorState.LOST:
        return words.not_found
    if annotation.area is not None:
        return _unbroken(words.area.format(page=annotation.area.page + 1))
    end = max(annotation.end, annotation.start + 1)
    numbers = layout.numbers(annotation.start, end)
    if numbers is not None:
        first, last = numbers
        form = words.line if first == last else words.lines
        return _unbroken(form.format(first=first, last=last))
    line = layout.line_near(annotation.start)
    if line is None:
        return ""
    block = reading.blocks[layout.lines[line].block]
    if block.role is Role.TITLE:
        return words.title
    if block.kind is BlockKind.HEADING:
        return words.heading
    number = layout.lines[line].number
    return _unbroken(words.line.format(first=number)) if number else ""


def _unbroken(place: str) -> str:
    """The same words, kept on one line."""
    return place.replace(" ", "\u00a0").replace("–", "–\u2060")
