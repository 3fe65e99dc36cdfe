"""Lays out only the paragraphs in sight, under Qt's own text widget.

QTextEdit brings caret, selection, clipboard, input methods and accessibility; its usual layout
sets the whole document (half a second at each resize of a book). This one sets a block when it is
first asked for, estimates the heights of the others, and forgets the lines of blocks long unseen.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QTextBlock,
    QTextFrame,
    QTextLayout,
    QTextLine,
)

from closereader.gui.guard import guarded
from closereader.gui.heights import Heights
from closereader.gui.reader import lines, signs, tables
from closereader.gui.reader.boxes import Boxes, Edge
from closereader.gui.reader.figures import Figures
from closereader.gui.reader.look import BlockLook, Matter, ReaderStyle, captioned, look_of
from closereader.gui.reader.sketch import NOTHING, Sketch
from closereader.model.document import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from closereader.model.document import Inline

TOP_MARGIN = 36
BOTTOM_MARGIN = 160
GUTTER = 44
RIGHT_MARGIN = 24
# Blocks whose lines are kept; a screen shows ten to forty.
_KEPT = 600


class Painter(Protocol):
    """What draws marks behind and over a block's text (`overlay.Overlay`)."""

    def paint_behind(self, painter: QPainter, number: int) -> None:
        """Draw below the letters of block `number`."""

    def paint_over(self, painter: QPainter, number: int) -> None:
        """Draw above them."""


