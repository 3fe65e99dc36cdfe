"""Commands on areas: mark a part of a page of the source, which need not have any words; move it."""

from collections.abc import Sequence
from dataclasses import replace

from closereader import anchoring
from closereader.errors import NoSuchPassage
from closereader.i18n import _
from closereader.library import annotations, readings
from closereader.library.wording import clean_comment, clean_tags
from closereader.model.annotation import Annotation, AnnotationId, AnnotationKind
from closereader.model.area import Area, Rect
from closereader.model.colour import Colour
from closereader.model.reading import ReadingId, ReadingText
from closereader.model.source_page import PageHead, SourcePage
from closereader.model.span import Span
from closereader.store import Transaction


def add(
    tx: Transaction,
    reading_id: ReadingId,
    area: Area,
    *,
    colour: Colour = Colour.YELLOW,
    comment: str = "",
    tags: Sequence[str] = (),
) -> Annotation:
    """Mark that part of a page. It stands in the text before the words nearest to it.

    Raises `NoSuchReading`, `NoSuchPassage` where the reading's source has no such page, `InputRefused`
    for a tag or comment that cannot be kept."""
    text = readings.require_text(tx, reading_id)
    area = _kept(area)
    place = place_of(tx, text, area)
    quote = anchoring.describe(text.text, place)
    made = Annotation(
        id=AnnotationId(tx.new_id()),
        reading_id=reading_id,
        reader=tx.reader,
        kind=AnnotationKind.AREA,
        colour=colour,
        start=place.start,
        end=place.end,
        quote="",
        prefix=quote.prefix,
        suffix=quote.suffix,
        comment=clean_comment(comment),
        tags=clean_tags(tags),
        created=tx.now,
        modified=tx.now,
        pass_number=annotations.current_pass(tx, reading_id),
        area=area,
    )
    tx.put(made)
    return made


def set_area(tx: Transaction, annotation_id: AnnotationId, area: Area) -> Annotation:
    """Move it, or make it larger or smaller. Raises `NoSuchPassage` where it is gone, is no area, or the
    source has no such page."""
    (note,) = annotations.require(tx, [annotation_id])
    if note.area is None:
        raise NoSuchPassage(_("This note marks words, not a part of a page."))
    text = readings.require_text(tx, note.reading_id)
    area = _kept(area)
    place = place_of(tx, text, area)
    quote = anchoring.describe(text.text, place)
    moved = replace(
        note,
        area=area,
        start=place.start,
        end=place.end,
        prefix=quote.prefix,
        suffix=quote.suffix,
        modified=tx.now,
    )
    tx.put(moved)
    return moved


def _kept(area: Area) -> Area:
    """As it is kept, and so comes back: in hundredths of a point."""
    left, top, right, bottom = (round(float(edge), 2) for edge in area.rect)
    if not (left < right and top < bottom):
        raise NoSuchPassage(_("This area has no extent."))
    return Area(area.page, Rect(left, top, right, bottom))


def place_of(tx: Transaction, text: ReadingText, area: Area) -> Span:
    """Where an area stands among the words: before the nearest line of its page that does not end above
    it; on a page without words, where the page begins in the text. Raises `NoSuchPassage`."""
    heads = tx.page_heads(text.layout) if text.layout else []
    if area.page >= len(heads):
        raise NoSuchPassage(_("The reading has no such page."))
    page = tx.source_page(text.layout, area.page)
    at = _nearest(page, area) if page is not None and page.lines else _before(heads, area.page)
    at = min(max(at, 0), len(text.text))
    return Span(at, at)


def _nearest(page: SourcePage, area: Area) -> int:
    def far(index: int) -> tuple[float, int]:
        box = page.lines[index].box
        across = max(box.left - area.rect.right, area.rect.left - box.right, 0.0)
        down = max(box.top - area.rect.bottom, area.rect.top - box.bottom, 0.0)
        # Of what is about as near, what comes first.
        return (round((across * across + down * down) ** 0.5 / 4), page.lines[index].start)

    return page.lines[min(range(len(page.lines)), key=far)].start


def _before(heads: Sequence[PageHead], number: int) -> int:
    ends = [span.end for head in heads[:number] for span in head.spans]
    return max(ends, default=0)
