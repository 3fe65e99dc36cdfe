"""One of several readings of the same text."""

from dataclasses import dataclass

from closereader.model.reading import ReadingId


@dataclass(frozen=True, slots=True)
class Pass:
    """That a reader began to read the text once more. `number`: 2 for the second reading; the first
    needs no record. `name`: what it is for, in the reader's words, or ""; `begun`: ISO 8601 in UTC."""

    id: str
    reading_id: ReadingId
    number: int
    name: str
    begun: str
