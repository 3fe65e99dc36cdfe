"""Asks for the password of an encrypted file."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.choices import TickBox
from closereader.i18n import ngettext


class PasswordDialog(QDialog):
    """`name`: of the file; `others`: how many more are waiting for theirs; `is_wrong`: one was given, and
    it was not the right one. `leaves_all`: rejected, it leaves out those others too."""

    def __init__(
        self, name: str, parent: QWidget, *, others: int = 0, is_wrong: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Password"))
        self.setMinimumWidth(420)
        asked = self._label(self.tr("“{name}” is encrypted. Its password:").format(name=name))
        self.field = QLineEdit(self)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(asked.text())
        self.field.setFont(themes.interface_font(14))
        asked.setBuddy(self.field)
        self.show_it = TickBox(self.tr("Show the password"), self)
        self.show_it.toggled.connect(self._show)
        self.for_all = self._make_for_all(others)
        self.wrong = self._label(self.tr("That was not its password. Try again, or leave it out."))
        self.wrong.setObjectName("passwordWrong")
        self.wrong.setVisible(is_wrong)
        kept = self._label(
            self.tr("It is kept with the reading in your library, so that its pages can be drawn.")
        )
        kept.setProperty("quiet", True)
        buttons = QDialogButtonBox(self)
        self.open_ = buttons.addButton(self.tr("Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Leave it out"), QDialogButtonBox.ButtonRole.RejectRole)
        self.leave_all = buttons.addButton(
            self.tr("Leave all out"), QDialogButtonBox.ButtonRole.RejectRole
        )
        self.leave_all.setVisible(others > 0)
        self.leaves_all = False
        # Which button it was is told before what it does.
        buttons.clicked.connect(self._press)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.open_.setEnabled(False)
        self.open_.setDefault(True)
        self.field.textChanged.connect(lambda words: self.open_.setEnabled(bool(words)))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(8)
        for part in (asked, self.wrong, self.field, self.show_it, self.for_all, kept):
            column.addWidget(part)
        column.addSpacing(6)
        column.addWidget(buttons)
        self.field.setFocus()

    @property
    def password(self) -> str:
        """What was typed."""
        return self.field.text()

    def _make_for_all(self, others: int) -> TickBox:
        words = ngettext(
            "Try it for {count} more encrypted file too",
            "Try it for {count} more encrypted files too",
            others,
        )
        box = TickBox(words, self)
        box.setChecked(True)
        box.setVisible(others > 0)
        return box

    def _press(self, button: QAbstractButton) -> None:
        self.leaves_all = button is self.leave_all

    def _label(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFont(themes.interface_font(13))
        return label

    def _show(self, is_shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.field.setEchoMode(modes.Normal if is_shown else modes.Password)
