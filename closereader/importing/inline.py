"""Gathers the text of one block with its styles, from markup that opens and closes them."""

import re
from dataclasses import replace

from closereader.importing import punctuation as marks
from closereader.importing.builder import Draft
from closereader.model.document import BlockKind, Inline, InlineStyle, Role

_SPACE = re.compile(r"[ \t\n\r\f]+")
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20<>\"]+", re.I)
_MAX_TARGET = 2_000
_MEAN_VERSE = 64
_MAX_VERSE = 90


def safe_target(href: str) -> str:
    """A link's address as it may be kept: http, https, mailto, or `#name`; "" for any other
    (javascript:, data:, file:, or relative to a folder that the reading has left)."""
    # Browsers skip white space and controls in a scheme; so must a test of it.
    href = "".join(c for c in href.strip() if c > " " and c != "\x7f")
    if len(href) > _MAX_TARGET:
        return ""
    if href.startswith("#") and len(href) > 1:
        return href
    if not _SAFE.fullmatch(href):
        return ""
    scheme, colon, rest = href.partition(":")
    return f"{scheme.lower()}{colon}{rest}"


class InlineText:
    """The text of one block so far. White space is collapsed as a browser does; a line break that
    is meant is LF."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last = ""
        self._is_waiting = False
        self._open: list[tuple[object, InlineStyle, str, int]] = []
        self._styles: list[Inline] = []
        self._anchors: list[tuple[str, int]] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing but white space has come."""
        return not any(part.strip() for part in self._parts)

    @property
    def length(self) -> int:
        """Code points so far."""
        return self._length

    def add(self, text: str) -> None:
        """Append text, its white space collapsed."""
        text = _SPACE.sub(" ", text)
        if text[:1] == " " and (not self._last or self._last in " \n"):
            text = text[1:]
        self.add_raw(text)

    @property
    def last(self) -> str:
        """The last character so far; "" if there is none."""
        return self._last

    def await_spaced(self) -> None:
        """A line ended after a character of a script without spaces: there is a space after it
        only if the next one is of another script."""
        self._is_waiting = True

    def add_raw(self, text: str) -> None:
        """Append text as it is."""
        if text:
            if self._is_waiting:
                self._is_waiting = False
                text = text if marks.is_unspaced(text[0]) else f" {text}"
            self._parts.append(text)
            self._length += len(text)
            self._last = text[-1]

    def add_break(self) -> None:
        """A line break that is meant. The space before it is only how the markup was written."""
        if self._last == " ":
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
        self.add_raw("\n")

    def anchor(self, name: str) -> None:
        """A place that a link may lead to."""
        if name and len(name) <= 200:
            self._anchors.append((name, self._length))

    def open(self, key: object, style: InlineStyle, target: str = "") -> None:
        """A style begins; `key` will end it."""
        self._open.append((key, style, target, self._length))

    def close(self, key: object) -> None:
        """The styles that `key` began end."""
        kept = []
        for entry in self._open:
            if entry[0] is not key:
                kept.append(entry)
            elif entry[3] < self._length:
                self._styles.append(Inline(entry[3], self._length, entry[1], entry[2]))
        self._open = kept

    def take(self, kind: BlockKind, level: int = 0, role: Role = Role.NONE) -> Draft:
        """The block so far; what comes next goes to a new one. Open styles go on there. Anchors of
        a block without text wait for the next."""
        text = "".join(self._parts)
        styles = list(self._styles)
        styles += [
            Inline(start, self._length, s, t)
            for _, s, t, start in self._open
            if start < self._length
        ]
        draft = _trimmed(Draft(kind, text, level, role, 0, styles, list(self._anchors)))
        self._parts, self._length, self._last, self._styles = [], 0, "", []
        self._anchors = [] if draft.text else [(name, 0) for name, _ in draft.anchors]
        self._open = [(key, style, target, 0) for key, style, target, _ in self._open]
        return draft


def part(draft: Draft, start: int, end: int, kind: BlockKind | None = None) -> Draft:
    """Code points `start` to `end` of a draft as one of their own."""
    return _trimmed(
        Draft(
            kind or draft.kind,
            draft.text[start:end],
            draft.level,
            draft.role,
            max(draft.marker - start, 0),
            [
                replace(s, start=max(s.start, start) - start, end=min(s.end, end) - start)
                for s in draft.styles
                if s.start < end and s.end > start
            ],
            [(name, at - start) for name, at in draft.anchors if start <= at <= end],
        )
    )


def split_lines(draft: Draft, is_poem: bool) -> list[Draft]:
    """What line breaks inside a block mean. Where only one line can be, a space; two in a row, a
    new paragraph; between three or more short lines (two where the markup says it is a poem), the
    lines of a verse; between longer ones, paragraphs."""
    if "\n" not in draft.text:
        return [draft] if draft.text else []
    one_line = (BlockKind.HEADING, BlockKind.METADATA, BlockKind.FIGURE)
    if draft.kind in one_line or (draft.marker and not is_poem):
        draft.text = draft.text.replace("\n", " ")
        return [draft]
    out: list[Draft] = []
    group: list[tuple[int, int]] = []
    begin = 0
    for line in [*draft.text.split("\n"), ""]:
        end = begin + len(line)
        if line.strip():
            group.append((begin, end))
        elif group:
            out += _group(draft, group, is_poem)
            group = []
        begin = end + 1
    return [piece for piece in out if piece.text]


def _group(draft: Draft, group: list[tuple[int, int]], is_poem: bool) -> list[Draft]:
    widths = [marks.width(draft.text[a:b].strip()) for a, b in group]
    is_short = max(widths) <= _MAX_VERSE and sum(widths) <= _MEAN_VERSE * len(widths)
    is_verse = draft.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.VERSE) and (
        (is_poem and len(group) > 1) or (is_short and len(group) >= 3)
    )
    if is_verse:
        verse = part(draft, group[0][0], group[-1][1], BlockKind.VERSE)
        verse.level = 0
        return [verse]
    return [part(draft, a, b) for a, b in group]


def _trimmed(draft: Draft) -> Draft:
    """Without white space at its ends."""
    text = draft.text.strip(" \t\n\r\f")
    shift = draft.text.find(text) if text else 0
    if shift or len(text) != len(draft.text):
        limit = len(text)
        draft.styles = [
            replace(s, start=max(s.start - shift, 0), end=min(s.end - shift, limit))
            for s in draft.styles
            if min(s.end - shift, limit) > max(s.start - shift, 0)
        ]
        draft.anchors = [(name, min(max(at - shift, 0), limit)) for name, at in draft.anchors]
        draft.text = text
    return draft
