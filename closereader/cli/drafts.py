"""Annotations as a person or a program asks for them: read from words and from JSON, each value
checked before anything is changed."""

import json
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from closereader.cli.passages import Place
from closereader.errors import InputRefused, UnreadableFile
from closereader.i18n import _, ngettext
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour

# A link needs another annotation to point to, which neither words nor a list can name yet.
# A link needs another end, an area a page.
KINDS = tuple(
    kind for kind in AnnotationKind if kind not in (AnnotationKind.LINK, AnnotationKind.AREA)
)
# A list of 100,000 annotations takes 30 MB.
_MOST_BYTES = 200_000_000
# SQLite holds eight bytes; no reading comes near.
_MOST = 2**53

# What a record may say, and what the program itself writes beside it and can recompute.
_SAID = frozenset(
    {"start", "end", "quote", "prefix", "suffix", "at", "address"}
    | {"kind", "colour", "comment", "tags", "tag"}
)
_RECOMPUTED = frozenset(
    {"id", "doc", "reader", "meaning", "links", "link_kinds", "state", "pass"}
    | {"created", "modified"}
)


@dataclass(frozen=True, slots=True)
class Wish:
    """One annotation that is asked for; `colour` None: the reader's usual one."""

    place: Place
    kind: AnnotationKind = AnnotationKind.HIGHLIGHT
    colour: Colour | None = None
    comment: str = ""
    tags: tuple[str, ...] = ()


class BadValue(Exception):
    """A value that cannot be taken; the argument says which and why, without saying where."""


def sentence(error: BadValue) -> str:
    """Its words as a sentence that stands alone."""
    words = str(error)
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def parse_kind(words: str) -> AnnotationKind:
    """The kind of that name. Raises `BadValue`."""
    for kind in KINDS:
        if words.strip().casefold() == kind.value:
            return kind
    raise BadValue(
        _("“{words}” is not a kind; the kinds are {kinds}").format(
            words=words, kinds=", ".join(kind.value for kind in KINDS)
        )
    )


def parse_colour(words: str, meanings: Mapping[Colour, str]) -> Colour:
    """The colour of that name ("yellow"), key ("1") or meaning ("Evidence"). Raises `BadValue`."""
    asked = words.strip().casefold()
    for key, colour in enumerate(Colour, start=1):
        if asked in (colour.value, str(key)):
            return colour
    meant = [colour for colour, meaning in meanings.items() if meaning.casefold() == asked]
    if asked == "gray":
        meant.append(Colour.GREY)
    if len(meant) == 1:
        return meant[0]
    raise BadValue(
        _("“{words}” is not a colour; the colours are {colours}").format(
            words=words, colours=", ".join(colour.value for colour in Colour)
        )
    )


def parse_text(words: str, name: str) -> str:
    """A text as it can be stored. Raises `BadValue` where it holds what is no character: half a
    surrogate pair (an undecodable byte of the command line arrives as one), or NUL."""
    if "\0" in words or any("\ud800" <= c <= "\udfff" for c in words):
        raise BadValue(_("its {name} holds characters that are not text").format(name=name))
    return words


def parse_tag(words: str) -> str:
    """A tag as one line. Raises `BadValue`."""
    tag = " ".join(parse_text(words, "tag").split()).removeprefix("#").strip()
    if not tag:
        raise BadValue(_("a tag is empty"))
    return tag


# A list of records


def read_list(name: str, meanings: Mapping[Colour, str]) -> tuple[list[Wish], list[str]]:
    """The annotations that the JSON file `name` asks for ("-": the standard input), and the names
    of what its records say that was not understood. Raises `UnreadableFile`."""
    records = _load(name)
    if not isinstance(records, list):
        raise UnreadableFile(name, _("It holds no list; write a JSON list of annotations."))
    wishes = []
    unknown: dict[str, None] = {}
    for position, record in enumerate(records, start=1):
        try:
            wishes.append(_wish(record, meanings))
        except BadValue as error:
            raise refused_record(name, position, str(error)) from error
        unknown |= dict.fromkeys(key for key in record if key not in _SAID | _RECOMPUTED)
    return wishes, list(unknown)


