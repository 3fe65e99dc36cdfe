"""A reading in the library: what it is called and where it came from; its text is apart."""

from dataclasses import dataclass
from typing import NewType

from closereader.model.document import Block, Inline, PageLabel

ReadingId = NewType("ReadingId", str)


@dataclass(frozen=True, slots=True)
class Reading:
    """One text in the library. `source_hash`: SHA-256 of the file's bytes, in hexadecimal;
    `imported`: ISO 8601 in UTC; `characters`: code points of its canonical text."""

    id: ReadingId
    title: str
    author: str
    date: str
    language: str
    format: str
    source_name: str
    source_hash: str
    characters: int
    imported: str
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingText:
    """The canonical text of a reading and its structure; never changed once stored."""

    id: ReadingId
    text: str
    blocks: tuple[Block, ...]
    inlines: tuple[Inline, ...]
    pages: tuple[PageLabel, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingSummary:
    """A line of the library's list. `opened` is "" for a reading never opened; `place` is the
    code point the reader last stood at."""

    reading: Reading
    annotations: int
    opened: str
    place: int
