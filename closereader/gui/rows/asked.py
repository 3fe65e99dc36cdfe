"""Where a menu is asked for in a list."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView


def asked_at(
    view: QAbstractItemView,
    event: QContextMenuEvent,
    at: Callable[[QPoint], QModelIndex] | None = None,
) -> tuple[QModelIndex, QPoint]:
    """The row that is meant, and where on the screen its menu opens: of the menu key the current row,
    else the one under the pointer. `at`: which row is at a point of the viewport."""
    if event.reason() == QContextMenuEvent.Reason.Keyboard:
        index = view.currentIndex()
        return index, view.viewport().mapToGlobal(view.visualRect(index).center())
    point = view.viewport().mapFromGlobal(event.globalPos())
    return (at or view.indexAt)(point), event.globalPos()
