"""Title and author of a reading."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from closereader.model.reading import Reading


class DetailsDialog(QDialog):
    """Two fields; an empty title cannot be accepted."""

    def __init__(self, reading: Reading, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Title and author"))
        self.setMinimumWidth(460)
        self._title = QLineEdit(reading.title, self)
        self._author = QLineEdit(reading.author, self)
        form = QFormLayout(self)
        form.setContentsMargins(20, 20, 20, 16)
        form.addRow(self.tr("Title"), self._title)
        form.addRow(self.tr("Author"), self._author)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._title.textChanged.connect(lambda words: ok.setEnabled(bool(words.strip())))

    def values(self) -> tuple[str, str]:
        """Title and author as they stand."""
        return self._title.text().strip(), self._author.text().strip()
