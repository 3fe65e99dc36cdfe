"""What the program is, its version, its licence."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from closereader.gui import theme as themes


class AboutDialog(QDialog):
    """Names version and licences."""

    def __init__(self, version: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About closereader"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(10)
        name = QLabel("closereader", self)
        name.setFont(themes.text_font(30))
        column.addWidget(name)
        for line in (
            self.tr("Version {version}").format(version=version),
            self.tr(
                "Close reading of one text, offline. Nothing you read or write leaves this computer."
            ),
            self.tr("Free software under the MIT licence."),
            self.tr(
                "The fonts are under the SIL Open Font Licence: EB Garamond, Inter, Source Sans 3, "
                "OpenDyslexic."
            ),
            self.tr(
                "Qt under the LGPL; typst, pikepdf, PDFium, SQLAlchemy and others under their own licences."
            ),
        ):
            label = QLabel(line, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setMinimumWidth(380)
            label.setFont(themes.interface_font(13))
            column.addWidget(label)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
