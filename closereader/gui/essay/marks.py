"""How an essay's Markdown looks while it is written: headings, stress, quotations and their addresses.

Nothing is hidden: every sign that was typed is seen, the signs of Markdown in the quiet ink.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtGui import (
    QColor,
    QFont,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from closereader.gui.guard import guarded
from closereader.gui.theme import Theme
from closereader.library.essay_check import Checked, Standing
from closereader.model.colour import Colour
from closereader.text.utf16 import Utf16Map

_HEADING = re.compile(r"(#{1,6})[ \t]+\S.*")
_LINE_SIGN = re.compile(r"[ ]{0,3}(>+|[-*+](?=[ ])|\d{1,9}[.)](?=[ ]))")
_STRESS = re.compile(r"(?P<sign>\*\*|~~|[*`]|(?<!\w)__?)(?=\S)(?P<words>.+?)(?<=\S)(?P=sign)(?!\w)")
_HEADING_PIXELS = {1: 23, 2: 20, 3: 18}


class Kind(Enum):
    """What a stretch of a quotation is."""

    WORDS = auto()
    ADDRESS = auto()
    CHANGED = auto()
    MISSING = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """Code points `start` to `end` of the essay are so; `colour` of the note that is quoted."""

    start: int
    end: int
    kind: Kind
    colour: Colour | None = None


def marks_of(
    checked: Iterable[Checked], colour_of: Callable[[Checked], Colour | None]
) -> list[Mark]:
    """What is to be seen of these quotations, in order of their beginnings."""
    found: list[Mark] = []
    for one in checked:
        if one.source is not None:
            found.append(Mark(one.words.start, one.words.end, Kind.WORDS, colour_of(one)))
        if one.standing is Standing.NOT_FOUND:
            found.append(Mark(one.words.start, one.words.end, Kind.MISSING))
        elif one.standing is Standing.GONE:
            found.append(Mark(one.words.start, one.words.end, Kind.GONE))
        if one.address is not None and one.source is not None:
            found.append(Mark(one.address.start, one.address.end, Kind.ADDRESS))
        found += [Mark(each.start, each.end, Kind.CHANGED) for each in one.differences]
    return sorted(found, key=lambda mark: (mark.start, mark.kind.value))


@guarded
class EssayMarks(QSyntaxHighlighter):
    """Formats the lines of one document. `locate` gives the code point at a line's beginning."""

    def __init__(self, document: QTextDocument, theme: Theme, locate: Callable[[int], int]) -> None:
        super().__init__(document)
        self._theme = theme
        self._locate = locate
        self._marks: list[Mark] = []
        self._starts: list[int] = []
        self._longest = 0

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.rehighlight()

    def set_marks(self, marks: list[Mark]) -> None:
        """Show these from now on; what is drawn anew is the caller's to say."""
        self._marks = marks
        self._starts = [mark.start for mark in marks]
        self._longest = max((mark.end - mark.start for mark in marks), default=0)

    def highlightBlock(self, text: str) -> None:
        """Qt's: one line."""
        self._markdown(text)
        start = self._locate(self.currentBlock().position())
        units = Utf16Map(text)
        end = start + len(text)
        at = bisect_left(self._starts, start - self._longest)
        while at < len(self._marks) and self._marks[at].start < end:
            mark = self._marks[at]
            low, high = max(mark.start, start), min(mark.end, end)
            if low < high:
                self._merge(units.position(low - start), units.position(high - start), mark)
            at += 1

    def _markdown(self, text: str) -> None:
        units = Utf16Map(text)
        heading = _HEADING.fullmatch(text)
        if heading is not None:
            level = len(heading[1])
            made = QTextCharFormat()
            made.setFontWeight(QFont.Weight.DemiBold)
            made.setProperty(QTextFormat.Property.FontPixelSize, _HEADING_PIXELS.get(level, 17))
            self.setFormat(0, units.units, made)
            quiet = QTextCharFormat(made)
            quiet.setForeground(self._theme.quiet)
            self.setFormat(0, level, quiet)
            return
        sign = _LINE_SIGN.match(text)
        if sign is not None:
            quiet = QTextCharFormat()
            quiet.setForeground(self._theme.accent if ">" in sign[1] else self._theme.quiet)
            self.setFormat(sign.start(1), sign.end(1) - sign.start(1), quiet)
        for stress in _STRESS.finditer(text):
            made = _stressed(stress["sign"])
            start, end = units.position(stress.start()), units.position(stress.end())
            self.setFormat(start, end - start, made)
            made.setForeground(self._theme.quiet)
            size = len(stress["sign"])
            self.setFormat(start, size, made)
            self.setFormat(end - size, size, made)

    def _merge(self, start: int, end: int, mark: Mark) -> None:
        """Put a mark on what is there: words in a quotation may be stressed."""
        for at in range(start, end):
            made = self.format(at)
            self._colour(made, mark)
            self.setFormat(at, 1, made)

    def _colour(self, made: QTextCharFormat, mark: Mark) -> None:
        theme = self._theme
        if mark.kind is Kind.WORDS:
            ground = QColor(theme.hover) if mark.colour is None else theme.marks[mark.colour]
            made.setBackground(ground)
        elif mark.kind is Kind.ADDRESS:
            made.setForeground(theme.accent)
            made.setFontUnderline(True)
        elif mark.kind is Kind.CHANGED:
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            made.setUnderlineColor(theme.error)
        elif mark.kind is Kind.MISSING:
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            made.setUnderlineColor(theme.error)
        else:
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            made.setUnderlineColor(theme.quiet)


def _stressed(sign: str) -> QTextCharFormat:
    made = QTextCharFormat()
    if sign in ("**", "__"):
        made.setFontWeight(QFont.Weight.Bold)
    elif sign == "~~":
        made.setFontStrikeOut(True)
    elif sign == "`":
        made.setFontFamilies(["monospace"])
        made.setFontFixedPitch(True)
    else:
        made.setFontItalic(True)
    return made
