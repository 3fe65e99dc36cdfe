"""Puts blocks together into a Document: the canonical text and the offsets into it."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from closereader import confined
from closereader.i18n import _, ngettext
from closereader.model.document import (
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

MAX_BLOCK = 50_000
"""Code points of one block. A paragraph of a million characters on one line is a file that lost its
paragraphs; laid out whole it would hold up the window, so it is divided at a sentence's end."""

MAX_TABLE = 10_000
"""Of a table, each of whose cells is set on its own."""

_LINED = frozenset({BlockKind.VERSE, BlockKind.TABLE, BlockKind.CODE})
_SENTENCE_END = (". ", "! ", "? ", "。", "！", "？")
# How far back from the limit a better place to divide is looked for.
_REACH = 5_000
_SOME = 500


@dataclass(slots=True)
class Draft:
    """A block before it has its place: its own text, styles with offsets into that text.

    `anchors`: names of places inside it (an id of HTML, a footnote), with their offsets. `pages`: labels
    of the printed pages that begin in it, with the offsets where. `picture`: what a FIGURE shows; its
    text is the caption, "" for none. `key`: whatever its maker knows it by, for `DocumentBuilder.places`.
    """

    kind: BlockKind
    text: str
    level: int = 0
    role: Role = Role.NONE
    marker: int = 0
    styles: list[Inline] = field(default_factory=list)
    anchors: list[tuple[str, int]] = field(default_factory=list)
    pages: list[tuple[str, int]] = field(default_factory=list)
    picture: Picture | None = None
    key: str = ""


