"""The strip at the top: back to the library, what is open, colours, type, export, find."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.reader.selection_bar import ColourButton
from closereader.gui.theme import Theme
from closereader.model.colour import Colour


class Header(QFrame):
    """`triggered(id)`: an action; `find_wanted(words)`: look for these words in the reading."""

    triggered = Signal(str)
    find_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setFixedHeight(44)
        self._back = self._button(
            "‹ " + self.tr("Library"), "file.library", self.tr("Back to the library")
        )
        self.title = QLabel("", self)
        self.about = QLabel("", self)
        self.about.setProperty("quiet", True)
        for label in (self.title, self.about):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(20)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._dots = [ColourButton(colour, theme, self) for colour in Colour]
        for number, dot in enumerate(self._dots, start=1):
            dot.clicked.connect(lambda _=False, n=number: self.triggered.emit(f"highlight.{n}"))
        self.type_button = self._button("Aa", "view.type", self.tr("Type and colours"))
        self._export = self._button(
            self.tr("Export…"), "file.share", self.tr("Export annotated PDF")
        )
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Find in this text") + "    Ctrl F")
        self.field.setAccessibleName(self.tr("Find in this text"))
        self.field.setFixedWidth(230)
        self.field.returnPressed.connect(self._find)
        self._arrange()
        self.set_theme(theme)

    def _arrange(self) -> None:
        names = QHBoxLayout()
        names.setSpacing(12)
        names.addWidget(self.title, 3)
        names.addWidget(self.about, 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._back)
        row.addSpacing(4)
        row.addLayout(names, 1)
        dots = QHBoxLayout()
        dots.setSpacing(2)
        for dot in self._dots:
            dots.addWidget(dot)
        row.addLayout(dots)
        row.addSpacing(4)
        row.addWidget(self.type_button)
        row.addWidget(self._export)
        row.addWidget(self.field)

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours."""
        plain = themes.interface_font(13)
        self.title.setFont(themes.interface_font(13, weight=QFont.Weight.DemiBold))
        for widget in (self.about, self._back, self.type_button, self._export, self.field):
            widget.setFont(plain)
        for dot in self._dots:
            dot.set_theme(theme)

    def set_meanings(self, meanings: dict[Colour, str]) -> None:
        """What the colours mean to this reader."""
        for dot in self._dots:
            dot.set_meaning(meanings[dot.colour])

    def set_reading(self, title: str, about: str) -> None:
        """Name what is open."""
        self.title.setText(title)
        self.title.setToolTip("")
        self.about.setText(about)

    def _find(self) -> None:
        self.find_wanted.emit(self.field.text())
        self.field.clear()

    def _button(self, label: str, action: str, name: str) -> QPushButton:
        button = QPushButton(label, self)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.triggered.emit(action))
        return button
