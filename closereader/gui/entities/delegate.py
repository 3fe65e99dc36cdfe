"""Draws the rows of the pane of names."""

from collections.abc import Set

from PySide6.QtCore import (
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.entities.model import EntitiesModel
from closereader.gui.entities.rows import Row, RowKind
from closereader.gui.guard import guarded
from closereader.gui.rows.renaming import AnyIndex, RenamingDelegate, paint_arrow
from closereader.gui.rows.text import Lines, Run, lay_out
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.model.entity import Entity

SIDE = 12
ROW = 26
HEADING = 33
NAME = 27  # from the row's left edge
END = 6  # from its right edge
STRIP = 18
STRIP_GAP = 8
ADDRESS = 34
LINE = 19
LINE_GAP = 7
BELOW = 8  # under what an entity opens to
_MOST_LINES = 2
_MOST_KEPT = 2000


@guarded
class EntityDelegate(RenamingDelegate):
    """`sizeHint` and `paint` take the width from `option.rect`."""

    def __init__(self, session: Session, model: EntitiesModel, parent: QObject | None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self.theme = themes.load("light")
        self.asked = model.tr("New name")
        self._laid_out: dict[tuple[object, ...], Lines] = {}
        self._column: tuple[str, int] | None = None
        self._strip: tuple[tuple[Entity, int, int], Set[int]] | None = None

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.theme = theme
        self._laid_out.clear()

    def forget(self) -> None:
        """Another text: what was laid out is of no use."""
        self._laid_out.clear()
        self._strip = None

    # Sizes

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """The row's height."""
        row = self._model.row(index)
        width = option.rect.width()
        height = ROW
        if row is None:
            height = 0
        elif row.kind is RowKind.HEADING:
            height = HEADING if index.row() else HEADING - 9
        elif row.kind is RowKind.ALSO:
            height = self._also(row, width).height + 8
        elif row.kind is RowKind.STRIP:
            height = STRIP + STRIP_GAP
        elif row.kind is RowKind.MENTION:
            height = self._mention(row, width).height + LINE_GAP
        if row is not None and row.is_last:
            height += BELOW
        return QSize(width, height)

    def strip_rect(self, rect: QRect) -> QRect:
        """Where in a row's rectangle its strip stands."""
        return QRect(
            rect.left() + SIDE + NAME, rect.top() + 2, rect.width() - 2 * SIDE - NAME - END, STRIP
        )

    def strip_x(self, rect: QRect, offset: int) -> int:
        """Where code point `offset` lies on the strip in a row's rectangle."""
        strip = self.strip_rect(rect)
        text = self._session.text
        length = max(len(text.text) if text is not None else 1, 1)
        return strip.left() + 3 + round((strip.width() - 7) * offset / length)

    # Drawing

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one row."""
        row = self._model.row(index)
        if row is None:
            return
        rect = option.rect.adjusted(SIDE, 0, -SIDE, -BELOW if row.is_last else 0)
        if row.kind is RowKind.HEADING:
            self._paint_heading(painter, option, rect, row)
        elif row.kind is RowKind.ENTITY:
            self._paint_entity(painter, option, rect, row)
        elif row.kind is RowKind.ALSO:
            lines = self._also(row, option.rect.width())
            lines.draw(painter, rect.left() + NAME, rect.top() + 3, self.theme.text)
        elif row.kind is RowKind.STRIP:
            self._paint_strip(painter, option.rect, row)
        elif row.kind is RowKind.MENTION:
            self._paint_mention(painter, option, rect, row)
        else:
            painter.setFont(themes.interface_font(12))
            painter.setPen(self.theme.accent)
            place = rect.adjusted(NAME, 0, 0, 0)
            painter.drawText(place, _LEFT, self._model.more(row))
        self._paint_focus(painter, option, rect, row)

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, row: Row
    ) -> None:
        place = QRect(rect.left(), rect.bottom() - ROW + 2, rect.width(), ROW)
        font = themes.interface_font(11, weight=QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        painter.setFont(font)
        painter.setPen(self.theme.quiet)
        words = f"{self._model.heading(row.group).upper()} · {row.count}"
        painter.drawText(place, _LEFT, words)
        is_closed = self._model.is_collapsed(row.group)
        if is_closed or option.state & (_HOVERED | _FOCUSED):
            centre = QPointF(place.right() - 10, place.center().y())
            paint_arrow(painter, self.theme, centre, is_open=not is_closed)

    def _paint_entity(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, row: Row
    ) -> None:
        theme, entity = self.theme, row.entity
        assert entity is not None
        is_chosen = entity.id == self._session.chosen_entity
        if is_chosen or option.state & _HOVERED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.chosen if is_chosen else theme.hover)
            painter.drawRoundedRect(rect, 5, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.kinds[entity.kind])
        square = QRectF(rect.left() + 6, rect.center().y() - 4, 10, 10)
        painter.drawRoundedRect(square, 3, 3)
        count = str(row.count)
        painter.setFont(themes.interface_font(13))
        painter.setPen(theme.text if is_chosen else theme.quiet)
        place = rect.adjusted(NAME, 0, -END, 0)
        painter.drawText(place, _RIGHT, count)
        weight = QFont.Weight.DemiBold if is_chosen else QFont.Weight.Normal
        font = themes.interface_font(13, weight=weight)
        metrics = QFontMetricsF(font)
        room = place.width() - metrics.horizontalAdvance(count) - 10
        painter.setFont(font)
        painter.setPen(theme.text)
        name = metrics.elidedText(entity.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, _LEFT, name)

    def _paint_strip(self, painter: QPainter, rect: QRect, row: Row) -> None:
        theme, entity = self.theme, row.entity
        assert entity is not None
        strip = self.strip_rect(rect)
        painter.setPen(QPen(theme.line, 1))
        painter.setBrush(theme.field)
        painter.drawRoundedRect(QRectF(strip).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        for x in self._ticks(rect, entity):
            painter.fillRect(x, strip.top() + 3, 2, strip.height() - 6, theme.link)
        number = self._session.chosen_mention
        if 0 <= number < len(entity.mentions):
            x = self.strip_x(rect, entity.mentions[number].start)
            painter.fillRect(x - 1, strip.top() + 1, 4, strip.height() - 2, theme.accent)

    def _ticks(self, rect: QRect, entity: Entity) -> Set[int]:
        """Each pixel at which it is named, once: an entity may be named 30,000 times."""
        key = (entity, rect.left(), rect.width())
        if self._strip is None or self._strip[0] != key:
            self._strip = (key, {self.strip_x(rect, m.start) for m in entity.mentions})
        return self._strip[1]

    def _paint_mention(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, row: Row
    ) -> None:
        theme, entity = self.theme, row.entity
        assert entity is not None
        mention = entity.mentions[row.mention]
        place = rect.adjusted(NAME, 0, -END, 0)
        is_here = (entity.id, row.mention) == (
            self._session.chosen_entity,
            self._session.chosen_mention,
        )
        if is_here or option.state & _HOVERED:
            painter.fillRect(place.adjusted(0, 1, 0, 0), theme.hover)
        painter.fillRect(place.left(), place.top(), place.width(), 1, theme.line)
        if is_here:
            painter.fillRect(place.left(), place.top() + 1, 2, place.height() - 1, theme.accent)
        painter.setFont(themes.text_font(14))
        painter.setPen(theme.quiet)
        column = self._address_width()
        address = QRect(place.left() + 5, place.top() + 4, column - 6, LINE)
        painter.drawText(address, _LEFT, self._model.address(mention))
        lines = self._mention(row, option.rect.width())
        lines.draw(painter, place.left() + column, place.top() + 4, theme.text)

    def _paint_focus(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, row: Row
    ) -> None:
        if not option.state & _FOCUSED:
            return
        place = rect.adjusted(NAME - 3, 1, -END + 3, 0)
        if row.kind is RowKind.ENTITY:
            place = rect
        elif row.kind is RowKind.HEADING:
            place = rect.adjusted(-5, rect.height() - ROW + 3, 2, -2)
        painter.setPen(QPen(self.theme.accent, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    # Words laid out

    def _address_width(self) -> int:
        """Room for the longest address of this reading: a book has ¶1204."""
        addresses = self._session.addresses
        longest = f"¶{addresses.count}" if addresses is not None else ""
        if self._column is None or self._column[0] != longest:
            width = QFontMetricsF(themes.text_font(14)).horizontalAdvance(longest)
            self._column = (longest, max(ADDRESS, round(width) + 12))
        return self._column[1]

    def _also(self, row: Row, width: int) -> Lines:
        assert row.entity is not None
        lead = self._model.tr("also:")
        text = f"{lead} {self._model.also(row.entity)}"
        quiet = QTextCharFormat()
        quiet.setForeground(self.theme.quiet)
        key = ("also", text, width)
        if key not in self._laid_out:
            room = width - 2 * SIDE - NAME - END
            runs = [Run(0, len(lead), quiet)]
            font = themes.interface_font(13)
            self._keep(key, lay_out(text, font, room, LINE, runs=runs, most=3))
        return self._laid_out[key]

    def _mention(self, row: Row, width: int) -> Lines:
        assert row.entity is not None
        mention = row.entity.mentions[row.mention]
        key = (mention.start, mention.end, width)
        if key not in self._laid_out:
            line = self._model.context(mention)
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.Bold)
            room = width - 2 * SIDE - NAME - END - self._address_width()
            runs = [Run(line.start, line.end, bold)]
            font = themes.text_font(14)
            self._keep(key, lay_out(line.text, font, room, LINE, runs=runs, most=_MOST_LINES))
        return self._laid_out[key]

    def _keep(self, key: tuple[object, ...], lines: Lines) -> None:
        if len(self._laid_out) > _MOST_KEPT:
            self._laid_out.clear()
        self._laid_out[key] = lines

    # Renaming

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Begin with the name as it is, all of it selected."""
        assert isinstance(editor, QLineEdit)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Where the name stands."""
        editor.setGeometry(option.rect.adjusted(SIDE + NAME - 4, 1, -SIDE - 2, -1))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HOVERED = QStyle.StateFlag.State_MouseOver
_FOCUSED = QStyle.StateFlag.State_HasFocus
