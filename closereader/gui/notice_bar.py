"""One sentence to the reader, above the status line, with its details a click away."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from closereader.gui import theme as themes
from closereader.gui.messages import Messages

_INFO_MS = 9000
# What can be done about it takes a thought.
_OFFER_MS = 30_000


class _Question(NamedTuple):
    """An offer that waits for an answer."""

    sentence: str
    details: str
    label: str
    act: Callable[[], object]
    otherwise: str


class NoticeBar(QFrame):
    """Shows what `Messages` says: news go by themselves, errors when they are dismissed, or no longer
    true of what the reader does."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self._details = ""
        self._messages = messages
        # Whether the reader asked for something since.
        self._is_old = False
        self.text = QLabel("", self)
        self.text.setObjectName("noticeText")
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setFont(themes.interface_font(13))
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy = QPushButton(self.tr("Copy details"), self)
        self._copy.setFont(themes.interface_font(12))
        self._copy.clicked.connect(self._copy_details)
        self._offer = self._button(self._accept)
        self._label = ""
        self._act: Callable[[], object] | None = None
        self._otherwise = self._button(self._dismiss)
        # What waits for an answer, and comes again when what was said since is read.
        self._question: _Question | None = None
        # News that an error keeps from being said.
        self._unsaid: tuple[str, str] | None = None
        self._is_asking = False
        close = QToolButton(self)
        close.setText("×")
        close.setAccessibleName(self.tr("Dismiss this message"))
        close.clicked.connect(self._dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 10, 6)
        row.addWidget(self.text, 1)
        row.addWidget(self._offer)
        row.addWidget(self._otherwise)
        row.addWidget(self._copy)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._put_away)
        messages.said.connect(self._say)
        messages.begun.connect(self._begin)
        messages.moved_on.connect(self._move_on)
        messages.succeeded.connect(self._succeed)
        messages.retracted.connect(self._retract)
        messages.offered.connect(self._show_offer)
        messages.asked.connect(self._ask)
        messages.withdrawn.connect(self._withdraw)
        self.hide()

    def _button(self, act: Callable[[], object]) -> QPushButton:
        button = QPushButton("", self)
        button.setFont(themes.interface_font(12))
        button.clicked.connect(act)
        # A click leaves the keyboard where the reader works.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _say(self, sentence: str, details: str, is_error: bool) -> None:
        if not is_error and self._is_error and not self._is_old:
            self._unsaid = sentence, details
            return  # An error is not covered by news.
        self._unsaid = None
        self._is_old = False
        self._details = details
        self.text.setText(sentence)
        self.text.setAccessibleName(sentence)
        self._copy.setVisible(bool(details))
        self._offer.hide()
        self._otherwise.hide()
        self._is_asking = False
        self.setProperty("isError", is_error)
        for widget in (self, self.text):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.show()
        self._timer.stop()
        if not is_error:
            self._timer.start(_INFO_MS)

    @property
    def _is_error(self) -> bool:
        return not self.isHidden() and bool(self.property("isError"))

    def _begin(self) -> None:
        self._move_on()
        self._is_old = True

    def _move_on(self) -> None:
        if self._is_error and self._messages.is_passing:
            self._put_away()

    def _succeed(self) -> None:
        if self._is_error and self._is_old:
            self._put_away()

    def _retract(self) -> None:
        if not self._is_error and not self._is_asking:
            self._put_away()

    def _show_offer(self, label: str, act: Callable[[], object]) -> None:
        self._label, self._act = label, act
        if self._unsaid is not None:
            return
        self._offer.setText(label)
        self._offer.show()
        if self._timer.isActive():
            self._timer.start(_OFFER_MS)

    def _ask(self, otherwise: str) -> None:
        if self._act is None:
            return
        said = self._unsaid or (self.text.text(), self._details)
        self._question = _Question(*said, self._label, self._act, otherwise)
        if self._unsaid is None:
            self._timer.stop()
            self._otherwise.setText(otherwise)
            self._otherwise.show()
            self._is_asking = True

    def _withdraw(self, act: object) -> None:
        if self._question is None or self._question.act is not act:
            return
        self._question = None
        if self._is_asking:
            self._is_asking = False
            self.hide()

    def _put_away(self) -> None:
        """What is shown was read, or is no longer so; what still waits for an answer comes again."""
        self.hide()
        question = self._question
        if question is not None:
            self._say(question.sentence, question.details, False)
            self._show_offer(question.label, question.act)
            self._ask(question.otherwise)

    def _dismiss(self) -> None:
        if self._is_asking:
            self._question = None
        self._put_away()

    def _accept(self) -> None:
        # Hidden first: what is done may have something to say of its own.
        act = self._act
        if self._is_asking:
            self._question = None
        self._put_away()
        if act is not None:
            act()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.text.text()}\n\n{self._details}")
