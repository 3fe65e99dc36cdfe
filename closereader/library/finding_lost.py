"""Notes that an earlier version lost, found again in a later one from the text in which they stood: that
tells more of their place than their words alone."""

from collections.abc import Sequence
from dataclasses import replace

from closereader import anchoring
from closereader.anchoring import Carriage
from closereader.library import annotations
from closereader.library.earlier_texts import EarlierPlaces
from closereader.model.annotation import AnchorState, Annotation
from closereader.model.reading import EarlierText, ReadingId
from closereader.store import Transaction
from closereader.text.fold import fold

# So many texts, the newest, are compared with the new one; each costs as much as the version does.
_MOST_TEXTS = 6


def found_again(
    tx: Transaction,
    reading_id: ReadingId,
    after: str,
    notes: Sequence[Annotation],
    carried: Sequence[Annotation],
) -> list[Annotation]:
    """`carried`, with those of them that were lost, and are still not surely on their words, on what has
    become of the passage they last stood on. `notes`: the same as they were before. Raises `Cancelled`."""
    if all(_is_settled(*pair) for pair in zip(notes, carried, strict=True)):
        return list(carried)
    return _Finding(tx, reading_id, after).found(notes, carried)


def _is_settled(was: Annotation, now: Annotation) -> bool:
    lost = was.anchor is AnchorState.LOST and was.area is None
    return not lost or now.anchor is AnchorState.SURE


class _Finding:
    def __init__(self, tx: Transaction, reading_id: ReadingId, after: str) -> None:
        texts = sorted(
            tx.select(EarlierText, reading_id=reading_id),
            key=lambda each: each.version,
            reverse=True,
        )
        self._tx = tx
        self._after = after
        self._places = EarlierPlaces(texts)
        self._carriages: dict[str, Carriage] = {}

    def found(self, notes: Sequence[Annotation], carried: Sequence[Annotation]) -> list[Annotation]:
        return [
            now if _is_settled(was, now) else self._one(now)
            for was, now in zip(notes, carried, strict=True)
        ]

    def _one(self, note: Annotation) -> Annotation:
        stood = self._places.all_of(note)
        if not stood:
            return note
        text, span = stood[0]
        carriage = self._carriage(text)
        there = None if carriage is None else carriage.carry(span)
        if there is None or there.state is AnchorState.LOST:
            return note
        # Whether it was sure of its place there is not known, unless it always stood on the same words.
        first, place = stood[-1]
        is_same = bool(note.quote) and fold(place.text_of(first.text.text)) == fold(note.quote)
        state = there.state if is_same else AnchorState.APPROXIMATE
        return replace(annotations.on_passage(note, self._after, there.span), anchor=state)

    def _carriage(self, text: EarlierText) -> Carriage | None:
        if text.id not in self._carriages:
            if len(self._carriages) >= _MOST_TEXTS:
                return None
            self._carriages[text.id] = anchoring.carriage(
                text.text.text, self._after, self._tx.progress
            )
        return self._carriages[text.id]
