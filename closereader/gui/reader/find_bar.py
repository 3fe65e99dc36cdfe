"""Find in the reading: a field over the text, as you type, with a count and two ways to step."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import keys
from closereader.gui import theme as themes
from closereader.gui.flow import Flow
from closereader.gui.guard import guarded
from closereader.gui.widgets import SearchField

_WIDTH = 780
_LEAST_FIELD = 150


@guarded
class FindBar(QFrame):
    """`changed()`: look anew; `stepped(1 or -1)`: next, previous; `closed()`; `mark_wanted()`: mark
    all hits."""

    changed = Signal()
    stepped = Signal(int)
    closed = Signal()
    mark_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.field = SearchField(self)
        self.field.setPlaceholderText(self.tr("Find in this reading"))
        self.field.setAccessibleName(self.tr("Find in this reading"))
        self.field.setMinimumWidth(_LEAST_FIELD)
        self.count = QLabel("", self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setMinimumWidth(84)
        self.words = self._toggle("W", self.tr("Whole words"))
        self.case = self._toggle("A≠a", self.tr("Match case"))
        self.pattern = self._toggle(".*", self.tr("Regular expression"))
        previous = self._previous = self._button("↑", self.tr("Previous"))
        following = self._following = self._button("↓", self.tr("Next"))
        close = self._button("×", self.tr("Close (Escape)"))
        self.mark = self._button(self.tr("Mark all"), self.tr("Mark all hits in the last colour"))
        self.mark.setEnabled(False)
        self.problem = QLabel("", self)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.setObjectName("findProblem")
        self.problem.hide()
        self._arrange((self.words, self.case, self.pattern, previous, following, self.mark), close)
        self.field.textChanged.connect(self.changed)
        for toggle in (self.words, self.case, self.pattern):
            toggle.toggled.connect(self.changed)
        previous.clicked.connect(lambda: self.stepped.emit(-1))
        following.clicked.connect(lambda: self.stepped.emit(1))
        self.mark.clicked.connect(self.mark_wanted)
        close.clicked.connect(self.closed)
        self.field.installEventFilter(self)
        for widget in (self.field, self.count, self.mark, self.problem):
            widget.setFont(themes.interface_font(13))
        self.name_keys()
        self.hide()

    def name_keys(self) -> None:
        """Say by which keys the same is done."""
        for button, name, action in (
            (self._previous, self.tr("Previous"), "edit.find_previous"),
            (self._following, self.tr("Next"), "edit.find_next"),
        ):
            key = keys.shown(action)
            words = f"{name} ({key})" if key else name
            button.setToolTip(words)
            button.setAccessibleName(words)

    def _arrange(self, buttons: Sequence[QToolButton], close: QToolButton) -> None:
        # In a narrow window the buttons go on in a second row.
        parts = QWidget(self)
        parts.setMaximumWidth(_WIDTH)
        flow = Flow(parts)
        flow.set_growing(self.field)
        for part in (self.field, self.count, *buttons):
            flow.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(parts, 100)
        row.addStretch(1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 10, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.problem)

    def open(self, words: str) -> None:
        """Show it, looking for `words` if there are any; what it held is selected."""
        self.show()
        if words:
            self.field.setText(words)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_count(self, index: int, total: int) -> None:
        """Say which of how many hits is shown; `index` -1: none yet."""
        self.mark.setEnabled(total > 0)
        if not self.field.text():
            self.count.setText("")
        elif not total:
            self.count.setText(self.tr("Not found"))
        elif index < 0:
            self.count.setText(self.tr("{total} hits").format(total=total))
        else:
            self.count.setText(self.tr("{index} of {total}").format(index=index + 1, total=total))

    def set_idle(self) -> None:
        """Say nothing: there is nothing to look for yet."""
        self.count.setText("")

    def set_hint(self, sentence: str) -> None:
        """Say what to do for something to be found."""
        self.count.setText(sentence)

    def set_waiting(self) -> None:
        """Say that the search is under way."""
        self.count.setText("…")

    def set_problem(self, sentence: str) -> None:
        """Say why nothing can be found; "" for no problem."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence)
        if sentence:
            self.count.setText("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: Enter and Escape in the field."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.stepped.emit(
                    -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
                )
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return super().eventFilter(watched, event)

    def _button(self, sign: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setAutoRaise(True)
        return button

    def _toggle(self, sign: str, name: str) -> QToolButton:
        button = self._button(sign, name)
        button.setCheckable(True)
        return button
