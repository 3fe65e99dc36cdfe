"""What a reader writes, brought into the form it is kept in: comments, tags, names."""

from collections.abc import Iterable

from closereader.errors import InputRefused
from closereader.i18n import _

LONGEST_TAG = 200
LONGEST_COMMENT = 1_000_000
# Marks of the search index; nothing a person writes.
_NONCHARACTERS = {0xFDD0: 0xFFFD, 0xFDD1: 0xFFFD, 0: 0xFFFD}


def clean_text(text: str) -> str:
    """`text` with LF as its only line end and U+FFFD for what cannot be stored (NUL, lone
    surrogates)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    storable = lines.replace("\u2029", "\n").translate(_NONCHARACTERS)
    if storable.isascii():
        return storable
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in storable)


def clean_line(text: str) -> str:
    """`text` as one line: runs of white space and control characters are one space, none at the
    ends."""
    printable = "".join(c if c.isprintable() or c.isspace() else " " for c in clean_text(text))
    return " ".join(printable.split())


def clean_comment(text: str) -> str:
    """A comment as it is kept. Raises `InputRefused` where it is longer than a book."""
    comment = clean_text(text)
    if len(comment) > LONGEST_COMMENT:
        raise InputRefused(
            _("A comment may have at most {most} characters; this one has {count}.").format(
                most=LONGEST_COMMENT, count=len(comment)
            )
        )
    return comment


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept: in the order given, each once, parts of a hierarchy trimmed, empty
    ones left out (" theme / supply " is "theme/supply"). Raises `InputRefused` for one that is too
    long or has a comma, which parts tags where they are typed."""
    return tuple(dict.fromkeys(tag for tag in map(_clean_tag, tags) if tag))


def _clean_tag(written: str) -> str:
    line = clean_line(written).lstrip("#")
    tag = "/".join(part.strip() for part in line.split("/") if part.strip())
    if len(tag) > LONGEST_TAG:
        raise InputRefused(
            _("A tag may have at most {most} characters: “{start}…” is longer.").format(
                most=LONGEST_TAG, start=tag[:40]
            )
        )
    if "," in tag:
        raise InputRefused(
            _("A tag cannot contain a comma: write “{tag}” as several tags.").format(tag=tag)
        )
    return tag
