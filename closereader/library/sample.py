"""The sample reading that comes with the program, already annotated."""

import json
from typing import Any

from closereader import bundle
from closereader.i18n import _
from closereader.library import annotations, links, questions, readings
from closereader.library.annotations import Draft
from closereader.library.library import Library
from closereader.library.links import End
from closereader.model.annotation import Annotation, AnnotationKind
from closereader.model.colour import Colour
from closereader.model.document import Document
from closereader.model.reading import Reading, ReadingId
from closereader.progress import Progress
from closereader.store import Transaction

_FOLDER = "sample"
_READING = "bolivia-june-2005.md"
_ANNOTATIONS = "annotations.json"


def add_sample(lib: Library, progress: Progress) -> ReadingId:
    """Add the sample reading with its annotations, in one undoable step; where it is there
    already, that one is given and left as the reader has made it. Raises `Cancelled`."""
    # The importers load only when something is imported.
    from closereader.importing import Wishes
    from closereader.library import adding

    folder = bundle.resource(_FOLDER)
    stored = json.loads((folder / _ANNOTATIONS).read_text("utf-8"))

    def store(document: Document) -> tuple[Reading, bool]:
        found: tuple[Reading, bool] = lib.run(_("Add the sample reading"), _add, document, stored)
        return found

    return adding.read_and_store(lib, folder / _READING, progress, Wishes(), store).reading.id


def _add(tx: Transaction, document: Document, stored: list[dict[str, Any]]) -> tuple[Reading, bool]:
    reading, is_new = readings.add(tx, document)
    if is_new:
        made = annotations.add_many(tx, reading.id, [_draft(item) for item in stored])
        _join(tx, stored, made)
    return reading, is_new


def _join(tx: Transaction, stored: list[dict[str, Any]], made: list[Annotation]) -> None:
    """Link the notes to those they name, and give the questions their evidence."""
    named = {
        item["name"]: _end(note) for item, note in zip(stored, made, strict=True) if "name" in item
    }
    for item, note in zip(stored, made, strict=True):
        for name, kind in item.get("links", ()):
            links.link(tx, _end(note), named[name], kind)
        if "evidence" in item:
            questions.add_evidence(tx, note.id, [named[name] for name in item["evidence"]])


def _end(note: Annotation) -> End:
    return End(note.reading_id, note.span, note.id)


def _draft(item: dict[str, Any]) -> Draft:
    return Draft(
        quote=item["quote"],
        prefix=item.get("prefix", ""),
        suffix=item.get("suffix", ""),
        kind=AnnotationKind(item.get("kind", "highlight")),
        colour=Colour(item.get("colour", "yellow")),
        comment=item.get("comment", ""),
        tags=tuple(item.get("tags", ())),
    )
