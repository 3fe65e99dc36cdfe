"""The left side of the library: which readings are shown, and the tags."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.library.model import Shelf
from closereader.gui.theme import Theme

_TAG_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_COUNT_ROLE = _TAG_ROLE + 1


@guarded
class _CountDelegate(QStyledItemDelegate):
    """A row with its count at the right, framed while it has the keyboard."""

    theme = themes.load("light")

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt's: the row as the style draws it, and the count."""
        super().paint(painter, option, index)
        count = index.data(_COUNT_ROLE)
        if count is not None:
            painter.save()
            painter.setFont(themes.interface_font(12))
            painter.setPen(self.theme.quiet)
            room = option.rect.adjusted(0, 0, -10, 0)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, flags, str(count))
            painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self.theme.accent)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.restore()


class Shelves(QWidget):
    """`shelf_chosen(Shelf)`; `tag_chosen(tag)`: look for notes with this tag."""

    shelf_chosen = Signal(object)
    tag_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shelves")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(228)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Shelves and tags"))
        self.list.setFont(themes.interface_font(13))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._counts = _CountDelegate(self.list)
        self.list.setItemDelegate(self._counts)
        self.list.currentItemChanged.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 8)
        column.addWidget(self.list)
        self._filling = False

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._counts.theme = theme

    def fill(self, counts: dict[Shelf, int], tags: list[tuple[str, int]], chosen: Shelf) -> None:
        """Show the shelves with how many readings stand on each, and the tags with their notes."""
        self._filling = True
        self.list.clear()
        self._head(self.tr("LIBRARY"))
        names = {
            Shelf.ALL: self.tr("All readings"),
            Shelf.CONTINUE: self.tr("Continue reading"),
            Shelf.UNANNOTATED: self.tr("Unannotated"),
        }
        for shelf, name in names.items():
            item = QListWidgetItem(name)
            item.setData(_COUNT_ROLE, counts[shelf])
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {counts[shelf]}")
            item.setData(Qt.ItemDataRole.UserRole, int(shelf))
            self.list.addItem(item)
            if shelf == chosen:
                self.list.setCurrentItem(item)
        if tags:
            self._head(self.tr("TAGS"))
            for tag, count in tags:
                item = QListWidgetItem(f"# {tag.replace('/', ' / ')}")
                item.setData(_COUNT_ROLE, count)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{tag}, {count}")
                item.setData(_TAG_ROLE, tag)
                self.list.addItem(item)
        self._filling = False

    def _head(self, words: str) -> None:
        item = QListWidgetItem(words)
        font = themes.interface_font(11)
        font.setBold(True)
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 0.8)
        item.setFont(font)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setSizeHint(QSize(10, 34))
        self.list.addItem(item)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None or self._filling:
            return
        tag = item.data(_TAG_ROLE)
        if tag is not None:
            self.tag_chosen.emit(tag)
        elif item.data(Qt.ItemDataRole.UserRole) is not None:
            self.shelf_chosen.emit(Shelf(item.data(Qt.ItemDataRole.UserRole)))
