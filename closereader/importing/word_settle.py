"""Makes sense of the paragraphs of a word processor's file as a whole: its title, headings that are none
by style, captions of pictures, verses and code in several paragraphs, quotations that are only indented."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from closereader.importing import matter, word_numbers
from closereader.importing import punctuation as marks
from closereader.importing.builder import Draft
from closereader.importing.word_flow import Paragraph, Piece, mark_with
from closereader.model.document import BlockKind, InlineStyle, Role

_MAX_TITLE = 200
_MAX_HEADING = 90
_HEAD = 6
_CAPTION = re.compile(
    r"(?:fig(?:ure|ura|\.)?|abb(?:ildung|\.)?|illustration|illus\.|plate|photo(?:graph)?|image|bild|chart|graph|"
    r"diagram|scheme|map|exhibit|图|図)\s*\.?\s*\d",
    re.I,
)
_OF_TABLE = re.compile(r"(?:tab(?:le|elle|leau|la|ella|el|\.)|表)\s*\.?\s*[\dIVX]", re.I)
_BULLET = re.compile(r"([•▪●◦‣∙·○■□➢✓❖])\s+(?=\S)")
_DASH = re.compile(r"(-)\s+(?=\S)")
_BREAK = re.compile(r"[*#•~⁂◆❖✻·\s-]{1,15}")
# The share of a text in letters of a typewriter, above which they mean nothing.
_MOST_TYPED = 0.4
_A_FEW_LINES = 400
# No line of code is so long; prose is.
_LONGEST_TYPED = 240
_QUOTED = 28.0
# Points by which a list in a list is at least set in.
_STEP = 9.0
_QUOTED_BOTH = 14.0
_LONG_QUOTATION = 120
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.VERSE)


def settle(pieces: list[Piece], title: str) -> tuple[list[Draft], matter.Matter]:
    """The drafts in order, and what was found of title, author and date among them. `title`: what the
    file says of itself elsewhere."""
    _typed(pieces)
    pieces = _captioned(pieces)
    size = _body_size(pieces)
    at = _title_at(pieces, title, size)
    _quotations(pieces)
    _typed_bullets(pieces)
    _depths(pieces)
    _headings(pieces, at, size)
    _levels(pieces, at)
    drafts = _gathered(pieces)
    found = matter.around(drafts, _index_of(drafts, None if at is None else pieces[at].draft))
    for draft in drafts:
        if draft.kind is BlockKind.PARAGRAPH and _BREAK.fullmatch(draft.text):
            draft.kind = BlockKind.METADATA
    return drafts, found


def _typed(pieces: list[Piece]) -> None:
    """Letters of a typewriter say nothing where much of the text is in them; and nothing more in code."""
    total = typed = 0
    for piece in pieces:
        total += len(piece.draft.text)
        typed += len(piece.draft.text) if piece.said.is_typed else _length(piece.draft)
    is_usual = total > _A_FEW_LINES and typed > _MOST_TYPED * total
    for piece in pieces:
        if piece.said.is_typed and (is_usual or len(piece.draft.text) > _LONGEST_TYPED):
            piece.draft.kind = piece.said.kind = BlockKind.PARAGRAPH
        if is_usual or piece.draft.kind is BlockKind.CODE:
            styles = piece.draft.styles
            piece.draft.styles = [s for s in styles if s.style is not InlineStyle.CODE]


def _length(draft: Draft) -> int:
    return sum(s.end - s.start for s in draft.styles if s.style is InlineStyle.CODE)


def _captioned(pieces: list[Piece]) -> list[Piece]:
    """Put each caption below (else above) a picture to it."""
    out: list[Piece] = []
    i = 0
    while i < len(pieces):
        piece = pieces[i]
        after = pieces[i + 1] if i + 1 < len(pieces) else None
        if piece.stands_in and after is not None and _is_caption(after):
            mark_with(after.draft, f"{piece.draft.text} ")
            after.draft.kind, after.draft.marker = BlockKind.FIGURE, 0
            piece = after
            i += 1
        elif piece.draft.picture is not None and not piece.draft.text:
            if after is not None and _is_caption(after):
                _give(piece, after)
                i += 1
            elif out and _is_caption(out[-1]) and out[-1].said.kind is BlockKind.FIGURE:
                _give(piece, out.pop())
        out.append(piece)
        i += 1
    return out


def _is_caption(piece: Piece) -> bool:
    draft = piece.draft
    if draft.picture is not None or not draft.text or piece.stands_in:
        return False
    if _OF_TABLE.match(draft.text):
        return False
    return piece.said.kind is BlockKind.FIGURE or (
        draft.kind is BlockKind.PARAGRAPH and _CAPTION.match(draft.text) is not None
    )


def _give(figure: Piece, caption: Piece) -> None:
    figure.draft.text, figure.draft.styles = caption.draft.text, caption.draft.styles
    figure.draft.anchors = figure.draft.anchors + caption.draft.anchors


def _body_size(pieces: Iterable[Piece]) -> float:
    """The size in which most of the text is set, in points; 0 where the file does not say."""
    letters: Counter[float] = Counter()
    for piece in pieces:
        if piece.said.size and piece.draft.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            letters[piece.said.size] += len(piece.draft.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _title_at(pieces: list[Piece], title: str, size: float) -> int | None:
    """Which piece is the title: by its style; by what the file calls itself; the one heading of the
    first level if nothing runs before it; a large or centred bold line at the top."""
    for i, piece in enumerate(pieces[:40]):
        if piece.draft.role is Role.TITLE:
            return i
    top = _top(pieces)
    for i in range(top):
        if title and matter.is_alike(pieces[i].draft.text, title):
            return i
    firsts = [
        i for i, p in enumerate(pieces) if p.draft.kind is BlockKind.HEADING and p.draft.level == 1
    ]
    if len(firsts) == 1 and firsts[0] < top:
        return firsts[0]
    for i in range(top):
        piece = pieces[i]
        if piece.draft.kind is not BlockKind.PARAGRAPH or len(piece.draft.text) > _MAX_TITLE:
            break
        is_large = bool(size) and piece.said.size >= 1.25 * size
        if (is_large or (piece.said.is_centred and _is_bold(piece.draft))) and any(
            c.isalpha() for c in piece.draft.text
        ):
            return i
    return None


def _top(pieces: list[Piece]) -> int:
    """How many pieces stand before the first running text, at most a handful."""
    for i, piece in enumerate(pieces[: _HEAD + 1]):
        if piece.draft.kind in _RUNNING and len(piece.draft.text) > _MAX_TITLE:
            return i
    return min(len(pieces), _HEAD)


def _quotations(pieces: list[Piece]) -> None:
    """A long paragraph set in from both sides, or far from the left where most are not, is quoted."""
    running = [p for p in pieces if p.draft.kind is BlockKind.PARAGRAPH]
    indented = [p for p in running if _is_set_in(p.said)]
    if len(indented) * 3 > len(running):
        return
    for piece in indented:
        if len(piece.draft.text) >= _LONG_QUOTATION:
            piece.draft.kind, piece.draft.level = BlockKind.QUOTATION, 1


def _typed_bullets(pieces: list[Piece]) -> None:
    """A paragraph that begins with a bullet and spaces is an item of a list, though only typed as one."""
    dashed = [
        p.draft.kind is BlockKind.PARAGRAPH and _DASH.match(p.draft.text) is not None
        for p in pieces
    ]
    for i, piece in enumerate(pieces):
        draft = piece.draft
        found = _BULLET.match(draft.text) if draft.kind is BlockKind.PARAGRAPH else None
        if dashed[i] and (any(dashed[i + 1 : i + 2]) or (i and dashed[i - 1])):
            # One alone may be speech.
            found = _DASH.match(draft.text)
        if found is None:
            continue
        shift = found.end()
        draft.text = draft.text[shift:]
        draft.styles = [
            replace(s, start=max(s.start - shift, 0), end=s.end - shift)
            for s in draft.styles
            if s.end > shift
        ]
        draft.anchors = [(name, max(at - shift, 0)) for name, at in draft.anchors]
        mark_with(draft, f"{word_numbers.bullet(found[1])} ")
        draft.kind, draft.level = BlockKind.LIST_ITEM, 1
        piece.said.depth = max(piece.said.indent[0], 0.0)


def _depths(pieces: list[Piece]) -> None:
    """A list that is set in below another list's item is in that item, though it is a list of its own."""
    outer: list[tuple[float, int]] = []
    for piece in pieces:
        if piece.draft.kind is not BlockKind.LIST_ITEM:
            outer.clear()
            continue
        depth = piece.said.depth
        while outer and outer[-1][0] > depth - _STEP:
            outer.pop()
        least = outer[-1][1] + 1 if outer else 1
        piece.draft.level = min(max(piece.draft.level, least), 6)
        outer.append((depth, piece.draft.level))


