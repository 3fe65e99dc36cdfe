"""Headings of a whole book, made consistent: each file begins anew with whatever level its maker chose,
so the table of contents says which is above which, and names the chapters that have no heading."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from closereader.importing.builder import Draft
from closereader.model.document import BlockKind, InlineStyle

_LOWEST = 6
_MAY_BE_HEADING = (BlockKind.PARAGRAPH, BlockKind.QUOTATION)
# How many blocks below the place to which the contents lead its heading may stand.
_REACH = 4
_MOST_HEADING = 200
_LEAST_TEXT = 400


@dataclass(slots=True)
class Target:
    """A line of the contents: `level` from 1, `title`, and the `place` it leads to ("" for none).
    `draft`: what stands there, once `settle` has found it."""

    level: int
    title: str
    place: str
    draft: Draft | None = None


@dataclass(slots=True)
class _Found:
    """Headings by the level that the contents give them, by identity of the draft."""

    levels: dict[int, int] = field(default_factory=dict)
    written: dict[int, int] = field(default_factory=dict)


def settle(pages: Sequence[list[Draft]], targets: Sequence[Target], title: str = "") -> None:
    """Give the headings of all pages levels of one order: the book's title is 1, what the contents name
    first 2, but where all of it stands below the `title`. Chapters without a heading get that of the
    contents."""
    found = _Found()
    drafts_at = {
        name: (page, index)
        for page, drafts in enumerate(pages)
        for index, draft in enumerate(drafts)
        for name, _at in draft.anchors
    }
    tops = [target.title for target in targets if target.level == 1]
    shift = 0 if len(tops) == 1 and len(targets) > 2 and _is_alike(tops[0], title) else 1
    put_in: dict[int, list[tuple[int, Draft]]] = {}
    for target in targets:
        place = drafts_at.get(target.place)
        if place is None:
            continue
        drafts = pages[place[0]]
        level = min(target.level + shift, _LOWEST)
        headings = _headings_at(drafts, place[1], target.title)
        if not headings and _lacks_heading(drafts, place[1]):
            headings = [Draft(BlockKind.HEADING, target.title, level)]
            put_in.setdefault(place[0], []).append((place[1], headings[0]))
        target.draft = headings[0] if headings else drafts[place[1]]
        # The contents of some books part the letters ("T HE S EA").
        target.title = next(
            (h.text for h in headings if _is_same(h.text, target.title)), target.title
        )
        for heading in headings:
            found.levels.setdefault(id(heading), level)
    for page, added in put_in.items():
        for index, heading in reversed(added):
            first = pages[page][index]
            heading.anchors, first.anchors = first.anchors, []
            heading.pages, first.pages = first.pages, []
            pages[page].insert(index, heading)
    _level(pages, found)


def _headings_at(drafts: list[Draft], index: int, title: str) -> list[Draft]:
    """The heading at a place, with those right above it ("Chapter 1" above its title): the one that says
    what the contents say, else the first; a short paragraph that says it where there is none."""
    near: list[Draft] = []
    for draft in drafts[index : index + _REACH]:
        near.append(draft)
        if len(draft.text) > _MOST_HEADING:
            break
    headings = [draft for draft in near if draft.kind is BlockKind.HEADING]
    if not headings:
        alike = [d for d in near if d.kind in _MAY_BE_HEADING and _is_alike(d.text, title)]
        for draft in alike[:1]:
            draft.kind, draft.level = BlockKind.HEADING, 1
            draft.styles = [s for s in draft.styles if s.style is not InlineStyle.STRONG]
        return alike[:1]
    same = next(
        (n for n, draft in enumerate(near) if draft in headings and _is_same(draft.text, title)), 0
    )
    above = near[:same]
    if same and all(draft.kind is BlockKind.HEADING for draft in above):
        return near[: same + 1]
    return [near[same]] if same else headings[:1]


def _lacks_heading(drafts: list[Draft], index: int) -> bool:
    """Whether a chapter begins there that has no heading: at the top of a page, with text below."""
    return index == 0 and sum(len(draft.text) for draft in drafts) >= _LEAST_TEXT


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _is_same(text: str, title: str) -> bool:
    return bool(_bare(text)) and _bare(text) == _bare(title)


def _is_alike(text: str, title: str) -> bool:
    one, other = _bare(text), _bare(title)
    if not one or not other or len(text) > _MOST_HEADING:
        return False
    return (
        one == other
        or (len(one) > 3 and other.endswith(one))
        or (len(one) > 8 and other.startswith(one))
    )


def _level(pages: Sequence[list[Draft]], found: _Found) -> None:
    """Headings that the contents do not name stand below the last that they do, as far as in their file."""
    usual = Counter(
        found.levels[id(draft)] - draft.level
        for drafts in pages
        for draft in drafts
        if id(draft) in found.levels
    )
    if usual:
        shift = usual.most_common(1)[0][0]
    else:
        firsts = Counter(
            next((d.level for d in drafts if d.kind is BlockKind.HEADING), 0) for drafts in pages
        )
        firsts.pop(0, None)
        shift = 2 - firsts.most_common(1)[0][0] if firsts else 0
    for drafts in pages:
        base: tuple[int, int] | None = None
        for draft in drafts:
            if draft.kind is not BlockKind.HEADING:
                continue
            written = draft.level
            if id(draft) in found.levels:
                draft.level = found.levels[id(draft)]
                base = written, draft.level
            elif base is None:
                draft.level = written + shift
            else:
                draft.level = base[1] + max(written - base[0], 0)
            draft.level = min(max(draft.level, 1 if id(draft) in found.levels else 2), _LOWEST)
