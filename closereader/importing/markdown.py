"""Markdown (CommonMark, with tables, strike-through, notes and YAML front matter) to a Document."""

from collections.abc import Iterable
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from closereader.importing import front_matter, language, markdown_notes, matter, plain
from closereader.importing.builder import DocumentBuilder, Draft
from closereader.importing.markdown_blocks import TokenWalk
from closereader.importing.titles import fallback_title
from closereader.model.document import BlockKind, Document, Role

# Deeper nesting loses its text; each level takes a few frames of the interpreter.
_MAX_NESTING = 60


def read(text: str, name: str) -> Document:
    """The Document of a normalised Markdown text."""
    meta, body = front_matter.split(text)
    walk = TokenWalk()
    walk.run(_tokens(body))
    drafts = walk.drafts
    found = matter.settle(drafts, meta.title)
    _title_page(drafts, meta, found)
    if not drafts:
        # Nothing but marks, or marks too deep: then they are the text.
        return replace(plain.read(text, name), format="markdown")
    builder = DocumentBuilder()
    builder.extend(drafts)
    first = next((d.text for d in drafts), "")
    return builder.build(
        title=meta.title or found.title or fallback_title(name, first),
        author=meta.author or found.author,
        date=meta.date or found.date,
        language=meta.language or language.guess("\n".join(d.text for d in drafts[:200])),
        format="markdown",
    )


def _tokens(text: str) -> Iterable[Token]:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _MAX_NESTING}).enable(
        ["table", "strikethrough"]
    )
    markdown_notes.install(parser)
    # Which addresses may stay is for `inline.safe_target` to say; of the others the text stays.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser.parse(text)


def _title_page(drafts: list[Draft], meta: front_matter.FrontMatter, found: matter.Matter) -> None:
    """Set what the front matter says, and the text does not, where a title page has it."""
    at = next((i for i, d in enumerate(drafts) if d.role is Role.TITLE), None)
    page = []
    if at is None and meta.title:
        page.append(Draft(BlockKind.HEADING, meta.title, 1, Role.TITLE))
    if meta.subtitle:
        page.append(Draft(BlockKind.METADATA, meta.subtitle, role=Role.SUBTITLE))
    if meta.author and not found.author:
        page.append(Draft(BlockKind.METADATA, meta.author, role=Role.BYLINE))
    if meta.printed_date and not found.date:
        page.append(Draft(BlockKind.METADATA, meta.printed_date, role=Role.DATE))
    begin = 0 if at is None else at + 1
    drafts[begin:begin] = page