def _is_set_in(said: Paragraph) -> bool:
    left, right = said.indent
    return not said.is_centred and (
        left >= _QUOTED or (left >= _QUOTED_BOTH and right >= _QUOTED_BOTH)
    )


def _headings(pieces: list[Piece], at: int | None, size: float) -> None:
    """Short lines in bold or large before running text are headings, where a file has no others. What is
    a heading anyway is not also bold."""
    if not any(p.draft.kind is BlockKind.HEADING for i, p in enumerate(pieces) if i != at):
        for i, (piece, after) in enumerate(pairwise(pieces)):
            if i != at and _is_heading(piece, after, size):
                piece.draft.kind, piece.draft.level = BlockKind.HEADING, 1
    if at is not None:
        pieces[at].draft.kind, pieces[at].draft.level = BlockKind.HEADING, 1
        pieces[at].draft.role, pieces[at].draft.marker = Role.TITLE, 0
    for piece in pieces:
        if piece.draft.kind is BlockKind.HEADING:
            for look in (InlineStyle.STRONG, InlineStyle.EMPHASIS, InlineStyle.SMALL_CAPS):
                _take_off(piece.draft, look)


def _take_off(draft: Draft, look: InlineStyle) -> None:
    """A look that all of a heading has stands out for nothing."""
    if _share(draft, look) >= 0.9:
        draft.styles = [style for style in draft.styles if style.style is not look]


