"""Draws the rows of the browser of tags."""

from PySide6.QtCore import (
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.rows.renaming import AnyIndex, RenamingDelegate, paint_arrow
from closereader.gui.session import Session
from closereader.gui.tags.dot import paint_dot
from closereader.gui.tags.model import TagsModel
from closereader.gui.tags.rows import TagRow
from closereader.gui.theme import Theme

SIDE = 12
ROW = 26
ARROW = 16
INDENT = 14
_DOT = 15
_END = 6
_DEEPEST = 6


@guarded
class TagDelegate(RenamingDelegate):
    """`sizeHint` and `paint` take the width from `option.rect`. `chosen`: the tags whose notes are
    shown; `target`: the tag on which another would be dropped."""

    def __init__(self, session: Session, model: TagsModel, parent: QObject | None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self.theme = themes.load("light")
        self.asked = model.tr("New name of the tag")
        self.chosen: frozenset[str] = frozenset()
        self.target: str | None = None

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Qt's: all rows are of one height."""
        return QSize(option.rect.width(), ROW)

    def arrow_rect(self, rect: QRect, row: TagRow) -> QRect:
        """Where in a row's rectangle its arrow is, with what around it opens and closes it too."""
        left = rect.left() + SIDE + INDENT * min(row.depth, _DEEPEST)
        return QRect(left - 2, rect.top(), ARROW + 4, rect.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Qt's: draw one tag."""
        row = self._model.row(index)
        if row is None:
            return
        theme = self.theme
        rect = option.rect.adjusted(SIDE, 0, -SIDE, 0)
        is_chosen = row.name in self.chosen
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_chosen or is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.chosen if is_chosen else theme.hover)
            painter.drawRoundedRect(rect, 5, 5)
        if row.has_below:
            place = self.arrow_rect(option.rect, row)
            centre = QPointF(place.left() + 2 + ARROW / 2 - 1, place.center().y() + 0.5)
            paint_arrow(painter, theme, centre, is_open=row.is_open)
        left = self.arrow_rect(option.rect, row).right() - 1
        colour = self._session.known_tags.colour(row.name)
        if colour is not None:
            paint_dot(painter, QPointF(left + 5, rect.center().y() + 1), colour, theme)
            left += _DOT
        room = self._paint_counts(painter, rect, row, is_chosen)
        weight = QFont.Weight.DemiBold if is_chosen else QFont.Weight.Normal
        font = themes.interface_font(13, weight=weight)
        painter.setFont(font)
        # What this reading has none of stands back.
        painter.setPen(theme.text if row.use.here or is_chosen else theme.quiet)
        place = QRect(left + 1, rect.top(), room - left - 9, rect.height())
        words = QFontMetricsF(font).elidedText(row.last, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, _LEFT, words)
        if option.state & QStyle.StateFlag.State_HasFocus or row.name == self.target:
            painter.setPen(QPen(theme.accent, 2 if row.name == self.target else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    def _paint_counts(self, painter: QPainter, rect: QRect, row: TagRow, is_chosen: bool) -> int:
        """How many notes here, and quietly how many in the library, if those are more; returns where
        that begins."""
        theme, use = self.theme, row.use
        place = rect.adjusted(0, 0, -_END, 0)
        aside = ""
        if use.everywhere > use.here:
            of_all = self._model.tr("of {count}").format(count=use.everywhere)
            aside = of_all if use.here else str(use.everywhere)
        painter.setFont(themes.interface_font(12))
        painter.setPen(theme.quiet)
        painter.drawText(place, _RIGHT, aside)
        place.setRight(place.right() - round(painter.fontMetrics().horizontalAdvance(aside)))
        if not use.here:
            return place.right()
        if aside:
            place.setRight(place.right() - 4)
        painter.setFont(themes.interface_font(13))
        painter.setPen(theme.text if is_chosen or aside else theme.quiet)
        painter.drawText(place, _RIGHT, str(use.here))
        return place.right() - painter.fontMetrics().horizontalAdvance(str(use.here))

    # Renaming

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Qt's: all of the tag, so that it can be moved too."""
        assert isinstance(editor, QLineEdit)
        if editor.isModified():
            return  # A change elsewhere does not take back what is being typed.
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Qt's: over the row."""
        row = self._model.row(index)
        left = SIDE if row is None else self.arrow_rect(option.rect, row).right() - 4
        editor.setGeometry(option.rect.adjusted(left, 1, -SIDE - 2, -1))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