class DocumentBuilder:
    """Collects drafts in reading order and hands out the Document of them.

    Links to `#name` are turned into links to the offset of the anchor of that name; one that leads
    nowhere is dropped (its text stays).
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._inlines: list[Inline] = []
        self._anchors: dict[str, int] = {}
        self._offset = 0
        self._divided = 0
        self._pages: list[PageLabel] = []
        self._pictures: list[Picture] = []
        self.places: dict[str, int] = {}

    @property
    def offset(self) -> int:
        """Where the next block will begin."""
        return self._offset

    def anchor(self, name: str) -> int | None:
        """The offset of the anchor of that name, among what was added so far."""
        return self._anchors.get(name)

    def add(self, draft: Draft) -> None:
        """Append one block; one without any text is left out, but its anchors and pages stay."""
        if draft.picture is not None:
            draft.kind = BlockKind.FIGURE
            if not draft.text.strip():
                draft.text = draft.picture.alt.strip() or _("[picture]")
        if not draft.text.strip():
            self._anchors.update(
                (name, self._offset) for name, _at in draft.anchors if name not in self._anchors
            )
            self._pages += [PageLabel(self._offset, label) for label, _at in draft.pages]
            return
        draft = _fitted(draft)
        if draft.picture is not None:
            self._pictures.append(replace(draft.picture, offset=self._offset))
        if draft.key:
            self.places.setdefault(draft.key, self._offset)
        for label, offset in draft.pages:
            at = self._offset + min(max(offset, 0), len(draft.text))
            self._pages.append(PageLabel(at, label))
        for name, offset in draft.anchors:
            self._anchors.setdefault(name, self._offset + min(max(offset, 0), len(draft.text)))
        cuts = _cuts(draft)
        self._divided += len(cuts) > 0
        begin = 0
        for end in [*cuts, len(draft.text)]:
            self._append(draft, begin, end)
            begin = end

    def extend(self, drafts: Iterable[Draft]) -> None:
        """Append several."""
        for number, draft in enumerate(drafts):
            if number % _SOME == 0:
                confined.report(number, 0, _("Putting the text together"))
            self.add(draft)

    def build(
        self,
        *,
        title: str = "",
        author: str = "",
        date: str = "",
        language: str = "",
        format: str = "text",
        source: str = "",
        outline: Sequence[OutlineEntry] = (),
        cover: str = "",
        notices: Sequence[str] = (),
    ) -> Document:
        """The Document of all that was added."""
        text = "\n".join(self._pieces)
        end = len(text)
        notes = list(notices)
        if self._divided:
            notes.append(
                ngettext(
                    "One very long passage was divided.",
                    "{count} very long passages were divided.",
                    self._divided,
                )
            )
        return Document(
            text=text,
            blocks=tuple(self._blocks),
            inlines=tuple(sorted(_resolved(self._inlines, self._anchors, len(text)), key=_order)),
            title=title,
            author=author,
            date=date,
            language=language,
            format=format,
            notices=tuple(notes),
            source=source,
            pages=tuple(
                sorted(
                    (replace(page, offset=min(page.offset, end)) for page in self._pages),
                    key=lambda page: page.offset,
                )
            ),
            pictures=tuple(self._pictures),
            outline=tuple(replace(entry, offset=min(entry.offset, end)) for entry in outline),
            cover=cover,
        )

    def _append(self, draft: Draft, begin: int, end: int) -> None:
        piece = draft.text[begin:end]
        stripped = piece.lstrip(" \n") if begin else piece
        first = begin + len(piece) - len(stripped)
        stripped = stripped.rstrip(" \n") if end < len(draft.text) else stripped
        if not stripped:
            return
        start = self._offset
        # The head of a table is at its top.
        has_level = begin == 0 or draft.kind is not BlockKind.TABLE
        self._blocks.append(
            Block(
                start,
                start + len(stripped),
                draft.kind,
                draft.level if has_level else 0,
                draft.role,
                min(draft.marker, len(stripped)) if begin == 0 else 0,
            )
        )
        for style in draft.styles:
            low, high = max(style.start - first, 0), min(style.end - first, len(stripped))
            if low < high:
                self._inlines.append(replace(style, start=start + low, end=start + high))
        self._pieces.append(stripped)
        self._offset = start + len(stripped) + 1


def _order(inline: Inline) -> tuple[int, int, str, str]:
    return (inline.start, -inline.end, inline.style, inline.target)


def _fitted(draft: Draft) -> Draft:
    """Without spaces around it, without line ends where the kind has none, and as a paragraph if
    it is too long for a heading or metadata line."""
    text, shift = draft.text, 0
    if draft.kind in _LINED:
        lead = len(text) - len(text.lstrip("\n"))
        text = text[lead:].rstrip()
        shift = lead
    else:
        shift = len(text) - len(text.lstrip())
        text = text.strip()
        if "\n" in text or "\t" in text:
            text = text.replace("\n", " ").replace("\t", " ")
    kind, level, role = draft.kind, draft.level, draft.role
    if kind in (BlockKind.HEADING, BlockKind.METADATA) and len(text) > 2_000:
        kind, level, role = BlockKind.PARAGRAPH, 0, Role.NONE
    return Draft(
        kind,
        text,
        level,
        role,
        min(draft.marker, len(text)),
        [
            replace(s, start=max(s.start - shift, 0), end=s.end - shift)
            for s in draft.styles
            if s.end > shift
        ],
        [(name, offset - shift) for name, offset in draft.anchors],
        [(label, offset - shift) for label, offset in draft.pages],
        draft.picture,
        draft.key,
    )


def _cuts(draft: Draft) -> list[int]:
    """Where a block that is too long is divided: after a line, a sentence, a word, or anywhere
    but before a combining mark."""
    text, cuts, begin = draft.text, [], 0
    most = MAX_TABLE if draft.kind is BlockKind.TABLE else MAX_BLOCK
    while len(text) - begin > most:
        low, high = begin + most - _REACH, begin + most
        ends = ("\n",) if draft.kind in _LINED else _SENTENCE_END
        cut = max(
            (text.rfind(end, low, high) + len(end) for end in ends if end in text[low:high]),
            default=0,
        )
        cut = cut or text.rfind(" ", low, high) + 1
        if cut <= low:
            cut = high
            while cut > low and unicodedata.combining(text[cut]):
                cut -= 1
            cut = cut if cut > low else high
        cuts.append(cut)
        begin = cut
    return cuts


def _resolved(
    inlines: Iterable[Inline], anchors: Mapping[str, int], length: int
) -> Iterable[Inline]:
    for inline in inlines:
        if inline.style is InlineStyle.LINK and inline.target.startswith("#"):
            place = anchors.get(inline.target[1:])
            if place is not None:
                yield replace(inline, target=f"#{min(place, length)}")
        else:
            yield inline