@guarded
class ReaderLayout(QAbstractTextDocumentLayout):
    """The layout of one reading. Block numbers are those of the QTextDocument."""

    painter: Painter | None = None

    def __init__(self, document: object, style: ReaderStyle) -> None:
        super().__init__(document)  # type: ignore[arg-type]
        self.style = style
        self.sketch = NOTHING
        self.blocks: Sequence[Block] = NOTHING.blocks
        self.inlines: dict[int, list[Inline]] = {}
        self._text = ""
        self._width, self._height = 600.0, 600.0
        self.figures = Figures()
        self.column = 500.0
        self.left = float(GUTTER)
        self._heights = Heights[float]()
        self._laid: OrderedDict[int, None] = OrderedDict()
        self._set: dict[int, lines.SetBlock] = {}
        self.language = ""
        self.shows_caret = True
        # The boxes asked for of each block that is laid out: a picture asks for the same as the last.
        self._boxes: dict[int, Boxes] = {}
        self._grown = False

    # What is laid out

    def set_reading(self, sketch: Sketch, language: str) -> None:
        """Show another reading; the document holds `sketch.document_text` already. Words are broken
        by the patterns of `language`."""
        self.sketch = sketch
        self._text = sketch.reading.text
        self.language = language
        self._laid.clear()  # Those lines went with the document's former blocks.
        self.blocks = sketch.blocks
        self.inlines = sketch.inlines
        self.figures.show(sketch.pictures)
        self.invalidate()

    def set_style(self, style: ReaderStyle) -> None:
        """Set everything anew in this style; where only its colours are others, nothing moves."""
        moves = not style.is_set_like(self.style)
        self.style = style
        if moves:
            self._measure()
            self.invalidate()
        else:
            self._forget_lines()

    def set_size(self, width: float, height: float) -> None:
        """Fit the column into a viewport of `width` pixels, and pictures into its height."""
        if (width, height) != (self._width, self._height):
            self._width, self._height = width, height
            before = self.column
            if self._measure() or before != self.column:
                self.invalidate()
            else:
                self._forget_tables()

    def invalidate(self) -> None:
        """Forget all lines and guess all heights."""
        self._forget_lines()
        line, size = self.style.line_px, self.style.size
        fitting = max(self.column / self.style.character_width(), 10.0)
        heights = self.sketch.heights(size, line, fitting)
        for number, room in self.figures.rooms():
            heights[number] += room
        self._heights = Heights(heights)
        self._grown = True

    def _forget_lines(self) -> None:
        document = self.document()
        for number in self._laid:
            document.findBlockByNumber(number).layout().clearLayout()
        self._laid.clear()
        self._set.clear()
        self._boxes.clear()

    def _forget_tables(self) -> None:
        """They alone reach beyond the column, as far as there is room."""
        for number in [n for n in self._laid if self.blocks[n].kind is BlockKind.TABLE]:
            self._forget(number)

    def _forget(self, number: int) -> None:
        self.document().findBlockByNumber(number).layout().clearLayout()
        del self._laid[number]
        del self._set[number]
        self._boxes.pop(number, None)

    def _measure(self) -> bool:
        """Find column and margin anew; whether pictures changed."""
        wanted = self.style.measure * self.style.character_width()
        room = max(self._width - GUTTER - RIGHT_MARGIN, 120.0)
        self.column = float(int(min(wanted, room)))
        self.left = float(int(max((self._width - self.column) / 2, GUTTER)))
        return self.figures.fit(self.column, self.style.size, self._height)

    # Asked by the view

    def take_growth(self) -> bool:
        """Whether heights changed since this was last asked."""
        grown, self._grown = self._grown, False
        return grown

    def number_at(self, y: float) -> int:
        """Which block lies at height `y` of the document."""
        return max(self._heights.row_at(y - TOP_MARGIN), 0)

    def top(self, number: int) -> float:
        """Where block `number` begins, with the space before it."""
        return TOP_MARGIN + self._heights.top(number)

    def bottom(self, number: int) -> float:
        """Where it ends."""
        return self.top(number) + self._heights[number]

    def tops(self) -> list[float]:
        """Where every block begins, and the last one ends."""
        return [TOP_MARGIN + top for top in self._heights.tops()]

    def text_top(self, number: int) -> float:
        """Where the first line of block `number` begins."""
        return self.top(number) + self._gap(number)

    def paragraph_number(self, number: int) -> int:
        """The ¶ number of block `number`, 0 for a heading or a metadata line."""
        numbers = self.sketch.numbers
        return numbers[number] if number < len(numbers) else 0

    def lay(self, number: int) -> float:
        """Set block `number` if it is not set; returns by how much it grew."""
        if number in self._laid:
            self._laid.move_to_end(number)
            return 0.0
        block = self.document().findBlockByNumber(number)
        matter = self._matter(number)
        if matter.block.kind is BlockKind.TABLE:
            room = max(self._width - self.left - RIGHT_MARGIN, self.column)
            done = tables.set_table(block.layout(), self.style, matter, self.column, room)
        else:
            done = lines.set_lines(block.layout(), self.style, matter, self.column, self.language)
        self._set[number] = done
        self._laid[number] = None
        delta = self._heights.set(number, self._gap(number) + done.height)
        if delta:
            self._grown = True
        while len(self._laid) > _KEPT:
            self._forget(next(iter(self._laid)))
        return delta

    def _matter(self, number: int) -> Matter:
        block = self.blocks[number]
        text = self._text[block.start : block.end]
        return Matter(block, self._look(number), text, self.inlines.get(block.start, []))

    def line_pitch(self, number: int) -> float:
        """From one line of block `number` to the next, in pixels."""
        return lines.line_pitch(self.style, self._look(number))

    def rects(self, number: int, first: int, last: int) -> list[QRectF]:
        """The boxes, in the document, of the characters between two UTF-16 positions counted from
        the start of block `number`: one a line, more where directions mix. Not to be changed."""
        self.lay(number)
        known = self._letters(number)
        known.move_to(self.left, self.text_top(number))
        found = known.get(first, last)
        if found is None:
            layout = self.document().findBlockByNumber(number).layout()
            done = self._set[number]
            hyphens = {at: point.x() + done.hyphen_width for at, point in done.hyphens.items()}
            found = known.find(layout, first, last, self._band(number), hyphens)
        return found

    def edge(self, number: int, position: int, *, at_end: bool) -> Edge:
        """Where a passage of block `number` begins with the letter at UTF-16 `position` (from the
        block's start), or ends with it, in the document."""
        self.lay(number)
        layout = self.document().findBlockByNumber(number).layout()
        found = self._letters(number).edge(layout, position, self._band(number), at_end=at_end)
        return found.moved(self.left, self.text_top(number))

    def position_at(
        self, number: int, line: QTextLine, x: float, *, on_letter: bool = False
    ) -> int:
        """The UTF-16 position, from the start of block `number`, that is nearest to `x`, counted
        from the column's left, on one of its lines: between two letters, or the letter itself."""
        layout = self.document().findBlockByNumber(number).layout()
        return self._letters(number).position_at(layout, line, x, on_letter=on_letter)

    def caret_x(self, number: int, position: int) -> float:
        """Where the caret stands at a UTF-16 position from the start of block `number`, counted from
        the column's left."""
        self.lay(number)
        layout = self.document().findBlockByNumber(number).layout()
        return self._letters(number).caret(layout, position)

    def _letters(self, number: int) -> Boxes:
        known = self._boxes.get(number)
        if known is None:
            block = self.blocks[number]
            known = self._boxes[number] = Boxes(self._text[block.start : block.end])
        return known

    def _band(self, number: int) -> Callable[[QTextLine], tuple[float, float]]:
        return partial(lines.band, style=self.style, look=self._look(number))

    def line_top(self, number: int, position: int) -> float:
        """Where the line with UTF-16 `position` (from the block's start) begins."""
        self.lay(number)
        line = self.document().findBlockByNumber(number).layout().lineForTextPosition(position)
        offset = (
            line.y() - lines.drop(line, self.style, self._look(number)) if line.isValid() else 0.0
        )
        return self.text_top(number) + offset

    def line_at(self, number: int, x: float, y: float) -> QTextLine | None:
        """The line of block `number` nearest to a point, counted from the column's left and the
        block's first line; None in a block without lines."""
        self.lay(number)
        layout = self.document().findBlockByNumber(number).layout()
        done = self._set[number]
        if done.rows:
            return tables.line_at(layout, done.rows, x, y)
        return lines.line_at(layout, self.style, done, x, y)

    # Asked by Qt

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        """Qt's: nothing to do, `set_reading` says what is there."""

    def pageCount(self) -> int:
        """Qt's: a reading is one long page."""
        return 1

    def documentSize(self) -> QSizeF:
        """Qt's: how large everything is, as far as it is known."""
        return QSizeF(self._width, TOP_MARGIN + self._heights.total + BOTTOM_MARGIN)

    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        """Qt's: there is one frame."""
        return QRectF(QPointF(0, 0), self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Qt's: where the lines of a block are."""
        number = block.blockNumber()
        if not block.isValid() or number >= len(self._heights):
            return QRectF()
        self.lay(number)
        gap = self._gap(number)
        return QRectF(self.left, self.top(number) + gap, self.column, self._heights[number] - gap)

    def hitTest(self, point: QPointF | QPoint | object, accuracy: Qt.HitTestAccuracy) -> int:
        """Qt's: the position nearest to a point; -1 beside the text if it must be exact."""
        assert isinstance(point, QPointF | QPoint)
        if not len(self._heights):
            return 0 if accuracy == Qt.HitTestAccuracy.FuzzyHit else -1
        number = self.number_at(point.y())
        block = self.document().findBlockByNumber(number)
        self.lay(number)
        x, y = point.x() - self.left, point.y() - self.text_top(number)
        exact = accuracy == Qt.HitTestAccuracy.ExactHit
        # A table may be wider than the column.
        right = max(self._set[number].rule_width, self.column)
        if exact and (y < 0 or not -2 <= x <= right + 2):
            return -1
        line = self.line_at(number, x, y)
        if line is None:
            return block.position()
        if exact:
            natural = line.naturalTextRect()
            if not natural.left() - 2 <= x <= natural.right() + 2:
                return -1
            return block.position() + self.position_at(number, line, x, on_letter=True)
        return block.position() + self.position_at(number, line, x)

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        """Qt's: draw what lies in the clip."""
        if not len(self._heights):
            return
        clip = context.clip
        if not clip.isValid():
            clip = QRectF(QPointF(0, 0), self.documentSize())
        painter.setPen(self.style.theme.text)
        number = self.number_at(clip.top())
        y = self.top(number)
        while number < len(self._heights) and y < clip.bottom():
            self.lay(number)
            self._draw_block(painter, context, number)
            y += self._heights[number]
            number += 1

    # One block

    def _draw_block(
        self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext, number: int
    ) -> None:
        block = self.document().findBlockByNumber(number)
        start, length = block.position(), block.length()
        origin = QPointF(self.left, self.text_top(number))
        if self.painter is not None:
            self.painter.paint_behind(painter, number)
        selections: list[QTextLayout.FormatRange] = []
        for selection in context.selections:
            low = max(selection.cursor.selectionStart() - start, 0)
            high = min(selection.cursor.selectionEnd() - start, length)
            if high > low:
                for box in self.rects(number, low, high):
                    painter.fillRect(box, self.style.theme.selection)
        self.figures.draw(painter, number, origin, self.style.theme)
        painter.setPen(self.style.theme.text)
        # Of a long paragraph only the lines that came into sight.
        block.layout().draw(painter, origin, selections, context.clip)
        signs.draw(painter, self.style, self._set[number], origin)
        if self.painter is not None:
            self.painter.paint_over(painter, number)
        caret = context.cursorPosition
        if self.shows_caret and start <= caret < start + length:
            self._draw_caret(painter, number, origin, caret - start)

    def _draw_caret(self, painter: QPainter, number: int, origin: QPointF, position: int) -> None:
        line = self.document().findBlockByNumber(number).layout().lineForTextPosition(position)
        if line.isValid():
            place = QPointF(self.caret_x(number, position), line.y())
            rect = QRectF(origin + place, QSizeF(2, line.height()))
            painter.fillRect(rect, self.style.theme.caret)

    def _gap(self, number: int) -> float:
        """From where a block begins to its first line: space, and its picture."""
        block, text, room = self.blocks[number], self._text, self.figures.room(number)
        if not number:
            return lines.gap(self.style, look_of(block, text), None) + room
        before = self.blocks[number - 1]
        same_list = block.kind == before.kind == BlockKind.LIST_ITEM
        look, previous = look_of(block, text), look_of(before, text)
        return lines.gap(self.style, look, previous, same_list=same_list) + room

    def _look(self, number: int) -> BlockLook:
        done = self._set.get(number)
        if done is not None:
            return done.look
        look = look_of(self.blocks[number], self._text)
        return captioned(look, self.blocks[number]) if self.figures.picture(number) else look
