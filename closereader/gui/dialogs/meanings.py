"""What the eight colours mean to this reader."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.actions import colour_name
from closereader.gui.theme import Theme
from closereader.gui.widgets import swatch
from closereader.model.colour import FIRST_MEANINGS, Colour


class MeaningsDialog(QDialog):
    """A line for each colour; an empty one goes back to its first meaning."""

    def __init__(self, meanings: dict[Colour, str], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Meanings of the colours"))
        self.setMinimumWidth(420)
        hint = QLabel(self.tr("They are shown on the cards and travel into every export."), self)
        hint.setProperty("quiet", True)
        hint.setFont(themes.interface_font(12))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        self._fields: dict[Colour, QLineEdit] = {}
        for row, colour in enumerate(Colour):
            mark = QLabel(self)
            mark.setPixmap(swatch(theme.marks[colour], theme.edges[colour]).pixmap(16, 16))
            name = QLabel(f"{row + 1}  {colour_name(colour)}", self)
            name.setFont(themes.interface_font(13))
            field = QLineEdit(meanings[colour], self)
            field.setFont(themes.interface_font(13))
            field.setMaxLength(60)
            field.setPlaceholderText(FIRST_MEANINGS[colour])
            field.setAccessibleName(
                self.tr("Meaning of {colour}").format(colour=colour_name(colour))
            )
            for column, widget in enumerate((mark, name, field)):
                grid.addWidget(widget, row, column)
            self._fields[colour] = field
        grid.setColumnStretch(2, 1)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(20, 18, 20, 16)
        column_layout.setSpacing(12)
        column_layout.addWidget(hint)
        column_layout.addLayout(grid)
        column_layout.addWidget(buttons)

    def values(self) -> dict[Colour, str]:
        """What each colour is to mean."""
        return {
            colour: field.text().strip() or FIRST_MEANINGS[colour]
            for colour, field in self._fields.items()
        }
