"""Which blocks of a page are the reading.

Three are asked: the page's own markup (`html_main`), what a block looks like, and trafilatura, a
maintained library that knows how sites are built. It says only *which words* are the article; the
blocks, their structure, links, notes and pictures are our own, since its output has lost them.
"""

import contextlib
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

import lxml.etree

from closereader.importing import dates, matter, names
from closereader.importing.builder import Draft
from closereader.importing.html_main import Element
from closereader.model.document import BlockKind, Role

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+")
_RUN = 4
# Measured on 181 pages of article-extraction-benchmark, 60 of Readability's and 990 of trafilatura's.
_TOLD = 0.6
_SURELY_PROSE = 400
_PROSE = 60
_LASTING_PROSE = 250
_PLAINLY_UNLINKED = 0.05
_MOST_LINKED = 0.2
_MAX_JUNK = 90
_LIKE_A_BOOK = 0.03
_MOST_ELEMENTS = 60_000
_STRUCTURE = frozenset(
    {
        BlockKind.TABLE,
        BlockKind.CODE,
        BlockKind.VERSE,
        BlockKind.NOTE,
        BlockKind.LIST_ITEM,
        BlockKind.QUOTATION,
        BlockKind.FIGURE,
    }
)
_WHOLE = (BlockKind.VERSE, BlockKind.NOTE, BlockKind.QUOTATION)
_LEADING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FIGURE, BlockKind.TABLE)
_MOST_LEADING = 25
_NEAR = 12
_LISTED = (BlockKind.LIST_ITEM, BlockKind.TABLE, BlockKind.NOTE, BlockKind.CODE)
_LISTED_LENGTH = 30
_ABOVE = (BlockKind.FIGURE, BlockKind.HEADING)
_JUNK = re.compile(
    r"(?:advert(?:isement|s)?|anzeige|werbung|publicit[ée]|publicidade?|iklan|sponsored(?: content)?|"
    r"promoted|share(?: this.*)?|share on .*|tweet|e-?mail|print|comments?|kommentare?|\d+ comments?|"
    r"leave a (?:comment|reply).*|post (?:a )?comment.*|continue reading.*|read more|read next|"
    r"weiterlesen|skip (?:to|navigation).*|subscribe(?: now| to .*)?|sign up.*|follow us.*|close|"
    r"play now|loading\W*|processing\W*|click here .*|tags?\s*:.*|filed under.*|categor(?:y|ies)\s*:.*|"
    r"related(?: (?:articles?|posts?|stories|topics|content))?|you may also like\W*|also read\W.*|"
    r"recommended(?: for you)?|more (?:from|on|in) .{1,60}|view (?:all|comments).*|"
    r"most (?:read|popular|viewed).*|newsletters?|privacy policy.*|all rights reserved.*|"
    r"like this story.*|\d+ (?:more )?repl(?:y|ies)|\d+ (?:accesses|citations|altmetric|shares|views|likes)|"
    r"image|enlarge image|get short url|"
    r"join the conversation)",
    re.I,
)
_AFTERWARDS = re.compile(
    r"(?:related(?: .{1,30})?|you (?:may|might) (?:also )?(?:like|enjoy).*|trending.*|up next|"
    r"while you are here.*|(?:most )?popular (?:stories|posts|articles|now).*|top stories|"
    r"(?:more|read) (?:from|next|stories|great).{0,40}|recommended.*|our latest .*|"
    r"latest (?:news|stories|posts).*|top rated comments|\d* ?comments?|kommentare|"
    r"leave a (?:comment|reply)|what to read next|share this.*|mehr zum thema|"
    r"das könnte (?:sie|dich).*|leia (?:também|mais).*|à lire (?:aussi|également).*|newsletters?)\W*",
    re.I,
)
_BULLETS = "•-–*|:>» "
_SENTENCE = '.!?”"’»…。！？'


@dataclass(slots=True)
class Told:
    """The words a library takes for the article: runs of four and three of them, and its short lines."""

    runs: frozenset[int]
    lines: frozenset[tuple[str, ...]]
    threes: frozenset[int]

    def share(self, text: str) -> float:
        """How much of `text` is in it."""
        words = _WORD.findall(text.casefold())
        if len(words) < _RUN:
            in_line = len(words) == _RUN - 1 and hash(tuple(words)) in self.threes
            return float(in_line or tuple(words) in self.lines)
        runs = [hash(tuple(words[i : i + _RUN])) for i in range(len(words) - _RUN + 1)]
        return sum(run in self.runs for run in runs) / len(runs)


