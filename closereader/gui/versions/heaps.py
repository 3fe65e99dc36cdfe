"""The notes of one heap as a list: where each stands, its words, its comment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.notes.wording import Wording
from closereader.gui.theme import Theme
from closereader.model.annotation import AnchorState, Annotation, AnnotationId
from closereader.text.comment import plain

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW = 66
_SIDE = 14
_BAR = 4
_QUOTED = 200
_MOVING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


@guarded
class HeapModel(QAbstractListModel):
    """Notes in the order they are given. `old_words`: what a note stood on before."""

    def __init__(
        self, wording: Wording, old_words: Callable[[Annotation], str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._wording = wording
        self._old_words = old_words
        self.notes: list[Annotation] = []

    def show_notes(self, notes: Sequence[Annotation]) -> None:
        """Show these."""
        self.beginResetModel()
        self.notes = list(notes)
        self.endResetModel()

    def row_of(self, annotation_id: AnnotationId | None) -> int:
        """The note's row; -1: it is not among them."""
        return next((n for n, note in enumerate(self.notes) if note.id == annotation_id), -1)

    def head(self, note: Annotation) -> str:
        """Where it stands and what it is."""
        return self._wording.head(note)

    def quote(self, note: Annotation) -> str:
        """The words it stood on before, on one line."""
        return " ".join((self._old_words(note) or note.quote)[:_QUOTED].split())

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Qt's."""
        return 0 if parent.isValid() else len(self.notes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's: the row in words, for those who hear it."""
        if not index.isValid() or index.row() >= len(self.notes):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            note = self.notes[index.row()]
            quote = self.quote(note)
            said = (self.head(note), f"“{quote}”" if quote else "", plain(note.comment))
            return ", ".join(part for part in said if part)
        return None


@guarded
class _Delegate(QStyledItemDelegate):
    """Place and meaning; the words; the comment."""

    def __init__(self, model: HeapModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.theme = themes.load("light")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt's: all rows are as high."""
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's: one row."""
        theme, note = self.theme, self._model.notes[index.row()]
        rect = QRectF(option.rect)
        painter.save()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.chosen if is_chosen else theme.hover)
        painter.setPen(QPen(theme.line, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        bar = QRectF(rect.left(), rect.top() + 8, _BAR, _ROW - 16)
        painter.fillRect(bar, theme.edges[note.colour])
        line = QRectF(rect.left() + _BAR + _SIDE, rect.top() + 6, 0, 18)
        line.setRight(rect.right() - _SIDE)
        is_lost = note.anchor is AnchorState.LOST
        painter.setPen(theme.error if is_lost else theme.text if is_chosen else theme.quiet)
        self._line(painter, line, self._model.head(note), themes.interface_font(12))
        painter.setPen(theme.text)
        line.translate(0, 18)
        quote = self._model.quote(note)
        if quote:
            self._line(painter, line, quote, themes.text_font(15, italic=True))
            line.translate(0, 18)
        painter.setPen(theme.text)
        self._line(painter, line, plain(note.comment), themes.interface_font(12.5))
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, line: QRectF, words: str, font: QFont) -> None:
        painter.setFont(font)
        shown = QFontMetricsF(font).elidedText(
            " ".join(words[:_QUOTED].split()), Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


@guarded
class HeapList(QListView):
    """`pressed(QKeyEvent)`: a key that does not move in the list; `focused()`: the keyboard came here."""

    pressed = Signal(object)
    focused = Signal()

    def __init__(self, model: HeapModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Notes of this heap"))
        self.delegate = _Delegate(model, self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        self.delegate.theme = theme
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: up and down are the list's, all others the desk's."""
        if event.key() in _MOVING:
            super().keyPressEvent(event)
        else:
            event.accept()
            self.pressed.emit(event)

    def focusInEvent(self, event: object) -> None:
        """Qt's: the keys mean other things here."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.focused.emit()
