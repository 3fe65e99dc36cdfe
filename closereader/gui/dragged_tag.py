"""A tag under the pointer, on its way from the list of tags to what is to bear it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QDragMoveEvent, QDropEvent, QPalette
from PySide6.QtWidgets import QWidget

from closereader.gui import dragging
from closereader.gui.guard import guarded

_KIND = "application/x-closereader-tag"


def carrying(tag: str) -> QMimeData:
    """What is dragged."""
    data = QMimeData()
    data.setData(_KIND, tag.encode("utf-8"))
    # For what takes words: a comment, another program.
    data.setText(f"#{tag}")
    return data


def carried(data: QMimeData) -> str | None:
    """The tag that is dragged, if one is."""
    if not data.hasFormat(_KIND):
        return None
    return bytes(data.data(_KIND).data()).decode("utf-8", "replace")


def drag(source: QWidget, tag: str, palette: QPalette) -> None:
    """Take the tag along until the button is let go; it is shown in the colours of tool tips."""
    made = QDrag(source)
    made.setMimeData(carrying(tag))
    made.setPixmap(dragging.picture(tag, palette))
    made.setHotSpot(QPoint(-10, 4))
    made.exec(Qt.DropAction.CopyAction | Qt.DropAction.LinkAction, Qt.DropAction.CopyAction)


@guarded
class TagTarget(QObject):
    """Lets tags be dropped on `surface`. `over(tag, point)`: whether it can be dropped there, and
    shows so; `left()`: the pointer went elsewhere; `dropped(tag, point)`. Points are the surface's."""

    def __init__(
        self,
        surface: QWidget,
        over: Callable[[str, QPoint], bool],
        left: Callable[[], object],
        dropped: Callable[[str, QPoint], object],
    ) -> None:
        super().__init__(surface)
        self._over = over
        self._left = left
        self._dropped = dropped
        surface.setAcceptDrops(True)
        surface.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: tags are taken here, everything else goes its way."""
        if isinstance(event, QDropEvent):
            tag = carried(event.mimeData())
            if tag is not None:
                self._take(event, tag)
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self._left()
        return bool(super().eventFilter(watched, event))

    def _take(self, event: QDropEvent, tag: str) -> None:
        point = event.position().toPoint()
        is_drop = not isinstance(event, QDragMoveEvent)
        if not self._over(tag, point):
            # Taken all the same on entering: else no move over the surface would be told of.
            if event.type() == QEvent.Type.DragEnter:
                event.accept()
            else:
                event.ignore()
            if is_drop:
                self._left()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if is_drop:
            self._left()
            self._dropped(tag, point)
