"""Breaks words at the ends of justified lines, so that the spaces between words stay even.

Qt breaks between words only. Where that would stretch a line too far, the line is given as many
letters of the next word as fit, and the hyphen is painted beside it: the text itself is untouched,
so offsets, selection and copying know nothing of it.
"""

import re

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from closereader.gui.reader.look import Pen
from closereader.text.hyphenate import break_points

# A space may grow by this share of the type size before a word is broken to spare it.
_PATIENCE = 0.13
_MOST_IN_A_ROW = 2
_OWN = frozenset("-\N{HYPHEN}\N{NON-BREAKING HYPHEN}")
_NEXT_WORD = re.compile(r"([“‘\"'(\[¿¡—–-]*)([^\W\d_]+)")


class Hyphens:
    """Of one block while it is broken into lines. `points`: where a hyphen is to be painted, on
    the baseline, in the block's coordinates, by number of line; `width`: of each."""

    def __init__(
        self, layout: QTextLayout, text: str, pen: Pen, language: str, option: QTextOption
    ) -> None:
        """`text`: of the block, without characters beyond U+FFFF where `language` is not ""."""
        self.points: dict[int, QPointF] = {}
        self._layout = layout
        self._text = text
        self._language = language
        self._option = option
        self._pen = pen
        self.width = pen.hyphen
        self._patience = _PATIENCE * pen.size
        self._in_a_row = 0

    def fit(
        self, line: QTextLine, width: float, gaps: int, room: float, *, gapes: bool = False
    ) -> bool:
        """If `line`, already set `width` wide, would be stretched too far, let it end inside the
        next word; True if it does. `gaps`: its spaces, which are to fill `room`; `gapes`: they
        cannot, so that another hyphen below others is the lesser evil."""
        is_loose = gaps and room > gaps * self._patience
        is_free = gapes or self._in_a_row < _MOST_IN_A_ROW
        columns = self._wanted(line, room) if self._language and is_loose and is_free else 0
        if not columns or not self._break_after(line, columns, width):
            self._in_a_row = 0
            return False
        self._in_a_row += 1
        return True

    def leave(self) -> None:
        """The next line was not to be broken."""
        self._in_a_row = 0

    def mark(self, line: QTextLine) -> None:
        """Remember where the hyphen of the line stands that `fit` broke, if it did; it is placed now."""
        if self._in_a_row:
            x = line.x() + line.width()
            self.points[line.lineNumber()] = QPointF(x, line.y() + line.ascent())

    def _wanted(self, line: QTextLine, room: float) -> int:
        """How many characters the line should hold to end inside the next word; 0: leave it."""
        start = line.textStart()
        end = start + line.textLength()
        match = _NEXT_WORD.match(self._text, end)
        if match is None or self._is_joined(match):
            return 0
        for point in reversed(break_points(match[2], self._language)):
            piece = match[1] + match[2][:point]
            if self._pen.space + self._pen.metrics.horizontalAdvance(piece) + self.width <= room:
                return end - start + len(piece)
        return 0

    def _is_joined(self, match: re.Match[str]) -> bool:
        """Whether the word has a hyphen of its own, where alone it is broken."""
        start, end = match.span(2)
        return self._text[start - 1] in _OWN or self._text[end : end + 1] in _OWN

    def _break_after(self, line: QTextLine, columns: int, width: float) -> bool:
        anywhere = QTextOption(self._option)
        anywhere.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self._layout.setTextOption(anywhere)
        asked = columns
        # Qt counts ligatures as one column: ask again until the line holds what was meant.
        for _ in range(4):
            line.setNumColumns(asked, width - self.width)
            if line.textLength() == columns:
                break
            asked += columns - line.textLength()
        fits = line.textLength() == columns and line.naturalTextWidth() <= width - self.width + 0.5
        self._layout.setTextOption(self._option)
        if not fits:
            line.setLineWidth(width)
        return fits