def told_by_library(root: Element) -> Told | None:
    """What trafilatura takes for the article of a page; None where it finds none or fails. It may
    change the root."""
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        return None
    # Here alone: it takes a fifth of a second, and text and books have no use for it.
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    text = None
    # Whatever it stumbles over, the page can be read without it.
    with contextlib.suppress(
        ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError,
        AssertionError, lxml.etree.LxmlError,
    ):  # fmt: skip
        text = trafilatura.extract(
            root, include_comments=False, include_tables=True, favor_precision=True
        )
    if not text:
        return None
    runs: set[int] = set()
    threes: set[int] = set()
    lines: set[tuple[str, ...]] = set()
    for line in text.split("\n"):
        words = _WORD.findall(line.casefold())
        if len(words) < _RUN:
            lines.add(tuple(words))
        runs.update(hash(tuple(words[i : i + _RUN])) for i in range(len(words) - _RUN + 1))
        threes.update(hash(tuple(words[i : i + _RUN - 1])) for i in range(len(words) - _RUN + 2))
    return Told(frozenset(runs), frozenset(lines), frozenset(threes))


def choose(
    drafts: Sequence[Draft],
    doubtful: set[int],
    linked: dict[int, float],
    told: Told | None,
    title: str,
    summary: str = "",
) -> list[Draft]:
    """The blocks of the article among all of a page. `doubtful`, `linked`: as `html_blocks.BlockWalk`
    has them; `title`, `summary`: what the page says of itself."""
    main = [id(draft) not in doubtful for draft in drafts]
    shares = [linked.get(id(draft), 0.0) for draft in drafts]
    kept = _voted(drafts, main, shares, told)
    if not any(kept):
        return [draft for draft, is_main in zip(drafts, main, strict=True) if is_main]
    begin = _after_leading(drafts, kept, title)
    end = _end(drafts, main, shares, len(kept) - kept[::-1].index(True))
    start = _head(drafts, main, kept, begin, title, summary)
    _fill(drafts, main, shares, kept, start, end)
    _leave_out(drafts, kept)
    if told is not None:
        _drop_last_headings(drafts, kept)
    for i in range(end, len(drafts)):
        if drafts[i].kind is BlockKind.NOTE and main[i]:
            kept[i] = True
    return [draft for draft, is_kept in zip(drafts, kept, strict=True) if is_kept]


def _end(drafts: Sequence[Draft], main: list[bool], shares: list[float], end: int) -> int:
    """Where the article ends: a list or table right after its last words, perhaps under a heading (of
    sources, say), still belongs to it."""
    i = end
    while i < len(drafts) and main[i]:
        draft = drafts[i]
        is_stanza = draft.kind is BlockKind.VERSE and drafts[i - 1].kind is BlockKind.VERSE
        is_listed = draft.kind in _LISTED and shares[i] < 0.5
        is_prose = (
            draft.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION)
            and len(draft.text) >= _LASTING_PROSE
            and shares[i] < _PLAINLY_UNLINKED
            and draft.text[-1] in _SENTENCE
        )
        if is_stanza or is_prose or (is_listed and len(draft.text) >= _LISTED_LENGTH):
            end = i + 1
        elif draft.kind is not BlockKind.HEADING or i > end:
            break
        i += 1
    return end


def _voted(
    drafts: Sequence[Draft], main: list[bool], shares: list[float], told: Told | None
) -> list[bool]:
    """Running text that the library, or the markup and its length, say is the article's."""
    if told is None:
        return list(main)
    return [
        (draft.role is Role.NONE and told.share(draft.text) >= _TOLD)
        or (
            is_main
            and draft.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.LIST_ITEM)
            and len(draft.text) >= _SURELY_PROSE
            and share < _MOST_LINKED
        )
        for draft, is_main, share in zip(drafts, main, shares, strict=True)
    ]


def _fill(
    drafts: Sequence[Draft],
    main: list[bool],
    shares: list[float],
    kept: list[bool],
    begin: int,
    end: int,
) -> None:
    """What stands within the article and has its structure, or reads like it, belongs to it; headings
    where what they are over does."""
    for i in range(begin, end):
        draft, share = drafts[i], shares[i]
        if kept[i] or not main[i]:
            continue
        if draft.kind in _WHOLE:
            kept[i] = True  # A poem or a note may be one link.
        elif draft.kind in _STRUCTURE:
            kept[i] = share < 0.5
        elif draft.kind is BlockKind.PARAGRAPH and len(draft.text) >= _PROSE:
            is_sentence = len(draft.text) >= 100 or draft.text[-1] in _SENTENCE
            kept[i] = share < 0.3 and is_sentence
        elif draft.kind is BlockKind.METADATA and draft.role is Role.NONE:
            kept[i] = True  # A break between scenes.
    for i in range(end - 2, begin - 1, -1):
        if main[i] and drafts[i].kind is BlockKind.HEADING and kept[i + 1]:
            kept[i] = True


