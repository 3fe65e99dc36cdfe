"""Which passages are headings, the title, the authors, list items, captions."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass

from closereader.importing import lists, names, page_text_tags
from closereader.importing.page_text import BOLD, FIXED, ITALIC, RAISED, SMALL_CAPS
from closereader.importing.page_text_markers import marker_of, may_be_initial
from closereader.importing.page_text_passage import ENDS, Measures, Passage
from closereader.model.document import BlockKind, Role

_LONGEST = 220
_NEAR = 6
_NO_HEADING = ("item", "note", "caption", "contents", "cell")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORD = re.compile(r"(?<=\s)[a-zß-öø-ÿ]{3,}(?=[\s,.;:]\s?)(?!\.\S)")
_SECTION = re.compile(
    r"(?:(?:chapter|part|section|kapitel|teil|chapitre|capítulo|capitolo|appendix)\s+(?:\d+|[ivxlc]+|[A-Z])\b"
    r"|(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[^\W\d_])|[IVX]{1,5}\.\s+(?=[^\W\d_])|[A-Z]\.\s+(?=[A-Z][a-z]{2}))",
    re.I,
)
_KNOWN = re.compile(
    r"(?:abstract|summary|introduction|background|methods?|results|discussion|conclusions?|references|"
    r"bibliography|works cited|notes|endnotes|acknowledge?ments?|contents|table of contents|index|preface|"
    r"foreword|appendix|keywords|einleitung|zusammenfassung|literatur(?:verzeichnis)?|inhalt(?:sverzeichnis)?|"
    r"anmerkungen|vorwort|résumé|bibliographie|remerciements|resumen|referencias|bibliografía)[:.]?",
    re.I,
)
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|abb(?:ildung|\.)|figura|plate|illustration|scheme|chart|diagram|photo)\s*\d{1,3}(?:[.:]\d+)?[a-z]?\s*[.:|–—-]?\s",
    re.I,
)
_MARKS = re.compile(r"(?<=[^\W\d_])[\d*∗†‡§¶#$+⋆,]+(?=\s|,|$)|[∗†‡§¶#$+⋆*]")
_NOBODY = re.compile(
    r"universi|institut|department|corporation|college|school|faculty|laborator|\binc\b|\bltd\b|gmbh|"
    r"compan|foundation|press\b|journal|society|academy|research|centre|center|abteilung|fakultät|"
    r"hochschule|kapitel|chapter|volume|\bpart\b|edition|proceedings|conference|technolog|science|street",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Style:
    """How a heading is set."""

    size: float
    is_bold: bool
    is_capital: bool
    is_italic: bool


def tell(passages: Sequence[Passage], usual: Measures) -> None:
    """Say of each passage what it is."""
    for passage in passages:
        if (
            passage.kind is BlockKind.TABLE
            and len(passage.lines) == 1
            and passage.lines[0].line.cells
        ):
            passage.kind = BlockKind.PARAGRAPH
    _close_figures(passages, usual)
    title = (
        page_text_tags.title_of(passages, usual)
        or _title(passages, usual)
        or page_text_tags.first_heading(passages, usual)
    )
    found: list[tuple[Passage, _Style]] = []
    plain: list[Passage] = []
    tagged: list[Passage] = []
    for index, passage in enumerate(passages):
        if passage.kind is not BlockKind.PARAGRAPH or passage is title or not passage.lines:
            continue
        text = passage.text
        told = page_text_tags.kind_of(passage) if usual.told.is_tagged else ""
        if page_text_tags.is_heading(passage, usual):
            tagged.append(passage)
        elif told == "item" and _is_first_of_item(passages, index):
            passage.kind, passage.level = (
                BlockKind.LIST_ITEM,
                max(page_text_tags.level_of(passage), 1),
            )
            marker = marker_of(text[:60])
            passage.marker = marker.length if marker else 0
        elif told in _NO_HEADING:
            plain.append(passage)
        elif _CAPTION.match(text) and len(passage.lines) < 30 and passage.size < 1.1 * usual.size:
            passage.kind = BlockKind.FIGURE
        elif _is_heading(passages, index, usual):
            found.append((passage, _style(passage)))
        else:
            plain.append(passage)
    _tell_items(plain)
    _levels(found, usual, title is not None)
    if tagged:
        _levels_as_told(tagged, [passage for passage, _style_of in found], title)
    if title is not None:
        title.kind, title.level, title.role = BlockKind.HEADING, 1, Role.TITLE


def _is_first_of_item(passages: Sequence[Passage], index: int) -> bool:
    """Whether a passage is the first of its item; further ones are paragraphs."""
    before = passages[index - 1].lines if index else []
    here = passages[index].lines[0].line.tag
    there = before[0].line.tag if before else None
    return here is None or there is None or here.item != there.item or not here.item


def _levels_as_told(
    tagged: Sequence[Passage], others: Sequence[Passage], title: Passage | None
) -> None:
    """Levels as the file says; headings that it does not call so are below."""
    shift = 1 if title is not None and min(map(page_text_tags.level_of, tagged)) == 1 else 0
    deepest = 1
    for passage in tagged:
        passage.kind = BlockKind.HEADING
        passage.level = min(page_text_tags.level_of(passage) + shift, 6)
        deepest = max(deepest, passage.level)
    for passage in others:
        passage.level = min(deepest + 1, 6)


def _close_figures(passages: Sequence[Passage], usual: Measures) -> None:
    """Make one figure of the scattered words of a drawing, which stand before its caption or after."""
    for index, passage in enumerate(passages):
        if not passage.lines or passage.kind is not BlockKind.PARAGRAPH:
            continue
        if not _CAPTION.match(passage.text):
            continue
        words: list[Passage] = []
        for other in reversed(passages[max(index - 80, 0) : index]):
            if not _is_of_drawing(other, passage, usual):
                break
            words.append(other)
        if len(words) < 4:
            continue
        words.reverse()
        words[0].kind = BlockKind.FIGURE
        for other in words[1:]:
            words[0].lines += other.lines
            other.lines, other.kind = [], BlockKind.FIGURE


def _is_of_drawing(passage: Passage, caption: Passage, usual: Measures) -> bool:
    return (
        bool(passage.lines)
        and passage.kind is BlockKind.PARAGRAPH
        and passage.begins == caption.begins
        and len(passage.text) < 60
        and (abs(passage.size - usual.size) > 0.03 * usual.size or len(passage.text) < 30)
        and not _KNOWN.fullmatch(passage.text)
        and not _SECTION.match(passage.text)
        and passage.size < 1.1 * usual.size
    )


def _tell_items(passages: Sequence[Passage]) -> None:
    """Say which of these passages are items of lists: a letter that may be an initial or a number needs
    another that follows, or that it follows, near by."""
    markers = [marker_of(passage.text[:60]) for passage in passages]
    for index, (passage, marker) in enumerate(zip(passages, markers, strict=True)):
        if marker is None:
            continue
        if may_be_initial(passage.text) or marker.style == "[1]":
            before = markers[max(index - _NEAR, 0) : index]
            after = markers[index + 1 : index + 1 + _NEAR]
            if not any(other and lists.follows(other, marker) for other in before) and not any(
                other and lists.follows(marker, other) for other in after
            ):
                continue
        passage.kind, passage.level, passage.marker = BlockKind.LIST_ITEM, 1, marker.length


def _title(passages: Sequence[Passage], usual: Measures) -> Passage | None:
    """The passage in the largest letters at the beginning, if they are larger than the text's."""
    if not passages or not passages[0].lines:
        return None
    first = passages[0].lines[0].line.page
    candidates = [
        p
        for p in passages[:25]
        if p.lines
        and p.lines[0].line.page == first
        and p.size >= 1.15 * usual.size
        and sum(c.isalpha() for c in p.text) >= 4
        and len(p.text) < 300
    ]
    if not candidates:
        return None
    largest = max(p.size for p in candidates)
    title = next(p for p in candidates if p.size >= 0.97 * largest)
    at = passages.index(title)
    # The rest of it may stand apart, as in a centred title of several lines.
    for other in list(passages[at + 1 : at + 4]):
        if not other.lines or abs(other.size - title.size) > 0.03 * title.size:
            break
        if other.begins != first or len(title.text) + len(other.text) > 300:
            break
        title.lines += other.lines
        other.lines, other.kind = [], BlockKind.FIGURE
    return title


