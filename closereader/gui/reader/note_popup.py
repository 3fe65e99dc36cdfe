"""The small panel beside a mark: a note's text or an address, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.popup import Popup
from closereader.gui.reader.look import ReaderStyle

_WIDTH = 420
_HIGHEST = 300
_EDGE = 16
_AROUND = 4
_LEAST_WIDTH = 200
_BREAKS = "/?&=.-_~%#:"


class NotePopup(Popup):
    """Shown once, gone when it is closed. `link_wanted(number)`: a link in the text was chosen."""

    link_wanted = Signal(int)

    def __init__(self, name: str, style: ReaderStyle, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        self._parent = parent
        self.text = QLabel("", self)
        self.text.setWordWrap(True)
        self.text.setFont(themes.text_font(style.size * 0.85, face=style.face))
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self.text)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self.text.setAutoFillBackground(False)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 12, _EDGE, 12)
        column.setSpacing(10)
        column.addWidget(self._scroll)
        column.addLayout(self._row)
        self.buttons: list[QPushButton] = []

    def show_text(self, markup: str) -> None:
        """Show a note; `markup` is of Qt's labels, with the text in it escaped."""
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.text.setText(markup.replace("<p>", '<p style="margin: 0 0 6px 0">'))
        self.text.linkActivated.connect(self._choose)

    def show_address(self, address: str) -> None:
        """Show an address whole, broken at its signs."""
        self.text.setFont(themes.interface_font(13))
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setText("".join(c + "\u200b" if c in _BREAKS else c for c in address))
        self.setAccessibleDescription(address)

    def add(self, label: str, act: Callable[[], object]) -> None:
        """A button that closes the panel and does something."""
        button = QPushButton(label, self)
        button.setFont(themes.interface_font(13))
        button.setAutoDefault(True)

        def run() -> None:
            self.close()
            act()

        button.clicked.connect(run)
        self._row.addWidget(button)
        self.buttons.append(button)

    def open_beside(self, mark: QRect) -> None:
        """Open under `mark` (on the screen), or above it where there is no room; never over it, and
        inside the parent: what stands beside the text stays seen."""
        screen = self._parent.screen().availableGeometry()
        room = QRect(self._parent.mapToGlobal(QPoint(0, 0)), self._parent.size()) & screen
        width = min(_WIDTH, max(room.width() - 2 * _AROUND, _LEAST_WIDTH))
        self.setFixedWidth(width)
        height = self.text.heightForWidth(width - 2 * _EDGE - 2)
        self._scroll.setFixedHeight(min(max(height, 20) + 2, _HIGHEST))
        self.adjustSize()
        size = self.sizeHint()
        y = mark.bottom() + 6
        above = mark.top() - size.height() - 6
        if y + size.height() > room.bottom() and above >= room.top():
            y = above
        elif y + size.height() > screen.bottom():
            y = max(above, screen.top() + _AROUND)
        x = mark.center().x() - width // 2
        x = min(max(x, room.left() + _AROUND), max(room.right() - width, room.left()) - _AROUND)
        self.move(x, y)
        self.show()
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, number: str) -> None:
        self.close()
        self.link_wanted.emit(int(number))
