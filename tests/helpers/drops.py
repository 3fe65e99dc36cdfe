"""What a pointer does that carries a tag."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from closereader.gui.dragged_tag import carrying

_HELD = (Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def drag_over(surface: QWidget, tag: str, point: QPoint) -> bool:
    """Whether the tag could be let go there."""
    action, button, modifiers = _HELD
    data = carrying(tag)
    entered = QDragEnterEvent(point, action, data, button, modifiers)
    QApplication.sendEvent(surface, entered)
    moved = QDragMoveEvent(point, action, data, button, modifiers)
    QApplication.sendEvent(surface, moved)
    return moved.isAccepted()


def drop(surface: QWidget, tag: str, point: QPoint) -> None:
    """Let the tag go there."""
    drag_over(surface, tag, point)
    action, button, modifiers = _HELD
    data = carrying(tag)
    QApplication.sendEvent(surface, QDropEvent(QPointF(point), action, data, button, modifiers))
