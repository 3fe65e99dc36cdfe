"""The menu under the right button on a reading in the library."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTableView


def show_menu(table: QTableView, point: QPoint, actions: list[QAction]) -> QMenu:
    """Open the reading, or do one of `actions` with it; `point`: in the table's viewport, or nowhere when
    the keyboard asks."""
    index = table.indexAt(point)
    if index.isValid():
        table.setCurrentIndex(index)
    menu = QMenu(table)
    menu.setFont(table.font())
    index = table.currentIndex()
    if index.isValid():
        opening = menu.addAction(menu.tr("Open"))
        opening.triggered.connect(lambda: table.activated.emit(index))
        menu.addSeparator()
        menu.addActions(actions)
        place = (
            point if table.viewport().rect().contains(point) else table.visualRect(index).center()
        )
        menu.popup(table.viewport().mapToGlobal(place))
    return menu
