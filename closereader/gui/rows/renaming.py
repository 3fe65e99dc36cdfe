"""A name edited in the row it stands in."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex


@guarded
class RenamingDelegate(QStyledItemDelegate):
    """A line in the row takes the new name. `theme`: its colours; `asked`: what it is called for those
    who hear it."""

    theme: Theme
    asked = ""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """Qt's: a line for the name."""
        line = QLineEdit(parent)
        line.setFont(themes.interface_font(13))
        line.setAccessibleName(self.asked)
        theme = self.theme
        line.setStyleSheet(
            f"QLineEdit {{ background: {theme.field.name()}; color: {theme.text.name()};"
            f" border: 1px solid {theme.accent.name()}; border-radius: 4px; padding: 0 2px;"
            f" selection-background-color: {theme.selection.name()};"
            f" selection-color: {theme.text.name()}; }}"
        )
        return line

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Qt's: give the typed name to the model."""
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)


def paint_arrow(painter: QPainter, theme: Theme, centre: QPointF, *, is_open: bool) -> None:
    """The sign of a row that shows what is below it, or does not."""
    painter.setPen(QPen(theme.quiet, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corners = ((-4, -2), (0, 2), (4, -2)) if is_open else ((-2, -4), (2, 0), (-2, 4))
    painter.drawPolyline(QPolygonF([centre + QPointF(x, y) for x, y in corners]))
