"""The list of names: pointer, keys and dragging one name on another."""

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QWidget

from closereader.gui.entities.decisions import Decisions
from closereader.gui.entities.delegate import EntityDelegate
from closereader.gui.entities.model import EntitiesModel
from closereader.gui.entities.rows import Row, RowKind
from closereader.gui.guard import guarded
from closereader.gui.rows import RowView
from closereader.gui.rows.asked import asked_at
from closereader.gui.session import Session
from closereader.gui.stepping import step_mention
from closereader.gui.theme import Theme
from closereader.gui.widgets import plain_tip
from closereader.model.entity import EntityId

_DRAGGED = "application/x-closereader-entity"


@guarded
class EntitiesView(RowView):
    """`left`: back to the text. `menu_asked(row, where)`, `merge_asked(row, where)`."""

    left = Signal()
    menu_asked = Signal(object, QPoint)
    merge_asked = Signal(object, QPoint)

    def __init__(
        self,
        session: Session,
        model: EntitiesModel,
        decisions: Decisions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, estimate=26, bottom=12)
        self._session = session
        self._names = model
        self._decisions = decisions
        self.delegate = EntityDelegate(session, model, self)
        self.setItemDelegate(self.delegate)
        self.setModel(model)
        self.setAccessibleName(self.tr("People, places and other names"))
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        session.reading_opened.connect(self.delegate.forget)
        session.chosen_entity_changed.connect(self._follow_choice)
        model.counted.connect(self._follow_awaited)
        # Chosen before it is found: an entity just added, whose decision is being replayed.
        self._awaited: EntityId | None = None

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.delegate.set_theme(theme)
        self.viewport().update()

    def current_row(self) -> Row | None:
        """The row the keyboard stands on."""
        return self._names.row(self.currentIndex())

    def focus_list(self) -> None:
        """Take the focus, on the chosen entity or the first one."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.current_row() is None:
            chosen = self._names.index_of(self._session.chosen_entity)
            self._set_current(chosen if chosen.isValid() else self._names.index(0))

    def rename(self, entity_id: EntityId) -> None:
        """Let the name be edited where it stands."""
        index = self._names.index_of(entity_id)
        if index.isValid() and self.state() is not QAbstractItemView.State.EditingState:
            self.scrollTo(index)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit(index)

    # Following

    def _follow_choice(self) -> None:
        chosen = self._session.chosen_entity
        if chosen is None:
            return
        name = self._names.index_of(chosen)
        self._awaited = None if name.isValid() else chosen
        mention = self._names.index_of(chosen, RowKind.MENTION, self._session.chosen_mention)
        row = self.current_row()
        # The keyboard stays where it is inside what is open; else it goes to what was chosen.
        if row is None or row.entity is None or row.entity.id != chosen or mention.isValid():
            self._set_current(mention if mention.isValid() else name)
        if not mention.isValid() and name.isValid():
            # The strip and the first lines come into view with the name.
            first = self._names.index(min(name.row() + 4, self._names.rowCount() - 1))
            self.scrollTo(first)
        self.scrollTo(mention if mention.isValid() else name)

    def _follow_awaited(self) -> None:
        if self._awaited is not None and self._awaited == self._session.chosen_entity:
            self._follow_choice()

    def _set_current(self, index: QModelIndex) -> None:
        self.setAutoScroll(False)
        self.setCurrentIndex(index)
        self.setAutoScroll(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins at the chosen entity."""
        if self.current_row() is None:
            self._set_current(self._names.index_of(self._session.chosen_entity))
        super().focusInEvent(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move, Enter chooses or goes, Left and Right step through the mentions."""
        row = self.current_row()
        editing = self.state() is QAbstractItemView.State.EditingState
        if event.key() == Qt.Key.Key_Escape and not editing:
            self.left.emit()
        elif row is None or editing or not self._act(event.key(), row):
            super().keyPressEvent(event)

    def _act(self, key: int, row: Row) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._activate(row)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(row, 1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_F2 and row.entity is not None:
            self.rename(row.entity.id)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and row.entity is not None:
            self._reject(row)
        elif key == Qt.Key.Key_M and row.kind is RowKind.ENTITY:
            below = self.visualRect(self.currentIndex()).bottomLeft()
            self.merge_asked.emit(row, self.viewport().mapToGlobal(below))
        else:
            return False
        return True

    def _activate(self, row: Row) -> None:
        entity = row.entity
        if row.kind is RowKind.HEADING:
            self._names.toggle_group(row.group)
        elif row.kind is RowKind.MORE:
            self._names.show_all_mentions()
        elif entity is not None and row.kind is RowKind.MENTION:
            self._session.choose_entity(entity.id, row.mention, go=True)
        elif entity is not None and row.kind is RowKind.ENTITY:
            # Once more on the chosen one closes it.
            is_chosen = entity.id == self._session.chosen_entity
            self._session.choose_entity(None if is_chosen else entity.id)

    def _step(self, row: Row, by: int) -> None:
        if row.kind is RowKind.HEADING:
            if self._names.is_collapsed(row.group) == (by > 0):
                self._names.toggle_group(row.group)
        elif row.entity is not None:
            if row.entity.id != self._session.chosen_entity:
                self._session.choose_entity(row.entity.id)
            step_mention(self._session, by)

    def _reject(self, row: Row) -> None:
        assert row.entity is not None
        if row.kind is RowKind.MENTION:
            self._decisions.reject_mention(row.entity, row.mention)
        elif row.kind is RowKind.ENTITY:
            self._decisions.reject(row.entity.id)

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the strip goes to the nearest mention."""
        point = event.position().toPoint()
        row = self._names.row(self.indexAt(point))
        if row is not None and row.kind is RowKind.STRIP:
            if event.button() == Qt.MouseButton.LeftButton:
                self._go_on_strip(row, point)
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses, goes, opens or closes; a drag that ended here does not."""
        is_drag = self.state() is QAbstractItemView.State.DraggingState
        super().mouseReleaseEvent(event)
        row = self._names.row(self.was_clicked(event))
        if row is not None and not is_drag and row.kind is not RowKind.STRIP:
            self._activate(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two clicks are two clicks on what has no second meaning."""
        self.mousePressEvent(event)

    def _go_on_strip(self, row: Row, point: QPoint) -> None:
        entity = row.entity
        assert entity is not None
        rect = self.visualRect(self.indexAt(point))
        nearest = min(
            range(len(entity.mentions)),
            key=lambda n: abs(self.delegate.strip_x(rect, entity.mentions[n].start) - point.x()),
        )
        self._session.choose_entity(entity.id, nearest, go=True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By pointer or by the menu key."""
        index, where = asked_at(self, event)
        row = self._names.row(index)
        if row is not None and row.kind in (RowKind.ENTITY, RowKind.MENTION):
            self._set_current(index)
            self.menu_asked.emit(row, where)

    def viewportEvent(self, event: QEvent) -> bool:
        """A name that is cut is told in full."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self._names.row(self.indexAt(event.pos()))
            tip = ""
            if row is not None and row.kind is RowKind.ENTITY and row.entity is not None:
                tip = row.entity.name
            QToolTip.showText(event.globalPos(), plain_tip(tip), self.viewport())
            return True
        return bool(super().viewportEvent(event))

    # Dragging one name on another

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Take the name along."""
        row = self.current_row()
        if row is None or row.kind is not RowKind.ENTITY or row.entity is None:
            return
        data = QMimeData()
        data.setData(_DRAGGED, row.entity.id.encode("utf-8"))
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.LinkAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Names alone are taken; files are the window's."""
        if event.mimeData().hasFormat(_DRAGGED):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """A name can be dropped on another name."""
        point = event.position().toPoint()
        target = self._names.row(self.indexAt(point))
        dragged = _dragged(event.mimeData())
        self._hover(self.indexAt(point))
        is_other = target is not None and target.entity is not None and target.entity.id != dragged
        if dragged and is_other:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """The name that was dragged becomes part of the one it was dropped on."""
        target = self._names.row(self.indexAt(event.position().toPoint()))
        dragged = _dragged(event.mimeData())
        if target is not None and target.entity is not None and dragged:
            event.acceptProposedAction()
            self._decisions.merge(target.entity.id, dragged)


def _dragged(data: QMimeData) -> EntityId | None:
    if not data.hasFormat(_DRAGGED):
        return None
    return EntityId(bytes(data.data(_DRAGGED).data()).decode("utf-8"))
