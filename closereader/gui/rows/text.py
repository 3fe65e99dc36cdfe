"""Short texts set in lines of a fixed height, cut at a word after so many; drawn, not edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from closereader.text.scripts import is_right_to_left, upright
from closereader.text.utf16 import Utf16Map

_ENDLESS = 10_000
_ELLIPSIS = "…"


@dataclass(frozen=True)
class Run:
    """Code points `start` to `end` of a text are set otherwise than the rest."""

    start: int
    end: int
    format: QTextCharFormat


class Lines:
    """A text that is laid out. `height` is in pixels; `is_cut`: not all of it is shown."""

    def __init__(
        self, layout: QTextLayout, height: int, width: float, line_height: int, is_cut: bool
    ) -> None:
        self._layout = layout
        self._line_height = line_height
        self.height = height
        self.width = width
        self.is_cut = is_cut

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self._layout.lineCount()

    def offset_at(self, x: float, y: float) -> int | None:
        """The code point under a point from its upper left corner; None beside the words."""
        number = int(y // self._line_height)
        if not 0 <= number < self.count or y < 0:
            return None
        line = self._layout.lineAt(number)
        if not line.naturalTextRect().adjusted(0, -99, 0, 99).contains(QPointF(x, line.y())):
            return None
        position = line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
        return Utf16Map(self._layout.text()).offset(position)

    def box(self, start: int, end: int) -> QRectF:
        """Round code points `start` to `end`, as far as they are on the line they begin on."""
        units = Utf16Map(self._layout.text())
        first, last = units.position(start), units.position(end)
        line = self._layout.lineForTextPosition(first)
        if not line.isValid():
            return QRectF()
        last = min(last, line.textStart() + line.textLength())
        ends = sorted(cast("tuple[float, int]", line.cursorToX(at))[0] for at in (first, last))
        return QRectF(ends[0], line.y(), ends[1] - ends[0], line.height())

    def draw(self, painter: QPainter, x: float, y: float, ink: QColor) -> None:
        """Draw it with its upper left corner there; runs with a colour of their own keep it."""
        painter.setPen(ink)
        self._layout.draw(painter, QPointF(x, y))


def lay_out(
    text: str,
    font: QFont,
    width: float,
    line_height: int,
    *,
    runs: Sequence[Run] = (),
    most: int = _ENDLESS,
) -> Lines:
    """Set `text` in lines `width` pixels wide; after `most` lines it is cut at a word with "…".

    The direction follows the first letter that has one, so a right-to-left text stands right.
    What has no italic is set upright.
    """
    layout, is_cut = _lines(text, font, width, line_height, runs, most)
    if is_cut:
        kept, is_over = _shortened(layout, text, font, width, most), True
        while is_over:
            left = [
                Run(r.start, min(r.end, len(kept)), r.format) for r in runs if r.start < len(kept)
            ]
            layout, is_over = _lines(kept, font, width, line_height, left, most)
            # What is set bold is wider than was reckoned.
            kept = _less(kept)
    widest = max(
        (layout.lineAt(i).naturalTextWidth() for i in range(layout.lineCount())), default=0.0
    )
    return Lines(layout, layout.lineCount() * line_height, widest, line_height, is_cut)


def _lines(
    text: str, font: QFont, width: float, line_height: int, runs: Sequence[Run], most: int
) -> tuple[QTextLayout, bool]:
    # U+2028 breaks the line within one layout, as LF does within one of ours.
    layout = QTextLayout(text.replace("\n", "\N{LINE SEPARATOR}"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    # Qt's "auto" orders the letters rightly and yet leaves the lines at the left.
    if is_right_to_left(text):
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    if font.italic() or any(run.format.fontItalic() for run in runs):
        runs = [*runs, *_upright_runs(text)]
    if runs:
        units = Utf16Map(text)
        layout.setFormats([_range(run, units) for run in runs])
    layout.beginLayout()
    is_cut = False
    y = 0
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        if layout.lineCount() > most:
            is_cut = True
            line.setLineWidth(_ENDLESS * 100)
            break
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0.0, y + (line_height - line.height()) / 2))
        y += line_height
    layout.endLayout()
    return layout, is_cut


def _upright_runs(text: str) -> list[Run]:
    """Put over the others, whose further formats they keep."""
    straight = QTextCharFormat()
    straight.setFontItalic(False)
    return [Run(span.start, span.end, straight) for span in upright(text)]


def _range(run: Run, units: Utf16Map) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = units.position(run.start)
    made.length = units.position(run.end) - made.start
    made.format = run.format
    return made


def _shortened(layout: QTextLayout, text: str, font: QFont, width: float, most: int) -> str:
    """`text` up to the last word that leaves room for "…" on line number `most`."""
    units = Utf16Map(text)
    last = layout.lineAt(most - 1)
    begin = units.offset(last.textStart())
    end = units.offset(last.textStart() + last.textLength())
    rest = text[begin:end].rstrip()
    metrics = QFontMetricsF(font)
    room = width - metrics.horizontalAdvance(_ELLIPSIS) - 1
    if last.naturalTextWidth() > room:
        words = rest.split(" ")
        while len(words) > 1 and metrics.horizontalAdvance(" ".join(words)) > room:
            words.pop()
        rest = " ".join(words)
    while len(rest) > 1 and metrics.horizontalAdvance(rest) > room:
        rest = rest[:-1]
    return text[:begin] + rest.rstrip(" ,;:.–—-\n") + _ELLIPSIS


def _less(kept: str) -> str:
    """The same without its last word, or its last letter where it is one word."""
    words = kept.removesuffix(_ELLIPSIS).rstrip()
    shorter = words.rpartition(" ")[0] or words[:-1]
    return shorter.rstrip(" ,;:.–—-\n") + _ELLIPSIS
