"""A later edition of a text, of which is known what became of each letter; and whether notes are right."""

import random
from dataclasses import dataclass

from closereader.model.annotation import AnchorState, Annotation
from closereader.model.document import Block, BlockKind, Document
from closereader.text.fold import fold

_NEW = "It was added, with all that follows from it, when the book was printed again"


@dataclass(frozen=True)
class Edited:
    """A text after edits: `was` says of each of its code points which one it was, -1 for a new one."""

    text: str
    was: list[int]

    def document(self) -> Document:
        blocks, start = [], 0
        for line in self.text.split("\n"):
            blocks.append(Block(start, start + len(line), BlockKind.PARAGRAPH))
            start += len(line) + 1
        return Document(self.text, tuple(blocks), title="The book, printed again")


def edited(before: str, share: float, seed: int = 1) -> Edited:
    """The text with paragraphs gone, moved and new, and words changed in `share` of the others."""
    chance = random.Random(seed)
    kept: list[tuple[str, list[int]]] = []
    moved: list[tuple[str, list[int]]] = []
    start = 0
    for line in before.split("\n"):
        told = line, list(range(start, start + len(line)))
        start += len(line) + 1
        drawn = chance.random()
        if drawn < 0.02:
            continue
        if drawn < 0.04:
            moved.append(told)
            continue
        if drawn < 0.06:
            words = f"{_NEW}, for the {chance.randrange(10**6)}th time."
            kept.append((words, [-1] * len(words)))
        kept.append(_with_other_words(*told, chance) if chance.random() < share else told)
    for told in moved:
        kept.insert(chance.randrange(len(kept)), told)
    text, was = "\n".join(line for line, _ in kept), list[int]()
    for _line, places in kept:
        was += [*places, -1]
    return Edited(text, was[: len(text)])


def _with_other_words(line: str, places: list[int], chance: random.Random) -> tuple[str, list[int]]:
    words = line.split(" ")
    text, was, at = list[str](), list[int](), 0
    for number, word in enumerate(words):
        here = places[at : at + len(word)]
        at += len(word) + 1
        drawn = chance.random()
        if drawn < 0.02:
            continue
        if drawn < 0.06:
            word, here = chance.choice(("nevertheless", "Lisbon", "of the")), []
        here = here or [-1] * len(word)
        text.append(word)
        was += here if number == 0 or not was else [-1, *here]
    return " ".join(text), was


def wrong(before: str, after: Edited, notes: dict[str, Annotation], now: list[Annotation]) -> int:
    """How many notes that are said to be sure stand on other words than they did, or on the same words
    in another passage."""
    there = {place: number for number, place in enumerate(after.was) if place >= 0}
    count = 0
    for note in now:
        old = notes[note.id]
        words = old.span.text_of(before)
        if note.anchor is not AnchorState.SURE or not words.strip():
            continue  # Which space is which cannot be told.
        places = [there[n] for n in range(old.start, old.end) if n in there]
        on_it = any(note.start <= place < note.end for place in places)
        count += fold(note.span.text_of(after.text)) != fold(words) or not on_it
    return count
