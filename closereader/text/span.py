"""A stretch of the canonical text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start` to `end` (exclusive) of a canonical text.

    Raises ValueError unless 0 ≤ start ≤ end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}:{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, offset: int) -> bool:
        """Whether the code point at `offset` lies in it."""
        return self.start <= offset < self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether they share at least one code point."""
        return self.start < other.end and other.start < self.end

    def text_of(self, text: str) -> str:
        """The characters it covers."""
        return text[self.start : self.end]
