"""The list of tags: pointer, keys, and a tag dragged on another or out of the list."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from closereader.gui import dragged_tag
from closereader.gui import theme as themes
from closereader.gui.dragged_tag import TagTarget
from closereader.gui.guard import guarded
from closereader.gui.rows import RowView
from closereader.gui.rows.asked import asked_at
from closereader.gui.session import Session
from closereader.gui.tags.changes import TagChanges
from closereader.gui.tags.delegate import ROW, TagDelegate
from closereader.gui.tags.model import TagsModel
from closereader.gui.tags.rows import TagRow
from closereader.gui.theme import Theme
from closereader.model.colour import Colour
from closereader.model.tag import is_at_or_below
from closereader.text.utf16 import Utf16Map

_COLOURS = list(Colour)


@guarded
class TagsView(RowView):
    """`left`: back to the text; `chosen(tag)`: its notes are to be shown; `put_wanted(tag)`: on the
    chosen note; `menu_asked(row, where)`; `merge_asked(tag)`."""

    left = Signal()
    chosen = Signal(str)
    put_wanted = Signal(str)
    menu_asked = Signal(object, QPoint)
    merge_asked = Signal(str)

    def __init__(
        self,
        session: Session,
        model: TagsModel,
        changes: TagChanges,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, estimate=ROW, bottom=12)
        self._tags = model
        self._changes = changes
        self._kept: str | None = None
        self._theme = themes.load("light")
        self.delegate = TagDelegate(session, model, self)
        self.setItemDelegate(self.delegate)
        # Rows come and go with every filter: the keyboard stays on its tag.
        model.modelAboutToBeReset.connect(self._remember_current)
        self.setModel(model)
        model.modelReset.connect(self._restore_current)
        self.setAccessibleName(self.tr("Tags"))
        self.setDragEnabled(True)
        self.setDropIndicatorShown(False)
        TagTarget(self.viewport(), self._drag_over, self._end_drag, self._drop)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self.delegate.set_theme(theme)
        self.viewport().update()

    def current_row(self) -> TagRow | None:
        """The tag the keyboard stands on."""
        return self._tags.row(self.currentIndex())

    def focus_list(self) -> None:
        """Take the focus, on the tag it was on or the first one."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.current_row() is None:
            self.setCurrentIndex(self._tags.index(0))

    def show_chosen(self, tags: frozenset[str]) -> None:
        """These are the tags whose notes are shown."""
        self.delegate.chosen = tags
        self.viewport().update()

    def rename(self, tag: str) -> None:
        """Let the tag be edited where it stands."""
        index = self._tags.index_of(tag)
        if index.isValid() and self.state() is not QAbstractItemView.State.EditingState:
            self.scrollTo(index)
            self.setCurrentIndex(index)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit(index)
            line = self.viewport().findChild(QLineEdit)
            if line is not None:
                # Qt selects all of it. What is above stays where only the tag is named otherwise.
                places = Utf16Map(tag)
                start, end = places.position(tag.rfind("/") + 1), places.position(len(tag))
                line.setSelection(start, end - start)

    def follow(self, tag: str) -> None:
        """Stand on that tag, now or when it comes."""
        self._kept = tag
        self._restore_current()

    def _remember_current(self) -> None:
        row = self.current_row()
        if row is not None:
            self._kept = row.name

    def _restore_current(self) -> None:
        index = self._tags.index_of(self._kept)
        if index.isValid():
            self.setCurrentIndex(index)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: Enter shows the notes, Ctrl+Enter puts the tag on the chosen one, Left and Right close
        and open, digits colour."""
        row = self.current_row()
        editing = self.state() is QAbstractItemView.State.EditingState
        if event.key() == Qt.Key.Key_Escape and not editing:
            self.left.emit()
        elif row is None or editing or not self._act(event, row):
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent, row: TagRow) -> bool:
        key = event.key()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.put_wanted if control else self.chosen).emit(row.name)
        elif control:
            return False
        elif key == Qt.Key.Key_Space:
            self.chosen.emit(row.name)
        elif key == Qt.Key.Key_T:
            self.put_wanted.emit(row.name)
        elif key == Qt.Key.Key_Right:
            self._go_in(row)
        elif key == Qt.Key.Key_Left:
            self._go_out(row)
        elif key == Qt.Key.Key_F2:
            self.rename(row.name)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove(row)
        elif key == Qt.Key.Key_M:
            self.merge_asked.emit(row.name)
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_8:
            number = key - Qt.Key.Key_0
            self._changes.set_colour(row.name, _COLOURS[number - 1] if number else None)
        else:
            return False
        return True

    def _go_in(self, row: TagRow) -> None:
        if row.has_below and not row.is_open:
            self._tags.open(row.name, True)
        elif row.has_below:
            self.setCurrentIndex(self._tags.index(self.currentIndex().row() + 1))

    def _go_out(self, row: TagRow) -> None:
        if row.has_below and row.is_open and not self._tags.wanted.words.strip():
            self._tags.open(row.name, False)
            return
        above = self._tags.index_of(row.name.rpartition("/")[0])
        if above.isValid():
            self.setCurrentIndex(above)

    def _remove(self, row: TagRow) -> None:
        """The keyboard goes to the next tag that stays."""
        number = self.currentIndex().row()
        others = [self._tags.row(self._tags.index(n)) for n in range(self._tags.rowCount())]
        stay = [o for o in others[number:] + others[:number][::-1] if o is not None]
        after = next((o.name for o in stay if not is_at_or_below(o.name, row.name)), None)
        self.setCurrentIndex(self._tags.index_of(after))
        self._changes.remove(row.name)

    # Pointer

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's: a click shows the notes, on the arrow it opens or closes; a drag that ended does not."""
        is_drag = self.state() is QAbstractItemView.State.DraggingState
        super().mouseReleaseEvent(event)
        index = self.was_clicked(event)
        row = self._tags.row(index)
        if row is None or is_drag:
            return
        arrow = self.delegate.arrow_rect(self.visualRect(index), row)
        if row.has_below and arrow.contains(event.position().toPoint()):
            self._tags.open(row.name, not row.is_open)
        else:
            self.chosen.emit(row.name)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt's: two clicks are two clicks on what has no second meaning."""
        self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's: by pointer or by the menu key."""
        index, where = asked_at(self, event)
        row = self._tags.row(index)
        if row is not None:
            self.setCurrentIndex(index)
            self.menu_asked.emit(row, where)

    # Dragging

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Qt's: take the tag along."""
        row = self.current_row()
        if row is not None:
            # While it is carried the pointer is over no row.
            self._hover(QModelIndex())
            dragged_tag.drag(self, row.name, self._theme.palette())

    def _drag_over(self, tag: str, point: QPoint) -> bool:
        target = self._place_for(tag, point)
        self.delegate.target = target or None
        self.viewport().update()
        return target is not None

    def _end_drag(self) -> None:
        self.delegate.target = None
        self.viewport().update()

    def _drop(self, tag: str, point: QPoint) -> None:
        target = self._place_for(tag, point)
        if target is not None:
            self._changes.put_below(tag, target)

    def _place_for(self, tag: str, point: QPoint) -> str | None:
        """The tag below which it would go there; "" for the top, where no row is; None: nowhere."""
        index: QModelIndex = self.indexAt(point)
        row = self._tags.row(index)
        target = "" if row is None else row.name
        above = tag.rpartition("/")[0]
        return None if target == above or (target and is_at_or_below(target, tag)) else target