def _is_heading(piece: Piece, after: Piece, size: float) -> bool:
    if piece.draft.kind is not BlockKind.PARAGRAPH:
        return False
    text = piece.draft.text
    if len(text) > _MAX_HEADING or not any(c.isalpha() for c in text):
        return False
    if marks.last_mark(text) in ".,;:" or marks.starts_lower(text):
        return False
    follows = after.draft.kind in (*_RUNNING, BlockKind.LIST_ITEM, BlockKind.TABLE)
    is_large = bool(size) and piece.said.size >= 1.15 * size
    return follows and (is_large or _is_bold(piece.draft)) and not _is_bold(after.draft)


def _is_bold(draft: Draft) -> bool:
    return _share(draft, InlineStyle.STRONG) >= 0.9


def _share(draft: Draft, look: InlineStyle) -> float:
    length = sum(s.end - s.start for s in draft.styles if s.style is look)
    return length / max(len(draft.text), 1)


def _levels(pieces: list[Piece], at: int | None) -> None:
    """Under a title the headings stand a level lower; where a file begins at its third level, it is
    taken for the first."""
    headings = [
        p.draft
        for i, p in enumerate(pieces)
        if i != at and p.draft.kind is BlockKind.HEADING and p.draft.role is Role.NONE
    ]
    if not headings:
        return
    shift = min(draft.level for draft in headings) - (1 if at is None else 2)
    for draft in headings:
        draft.level = min(max(draft.level - shift, 1), 6)


def _gathered(pieces: list[Piece]) -> list[Draft]:
    """Paragraphs of verse or of code one after another are the lines of one block."""
    out: list[Draft] = []
    before: Piece | None = None
    for piece in pieces:
        kind = piece.said.kind
        if (
            before is not None
            and kind in (BlockKind.VERSE, BlockKind.CODE)
            and before.said.kind is kind
            and piece.draft.kind is kind
            and out[-1].kind is kind
            and len(out[-1].text) < 20_000
        ):
            _append_line(out[-1], piece.draft)
        else:
            out.append(piece.draft)
        before = piece
    for draft in out:
        if draft.kind is BlockKind.VERSE and "\n" not in draft.text and len(draft.text) > 200:
            draft.kind = BlockKind.PARAGRAPH
    return out


def _append_line(draft: Draft, line: Draft) -> None:
    shift = len(draft.text) + 1
    draft.text = f"{draft.text}\n{line.text}"
    for style in line.styles:
        draft.styles.append(
            type(style)(style.start + shift, style.end + shift, style.style, style.target)
        )
    draft.anchors += [(name, at + shift) for name, at in line.anchors]


def _index_of(drafts: list[Draft], wanted: Draft | None) -> int | None:
    return next((i for i, draft in enumerate(drafts) if draft is wanted), None)
