"""How wide the columns of a table are, in which type, and which of them stand below others.

No word is broken while there is another way: columns share the width of the text, then that of the
window; the type becomes smaller, as far as it is legible; at last each row is folded, so that its
further columns stand below the first ones, under one another from row to row.
"""

from dataclasses import dataclass, replace

from PySide6.QtGui import QFont, QFontMetricsF

from closereader.gui.reader.look import BlockLook, Matter, ReaderStyle, block_font
from closereader.model.document import Inline

_GAP = 1.3  # between columns, in type sizes
_LEAST_GAP = 0.7
_SMALLEST = 0.84  # of the table's usual type, before columns share the width
_LEGIBLE = 0.62  # of the size of running text, before rows are folded
_LEGIBLE_PX = 12
_NARROWEST = 1.3  # of a column, in type sizes
_INDENT = 1.5  # of what is folded below the only column, in type sizes
HEAD = QFont.Weight.DemiBold


@dataclass(frozen=True, slots=True)
class Cell:
    """Code points `start` to `end` of the block; `row` and `column` from 0; `spans`: alone in its row."""

    start: int
    end: int
    row: int
    column: int
    spans: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """The type, and of each column its left and width and in which line of a folded row it stands,
    from 0; `total`: the width of the table. In pixels."""

    look: BlockLook
    lefts: list[float]
    widths: list[float]
    folds: list[int]
    total: float

    @property
    def is_folded(self) -> bool:
        """Whether rows have several lines of columns."""
        return any(self.folds)


def cells_of(text: str) -> list[Cell]:
    """The cells of a table's text, in its order."""
    found: list[Cell] = []
    start = 0
    lines = text.split("\n")
    is_wide = any("\t" in line for line in lines)
    for row, line in enumerate(lines):
        spans = is_wide and "\t" not in line
        for column, words in enumerate(line.split("\t")):
            found.append(Cell(start, start + len(words), row, column, spans))
            start += len(words) + 1
    return found


def fit(
    style: ReaderStyle, matter: Matter, cells: list[Cell], head: int, column: float, room: float
) -> Fit:
    """The type and the columns of a table that may be `column` pixels wide, or `room` if it must;
    `head`: how many of its rows are its head."""
    found = _Fitting(style, matter, cells, head).best(column, room)
    if any(cell.spans for cell in cells):
        return replace(found, total=max(found.total, column))
    return found


