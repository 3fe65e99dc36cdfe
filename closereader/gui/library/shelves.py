"""The left side of the library: which readings are shown, and the tags."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from closereader.gui import theme as themes
from closereader.gui.library.model import Shelf
from closereader.gui.theme import Theme

_TAG_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class Shelves(QWidget):
    """`shelf_chosen(Shelf)`; `tag_chosen(tag)`: look for notes with this tag."""

    shelf_chosen = Signal(object)
    tag_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(228)
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Shelves and tags"))
        self._list.setFont(themes.interface_font(13))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentItemChanged.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 8)
        column.addWidget(self._list)
        self._filling = False

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self._list.setStyleSheet(
            f"QListWidget {{ background: {theme.panel.name()}; border: none; }}"
            f"QListWidget::item {{ padding: 5px 8px; border-radius: 6px; color: {theme.text.name()}; }}"
            f"QListWidget::item:selected {{ background: {theme.chosen.name()}; }}"
            f"QListWidget::item:hover:!selected:enabled {{ background: {theme.hover.name()}; }}"
            f"QListWidget::item:disabled {{ color: {theme.quiet.name()}; }}"
        )

    def fill(self, counts: dict[Shelf, int], tags: list[tuple[str, int]], chosen: Shelf) -> None:
        """Show the shelves with how many readings stand on each, and the tags with their notes."""
        self._filling = True
        self._list.clear()
        self._head(self.tr("LIBRARY"))
        names = {
            Shelf.ALL: self.tr("All readings"),
            Shelf.CONTINUE: self.tr("Continue reading"),
            Shelf.UNANNOTATED: self.tr("Unannotated"),
        }
        for shelf, name in names.items():
            item = QListWidgetItem(f"{name}   {counts[shelf]}")
            item.setData(Qt.ItemDataRole.UserRole, int(shelf))
            self._list.addItem(item)
            if shelf == chosen:
                self._list.setCurrentItem(item)
        if tags:
            self._head(self.tr("TAGS"))
            for tag, count in tags:
                item = QListWidgetItem(f"# {tag.replace('/', ' / ')}   {count}")
                item.setData(_TAG_ROLE, tag)
                self._list.addItem(item)
        self._filling = False

    def _head(self, words: str) -> None:
        item = QListWidgetItem(words)
        font = themes.interface_font(11)
        font.setBold(True)
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 0.8)
        item.setFont(font)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._list.addItem(item)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None or self._filling:
            return
        tag = item.data(_TAG_ROLE)
        if tag is not None:
            self.tag_chosen.emit(tag)
        elif item.data(Qt.ItemDataRole.UserRole) is not None:
            self.shelf_chosen.emit(Shelf(item.data(Qt.ItemDataRole.UserRole)))
