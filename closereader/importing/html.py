"""HTML to a Document: the page's main part, walked without recursion into blocks of our own.

Nothing is loaded and nothing is run: pictures, styles, frames and scripts are not even looked at
beyond their alternative text. Links stay only to http, https, mailto and places in the page itself.
"""

from dataclasses import replace
from itertools import pairwise

from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import (
    html_main,
    html_meta,
    html_tree,
    language,
    matter,
    note_marks,
    plain,
)
from closereader.importing import punctuation as marks
from closereader.importing.builder import DocumentBuilder, Draft
from closereader.importing.html_blocks import BlockWalk, ShowPicture
from closereader.importing.titles import fallback_title
from closereader.model.document import BlockKind, Document, InlineStyle, Role

# A page that is one <pre> is a plain text in a frame: laid out as one.
_FRAMED = 0.7
_MAX_BOLD = 90


def read(text: str, name: str) -> Document:
    """The Document of a normalised HTML page. Raises `UnreadableFile` if there is no text in it."""
    root = html_tree.parse(text)
    if root is None:
        return _flat(text, name)
    meta = html_meta.read_meta(root)
    outside = _title_outside(root)
    part = html_main.main_part(root)
    framed = _framed_text(part)
    if framed:
        document = plain.read(framed, name)
        return _with_meta(document, meta)
    drafts = blocks_of(part)
    if outside and not any(d.kind is BlockKind.HEADING and d.level == 1 for d in drafts):
        drafts.insert(0, Draft(BlockKind.HEADING, outside, 1, Role.TITLE))
    found = matter.settle(drafts, meta.title)
    _bold_headings(drafts)
    builder = DocumentBuilder()
    builder.extend(drafts)
    first = next((d.text for d in drafts), "")
    return builder.build(
        title=found.title or meta.title or fallback_title(name, first),
        author=meta.author or found.author,
        date=meta.date or found.date,
        language=meta.language or language.guess("\n".join(d.text for d in drafts[:200])),
        format="html",
    )


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
        text = " ".join(heading.text_content().split())
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
        author=document.author or meta.author,
        date=document.date or meta.date,
        language=meta.language or document.language,
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
