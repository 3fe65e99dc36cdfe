"""Readings out: what an export needs is gathered here and written by `closereader.exporting`."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from closereader.library import queries
from closereader.library.library import Library
from closereader.model.annotation import Annotation
from closereader.model.reading import ReadingId
from closereader.progress import Progress

if TYPE_CHECKING:
    from closereader.exporting import ExportOptions, ExportReport


def export_reading(
    lib: Library,
    reading_id: ReadingId,
    target: Path,
    options: "ExportOptions",
    progress: Progress,
    *,
    only: Callable[[Annotation], bool] = lambda _annotation: True,
) -> "ExportReport":
    """Write the reading with its entities and annotations (those that `only` takes) to `target`,
    whose ending says the format. Raises `NoSuchReading`, `ExportFailed`, `Cancelled`; then what
    stood there before is untouched."""
    # The typesetter and the PDF library load only for an export.
    from closereader import exporting

    text = queries.reading_text(lib, reading_id)
    pictures = {one.key: lib.files.path(one.key) for one in text.pictures}
    job = exporting.ExportJob(
        reading=queries.reading(lib, reading_id),
        text=text,
        annotations=tuple(filter(only, queries.annotations(lib, reading_id))),
        entities=queries.entities(lib, reading_id, progress),
        meanings=queries.meanings(lib),
        reader=lib.reader,
        exported=datetime.now(UTC).isoformat(timespec="seconds"),
        options=options,
        pictures={key: str(path) for key, path in pictures.items() if path is not None},
    )
    return exporting.export(job, target, progress)
