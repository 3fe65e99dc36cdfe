"""What a reader writes, brought into the form it is kept in: comments, tags, names."""

import re
from collections.abc import Iterable

from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.text.normalise import normalise

LONGEST_TAG = 200
LONGEST_COMMENT = 1_000_000
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


def clean_line(text: str) -> str:
    """`text` as one line: runs of white space and control characters are one space, none at the
    ends."""
    return " ".join(normalise(_CONTROLS.sub(" ", text)).text.split())


def clean_comment(text: str) -> str:
    """A comment as it is kept, its characters in the form all texts have. Raises `InputRefused`
    where it is longer than a book."""
    comment = normalise(text).text
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
