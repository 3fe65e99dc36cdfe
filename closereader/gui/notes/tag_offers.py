"""The list under the line in which tags are typed: those of the library that may be meant."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.notes import card as cards
from closereader.gui.theme import Theme
from closereader.gui.widgets import scroll_style
from closereader.i18n import ngettext
from closereader.model.tag import TagUse

AnyIndex = QModelIndex | QPersistentModelIndex
_TAG = int(Qt.ItemDataRole.UserRole) + 1
_ASIDE = _TAG + 1
_GAP = 14
_LEAST_WIDTH = 190


@guarded
class _Delegate(QStyledItemDelegate):
    """A tag, and at the right how often it is borne."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Qt's: the row as the style draws it, and the count."""
        super().paint(painter, option, index)
        painter.save()
        painter.setFont(themes.interface_font(12))
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(option.rect.adjusted(0, 0, -8, 0), flags, str(index.data(_ASIDE)))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Qt's: with room for the count."""
        size = super().sizeHint(option, index)
        aside = option.fontMetrics.horizontalAdvance(str(index.data(_ASIDE)))
        return QSize(size.width() + aside + _GAP, size.height())


class TagOffers(QObject):
    """`taken(tag)`: one was clicked. While it shows, Up and Down move in it."""

    taken = Signal(str)

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setCompletionRole(_TAG)
        self._completer.setWidget(line)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._delegate = _Delegate(self._popup)
        self._popup.setItemDelegate(self._delegate)
        self._completer.activated.connect(self.taken)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._popup.setPalette(theme.palette())
        self._popup.setStyleSheet(
            f"QListView {{ background: {theme.field.name()}; color: {theme.text.name()};"
            f" border: 1px solid {theme.line.name()}; padding: 2px; outline: none; }}"
            "QListView::item { padding: 3px 6px; }"
            f"QListView::item:selected {{ background: {theme.chosen.name()};"
            f" color: {theme.text.name()}; }}" + scroll_style(theme)
        )
        self._popup.setFont(cards.comment_font())

    def show(self, uses: Sequence[TagUse], new: str) -> None:
        """Offer these; and last, if there is one, a `new` tag that is spelled otherwise than a known
        one. Nothing to offer hides the list."""
        self._model.clear()
        for use in uses:
            told = ngettext("{count} note", "{count} notes", use.everywhere)
            self._add(use.name, use.name, str(use.everywhere), f"{use.name}, {told}")
        if new:
            words = self.tr("New tag “{tag}”").format(tag=new)
            self._add(words, new, "", words)
        if not self._model.rowCount():
            self.hide()
            return
        rect = self._line.rect()
        wanted = self._popup.sizeHintForColumn(0) + 24
        rect.setWidth(max(min(wanted, 2 * _LEAST_WIDTH), _LEAST_WIDTH, rect.width()))
        self._completer.complete(rect)

    def hide(self) -> None:
        """Offer nothing."""
        self._popup.hide()

    @property
    def chosen(self) -> str | None:
        """The tag that was moved to in the list."""
        if not self._popup.isVisible() or not self._popup.selectionModel().hasSelection():
            return None
        return str(self._popup.currentIndex().data(_TAG))

    @property
    def first(self) -> str | None:
        """The first of those that are offered."""
        item = self._model.item(0) if self._popup.isVisible() else None
        return None if item is None else str(item.data(_TAG))

    @property
    def offered(self) -> list[str]:
        """What the list says, row by row."""
        if not self._popup.isVisible():
            return []
        return [self._model.item(row).text() for row in range(self._model.rowCount())]

    def _add(self, words: str, tag: str, aside: str, spoken: str) -> None:
        item = QStandardItem(words)
        item.setData(tag, _TAG)
        item.setData(aside, _ASIDE)
        item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        item.setEditable(False)
        self._model.appendRow(item)
