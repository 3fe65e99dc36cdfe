"""The line above the cards that says how many notes are not surely on their words."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from closereader.gui.session import Session
from closereader.gui.widgets import LinkButton, QuietText
from closereader.i18n import ngettext
from closereader.model.annotation import AnchorState


class NotesToCheck(QWidget):
    """Hidden where every note is sure. `wanted()`: they are to be looked at; `only_them(bool)`: only
    they are to be shown, or all again."""

    wanted = Signal()
    only_them = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.words = QuietText(pixels=12)
        self.filter = LinkButton(self.tr("Only these"))
        self.filter.setCheckable(True)
        self.filter.setAccessibleName(self.tr("Show only the notes to check"))
        self.filter.toggled.connect(self.only_them)
        self.check = LinkButton(self.tr("Check…"))
        self.check.setAccessibleName(self.tr("Check the uncertain notes"))
        self.check.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.words, 1)
        row.addWidget(self.filter)
        row.addWidget(self.check)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._tell)
        session.annotations_changed.connect(lambda _changes: self._soon.start())
        session.reading_opened.connect(self._tell)
        self._tell()

    def show_filter(self, *, is_on: bool) -> None:
        """Whether only these are shown now."""
        self.filter.blockSignals(True)
        self.filter.setChecked(is_on)
        self.filter.blockSignals(False)

    def _tell(self) -> None:
        count = sum(1 for note in self._session.annotations if note.anchor is not AnchorState.SURE)
        self.setVisible(bool(count))
        self.words.setText(ngettext("{count} note to check", "{count} notes to check", count))
