"""The comments and highlights that stand in a word processor's file, as notes for the library."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from closereader.i18n import _
from closereader.importing.builder import DocumentBuilder
from closereader.importing.word_flow import Flow, end_of, start_of
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.foreign_note import ForeignNote
from closereader.text.span import Span
from closereader.text.trim import trim

_MOST = 5_000
_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?"
)


@dataclass(slots=True)
class Comment:
    """A comment as its file has it. `place`: the key by which `Flow` knows its range; `id`: what the file
    calls it for good, "" for nothing; `replies_to`: the place of the comment it answers."""

    place: str
    text: str
    author: str = ""
    date: str = ""
    id: str = ""
    replies_to: str = ""
    is_resolved: bool = False


def notes_of(
    comments: Iterable[Comment], flow: Flow, builder: DocumentBuilder, text: str, author: str
) -> tuple[ForeignNote, ...]:
    """The comments, then the highlights, which are `author`'s; in a new version of the file their keys are
    the same. `text`: of the document that was built."""
    end = len(text)
    keys: dict[str, str] = {}
    used: set[str] = set()
    out = []
    for comment in list(comments)[:_MOST]:
        made = comment.id or _digest(comment.author, comment.date, comment.text)
        keys[comment.place] = key = _unique(f"comment {made}", used)
        start, stop = _range(comment, builder, end)
        out.append(
            ForeignNote(
                key,
                AnnotationKind.NOTE,
                start,
                stop,
                # Word's remarks have no colour, and none of those that mean something is meant.
                Colour.GREY,
                comment=comment.text,
                author=comment.author,
                created=moment(comment.date),
                replies_to=keys.get(comment.replies_to, ""),
                tags=(_("resolved"),) if comment.is_resolved else (),
            )
        )
    for span, colour in _highlights(flow, builder, text):
        # By its words: in a new version of the file it stands elsewhere, and is the same.
        key = _unique(f"highlight {_digest(colour.value, text[span.start : span.end])}", used)
        out.append(
            ForeignNote(key, AnnotationKind.HIGHLIGHT, span.start, span.end, colour, author=author)
        )
    return tuple(out)


def _highlights(flow: Flow, builder: DocumentBuilder, text: str) -> list[tuple[Span, Colour]]:
    """The highlighted passages: those parted by nothing but the end of a paragraph, or by the mark of a
    note, are one."""
    out: list[tuple[Span, Colour]] = []
    for name, colour in flow.highlights:
        start, end = builder.anchor(start_of(name)), builder.anchor(end_of(name))
        if start is None or end is None:
            continue
        span = trim(text, Span(min(start, len(text)), max(start, end)))
        if span is None:
            continue
        if out and out[-1][1] is colour:
            between = text[out[-1][0].end : span.start].strip()
            if out[-1][0].end <= span.start and (not between or between in flow.labels):
                out[-1] = (Span(out[-1][0].start, span.end), colour)
                continue
        out.append((span, colour))
    return out


def _range(comment: Comment, builder: DocumentBuilder, end: int) -> tuple[int, int]:
    """The words it is about; where the file names none, the place of its sign; that of the comment it
    answers; else the beginning."""
    for place in (comment.place, comment.replies_to):
        start, stop = builder.anchor(start_of(place)), builder.anchor(end_of(place))
        at = builder.anchor(f"at {place}")
        if start is not None:
            last = stop if stop is not None else at if at is not None else start
            return min(start, end), min(max(last, start), end)
        if at is not None:
            return min(at, end), min(at, end)
    return 0, 0


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def _unique(key: str, used: set[str]) -> str:
    count, unique = 1, key
    while unique in used:
        count += 1
        unique = f"{key} {count}"
    used.add(unique)
    return unique


def moment(date: str) -> str:
    """A date and time of a file as ISO 8601 in UTC; "" for none. One without a zone is taken for UTC."""
    if not _TIME.fullmatch(date.strip()):
        return ""
    try:
        found = datetime.fromisoformat(date.strip())
    except ValueError:
        return ""
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    try:
        return found.astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError:
        return ""
