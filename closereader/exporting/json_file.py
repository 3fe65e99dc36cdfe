"""A reading with all that was made of it as one JSON file, whose keys are those of the command line.

Top level: `format` ("closereader"), `version` (of this form, 1), `exported`, `reader`, `reading`
(what the library knows of it), `text` (canonical; every offset counts its code points, `end` is
exclusive), `blocks`, `inlines`, `pages`, `meanings` (colour → word), `annotations` in order of
place, `entities` with their mentions. Times are ISO 8601 UTC.
"""

import dataclasses
from typing import Any

from closereader.exporting.job import ExportJob
from closereader.exporting.jsonld import encoded
from closereader.model.address import Addresses
from closereader.model.annotation import Annotation, AnnotationKind, meaning_of
from closereader.model.entity import Entity

FORM = 1


def as_json(job: ExportJob) -> bytes:
    """The file in UTF-8, indented; the same job gives the same bytes."""
    addresses = Addresses(job.text.text, job.text.blocks, job.text.pages)
    value = {
        "format": "closereader",
        "version": FORM,
        "exported": job.exported,
        "reader": job.reader,
        "reading": {**dataclasses.asdict(job.reading), "notices": list(job.reading.notices)},
        "text": job.text.text,
        "blocks": [
            {
                "start": block.start,
                "end": block.end,
                "kind": block.kind.value,
                "level": block.level,
                "role": block.role.value,
                "marker": block.marker,
            }
            for block in job.text.blocks
        ],
        "inlines": [
            {"start": i.start, "end": i.end, "style": i.style.value, "target": i.target}
            for i in job.text.inlines
        ],
        "pages": [{"offset": page.offset, "label": page.label} for page in job.text.pages],
        "meanings": {colour.value: meaning for colour, meaning in job.meanings.items()},
        "annotations": [
            annotation_record(a, meaning_of(a, job.meanings), addresses.of(a.start))
            for a in sorted(job.annotations, key=lambda a: (a.start, a.end, a.created, a.id))
        ],
        "entities": [entity_record(entity) for entity in job.entities],
    }
    return encoded(value)


def annotation_record(annotation: Annotation, meaning: str, address: str) -> dict[str, Any]:
    """One annotation under the keys of the command line, in their order."""
    return {
        "id": annotation.id,
        "doc": annotation.reading_id,
        "reader": annotation.reader,
        "kind": annotation.kind.value,
        "colour": annotation.colour.value,
        "meaning": meaning,
        "start": annotation.start,
        "end": annotation.end,
        "address": address,
        "quote": annotation.quote,
        "prefix": annotation.prefix,
        "suffix": annotation.suffix,
        "anchor": annotation.anchor.value,
        "comment": annotation.comment,
        "tags": list(annotation.tags),
        "links": [link.target for link in annotation.links],
        "link_kinds": {link.target: link.kind for link in annotation.links if link.kind},
        "state": annotation.state.value if annotation.kind is AnnotationKind.QUESTION else "",
        "rank": annotation.rank,
        "pass": annotation.pass_number,
        "created": annotation.created,
        "modified": annotation.modified,
    } | _area(annotation)


def _area(annotation: Annotation) -> dict[str, Any]:
    """Of an area its page, 1 first, and the rectangle in points from the top left of that."""
    if annotation.area is None:
        return {}
    return {"page": annotation.area.page + 1, "area": list(annotation.area.rect)}


def entity_record(entity: Entity) -> dict[str, Any]:
    """One entity with its mentions in order of place."""
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.kind.value,
        "aliases": list(entity.aliases),
        "count": len(entity.mentions),
        "mentions": [{"start": m.start, "end": m.end, "text": m.text} for m in entity.mentions],
    }
