"""Readings out: what an export needs is gathered here and written by `closereader.exporting`."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from closereader.library import queries, source_pages
from closereader.library.library import Library
from closereader.model.annotation import Annotation
from closereader.model.reading import Reading, ReadingId, ReadingText
from closereader.progress import Progress

if TYPE_CHECKING:
    from closereader.exporting import ExportOptions, ExportReport
    from closereader.exporting.job import OwnPages

# The formats whose files have pages that can be annotated.
_PAGED = ("pdf", "picture")


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
    whose ending says the format. A PDF without a layout in `options` has the reading's own pages, where
    it has any, else notes in the margin. Raises `NoSuchReading`, `ExportFailed`, `Cancelled`; then
    what stood there before is untouched."""
    # The typesetter and the PDF library load only for an export.
    from closereader import exporting

    text = queries.reading_text(lib, reading_id)
    reading = queries.reading(lib, reading_id)
    annotations = queries.annotations(lib, reading_id)
    chosen = tuple(filter(only, annotations))
    own = None
    if target.suffix.lower() == ".pdf" and options.layout in ("", exporting.OWN_PAGES):
        own = _own_pages(lib, reading, text, annotations, chosen)
    if not options.layout:
        options = replace(options, layout="margin" if own is None else exporting.OWN_PAGES)
    pictures = {one.key: lib.files.path(one.key) for one in text.pictures}
    job = exporting.ExportJob(
        reading=reading,
        text=text,
        annotations=chosen,
        entities=queries.entities(lib, reading_id, progress),
        meanings=queries.meanings(lib),
        reader=lib.reader,
        exported=datetime.now(UTC).isoformat(timespec="seconds"),
        options=options,
        pictures={key: str(path) for key, path in pictures.items() if path is not None},
        own=own,
    )
    return exporting.export(job, target, progress)


def has_own_pages(lib: Library, reading: Reading) -> bool:
    """Whether the reading came as a PDF, or as a picture that is made into one, and its file is kept."""
    return _own_file(lib, reading) is not None


def _own_file(lib: Library, reading: Reading) -> Path | None:
    return source_pages.file_of(lib, reading) if reading.format in _PAGED else None


def _own_pages(
    lib: Library,
    reading: Reading,
    text: ReadingText,
    annotations: Sequence[Annotation],
    chosen: Sequence[Annotation],
) -> "OwnPages | None":
    """The reading's own PDF with the places of what is chosen; None where it has none."""
    from closereader.exporting.job import OwnPages
    from closereader.exporting.own_places import places_of

    path = _own_file(lib, reading)
    if path is None or not text.layout:
        return None
    with lib.read() as snapshot:
        heads = snapshot.page_heads(text.layout)
        places = places_of(chosen, text, heads, partial(snapshot.source_page, text.layout))
    kept = tuple(name for note in annotations for name in note.names)
    return OwnPages(str(path), reading.password, len(heads), places, kept)
