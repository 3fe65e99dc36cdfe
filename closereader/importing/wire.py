"""The JSON form in which a Document comes back from the child process.

Blocks and styles travel as short lists: a book of 12,000 paragraphs is a megabyte less that way.
What comes back is checked like any foreign data, since the child may have been taken over.
"""

import base64
import re
from typing import Any

from closereader import confined
from closereader.i18n import _
from closereader.model.annotation import AnnotationKind, QuestionState
from closereader.model.area import Area, Rect
from closereader.model.colour import Colour
from closereader.model.document import (
    ASSET_TYPES,
    Asset,
    Block,
    BlockKind,
    Document,
    Inline,
    InlineStyle,
    OutlineEntry,
    PageLabel,
    Picture,
    Role,
)
from closereader.model.foreign_note import ForeignNote
from closereader.model.source_page import SourcePage, pack_lines, unpack_lines

_WORDS = (
    "title author date language format source_name source_hash encoding source cover password"
).split()
_STEP = re.compile(r"[^\\:\x00-\x1f]{1,255}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
# Neither the library nor a widget can take one; of the same length, so that offsets stay right.
_LONE = re.compile("[\ud800-\udfff]")


def to_wire(document: Document) -> dict[str, Any]:
    """What JSON can carry of `document`: all of it but the bytes of its pictures."""
    return {
        "text": document.text,
        "blocks": [
            [b.start, b.end, b.kind.value, b.level, b.role.value, b.marker] for b in document.blocks
        ],
        "inlines": [[i.start, i.end, i.style.value, i.target] for i in document.inlines],
        "pages": [[page.offset, page.label] for page in document.pages],
        "notices": list(document.notices),
        "pictures": [
            [p.offset, p.key, p.width, p.height, p.alt, p.beside] for p in document.pictures
        ],
        "outline": [[entry.level, entry.title, entry.offset] for entry in document.outline],
        "assets": [[asset.key, asset.media_type, asset.size] for asset in document.assets],
        "source_pages": [
            [page.number, page.label, page.width, page.height, _packed(page)]
            for page in document.source_pages
        ],
        "notes": [_note_to_wire(note) for note in document.notes],
        **{word: getattr(document, word) for word in _WORDS},
    }


def from_wire(data: Any) -> Document:
    """The Document again. Raises ValueError for anything that `to_wire` would not have made."""
    try:
        words: dict[str, Any] = {word: _string(data[word]) for word in _WORDS}
        return Document(
            text=_string(data["text"]),
            blocks=tuple(
                Block(
                    _number(s),
                    _number(e),
                    BlockKind(kind),
                    _number(level),
                    Role(role),
                    _number(marker),
                )
                for s, e, kind, level, role, marker in data["blocks"]
            ),
            inlines=tuple(
                Inline(_number(s), _number(e), InlineStyle(style), _string(target))
                for s, e, style, target in data["inlines"]
            ),
            pages=tuple(
                PageLabel(_number(offset), _string(label)) for offset, label in data["pages"]
            ),
            notices=tuple(_string(notice) for notice in data["notices"]),
            pictures=tuple(map(_picture, data["pictures"])),
            outline=tuple(
                OutlineEntry(_number(level), _string(title), _number(offset))
                for level, title, offset in data["outline"]
            ),
            assets=tuple(
                Asset(_digest(key), _media_type(kind), _number(size))
                for key, kind, size in data["assets"]
            ),
            source_pages=tuple(
                SourcePage(
                    _number(number), _string(label), float(width), float(height), _unpacked(lines)
                )
                for number, label, width, height, lines in data["source_pages"]
            ),
            notes=tuple(_note(note) for note in data["notes"]),
            **words,
        )
    except (LookupError, TypeError, ArithmeticError) as error:
        raise ValueError("not a document") from error


def _note_to_wire(note: ForeignNote) -> dict[str, Any]:
    area = None if note.area is None else [note.area.page, *note.area.rect]
    return {
        "place": [note.start, note.end],
        "kind": note.kind.value,
        "colour": note.colour.value,
        "tags": list(note.tags),
        "area": area,
        "links": [list(link) for link in note.links],
        "state": note.state.value,
        "numbers": [note.rank, note.pass_number],
        "lost": None if note.lost is None else list(note.lost),
        **{word: getattr(note, word) for word in _NOTE_WORDS},
    }


_NOTE_WORDS = ("key", "comment", "author", "created", "modified", "replies_to")


def _note(data: Any) -> ForeignNote:
    start, end = data["place"]
    area, lost = data["area"], data["lost"]
    rank, pass_number = data["numbers"]
    words: dict[str, Any] = {word: _string(data[word]) for word in _NOTE_WORDS}
    return ForeignNote(
        kind=AnnotationKind(data["kind"]),
        start=_number(start),
        end=_number(end),
        colour=Colour(data["colour"]),
        area=None if area is None else Area(_number(area[0]), Rect(*map(float, area[1:]))),
        tags=tuple(_string(tag) for tag in data["tags"]),
        links=tuple((_string(key), _string(kind)) for key, kind in data["links"]),
        state=QuestionState(data["state"]),
        rank=_number(rank),
        pass_number=_number(pass_number),
        lost=None if lost is None else (_string(lost[0]), _string(lost[1]), _string(lost[2])),
        **words,
    )


def _packed(page: SourcePage) -> str:
    # Of thousands of pages this takes longer than a child may be silent.
    confined.report(page.number, page.number + 1, _("Placing the text on its pages"))
    return base64.b64encode(pack_lines(page.lines)).decode("ascii")


def _unpacked(lines: Any) -> Any:
    return unpack_lines(base64.b64decode(_string(lines)))


def _media_type(value: Any) -> str:
    if value not in ASSET_TYPES:
        raise TypeError(value)
    return str(value)


def _picture(value: Any) -> Picture:
    offset, key, width, height, alt, beside = value
    return Picture(
        _number(offset), _digest(key), _number(width), _number(height), _string(alt), _place(beside)
    )


def _place(value: Any) -> str:
    """A place below the folder of the file, in a folder of its own there; or ""."""
    place = _string(value)
    steps = place.split("/")
    if place and (len(steps) < 2 or any(not _STEP.fullmatch(s) or s in (".", "..") for s in steps)):
        raise ValueError("not a place beside the file")
    return place


def _digest(value: Any) -> str:
    if not _DIGEST.fullmatch(_string(value)):
        raise TypeError(value)
    return str(value)


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", value)


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value