def _after_leading(drafts: Sequence[Draft], kept: list[bool], title: str) -> int:
    """The first block of the article: lines that lead through a site, before the heading with the page's
    title, are none of it."""
    begin = kept.index(True)
    for i in range(begin, min(begin + _MOST_LEADING, len(drafts))):
        draft = drafts[i]
        if draft.kind is BlockKind.HEADING and matter.is_alike(draft.text, title):
            for before in range(begin, i):
                if drafts[before].kind in _LEADING:
                    kept[before] = False
            return kept.index(True)
        is_short = len(draft.text) < _PROSE or (
            len(draft.text) <= _MAX_JUNK and draft.text[-1:] not in _SENTENCE
        )
        if kept[i] and draft.kind in _LEADING and (draft.picture is not None or not is_short):
            break
    return begin


def _head(
    drafts: Sequence[Draft],
    main: list[bool],
    kept: list[bool],
    begin: int,
    title: str,
    summary: str,
) -> int:
    """Above the first words of the article stand its title, standfirst, byline, date and first picture.
    Returns where the title is, or what else is first."""
    start = next(
        (
            i
            for i in range(begin, -1, -1)
            if (drafts[i].kind is BlockKind.HEADING and drafts[i].level == 1)
            or (
                drafts[i].kind not in _LISTED
                and len(drafts[i].text) <= 300
                and matter.is_alike(drafts[i].text, title)
            )
        ),
        None,
    )
    if start is None:
        start = begin
        while start > 0 and main[start - 1] and drafts[start - 1].kind in _ABOVE:
            start -= 1
    if start > 0 and drafts[start - 1].kind is BlockKind.HEADING and drafts[start - 1].level == 1:
        start -= 1  # What was alike is the line below the title.
    for i in range(start, begin):
        draft = drafts[i]
        says_who = names.author_of(draft.text) != "" or dates.is_date_line(draft.text)
        is_near = i > begin - _NEAR and len(draft.text) <= _MAX_JUNK
        kept[i] = (
            i == start
            or (says_who and (main[i] or is_near))
            or _is_summary(draft, summary)
            or (
                main[i]
                and (
                    draft.role is not Role.NONE
                    or (draft.kind is BlockKind.FIGURE and draft.picture is not None)
                    or (draft.kind is BlockKind.HEADING and i == start + 1)
                )
            )
        )
    return start


def _is_summary(draft: Draft, summary: str) -> bool:
    """Whether a line above the text says what the page's head says of it."""
    return (
        draft.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        and len(draft.text) >= _PROSE
        and matter.is_alike(draft.text[:_PROSE], summary[:_PROSE])
    )


def _leave_out(drafts: Sequence[Draft], kept: list[bool]) -> None:
    """Lines that stand between the paragraphs of many sites, and what comes after its end."""
    whole = sum(len(draft.text) for draft, is_kept in zip(drafts, kept, strict=True) if is_kept)
    so_far = 0
    for i, draft in enumerate(drafts):
        if not kept[i]:
            continue
        words = draft.text.strip(_BULLETS) if len(draft.text) <= _MAX_JUNK else ""
        is_line = draft.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)
        if words and is_line and _JUNK.fullmatch(words):
            kept[i] = False
        if words and so_far > 0.5 * whole and is_line and _AFTERWARDS.fullmatch(words):
            kept[i:] = [
                is_kept and draft.kind is BlockKind.NOTE
                for draft, is_kept in zip(drafts[i:], kept[i:], strict=True)
            ]
            return
        so_far += len(draft.text)


def _drop_last_headings(drafts: Sequence[Draft], kept: list[bool]) -> None:
    """Headings with nothing below them, at the end, are those of other articles."""
    for i in reversed(range(len(drafts))):
        if kept[i]:
            if drafts[i].kind is not BlockKind.HEADING or drafts[i].level == 1:
                return
            kept[i] = False


def is_all_reading(share: float, linked: float) -> bool:
    """Whether a page is nothing but its text, as a chapter of a book put on the web is: then its markup
    is right, and who knows sites would only look for menus in it. `share`, `linked`: as of
    `html_main.Page`."""
    return share > 0.95 and linked < _LIKE_A_BOOK
