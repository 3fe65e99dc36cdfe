"""The JSON form in which a Document comes back from the child process.

Blocks and styles travel as short lists: a book of 12,000 paragraphs is a megabyte less that way.
What comes back is checked like any foreign data, since the child may have been taken over.
"""

from typing import Any

from closereader.model.document import (
    Block,
    BlockKind,
    Document,
    Inline,
    InlineStyle,
    PageLabel,
    Role,
)

_WORDS = ("title", "author", "date", "language", "format", "source_name", "source_hash", "encoding")


def to_wire(document: Document) -> dict[str, Any]:
    """What JSON can carry of `document`: all of it."""
    return {
        "text": document.text,
        "blocks": [
            [b.start, b.end, b.kind.value, b.level, b.role.value, b.marker] for b in document.blocks
        ],
        "inlines": [[i.start, i.end, i.style.value, i.target] for i in document.inlines],
        "pages": [[page.offset, page.label] for page in document.pages],
        "notices": list(document.notices),
        **{word: getattr(document, word) for word in _WORDS},
    }


def from_wire(data: Any) -> Document:
    """The Document again. Raises ValueError for anything that `to_wire` would not have made."""
    try:
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
            **{word: _string(data[word]) for word in _WORDS},
        )
    except (KeyError, TypeError) as error:
        raise ValueError("not a document") from error


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value
