"""A list that stands beside the window: what was changed lately, what was deleted. It has a field that
narrows it, and buttons for what can be done with what is chosen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.rows.view import RowView
from closereader.gui.theme import Theme
from closereader.gui.widgets import SearchField
from closereader.text.fold import Folding, fold

_AS_WORDS = Folding(case=True, marks=True)
_LINE_ROLE = int(Qt.ItemDataRole.UserRole)
_HEIGHT = 54
_PAD = 14
_SCROLL_BAR = 12
_GAP = 16
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what it stands for, told in two lines, with a few words at the right. `is_faded`: it is
    not as the others are; `is_quoted`: its heading is words of a reading."""

    of: Any
    heading: str
    below: str
    aside: str
    is_faded: bool = False
    is_quoted: bool = False
    folded: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Once, where the line is made: ten thousand are looked through at each letter typed.
        object.__setattr__(self, "folded", fold(self.spoken, _AS_WORDS))

    @property
    def spoken(self) -> str:
        """The row as one sentence."""
        return ", ".join(part for part in (self.heading, self.below, self.aside) if part)


@guarded
class _Model(QAbstractListModel):
    """The lines that match the words in the field."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt's: how many."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's: one row."""
        line = self.lines[index.row()]
        if role == _LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken
        return None


@guarded
class _Delegate(QStyledItemDelegate):
    """Draws a row of two lines."""

    def __init__(self, theme: Callable[[], Theme], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt's: all rows are equally high."""
        return QSize(option.rect.width(), _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's: draw one row."""
        theme, rect, line = self._theme(), option.rect, index.data(_LINE_ROLE)
        painter.save()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(rect, theme.chosen)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.hover)
        room = rect.adjusted(_PAD, 7, -_PAD - _SCROLL_BAR, -7)
        quiet = themes.interface_font(11.5)
        painter.setFont(quiet)
        aside = painter.fontMetrics().horizontalAdvance(line.aside)
        upper = QRect(room.left(), room.top(), room.width() - aside - _GAP, room.height() // 2)
        lower = QRect(room.left(), upper.bottom() + 1, room.width(), room.height() // 2)
        # Quiet grey is too faint on the ground of what is chosen.
        beside = theme.text if is_chosen else theme.quiet
        self._write(painter, beside, room, line.aside, Qt.AlignmentFlag.AlignRight)
        self._write(painter, beside, lower, line.below, Qt.AlignmentFlag.AlignLeft)
        font = themes.text_font(16) if line.is_quoted else themes.interface_font(13)
        font.setItalic(line.is_faded)
        painter.setFont(font)
        colour = beside if line.is_faded else theme.text
        self._write(painter, colour, upper, line.heading, Qt.AlignmentFlag.AlignLeft)
        painter.setPen(theme.line)
        painter.drawLine(rect.left() + _PAD, rect.bottom(), rect.right() - _PAD, rect.bottom())
        view = option.widget
        if view is not None and view.hasFocus() and view.currentIndex() == index:  # type: ignore[attr-defined]
            painter.setPen(QPen(theme.accent, 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _write(
        self,
        painter: QPainter,
        colour: QColor,
        room: QRect,
        words: str,
        side: Qt.AlignmentFlag,
    ) -> None:
        painter.setPen(colour)
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        is_right = side is Qt.AlignmentFlag.AlignRight
        upright = Qt.AlignmentFlag.AlignTop if is_right else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, side | upright, words)


@guarded
class _Rows(RowView):
    """Rows of which several can be chosen."""

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Qt's: from the row where it began to the row where it ends."""
        upright = rect.normalized()
        ends = self.indexAt(upright.topLeft()), self.indexAt(upright.bottomRight())
        self.selectionModel().select(QItemSelection(*ends), command)


@guarded
class KeptList(QDialog):
    """Stands beside the window, which can be used meanwhile. `act` is what Enter and a double click
    do, `delete` what Delete does; both are for those who inherit."""

    def __init__(
        self, title: str, question: str, theme: Callable[[], Theme], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 520)
        self._all: list[Line] = []
        self._nothing_at_all = ""
        self.field = SearchField(self)
        self.field.setPlaceholderText(question)
        self.field.setAccessibleName(question)
        self.field.set_theme(theme())
        self.model = _Model(self)
        self.list = _Rows(self, estimate=_HEIGHT)
        self.list.setAccessibleName(title)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(theme, self.list))
        self.nothing = QLabel(self)
        self.nothing.setProperty("quiet", True)
        self.nothing.setFont(themes.interface_font(13))
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.nothing)
        self.told = QLabel(self)
        self.told.setObjectName("keptTold")
        self.told.setFont(themes.interface_font(12))
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.hide()
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 12)
        column.setSpacing(10)
        column.addWidget(self.field)
        column.addWidget(self._pages, 1)
        column.addWidget(self.told)
        column.addLayout(self.buttons)
        self.field.textChanged.connect(self._filter)
        self.field.went_down.connect(self._go_down)
        self.field.left.connect(self.close)
        self.field.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _index: self.act())
        self.list.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed())

    def add_button(self, words: str, act: Callable[[], object]) -> QPushButton:
        """A button in the row at the bottom."""
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        self.buttons.addWidget(button)
        return button

    def tell(self, sentence: str) -> None:
        """Say this above the buttons; "" for nothing."""
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))
        self.told.setAccessibleName(sentence)

    def show_lines(self, lines: Sequence[Line], nothing: str, *, first: int = 0) -> None:
        """Show these, or what there is to say where there are none. What was chosen stays so; where
        nothing was, the row `first` is."""
        is_new = not self._all and bool(lines)
        self._all = list(lines)
        self._nothing_at_all = nothing
        self._filter(self.field.text())
        if is_new and not self.field.text():
            self._choose([first])

    def chosen(self) -> list[Any]:
        """What the chosen rows stand for, from above."""
        # By runs: an index for each of ten thousand rows takes a tenth of a second.
        selection = cast("Iterable[QItemSelectionRange]", self.list.selectionModel().selection())
        runs = sorted((run.top(), run.bottom()) for run in selection)
        return [line.of for top, bottom in runs for line in self.model.lines[top : bottom + 1]]

    def act(self) -> None:
        """What Enter does."""

    def delete(self) -> None:
        """What Delete does."""

    def chosen_changed(self) -> None:
        """Other rows are chosen than before."""

    def _filter(self, words: str) -> None:
        chosen, row = set(self.chosen()), max(self.list.currentIndex().row(), 0)
        wanted = fold(words, _AS_WORDS).split()
        shown = [line for line in self._all if all(word in line.folded for word in wanted)]
        self.model.set_lines(shown)
        self._pages.setCurrentWidget(self.list if shown else self.nothing)
        self.nothing.setText(
            self.tr("Nothing has these words.") if self._all else self._nothing_at_all
        )
        there = [n for n, line in enumerate(shown) if line.of in chosen]
        if shown:
            # Where what was chosen is gone, the one that took its place.
            self._choose(there or [min(row, len(shown) - 1)])
        self.chosen_changed()

    def _choose(self, rows: Sequence[int]) -> None:
        # The view's own: what is chosen with Shift begins there.
        self.list.setCurrentIndex(self.model.index(rows[0], 0))
        several = QItemSelection()
        # In runs: ten thousand, each by itself, would take seconds.
        for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
            numbers = [row for _, row in run]
            several.select(self.model.index(numbers[0], 0), self.model.index(numbers[-1], 0))
        self.list.selectionModel().select(several, QItemSelectionModel.SelectionFlag.Select)

    def _go_down(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: Enter acts on what is chosen, from the field too."""
        if event.type() == QEvent.Type.KeyPress and watched in (self.field, self.list):
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.act()
                return True
            if event.key() == Qt.Key.Key_Delete and watched is self.list:
                self.delete()
                return True
        return super().eventFilter(watched, event)