def _style(passage: Passage) -> _Style:
    line = passage.lines[0].line
    text = passage.text
    letters = [c for c in text if c.isalpha()]
    return _Style(
        round(line.size * 2) / 2,
        line.share(BOLD) > 0.5,
        (bool(letters) and all(not c.islower() for c in letters)) or line.share(SMALL_CAPS) > 0.5,
        line.share(ITALIC) > 0.7,
    )


def _is_heading(passages: Sequence[Passage], index: int, usual: Measures) -> bool:
    passage = passages[index]
    text = passage.text
    letters = sum(c.isalpha() for c in text)
    if (
        len(text) > _LONGEST
        or len(passage.lines) > 5
        or letters < 2
        or letters < 0.5 * len(text.replace(" ", ""))
    ):
        return False
    line = passage.lines[0].line
    if passage.lines[-1].line.cells:
        return False  # A line of a table of contents.
    marker = marker_of(text)
    if marker is not None and (marker.style == "[1]" or not marker.values):
        return False
    first = passages[0].lines
    if line.turn and first and line.turn != first[0].line.turn:
        return False
    if text[0].islower() or line.share(FIXED) > 0.8 or text.endswith((",", ";")):
        return False
    ratio = passage.size / usual.size
    if ratio >= 1.12:
        return letters >= 3
    if ratio < 0.9:
        return False
    if _KNOWN.fullmatch(text):
        return True
    is_bold = min(part.line.share(BOLD) for part in passage.lines) > 0.85 and not usual.is_bold
    numbered = _SECTION.match(text)
    if is_bold and len(text) < 150:
        return numbered is not None or not text.endswith(".") or len(text) < 60
    style = _style(passage)
    is_capital = style.is_capital and letters >= 4
    if (
        (is_capital or style.is_italic or ratio >= 1.05)
        and len(text) < 100
        and not ENDS.search(text)
    ):
        return _stands_apart(passages, index)
    return (
        numbered is not None
        and len(text) < 90
        and not text.endswith((".", ":", ","))
        and (is_capital and _stands_apart(passages, index))
    )


