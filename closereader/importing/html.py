"""HTML to a Document: the blocks of a page, and of them those of its article.

Nothing is loaded and nothing is run: styles, frames and scripts are not even looked at, and of pictures
only those that came with the page. Links stay only to http, https, mailto and places in the page itself.
"""

import copy
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import pairwise

from closereader import confined
from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import (
    html_article,
    html_main,
    html_markup,
    html_meta,
    html_pictures,
    html_tree,
    language,
    matter,
    note_marks,
    plain,
    printed_pages,
)
from closereader.importing import punctuation as marks
from closereader.importing.builder import DocumentBuilder, Draft
from closereader.importing.html_blocks import BlockWalk, ShowPicture
from closereader.importing.html_pictures import PagePictures
from closereader.importing.titles import fallback_title
from closereader.model.document import BlockKind, Document, InlineStyle, Role

# A page that is one <pre> is a plain text in a frame: laid out as one.
_FRAMED = 0.7
_MAX_BOLD = 90
# A share of the page's words; less is what menus and the like take on any site.
_MUCH_LEFT_OUT = 0.5


@dataclass(frozen=True, slots=True)
class Saved:
    """How a page was saved. `address`: from where on the web; `pictures`: those that came with it;
    `is_whole`: whether all of it is wanted and not the article alone."""

    address: str = ""
    pictures: PagePictures | None = None
    is_whole: bool = False


def read(text: str, name: str, saved: Saved | None = None) -> Document:
    """The Document of a normalised HTML page. Raises `UnreadableFile` if there is no text in it."""
    saved = saved or Saved()
    root = html_tree.parse(text)
    if root is None:
        return _flat(text, name)
    meta = html_meta.read_meta(root, text, saved.address)
    html_pictures.unwrap_fallbacks(root)
    html_markup.settle(root, meta.address)
    pages = printed_pages.take_out(root)
    outside = _title_outside(root)
    asked = None if saved.is_whole else copy.deepcopy(root)
    page = html_main.look_at(root, html_main.is_hidden if saved.is_whole else None)
    framed = _framed_text(page.part)
    if framed:
        return _with_meta(plain.read(framed, name), meta)
    drafts, left_out = _drafts(page, asked, meta, saved)
    if not drafts and not saved.is_whole:
        return read(text, name, replace(saved, is_whole=True))
    if outside and not _has_title(drafts, meta.title):
        drafts.insert(0, Draft(BlockKind.HEADING, outside, 1, Role.TITLE))
    drafts = html_pictures.without_repeats(drafts, outside or meta.title)
    if saved.pictures is not None:
        drafts = saved.pictures.take(drafts)
    printed_pages.give(drafts, pages)
    found = matter.settle(drafts, meta.title)
    _bold_headings(drafts)
    builder = DocumentBuilder()
    builder.extend(drafts)
    first = next((d.text for d in drafts), "")
    return builder.build(
        title=found.title or meta.title or fallback_title(name, first),
        author=meta.author or found.author or meta.byline,
        date=meta.date or found.date,
        language=meta.language or language.guess("\n".join(d.text for d in drafts[:200])),
        format="html",
        source=meta.source,
        notices=[_told_left_out(left_out)] if left_out > _MUCH_LEFT_OUT else [],
    )


def _drafts(
    page: html_main.Page, asked: html_main.Element | None, meta: html_meta.PageMeta, saved: Saved
) -> tuple[list[Draft], float]:
    """The blocks of the article, or of the whole page where nobody is `asked`, and how much of the page's
    words was left out."""
    show = saved.pictures.show if saved.pictures is not None else None
    outside: Collection[html_main.Element] = frozenset() if asked is None else page.outside()
    walk = BlockWalk(beside=outside) if show is None else BlockWalk(show, outside)
    walk.run(page.body, with_menus=asked is None)
    if asked is None:
        note_marks.settle_linked(walk.drafts)
        return walk.drafts, 0.0
    confined.report(0, 0, _("Looking for the article"))
    is_simple = html_article.is_all_reading(page.share, page.linked)
    told = None if is_simple else html_article.told_by_library(asked)
    drafts = html_article.choose(
        walk.drafts, walk.doubtful, walk.linked, told, meta.title, meta.summary
    )
    note_marks.settle_linked(drafts)
    kept = sum(len(draft.text) for draft in drafts if draft.kind is not BlockKind.FIGURE)
    return drafts, max(0.0, 1 - kept / max(page.seen, 1))


