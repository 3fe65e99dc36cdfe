"""The annotations as W3C Web Annotations (JSON-LD) with all their selectors: what a PDF carries along."""

import json
import re
from json.encoder import encode_basestring
from typing import Any

from closereader.exporting.job import ExportJob
from closereader.model.annotation import NAMED, Annotation, AnnotationKind, meaning_of
from closereader.model.area import Area
from closereader.model.colour import Colour

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"closereader": "urn:closereader:"},
]
_UUID = re.compile("-".join(f"[0-9a-fA-F]{{{length}}}" for length in (8, 4, 4, 4, 12)))
_MOTIVATIONS = {
    AnnotationKind.BOOKMARK: "bookmarking",
    AnnotationKind.QUESTION: "questioning",
    AnnotationKind.LINK: "linking",
    AnnotationKind.NOTE: "commenting",
}


def collection(job: ExportJob) -> bytes:
    """An AnnotationCollection in UTF-8: the reading, the meanings of its colours, its entities, and
    every annotation. Keys of our own are prefixed `closereader:`."""
    source = (
        f"urn:sha256:{job.reading.source_hash}" if job.reading.source_hash else urn(job.reading.id)
    )
    value = {
        "@context": CONTEXT,
        "id": urn(job.reading.id),
        "type": "AnnotationCollection",
        "label": job.reading.title,
        "generator": {"type": "Software", "name": "closereader"},
        "generated": job.exported,
        "total": len(job.annotations),
        "closereader:reading": _reading(job),
        "closereader:meanings": {colour.value: meaning for colour, meaning in job.meanings.items()},
        "closereader:entities": [_entity(entity) for entity in job.entities],
        "first": {
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": [_annotation(a, job, source) for a in job.annotations],
        },
    }
    return encoded(value)


def encoded(value: Any) -> bytes:
    """JSON in UTF-8, indented; lone surrogates, which UTF-8 lacks, become U+FFFD."""
    text = _indented(value, "\n")
    return (text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") + "\n").encode(
        "utf-8"
    )


def _indented(value: Any, line: str) -> str:
    """As `json.dumps` with `indent=1` and `ensure_ascii=False`, of which it writes the leaves only:
    indenting, it goes through generators and takes three times as long. `line` begins a line."""
    if isinstance(value, str):
        return encode_basestring(value)
    deeper = f"{line} "
    if isinstance(value, dict) and value:
        items = [f"{encode_basestring(k)}: {_indented(v, deeper)}" for k, v in value.items()]
        return f"{{{deeper}{f',{deeper}'.join(items)}{line}}}"
    if isinstance(value, list) and value:
        return f"[{deeper}{f',{deeper}'.join([_indented(v, deeper) for v in value])}{line}]"
    return json.dumps(value)


def urn(identity: str) -> str:
    """An id as the IRI that Web Annotations ask for: of a UUID its own URN, else one of ours."""
    if _UUID.fullmatch(identity):
        return f"urn:uuid:{identity.lower()}"
    return "urn:closereader:" + "".join(
        c if c.isalnum() and c.isascii() else f"-{ord(c):x}-" for c in identity
    )


def _reading(job: ExportJob) -> dict[str, Any]:
    reading = job.reading
    return {
        "id": reading.id,
        "title": reading.title,
        "author": reading.author,
        "date": reading.date,
        "language": reading.language,
        "format": reading.format,
        "source_name": reading.source_name,
        "source_hash": reading.source_hash,
        "characters": reading.characters,
    }


def _entity(entity: Any) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.kind.value,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "mentions": [[mention.start, mention.end] for mention in entity.mentions],
    }


def _annotation(annotation: Annotation, job: ExportJob, source: str) -> dict[str, Any]:
    value: dict[str, Any] = {
        "id": urn(annotation.id),
        "type": "Annotation",
        "motivation": _motivations(annotation),
        "created": annotation.created,
        "modified": annotation.modified,
        "body": _bodies(annotation, job.meanings),
        "target": {"source": source, "selector": _selectors(annotation)},
        "closereader:name": f"{NAMED}{annotation.id}",
        "closereader:kind": annotation.kind.value,
        "closereader:colour": annotation.colour.value,
        "closereader:meaning": meaning_of(annotation, job.meanings),
        "closereader:anchor": annotation.anchor.value,
    }
    if annotation.reader or job.reader:
        value["creator"] = {"type": "Person", "name": annotation.reader or job.reader}
    if annotation.links:
        value["closereader:links"] = [
            {"id": urn(link.target), "name": f"{NAMED}{link.target}", "kind": link.kind}
            for link in annotation.links
        ]
    if annotation.kind is AnnotationKind.QUESTION:
        value["closereader:state"] = annotation.state.value
        value["closereader:rank"] = annotation.rank
    if annotation.pass_number > 1:
        value["closereader:pass"] = annotation.pass_number
    return value


def _motivations(annotation: Annotation) -> list[str]:
    found = [_MOTIVATIONS.get(annotation.kind, "highlighting")]
    if annotation.comment and found[0] not in ("questioning", "commenting"):
        found.append("commenting")
    if annotation.tags:
        found.append("tagging")
    return found


def _bodies(annotation: Annotation, meanings: dict[Colour, str]) -> list[dict[str, str]]:
    bodies = []
    if annotation.comment:
        purpose = "questioning" if annotation.kind is AnnotationKind.QUESTION else "commenting"
        bodies.append(
            {
                "type": "TextualBody",
                "value": annotation.comment,
                "format": "text/markdown",
                "purpose": purpose,
            }
        )
    bodies += [
        {"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in annotation.tags
    ]
    meaning = meaning_of(annotation, meanings)
    if meaning:
        bodies.append({"type": "TextualBody", "value": meaning, "purpose": "classifying"})
    return bodies


def _selectors(annotation: Annotation) -> list[dict[str, Any]]:
    if annotation.area is not None:
        return [_fragment(annotation.area), *_of_text(annotation)]
    return _of_text(annotation)


def _fragment(area: Area) -> dict[str, Any]:
    """A part of a page of a PDF, in points from its top left (RFC 8118)."""
    rect = area.rect
    numbers = ",".join(f"{n:g}" for n in (rect.left, rect.top, rect.width, rect.height))
    return {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc8118",
        "value": f"page={area.page + 1}&viewrect={numbers}",
    }


def _of_text(annotation: Annotation) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": annotation.quote,
            "prefix": annotation.prefix,
            "suffix": annotation.suffix,
        },
        {"type": "TextPositionSelector", "start": annotation.start, "end": annotation.end},
    ]
