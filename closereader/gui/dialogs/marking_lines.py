"""The lines of a concordance with a tick before each: those ticked are marked together."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.widgets import plain_tip
from closereader.i18n import ngettext
from closereader.model.span import Span

_TICKED = Qt.CheckState.Checked


@dataclass(frozen=True)
class Line:
    """One place: its address, its words with some around them, and whether it is marked already."""

    span: Span
    address: str
    words: str
    is_marked: bool


class MarkingLines(QDialog):
    """`spans()` are those ticked when it was accepted."""

    def __init__(self, title: str, how: str, lines: Sequence[Line], parent: QWidget) -> None:
        """`how`: in which colour they will be marked, in words."""
        super().__init__(parent)
        self._lines = lines
        self.setWindowTitle(title)
        self.resize(560, 480)
        told = QLabel(how, self)
        told.setProperty("quiet", True)
        told.setFont(themes.interface_font(12))
        told.setTextFormat(Qt.TextFormat.PlainText)
        self.list = QListWidget(self)
        self.list.setObjectName("markingLines")
        self.list.setAccessibleName(title)
        self.list.setFont(themes.interface_font(13))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.mark = QPushButton(self)
        self.mark.setDefault(True)
        self._fill()
        every = QPushButton(self.tr("All"), self)
        none = QPushButton(self.tr("None"), self)
        close = QPushButton(self.tr("Cancel"), self)
        for button in (every, none, close):
            button.setAutoDefault(False)
        every.clicked.connect(lambda: self._tick_all(_TICKED))
        none.clicked.connect(lambda: self._tick_all(Qt.CheckState.Unchecked))
        close.clicked.connect(self.reject)
        self.mark.clicked.connect(self.accept)
        self.list.itemChanged.connect(lambda _item: self._tell())
        row = QHBoxLayout()
        for widget in (every, none):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (close, self.mark):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addWidget(told)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self._tell()
        self.list.setFocus()

    def _fill(self) -> None:
        for line in self._lines:
            words = f"{line.address}   {line.words}"
            item = QListWidgetItem(words)
            item.setToolTip(plain_tip(line.words))
            if line.is_marked:
                item.setText(self.tr("{line} (marked already)").format(line=words))
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            else:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(_TICKED)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _tick_all(self, state: Qt.CheckState) -> None:
        # Told once, not of every line: each time all of them are counted.
        with QSignalBlocker(self.list):
            for number, line in enumerate(self._lines):
                if not line.is_marked:
                    self.list.item(number).setCheckState(state)
        self._tell()

    def _tell(self) -> None:
        count = len(self.spans())
        self.mark.setText(ngettext("Mark {count} place", "Mark {count} places", count))
        self.mark.setEnabled(count > 0)

    def spans(self) -> list[Span]:
        """The places that are ticked, in their order."""
        return [
            line.span
            for number, line in enumerate(self._lines)
            if not line.is_marked and self.list.item(number).checkState() is _TICKED
        ]
