"""Where annotations stand on the own pages of their source, as the pages are shown."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from closereader.model.annotation import AnchorState, Annotation, AnnotationId
from closereader.model.area import Rect
from closereader.model.reading import ReadingText
from closereader.model.source_page import PageHead, SourcePage, page_starts

# A sign of this size stands so far beside the line of a note that marks no words; in points.
_SIGN, _GAP, _EDGE = 7.2, 4.0, 2.0


@dataclass(frozen=True, slots=True)
class ShownQuad:
    """One line of a passage on a page (from 0): its top left, top right, bottom left and bottom right as
    it is read, each as x and y in points from the top left of the page as it is shown."""

    page: int
    corners: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """Where an annotation stands: its lines, in order, or one `point` for a note that marks no words,
    which is the top left of its sign; neither for an area, which says itself where it is."""

    id: AnnotationId
    quads: tuple[ShownQuad, ...] = ()
    point: tuple[float, ...] | None = None
    page: int = 0


def places_of(
    annotations: Sequence[Annotation],
    text: ReadingText,
    heads: Sequence[PageHead],
    page_of: Callable[[int], SourcePage | None],
) -> tuple[OwnPlace, ...]:
    """Of each that stands anywhere on the pages. `page_of`: a page with its lines; asked once for each
    page that has any of them."""
    return tuple(_Places(text, heads, page_of).of(annotations))


class _Places:
    def __init__(
        self,
        text: ReadingText,
        heads: Sequence[PageHead],
        page_of: Callable[[int], SourcePage | None],
    ) -> None:
        self._text = text
        self._heads = heads
        self._page_of = page_of
        self._starts = page_starts(heads)
        self._stretches = sorted(
            (s.start, s.end, head.number) for head in heads for s in head.spans
        )
        self._pages: dict[int, SourcePage | None] = {}

    def of(self, annotations: Sequence[Annotation]) -> Iterator[OwnPlace]:
        # In the order of the text, so that no more than a few pages are held at once.
        for annotation in sorted(annotations, key=lambda each: each.start):
            place = self._place(annotation)
            if place is not None:
                yield place

    def _place(self, annotation: Annotation) -> OwnPlace | None:
        if annotation.anchor is AnchorState.LOST:
            return None
        if annotation.area is not None:
            is_there = annotation.area.page < len(self._heads)
            return OwnPlace(annotation.id, page=annotation.area.page) if is_there else None
        quads = tuple(self._quads(annotation))
        if quads:
            return OwnPlace(annotation.id, quads, page=quads[0].page)
        return self._beside(annotation)

    def _quads(self, annotation: Annotation) -> Iterator[ShownQuad]:
        for number in self._pages_of(annotation.start, annotation.end):
            page = self._page(number)
            for line, rect in page.lines_of(annotation.span) if page else ():
                if rect.width > 0 and rect.height > 0:
                    yield ShownQuad(number, _corners(rect, line.turn))

    def _pages_of(self, start: int, end: int) -> list[int]:
        """The pages that these code points stand on, in their order."""
        first = max(bisect_right(self._stretches, (start,)) - 1, 0)
        found = []
        for low, high, number in self._stretches[first:]:
            if low >= end:
                break
            if high > start and number not in found:
                found.append(number)
        return found

    def _beside(self, annotation: Annotation) -> OwnPlace | None:
        number = self._page_at(annotation.start)
        page = None if number is None else self._page(number)
        if number is None or page is None:
            return None
        line = page.line_at(annotation.start)
        if line is None:
            return OwnPlace(annotation.id, point=(_EDGE, _EDGE), page=number)
        box = line.box
        top = box.top + max((min(box.height, 2 * _SIGN) - _SIGN) / 2, 0)
        left = box.left - _GAP - _SIGN
        point = (
            min(max(left, _EDGE), page.width - _SIGN),
            min(max(top, _EDGE), page.height - _SIGN),
        )
        return OwnPlace(annotation.id, point=point, page=number)

    def _page_at(self, offset: int) -> int | None:
        """The page that the text is on there; of a page that is a picture, by its label."""
        label = None
        index = bisect_right(self._text.pages, offset, key=lambda each: each.offset) - 1
        if index >= 0:
            label = self._text.pages[index].label
        at = bisect_right(self._starts, (offset, len(self._heads))) - 1
        last = self._starts[at][1] if at >= 0 else 0
        if label is not None and (at < 0 or self._heads[last].label != label):
            for head in self._heads:
                if head.label == label and not head.has_text:
                    return head.number
        return last if self._heads else None

    def _page(self, number: int) -> SourcePage | None:
        if number not in self._pages:
            while len(self._pages) > 8:
                del self._pages[next(iter(self._pages))]
            self._pages[number] = self._page_of(number)
        return self._pages[number]


def _corners(rect: Rect, turn: int) -> tuple[float, ...]:
    """Of a line whose writing is turned so by degrees clockwise."""
    left, top, right, bottom = rect
    match turn % 360:
        case 90:
            return (right, top, right, bottom, left, top, left, bottom)
        case 180:
            return (right, bottom, left, bottom, right, top, left, top)
        case 270:
            return (left, bottom, left, top, right, bottom, right, top)
    return (left, top, right, top, left, bottom, right, bottom)