def refused_record(name: str, position: int, reason: str) -> InputRefused:
    """The refusal of a list because of its record number `position`, counted from 1."""
    return UnreadableFile(
        name,
        _("Record {number} cannot be taken: {reason}. Nothing was added.").format(
            number=position, reason=reason.rstrip(".")
        ),
    )


def refused_lines(name: str, count: int) -> InputRefused:
    """The refusal of notes from paper because of so many of them."""
    return UnreadableFile(
        name,
        ngettext(
            "{count} line was not understood. Nothing was added.",
            "{count} lines were not understood. Nothing was added.",
            count,
        ),
    )


def read_words(name: str) -> str:
    """A file, or the standard input for "-", as text. Raises `UnreadableFile`."""
    try:
        return _bytes_of(name).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(name, _("It is not in UTF-8. Save it as UTF-8.")) from error


def _load(name: str) -> Any:
    words = read_words(name)
    try:
        return json.loads(words, parse_constant=_no_number)
    except RecursionError as error:
        raise UnreadableFile(name, _("It is nested too deeply to be a list.")) from error
    except json.JSONDecodeError as error:
        raise UnreadableFile(
            name,
            _("It is not JSON: line {line}, column {column}.").format(
                line=error.lineno, column=error.colno
            ),
        ) from error
    except ValueError as error:
        # NaN, Infinity, a number of more than 4,300 digits.
        raise UnreadableFile(name, _("It holds a number that is none of JSON's.")) from error


def _bytes_of(name: str) -> bytes:
    try:
        if name == "-":
            if sys.stdin is None:
                raise UnreadableFile(name, _("The standard input is closed. Name a file instead."))
            data = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            # Without O_NONBLOCK, opening a named pipe would wait for its other end.
            descriptor = os.open(Path(name), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(descriptor, "rb") as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise UnreadableFile(name, _("It is not a file."))
                data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableFile(name, _("There is no such file.")) from error
    except IsADirectoryError as error:
        raise UnreadableFile(name, _("It is a folder, not a file.")) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(name, _("It cannot be read: {r}.").format(r=reason)) from error
    if len(data) > _MOST_BYTES:
        raise UnreadableFile(name, _("It is too large for a list of annotations."))
    return data


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _wish(record: Any, meanings: Mapping[Colour, str]) -> Wish:
    if not isinstance(record, dict):
        raise BadValue(_("it is not an object such as {example}").format(example='{"quote": "…"}'))
    kind, colour = _text(record, "kind"), _text(record, "colour")
    return Wish(
        place=_place(record),
        kind=parse_kind(kind) if kind else AnnotationKind.HIGHLIGHT,
        colour=parse_colour(colour, meanings) if colour else None,
        comment=_text(record, "comment"),
        tags=tuple(dict.fromkeys(parse_tag(tag) for tag in _tags(record))),
    )


def _place(record: dict[str, Any]) -> Place:
    start, end = _whole(record, "start"), _whole(record, "end")
    if (start is None) != (end is None):
        raise BadValue(_("it has only one of start and end"))
    place = Place(
        start=start,
        end=end,
        quote=_text(record, "quote"),
        prefix=_text(record, "prefix"),
        suffix=_text(record, "suffix"),
        address=_text(record, "at") or _text(record, "address"),
    )
    if start is None and not place.quote and not place.address:
        raise BadValue(_("it names no passage: give start and end, quote, or at"))
    return place


def _whole(record: dict[str, Any], name: str) -> int | None:
    value = record.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _MOST:
        raise BadValue(_("its {name} is not a whole number from 0").format(name=name))
    return value


def _text(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadValue(_("its {name} is not a text in quotation marks").format(name=name))
    return parse_text(value, name)


def _tags(record: dict[str, Any]) -> list[str]:
    found: list[str] = []
    for name in ("tags", "tag"):
        value = record.get(name)
        values = [] if value is None else [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise BadValue(_("its {name} is not a list of texts").format(name=name))
        found += values
    return found
