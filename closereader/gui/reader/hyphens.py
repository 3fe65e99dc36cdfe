"""Breaks words at the ends of justified lines, so that the spaces between words stay even.

Qt breaks between words only. Where that would stretch a line too far, the line is given as many
letters of the next word as fit, and the hyphen is painted beside it: the text itself is untouched,
so offsets, selection and copying know nothing of it.
"""

import re

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextLine, QTextOption

from closereader.text.hyphenate import break_points
from closereader.text.utf16 import Utf16Map

# A space may grow by this share of the type size before a word is broken to spare it.
_PATIENCE = 0.13
_MOST_IN_A_ROW = 2
_NEXT_WORD = re.compile(r"([“‘\"'(\[¿¡—–-]*)([^\W\d_]+)")


class Hyphens:
    """Of one block while it is broken into lines. `points`: where a hyphen is to be painted, on
    the baseline, in the block's coordinates."""

    def __init__(
        self, layout: QTextLayout, text: str, font: QFont, language: str, option: QTextOption
    ) -> None:
        self.points: list[QPointF] = []
        self._layout = layout
        self._text = text
        self._language = language
        self._option = option
        self._anywhere = QTextOption(option)
        self._anywhere.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self._metrics = QFontMetricsF(font)
        self._hyphen = self._metrics.horizontalAdvance("-")
        self._space = self._metrics.horizontalAdvance(" ")
        self._patience = _PATIENCE * font.pixelSize()
        self._in_a_row = 0
        # Words with characters beyond U+FFFF are left whole: no pattern knows them.
        self._works = bool(language) and Utf16Map(text).units == len(text)

    def fit(self, line: QTextLine, width: float) -> bool:
        """If `line`, already set `width` wide, would be stretched too far, let it end inside the
        next word; True if it does."""
        columns = self._wanted(line, width) if self._works else 0
        if not columns or not self._break_after(line, columns, width):
            self._in_a_row = 0
            return False
        self._in_a_row += 1
        return True

    def mark(self, line: QTextLine, width: float) -> None:
        """Remember where the hyphen of a broken, placed line stands."""
        x = line.x() + width - self._hyphen
        self.points.append(QPointF(x, line.y() + line.ascent()))

    def _wanted(self, line: QTextLine, width: float) -> int:
        """How many characters the line should hold to end inside the next word; 0: leave it."""
        start, end = line.textStart(), line.textStart() + line.textLength()
        if end >= len(self._text) or self._in_a_row >= _MOST_IN_A_ROW:
            return 0
        set_text = self._text[start:end].rstrip()
        gaps = set_text.count(" ")
        room = width - line.naturalTextWidth()
        if not gaps or room / gaps <= self._patience:
            return 0
        match = _NEXT_WORD.match(self._text, end)
        if match is None:
            return 0
        for point in reversed(break_points(match[2], self._language)):
            piece = match[1] + match[2][:point]
            if self._space + self._metrics.horizontalAdvance(piece) + self._hyphen <= room:
                return end - start + len(piece)
        return 0

    def _break_after(self, line: QTextLine, columns: int, width: float) -> bool:
        self._layout.setTextOption(self._anywhere)
        asked = columns
        # Qt counts ligatures as one column: ask again until the line holds what was meant.
        for _ in range(4):
            line.setNumColumns(asked, width - self._hyphen)
            if line.textLength() == columns:
                break
            asked += columns - line.textLength()
        fits = (
            line.textLength() == columns and line.naturalTextWidth() <= width - self._hyphen + 0.5
        )
        self._layout.setTextOption(self._option)
        if not fits:
            line.setLineWidth(width)
        return fits
