"""What a reader writes from their notes, and the quotations in it."""

from dataclasses import dataclass
from typing import NewType

from closereader.model.annotation import AnnotationId
from closereader.model.reading import ReadingId
from closereader.model.span import Span

EssayId = NewType("EssayId", str)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of an essay bound to a passage. `start`, `end`: code points of the essay's text, of the
    words quoted without their marks; `source_start`, `source_end`: code points of the reading's
    canonical text; `annotation`: the note it was sent from, or ""."""

    start: int
    end: int
    reading_id: ReadingId
    source_start: int
    source_end: int
    annotation: AnnotationId | str = ""

    @property
    def span(self) -> Span:
        """Where it stands in the essay."""
        return Span(self.start, self.end)

    @property
    def source(self) -> Span:
        """The passage it quotes."""
        return Span(self.source_start, self.source_end)


@dataclass(frozen=True, slots=True)
class Essay:
    """An essay on one reading or several. `text`: Markdown, with quotations as a reader would write
    them: “words” (¶3). `quotations`: in order, not overlapping. `created`, `modified`: ISO 8601 in
    UTC."""

    id: EssayId
    title: str
    text: str
    readings: tuple[ReadingId, ...]
    quotations: tuple[Quotation, ...] = ()
    created: str = ""
    modified: str = ""