class _Fitting:
    """Of one table: its widths in whichever type."""

    def __init__(self, style: ReaderStyle, matter: Matter, cells: list[Cell], head: int) -> None:
        self._style = style
        self._usual = matter.look
        self._text = matter.text
        self._cells = [cell for cell in cells if not cell.spans]
        self._styled = _styled(matter.inlines, matter.block.start, self._cells)
        self._head = head
        self._count = max((cell.column for cell in self._cells), default=0) + 1

    def best(self, column: float, room: float) -> Fit:
        largest = round(self._style.size * self._usual.scale)
        small = min(round(largest * _SMALLEST), largest)
        floor = min(max(_LEGIBLE_PX, round(self._style.size * _LEGIBLE)), small)
        for size in range(largest, small - 1, -1):
            natural, _ = self._needs(size)
            gap = min(_GAP * size, 0.25 * column / self._count)
            if sum(natural) + gap * (self._count - 1) <= column:
                return self._placed(size, natural, gap)
        tries = [
            (small, column),
            (small, room),
            *((size, room) for size in range(small - 1, floor - 1, -1)),
        ]
        for size, width in tries:
            natural, least = self._needs(size)
            for share in (_GAP, _LEAST_GAP):
                gap = min(share * size, 0.25 * width / self._count)
                left = width - gap * (self._count - 1)
                if sum(least) <= left:
                    return self._placed(size, _shared(natural, least, left, _NARROWEST * size), gap)
        return self._folded(small, room)

    def _needs(self, size: int) -> tuple[list[float], list[float]]:
        """The width of each column with and without broken lines in it."""
        look = replace(self._usual, scale=size / self._style.size)
        plain = _metrics(self._style, look)
        heavy = _metrics(self._style, replace(look, weight=HEAD))
        # As wide as anything that a cell with styles of its own may be set in.
        widest = (
            plain,
            _metrics(self._style, replace(look, weight=QFont.Weight.Bold)),
            _metrics(self._style, replace(look, mono=True, scale=look.scale * 0.85)),
        )
        natural, least = [0.0] * self._count, [0.0] * self._count
        for cell in self._cells:
            words = self._text[cell.start : cell.end]
            for metrics in (
                widest if cell in self._styled else (heavy if cell.row < self._head else plain,)
            ):
                advance = metrics.horizontalAdvance
                # Qt counts in 64ths of a pixel, and letters differ by what stands beside them.
                at = cell.column
                natural[at] = max(natural[at], advance(words) + 1.0)
                least[at] = max(least[at], max(map(advance, words.split()), default=0.0) + 1.0)
        return natural, least

    def _placed(self, size: int, widths: list[float], gap: float) -> Fit:
        lefts = [0.0]
        for width in widths[:-1]:
            lefts.append(lefts[-1] + width + gap)
        look = replace(self._usual, scale=size / self._style.size)
        return Fit(look, lefts, widths, [0] * len(widths), lefts[-1] + widths[-1])

    def _folded(self, size: int, room: float) -> Fit:
        """Rows folded into as few lines as can be, these as even as can be."""
        natural, least = self._needs(size)
        gap = _LEAST_GAP * size
        ways = [
            (max(folds), beside, places, folds)
            for beside in range(1, self._count)
            for places, folds in [_folds(self._count, beside)]
            if beside == 1 or sum(_merged(least, places)) + gap * (beside - 1) <= room
        ]
        if not ways:
            return self._placed(size, [min(least[0], room)], gap)
        _, beside, places, folds = min(ways)
        indent = _INDENT * size if beside == 1 else 0.0
        left = room - indent - gap * (beside - 1)
        needed = [min(width, left) for width in _merged(least, places)]
        widths = _shared(_merged(natural, places), needed, left, _NARROWEST * size)
        placed = self._placed(size, widths, gap)
        return Fit(
            placed.look,
            [
                placed.lefts[place] + (indent if fold else 0.0)
                for place, fold in zip(places, folds, strict=True)
            ],
            [widths[place] for place in places],
            folds,
            placed.total + indent,
        )


def _folds(count: int, beside: int) -> tuple[list[int], list[int]]:
    """Of each column under which of the first `beside` it stands, and in which line of its row. What
    is folded begins under the second, so that the first stands out."""
    places, folds = list(range(beside)), [0] * beside
    for index in range(count - beside):
        fold, place = divmod(index, max(beside - 1, 1))
        places.append(place + 1 if beside > 1 else 0)
        folds.append(fold + 1)
    return places, folds


def _merged(widths: list[float], places: list[int]) -> list[float]:
    found = [0.0] * (max(places) + 1)
    for width, place in zip(widths, places, strict=True):
        found[place] = max(found[place], width)
    return found


def _shared(natural: list[float], least: list[float], room: float, narrowest: float) -> list[float]:
    """Widths that add up to `room` at most, in proportion to what columns hold, none narrower than
    `least`."""
    easy = [max(width, min(narrowest, room / len(least))) for width in least]
    least = easy if sum(easy) <= room else least
    more = [max(width - least[index], 0.0) for index, width in enumerate(natural)]
    share = (room - sum(least)) / max(sum(more), 1.0)
    return [width + extra * min(share, 1.0) for width, extra in zip(least, more, strict=True)]


def _styled(inlines: list[Inline], start: int, cells: list[Cell]) -> set[Cell]:
    """The cells in which a style of its own is set."""
    return {
        cell
        for inline in inlines
        for cell in cells
        if inline.start - start < cell.end and inline.end - start > cell.start
    }


def _metrics(style: ReaderStyle, look: BlockLook) -> QFontMetricsF:
    return QFontMetricsF(with_figures(block_font(style, look)))


def with_figures(font: QFont) -> QFont:
    """As high as capitals and all equally wide, so that they stand under one another."""
    font.unsetFeature(QFont.Tag("onum"))
    font.setFeature(QFont.Tag("lnum"), 1)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
