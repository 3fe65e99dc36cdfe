"""The strip at the top: back to the library, what is open, colours, type, export, find."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from closereader.gui import keys
from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.reader.selection_bar import ColourButton
from closereader.gui.theme import Theme
from closereader.gui.widgets import ElidedLabel
from closereader.model.colour import Colour

_GAP, _SIDE = 8, 12
_FIELD, _LEAST_FIELD = 230, 110
# As much of a title is shown before anything but the author and the field gives way.
_TITLE = 150
_LEAST_ABOUT = 50


@guarded
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
        self.title = ElidedLabel(self)
        self.about = ElidedLabel(self)
        self.about.setProperty("quiet", True)
        self._dots = [ColourButton(colour, theme, self) for colour in Colour]
        for number, dot in enumerate(self._dots, start=1):
            dot.clicked.connect(lambda _=False, n=number: self.triggered.emit(f"highlight.{n}"))
        self.type_button = self._button("Aa", "view.type", self.tr("Type and colours"))
        self._export = self._button(
            self.tr("Export…"), "file.share", self.tr("Export annotated PDF")
        )
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Find in this text"))
        self.field.setAccessibleName(self.tr("Find in this text"))
        self.field.setFixedWidth(_FIELD)
        self.field.returnPressed.connect(self._find)
        self._arrange()
        self.set_theme(theme)

    def _arrange(self) -> None:
        names = QHBoxLayout()
        names.setSpacing(12)
        names.addWidget(self.title)
        names.addWidget(self.about)
        names.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
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

    def name_keys(self) -> None:
        """Say by which keys the same is done."""
        for number, dot in enumerate(self._dots, start=1):
            dot.set_key(keys.shown(f"highlight.{number}"))
        find = self.tr("Find in this text")
        key = keys.shown("edit.find").replace("+", " ")
        self.field.setPlaceholderText(f"{find}    {key}".rstrip())

    def set_meanings(self, meanings: dict[Colour, str]) -> None:
        """What the colours mean to this reader."""
        for dot in self._dots:
            dot.set_meaning(meanings[dot.colour])

    def set_reading(self, title: str, about: str) -> None:
        """Name what is open."""
        self.title.setText(title)
        self.about.setText(about)
        self._share_room()

    def minimumSizeHint(self) -> QSize:
        """Qt's: everything in it gives way."""
        return QSize(_FIELD, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: what gives way first is the author, then the field; the title is cut with "…"."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Buttons that are hidden for want of room have their actions in the menus, and colours
        their keys."""
        dots = sum(dot.sizeHint().width() + 2 for dot in self._dots)
        export = self._export.sizeHint().width() + _GAP
        buttons = self._back.sizeHint().width() + self.type_button.sizeHint().width()
        gaps = 2 * _SIDE + 5 * _GAP + 8
        room = self.width() - buttons - dots - export - gaps - _FIELD
        title = self.title.sizeHint().width()
        lack = min(title, _TITLE) - room
        field = min(max(_FIELD - max(lack, 0), _LEAST_FIELD), _FIELD)
        lack -= _FIELD - field
        self._export.setVisible(lack <= 0)
        lack -= export
        for dot in self._dots:
            dot.setVisible(lack <= 0)
        self.field.setFixedWidth(field)
        room += (_FIELD - field) + (0 if lack <= 0 - export else export)
        room += 0 if lack <= 0 else dots
        about = min(self.about.sizeHint().width(), room - title - 12)
        self.about.setVisible(about >= _LEAST_ABOUT)
        self.title.setFixedWidth(max(min(title, room), 20))
        self.about.setFixedWidth(max(about, _LEAST_ABOUT))

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