def _stands_apart(passages: Sequence[Passage], index: int) -> bool:
    """Whether there is more room above it than between lines, and something follows."""
    if index + 1 >= len(passages) or not passages[index + 1].lines:
        return False
    line = passages[index].lines[0]
    if not index or line.is_first or not passages[index - 1].lines:
        return True
    before = passages[index - 1].lines[-1].line
    return before.page != line.line.page or (line.line.base - before.base) > 1.25 * line.lead


def _levels(found: Sequence[tuple[Passage, _Style]], usual: Measures, has_title: bool) -> None:
    """Levels by the size of letters; of equal size the bold and the capital ones are above."""
    counted = Counter(style for _p, style in found)
    ranked = sorted(
        counted,
        key=lambda s: (-s.size, not s.is_bold, not s.is_capital, s.is_italic),
    )
    # Sizes that differ by less than half a point are one.
    level, levels = (2 if has_title else 1), {}
    before: _Style | None = None
    for style in ranked:
        if before is not None and style != before:
            level += 1
        levels[style] = min(level, 6)
        before = style
    for passage, style in found:
        passage.kind, passage.level = BlockKind.HEADING, levels[style]
    # Numbers say how deep a heading is, where they do.
    depths: dict[int, Counter[int]] = {}
    for passage, _style_of in found:
        match = _SECTION.match(passage.text)
        if match is not None and match[1]:
            depths.setdefault(match[1].count(".") + 1, Counter())[passage.level] += 1
    if 1 in depths and len(depths) > 1:
        top = depths[1].most_common(1)[0][0]
        for passage, _style_of in found:
            match = _SECTION.match(passage.text)
            if match is not None and match[1]:
                passage.level = min(top + match[1].count("."), 6)


def authors(passages: Sequence[Passage]) -> tuple[str, list[Passage]]:
    """The authors named under the title, and the passages that name them."""
    at = next((i for i, p in enumerate(passages[:25]) if p.role is Role.TITLE), None)
    if at is None:
        return "", []
    # Words that stand in small letters elsewhere are of a heading, and no names.
    small = frozenset(
        word
        for p in passages
        if len(p.lines) > 3 and p.kind is BlockKind.PARAGRAPH
        for word in _SMALL_WORD.findall(p.text)
    )
    people: list[str] = []
    taken: list[Passage] = []
    for passage in passages[at + 1 : at + 8]:
        text = passage.text
        if not passage.lines or _KNOWN.match(text) or len(text) > 600 or passage.marker:
            break
        by = names.author_of(text)
        found = [by] if by else _people(passage, small)
        if not found:
            if people:
                break
            continue
        people += [name for name in found if name not in people]
        taken.append(passage)
        if by:
            break
    return ", ".join(people[:30]), taken


def _people(passage: Passage, small: Container[str]) -> list[str]:
    """The names a passage consists of; none if it says anything else."""
    if _NOBODY.search(passage.text):
        return []
    found = []
    text = re.sub(r"\s+(?:and|und|et|y|e|&)\s+", ", ", _MARKS.sub(_parting, _unraised(passage)))
    for part in re.split(r"\s*[,;·•|]\s*", text):
        name = " ".join(part.split())
        if not name:
            continue
        if len(name.split()) < 2 or not names.looks_like_name(name):
            return []
        if any(word.lower() in small for word in _WORD.findall(name) if len(word) > 2):
            return []
        found.append(name)
    return found


def _parting(mark: "re.Match[str]") -> str:
    return ", " if "," in mark[0] else " "


def _unraised(passage: Passage) -> str:
    parts = []
    for part in passage.lines:
        letters = list(part.line.text)
        for start, end, flags in part.line.faces:
            if flags & RAISED:
                letters[start:end] = "," * (end - start)
        parts.append("".join(letters))
    return " ".join(parts)
