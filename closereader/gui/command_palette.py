"""Ctrl+K: every action by name, with its key; type a few letters, press Enter."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.actions import ACTIONS, Actions
from closereader.gui.guard import guarded
from closereader.text.fold import Folding, fold

_AS_WORDS = Folding(case=True, marks=True)

_KEY_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@guarded
class _KeyDelegate(QStyledItemDelegate):
    """A command with its key at the right."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt's: the row as the style draws it, and the key."""
        super().paint(painter, option, index)
        painter.save()
        painter.setFont(themes.interface_font(12))
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(option.rect.adjusted(0, 0, -12, 0), flags, index.data(_KEY_ROLE) or "")
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Qt's: with room to breathe."""
        return QSize(super().sizeHint(option, index).width(), 30)


@guarded
class CommandPalette(QDialog):
    """Runs the chosen action after it closes. Only what can be done now is listed."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Commands"))
        self.setModal(True)
        self.resize(520, 440)
        self._chosen: QAction | None = None
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(self.tr("What do you want to do?"))
        self._field.setAccessibleName(self.tr("Find a command"))
        self._field.setFont(themes.interface_font(15))
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Commands"))
        self._list.setFont(themes.interface_font(13))
        self._list.setItemDelegate(_KeyDelegate(self._list))
        self._none = QLabel(self.tr("No command has these words."), self)
        self._none.setProperty("quiet", True)
        self._none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        for widget in (self._field, self._none, self._list):
            column.addWidget(widget)
        self._rows: list[tuple[str, QAction]] = []
        for row in ACTIONS:
            action = actions[row.id]
            if row.id != "view.palette" and row.menu and action.isEnabled():
                self._rows.append((fold(action.text(), _AS_WORDS), action))
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self._list.itemActivated.connect(self._run)
        self._list.itemClicked.connect(self._run)
        self._filter("")

    def _filter(self, words: str) -> None:
        self._list.clear()
        wanted = fold(words, _AS_WORDS).split()
        for name, action in self._rows:
            if all(word in name for word in wanted):
                key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                item = QListWidgetItem(action.text().replace("&", ""))
                item.setData(Qt.ItemDataRole.UserRole, action)
                item.setData(_KEY_ROLE, key)
                self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._none.setVisible(not self._list.count())

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._chosen = item.data(Qt.ItemDataRole.UserRole)
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: arrows in the field move in the list, Enter runs."""
        if watched is self._field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                count = max(self._list.count(), 1)
                self._list.setCurrentRow((self._list.currentRow() + step) % count)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    @classmethod
    def ask(cls, actions: Actions, parent: QWidget) -> None:
        """Let the reader choose an action and run it."""
        palette = cls(actions, parent)
        palette.exec()
        if palette._chosen is not None:
            palette._chosen.trigger()
