"""Pages with their columns, of whatever source, to a Document with the place of each code point."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from closereader import confined
from closereader.i18n import _
from closereader.importing import (
    language,
    page_text_flow,
    page_text_furniture,
    page_text_heads,
    page_text_notes,
    page_text_tags,
    page_text_verse,
)
from closereader.importing.hyphens import Hyphens
from closereader.importing.page_text_draft import Composer, Written
from closereader.importing.page_text_furniture import Furniture
from closereader.importing.page_text_passage import Flow, Measures, Passage
from closereader.model.document import Block, BlockKind, Document, PageLabel, Role
from closereader.model.source_page import PageLine, SourcePage


@dataclass(frozen=True, slots=True)
class Reading:
    """A Document of pages, and the code point with which each page begins, by its number."""

    document: Document
    begins: dict[int, int]


def read(flows: Sequence[Flow], format: str, notices: Sequence[str] = ()) -> Reading:
    """The Document of these pages. The flows are used up."""
    furniture, usual = _looked_over(flows)
    notes = page_text_notes.take_out(flows, usual)
    empty = [flow.page.number for flow in flows if flow.page.has_picture and not flow.columns]
    names = _names(flows, furniture)
    said = {
        number: _("[Page {label}: a picture without text]").format(label=names[number])
        for number in empty
    }
    passages = page_text_flow.passages_of(flows, usual, said)
    page_text_heads.tell(passages, usual)
    page_text_verse.tell_quotations([p for p in passages if p.lines], usual)
    author, named = page_text_heads.authors(passages)
    passages = [passage for passage in passages if passage.lines or passage.said]
    for passage in named:
        passage.kind, passage.level, passage.role = BlockKind.METADATA, 0, Role.BYLINE
    ordered = _with_notes(passages, notes.of_page)
    written = [Written(part.line.text) for passage in ordered for part in passage.lines]
    composer = Composer(Hyphens(written), usual, notes.labels)
    for done, passage in enumerate(ordered):
        confined.report(done, len(ordered), _("Putting the text together"))
        composer.add(passage)
    pages = [flow.page for flow in flows]
    document = composer.builder.build(
        format=format, author=author, notices=[*notices, *_without_text(empty, len(pages))]
    )
    places = composer.builder.places
    lines = composer.lines(pages)
    source_pages = tuple(
        SourcePage(page.number, names[page.number], page.width, page.height, tuple(found))
        for page, found in zip(pages, lines, strict=True)
    )
    title = next((block for block in document.blocks if block.role is Role.TITLE), None)
    begins = _begins(source_pages, document.blocks, places)
    whole = replace(
        document,
        title=document.text[title.start : title.end] if title else "",
        language=language.guess(document.text),
        source_pages=source_pages,
        pages=tuple(
            sorted(
                (PageLabel(offset, names[number]) for number, offset in begins.items()),
                key=lambda label: label.offset,
            )
        ),
    )
    return Reading(whole, begins)


def _looked_over(flows: Sequence[Flow]) -> tuple[Furniture, Measures]:
    """What stands on the pages beside the text, now taken out, and what is usual in the text."""
    # In a long book each of these takes a while.
    confined.report(0, len(flows), _("Finding the paragraphs"))
    told = page_text_tags.judge(flows)
    confined.report(0, len(flows), _("Finding the paragraphs"))
    furniture = page_text_furniture.clear(flows, told.has_artifacts)
    confined.report(0, len(flows), _("Finding the paragraphs"))
    usual = page_text_flow.measures_of(flows)
    usual.told = told
    return furniture, usual


def _names(flows: Sequence[Flow], furniture: Furniture) -> list[str]:
    """What each page is called: as its file says where that says more than its place, as is printed
    on it, or by its place."""
    told = [flow.page.label for flow in flows]
    if any(label and label != str(number + 1) for number, label in enumerate(told)):
        return [label or str(number + 1) for number, label in enumerate(told)]
    return [furniture.labels.get(number, str(number + 1)) for number in range(len(flows))]


def _with_notes(
    passages: Sequence[Passage], notes: Mapping[int, Sequence[Passage]]
) -> list[Passage]:
    """The notes of a page after the last passage that begins on it."""
    waiting = sorted(notes)
    ordered: list[Passage] = []
    for passage in passages:
        while waiting and waiting[0] < passage.begins:
            ordered += notes[waiting.pop(0)]
        ordered.append(passage)
    for page in waiting:
        ordered += notes[page]
    return ordered


def _begins(
    pages: Sequence[SourcePage], blocks: Sequence[Block], places: Mapping[str, int]
) -> dict[int, int]:
    """Where each page begins in the text. A note is on its page, but begins none."""
    notes = [(block.start, block.end) for block in blocks if block.kind is BlockKind.NOTE]
    found = {}
    for page in pages:
        starts = _starts(page.lines, notes)
        if f"page {page.number}" in places:
            starts.append(places[f"page {page.number}"])
        if starts:
            found[page.number] = min(starts)
    return found


def _starts(lines: Sequence[PageLine], notes: Sequence[tuple[int, int]]) -> list[int]:
    found = []
    for line in lines:
        index = bisect_right(notes, (line.start, 1 << 60)) - 1
        if index < 0 or line.start >= notes[index][1]:
            found.append(line.start)
    return found


def _without_text(empty: Sequence[int], pages: int) -> list[str]:
    if not empty:
        return []
    if len(empty) == pages:
        return [
            _(
                "All its pages are pictures without text: there are no words to mark or find, "
                "but areas of its pages can be marked."
            )
        ]
    if len(empty) == 1:
        said = _("Page {pages} is a picture without text: it has no words to mark or find.")
    else:
        said = _("Pages {pages} are pictures without text: they have no words to mark or find.")
    return [said.format(pages=_ranges(empty))]


def _ranges(numbers: Sequence[int]) -> str:
    """Pages counted from 1, neighbours as a range."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    shown = [str(a + 1) if a == b else f"{a + 1}–{b + 1}" for a, b in parts[:12]]
    return ", ".join(shown) + (" …" if len(parts) > 12 else "")
