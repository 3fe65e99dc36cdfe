"""What is exported, how, and what came of it; and its form as JSON for the process that prints."""

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from closereader.exporting.own_places import OwnPlace
from closereader.model.annotation import Annotation
from closereader.model.colour import Colour
from closereader.model.entity import Entity
from closereader.model.reading import Reading, ReadingText

OWN_PAGES = "pages"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How an annotated PDF is laid out: `layout` "margin" (notes beside their lines), "endnotes"
    or "plain" (text and line numbers only); or OWN_PAGES, those of the source, of which a copy is
    annotated. A line number every `line_numbers` lines, 0 for none; `paper` "a4" or "letter". Other
    formats take no notice of it."""

    layout: str = "margin"
    line_numbers: int = 5
    paper: str = "a4"


@dataclass(frozen=True, slots=True)
class OwnPages:
    """A reading's own PDF. `path`: where it lies; `pages`: how many the reading has of it; `places`: where
    the job's annotations stand in it; `kept`: the keys of those notes of the file that the reading
    still has."""

    path: str
    password: str
    pages: int
    places: tuple[OwnPlace, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportJob:
    """One reading with all that is exported of it. `exported`: ISO 8601, the time the file tells:
    the same job gives the same bytes. `reader` may be "". `pictures`: by the key of each that is kept,
    where its file lies. `own`: its own PDF, where it has one and that is what is asked for."""

    reading: Reading
    text: ReadingText
    annotations: tuple[Annotation, ...]
    entities: tuple[Entity, ...]
    meanings: dict[Colour, str]
    reader: str
    exported: str
    options: ExportOptions = field(default_factory=ExportOptions)
    pictures: dict[str, str] = field(default_factory=dict)
    own: OwnPages | None = None


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written: how many of each (`annotations`, `notes`, `entities`, `pages` …); `lost`:
    sentences on what the format could not carry, none if it carried all."""

    path: Path
    written: dict[str, int]
    lost: tuple[str, ...]


def to_json(job: ExportJob) -> bytes:
    """The job as ASCII JSON; lone surrogates stay, escaped."""
    return json.dumps(job, default=_fields, separators=(",", ":")).encode("ascii")


def _fields(record: Any) -> dict[str, Any]:
    # Not `dataclasses.asdict`, which copies every mention of a book before it is written.
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def from_json(data: bytes) -> ExportJob:
    """The job that `to_json` wrote."""
    job: ExportJob = _built(ExportJob, json.loads(data))
    return job


def _built(kind: Any, value: Any) -> Any:
    """`value` as the annotated type `kind`: our records, tuples and mappings of them, enums."""
    origin = typing.get_origin(kind)
    arguments = typing.get_args(kind)
    if origin is tuple:
        build = _builder(arguments[0])
        return tuple(build(item) for item in value)
    if origin in (dict, Mapping):
        return {arguments[0](key): item for key, item in value.items()}
    if isinstance(kind, types.UnionType):
        return None if value is None else _built(arguments[0], value)
    return _builder(kind)(value)


@functools.cache
def _builder(kind: Any) -> Any:
    """A function from a JSON value to a `kind`; the types of a record's fields are looked up once."""
    if dataclasses.is_dataclass(kind):
        record: Any = kind
        hints = typing.get_type_hints(record)
        fields = [(f.name, hints[f.name]) for f in dataclasses.fields(kind)]
        builders = [(name, _builder_of_field(hint)) for name, hint in fields]
        return lambda value: record(**{name: build(value[name]) for name, build in builders})
    return _builder_of_field(kind)


def _builder_of_field(kind: Any) -> Any:
    if typing.get_origin(kind) is not None or isinstance(kind, types.UnionType):
        return lambda value: _built(kind, value)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _builder(kind)
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        # A named tuple is a list in JSON.
        return lambda value: kind(*value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        known = {member.value: member for member in kind}
        return lambda value: known[value]
    return lambda value: value
