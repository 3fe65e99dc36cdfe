"""An empty library: three ways to begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from closereader.gui import theme as themes


class Welcome(QWidget):
    """`add_wanted`, `paste_wanted`, `sample_wanted`: what the reader chose."""

    add_wanted = Signal()
    paste_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = QLabel(self.tr("Read one text closely"), self)
        self._head.setFont(themes.text_font(34))
        self._hint = QLabel(
            self.tr("Begin with a text of your own: PDF, EPUB, Word, a saved web page, or plain text.\n"
                    "You can also drop files and folders anywhere on this window."),
            self,
        )  # fmt: skip
        self._hint.setObjectName("welcomeHint")
        self._hint.setFont(themes.interface_font(14))
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._ways: list[QPushButton] = []
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for label, signal in (
            (self.tr("Add a file…"), self.add_wanted),
            (self.tr("Paste a text"), self.paste_wanted),
            (self.tr("Open the sample reading"), self.sample_wanted),
        ):
            button = QPushButton(label, self)
            button.setFont(themes.interface_font(14))
            button.setMinimumHeight(40)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(signal)
            row.addWidget(button)
            self._ways.append(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._head, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(self._hint)
        column.addSpacing(20)
        column.addLayout(row)
        column.addStretch(3)

    def take_focus(self) -> None:
        """Put the focus on the first way."""
        self._ways[0].setFocus(Qt.FocusReason.TabFocusReason)
