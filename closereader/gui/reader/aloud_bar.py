"""The bar below the text while it is read aloud: pause, sentence by sentence, speed, stop."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from closereader.gui import theme as themes
from closereader.gui.guard import guarded


@guarded
class AloudBar(QFrame):
    """`paused()`: pause or go on; `stepped(1 or -1)`: another sentence; `speed_stepped(1 or -1)`;
    `closed()`. Its colours are those of `window.qss`."""

    paused = Signal()
    stepped = Signal(int)
    speed_stepped = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("aloudBar")
        self.setAccessibleName(self.tr("Reading aloud"))
        previous = self._button("‹", self.tr("Previous sentence (,)"))
        self.pause = self._button("", "")
        following = self._button("›", self.tr("Next sentence (.)"))
        slower = self._button("−", self.tr("Slower"))
        faster = self._button("+", self.tr("Faster"))
        stop = self._button("×", self.tr("Stop reading aloud (Escape)"))
        self.speed = self._label("")
        self.speed.setMinimumWidth(36)
        self.speed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._voice = self._label("")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 10, 5)
        row.setSpacing(6)
        for button in (previous, self.pause, following):
            row.addWidget(button)
        row.addSpacing(14)
        row.addWidget(slower)
        row.addWidget(self.speed)
        row.addWidget(faster)
        row.addSpacing(14)
        row.addWidget(self._voice, 1)
        row.addWidget(stop)
        previous.clicked.connect(lambda: self.stepped.emit(-1))
        following.clicked.connect(lambda: self.stepped.emit(1))
        self.pause.clicked.connect(self.paused)
        slower.clicked.connect(lambda: self.speed_stepped.emit(-1))
        faster.clicked.connect(lambda: self.speed_stepped.emit(1))
        stop.clicked.connect(self.closed)
        self.show_speaking(False)
        self.hide()

    def show_speaking(self, is_speaking: bool) -> None:
        """What the middle button does now."""
        words = self.tr("Pause") if is_speaking else self.tr("Go on")
        self.pause.setText(words)
        self.pause.setAccessibleName(words)
        self.pause.setToolTip(words + self.tr(" (Space)"))

    def show_speed(self, speed: float) -> None:
        """Name the speed, as a multiple of the usual one."""
        self.speed.setText(f"{speed:.1f} ×")
        self.speed.setAccessibleName(self.tr("Speed: {speed}").format(speed=f"{speed:.1f}"))

    def show_voice(self, name: str) -> None:
        """Say whose voice it is, and what can be done meanwhile."""
        self._voice.setText(self.tr("{voice} reads · H marks the sentence").format(voice=name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's: Escape on one of the buttons."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("quiet", True)
        label.setFont(themes.interface_font(12.5))
        # The text keeps its width on a narrow pane: this gives way.
        label.setMinimumWidth(20)
        return label

    def _button(self, sign: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFont(themes.interface_font(13))
        return button
