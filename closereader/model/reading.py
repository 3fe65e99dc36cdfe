"""A reading in the library: what it is called and where it came from; its text is apart."""

from dataclasses import dataclass
from typing import NewType

from closereader.model.document import Block, Inline, OutlineEntry, PageLabel, Picture

ReadingId = NewType("ReadingId", str)


@dataclass(frozen=True, slots=True)
class Reading:
    """One text in the library. `source_hash`: SHA-256 of the file's bytes, in hexadecimal;
    `imported`: ISO 8601 in UTC; `characters`: code points of its canonical text. `source`: where the
    text comes from (a journal, a web page). `original`: the SHA-256 under which its file is kept, "" where
    there is none (pasted, or added before files were kept). `cover`: the same of a picture. `password`:
    what opens an encrypted original. `version`: 1, and one more with every new version of its source."""

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
    source: str = ""
    original: str = ""
    cover: str = ""
    password: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class ReadingText:
    """The canonical text of a reading and its structure; changed only by a new version of its source.
    `layout`: the key of its source's pages, "" where the source has none of its own."""

    id: ReadingId
    text: str
    blocks: tuple[Block, ...]
    inlines: tuple[Inline, ...]
    pages: tuple[PageLabel, ...] = ()
    pictures: tuple[Picture, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    layout: str = ""


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A text that a reading had before a new version of its source took its place. `text`: it, under
    the reading's id; `version`: which one it was, 1 first; `replaced`: when, ISO 8601 in UTC;
    `source_name`, `source_hash`, `original`: of the file it came from, as in `Reading`. `places`: id,
    first and last code point of every annotation that stood in it then."""

    id: str
    reading_id: ReadingId
    version: int
    replaced: str
    source_name: str
    source_hash: str
    original: str
    text: ReadingText
    places: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingSummary:
    """A line of the library's list. `opened` is "" for a reading never opened; `place` is the
    code point the reader last stood at."""

    reading: Reading
    annotations: int
    opened: str
    place: int
