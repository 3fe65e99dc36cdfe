"""Finding the people, places, organisations, groups, events, works and dates of a reading, and
replaying what its reader decided about them."""

from collections.abc import Sequence

from closereader.entities.decisions import apply, split_target
from closereader.entities.identity import entity_id
from closereader.model.document import Block
from closereader.model.entity import Entity
from closereader.progress import Progress

VERSION = 1
"""Raised whenever `recognise` may give another answer for the same text."""


def recognise(text: str, blocks: Sequence[Block], progress: Progress) -> tuple[Entity, ...]:
    """The entities of a reading, sorted by kind, then by first mention; deterministic.

    Mentions are code points of `text`, never overlap, take titles in ("President Mesa") and leave
    articles and possessive endings out. Without `blocks` every line is a paragraph; code blocks
    are passed over. Built for English; other languages give fewer, surer names; scripts without
    capitals give dates and nothing else. The gazetteers are read at the first call. `progress` is
    told every few thousand words and may raise `Cancelled`.
    """
    # Imported here: the window opens without it, and it takes 30 ms.
    from closereader.entities import recogniser

    return recogniser.recognise(text, blocks, progress)


__all__ = ["VERSION", "apply", "entity_id", "recognise", "split_target"]
