"""The texts that a reading had before, and where its notes stood in them."""

from collections.abc import Sequence

from closereader.library.library import Library
from closereader.model.annotation import Annotation
from closereader.model.reading import EarlierText, ReadingId
from closereader.model.span import Span


def earlier(lib: Library, reading_id: ReadingId) -> list[EarlierText]:
    """The texts the reading had before, the newest first."""
    with lib.read() as snapshot:
        found = snapshot.select(EarlierText, reading_id=reading_id)
    return sorted(found, key=lambda each: each.version, reverse=True)


class EarlierPlaces:
    """Where notes stood in earlier texts. `versions`: these, newest first."""

    def __init__(self, versions: Sequence[EarlierText]) -> None:
        self.versions = tuple(versions)
        self._places = [
            {note: Span(start, end) for note, start, end in version.places} for version in versions
        ]

    def all_of(self, note: Annotation) -> list[tuple[EarlierText, Span]]:
        """Every text in which the note stood, and where, the newest first."""
        return [
            (version, places[note.id])
            for version, places in zip(self.versions, self._places, strict=True)
            if note.id in places
        ]

    def of(self, note: Annotation) -> tuple[EarlierText, Span] | None:
        """The newest text in which the note stood, and where."""
        return next(iter(self.all_of(note)), None)
