"""The line above the cards that says how many notes of other passes are out of sight."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from closereader.gui.session import Session
from closereader.gui.widgets import LinkButton, QuietText
from closereader.i18n import ngettext
from closereader.model.reading_pass import EVERY


class HiddenPasses(QWidget):
    """Hidden where every note is in sight; the button brings all of them back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.words = QuietText(pixels=12)
        self.show_all = LinkButton(self.tr("Show"))
        self.show_all.setAccessibleName(self.tr("Show the notes of all passes"))
        self.show_all.clicked.connect(lambda: session.passes.look_at(EVERY))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_all)
        session.passes.changed.connect(self._tell)
        session.reading_opened.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        passes = self._session.passes
        count = len(passes.hidden)
        self.setVisible(bool(count))
        if passes.shown == {passes.numbers[-1]}:
            self.words.setText(
                ngettext(
                    "{count} note of earlier passes hidden",
                    "{count} notes of earlier passes hidden",
                    count,
                )
            )
        else:
            self.words.setText(
                ngettext(
                    "{count} note of other passes hidden",
                    "{count} notes of other passes hidden",
                    count,
                )
            )
