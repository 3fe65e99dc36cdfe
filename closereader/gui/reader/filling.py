"""Fills a line: with even spaces and a part of the next word, or not at all where spaces would gape."""

import re

from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from closereader.gui.reader.hyphens import Hyphens
from closereader.gui.reader.look import Pen
from closereader.text.scripts import has_both_directions, has_letters_without_spaces, runs_left
from closereader.text.utf16 import Utf16Map

# The widest space between words, in type sizes, before a line is rather left ragged.
_WIDEST = 0.9
# Letters of scripts without spaces are parted by no more than what one of them takes.
_ONE_LETTER = 1.1
# What stands before a number and is not parted from it at the end of a line.
_BEFORE_NUMBER = re.compile(
    r"(?:^|(?<=[\s(\[—–]))"
    r"(?:(?:pp?|ll?|ch|chs|chap|nos?|nr|vols?|vv?|nn?|fols?|figs?|secs?|art|bk|s)\.|[¶§]{1,2}|№)\s+$",
    re.IGNORECASE,
)


class Filling:
    """Of one block while it is broken into lines. `hyphens`: where its words were broken."""

    def __init__(
        self, layout: QTextLayout, text: str, pen: Pen, option: QTextOption, language: str
    ) -> None:
        """`language`: whose patterns break words; "" for none."""
        self._text = text
        self._units = Utf16Map(text)
        self._end = self._units.units
        self._is_even = self._end == len(text)
        self._turns = runs_left(text)
        self._space = pen.space
        self._most = _WIDEST * pen.em - pen.space
        self._letter = _ONE_LETTER * pen.size
        # In scripts that run to the left no words are broken, and no pattern knows those beyond U+FFFF.
        patterns = language if self._is_even and not self._turns else ""
        self.hyphens = Hyphens(layout, text, pen, patterns, option)

    def fill(self, line: QTextLine, width: float, *, is_filled: bool, is_mirrored: bool) -> float:
        """Set a line that was just begun in `width` pixels; how many of them it takes. `is_filled`:
        its block is justified; `is_mirrored`: its lines begin at the right."""
        line.setLineWidth(width)
        start = line.textStart()
        end = start + line.textLength()
        if end >= self._end:
            self.hyphens.leave()
            return width  # Nothing follows.
        if not self._is_even:
            start, end = self._units.offset(start), self._units.offset(end)
        words = self._text[start:end]
        if self._text[end].isdecimal() and (match := _BEFORE_NUMBER.search(words)):
            words = self._without_last(line, words, match.start(), width)
        if not is_filled:
            return width
        bare = words.rstrip()
        gaps = bare.count(" ") + bare.count("\N{NO-BREAK SPACE}")
        room = width - line.naturalTextWidth()
        gapes = self._gapes(bare, gaps, room)
        if self.hyphens.fit(line, width, gaps, room, gapes=gapes):
            return width
        if gapes:
            # Qt justifies a whole block: a line of its own width has nothing to fill.
            width = line.naturalTextWidth() + 0.5
            line.setLineWidth(width)
        elif is_mirrored:
            self._to_the_edge(line, words, width)
        return width

    def _gapes(self, words: str, gaps: int, room: float) -> bool:
        if self._turns and has_both_directions(words):
            return True  # Qt would stretch the spaces of one of the scripts alone.
        if gaps:
            return room > gaps * self._most
        return room > self._letter or not has_letters_without_spaces(words)

    def _to_the_edge(self, line: QTextLine, words: str, width: float) -> None:
        """Where lines begin at the right, Qt leaves the room of the space that they end with."""
        length, bare = line.textLength(), words.rstrip()
        wider = width + (len(words) - len(bare)) * self._space
        line.setLineWidth(wider)
        # Another word may just fit there.
        if line.textLength() != length and not end_after(line, length, len(bare), wider):
            line.setLineWidth(width)

    def _without_last(self, line: QTextLine, words: str, at: int, width: float) -> str:
        """Leave what begins at `at`, such as "p.", to the next line; what the line holds then."""
        kept = words[:at]
        if not kept.strip():
            return words
        if end_after(line, Utf16Map(kept).units, len(kept.rstrip()), width):
            return kept
        line.setLineWidth(width)
        return words


def end_after(line: QTextLine, wanted: int, columns: int, width: float) -> bool:
    """Let a line end after `wanted` UTF-16 units, in `width` pixels; False if that failed. It holds
    about `columns` clusters: Qt counts a ligature as one, so it is asked until all is as meant."""
    for _ in range(4):
        line.setNumColumns(columns, width)
        if line.textLength() == wanted:
            return True
        columns += wanted - line.textLength()
    return False