def _has_title(drafts: list[Draft], title: str) -> bool:
    """Whether a heading of the highest level is there, or one that says the title of the page."""
    headings = [draft for draft in drafts if draft.kind is BlockKind.HEADING]
    return any(one.level == 1 for one in headings) or any(
        matter.is_alike(one.text, title) for one in headings[:2]
    )


def _told_left_out(share: float) -> str:
    return _(
        "This is the article of the page; {share} % of the page's words, such as menus and comments, were "
        "left out. “{whole}” in the File menu brings them in."
    ).format(share=min(round(share * 100), 99), whole=_("Show the whole page"))


def _bold_headings(drafts: list[Draft]) -> None:
    """A short paragraph all in bold before running text is a heading, where a page has no others."""
    if any(d.kind is BlockKind.HEADING and d.level > 1 for d in drafts):
        return
    for draft, after in pairwise(drafts):
        if draft.kind is not BlockKind.PARAGRAPH or len(draft.text) > _MAX_BOLD:
            continue
        bold = sum(s.end - s.start for s in draft.styles if s.style is InlineStyle.STRONG)
        unended = marks.last_mark(draft.text) not in ".,;:" and not marks.starts_lower(draft.text)
        if bold >= len(draft.text) and unended and after.kind is BlockKind.PARAGRAPH:
            draft.kind, draft.level = BlockKind.HEADING, 2
            draft.styles = [s for s in draft.styles if s.style is not InlineStyle.STRONG]


def blocks_of(part: html_main.Element, show: ShowPicture | None = None) -> list[Draft]:
    """The blocks of an element of a page; `show` gives its pictures."""
    walk = BlockWalk() if show is None else BlockWalk(show)
    walk.run(part)
    note_marks.settle_linked(walk.drafts)
    return walk.drafts


def fragment_blocks(text: str) -> list[Draft]:
    """The blocks of a piece of HTML that stands in a text of another format."""
    root = html_tree.parse(f"<html><body>{text}</body></html>")
    if root is None:
        return [Draft(BlockKind.PARAGRAPH, line) for line in html_tree.flat_paragraphs(text)]
    return blocks_of(html_main.main_part(root))


def _title_outside(root: html_main.Element) -> str:
    """The page's first heading of level 1, which may stand outside its main part."""
    for heading in root.iter("h1"):
        shown = (
            (one.text or "" if not html_main.is_unseen(one) else "")
            + (one.tail or "" if one is not heading else "")
            for one in heading.iter()
        )
        text = " ".join("".join(shown).split())
        if text and not any(html_main.is_unseen(e) for e in (heading, *heading.iterancestors())):
            return text[:500]
    return ""


def _framed_text(part: html_main.Element) -> str:
    """The text of the one <pre> that is nearly all of the page; "" if there is none."""
    frames = list(part.iter("pre"))
    if len(frames) != 1 or frames[0].find(".//code") is not None:
        return ""
    inside = frames[0].text_content()
    whole = sum(len(t.strip()) for t in part.itertext())
    return inside if len(inside.strip()) > max(_FRAMED * whole, 400) else ""


def _with_meta(document: Document, meta: html_meta.PageMeta) -> Document:
    return replace(
        document,
        format="html",
        author=document.author or meta.author or meta.byline,
        date=document.date or meta.date,
        language=meta.language or document.language,
        source=meta.source,
    )


def _flat(text: str, name: str) -> Document:
    lines = html_tree.flat_paragraphs(text)
    if not lines:
        raise UnreadableFile(name, _("There is no text in it. Choose a file with text in it."))
    builder = DocumentBuilder()
    builder.extend(Draft(BlockKind.PARAGRAPH, line) for line in lines)
    return builder.build(
        title=fallback_title(name, lines[0]),
        language=language.guess(text),
        format="html",
        notices=[
            _("The page is built too deeply for its structure to be kept; only its text was taken.")
        ],
    )
