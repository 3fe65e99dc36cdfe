"""Which reading of the library: by a few letters of its title or author."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from closereader.gui.dialogs.filtered_list import FilteredList
from closereader.model.reading import Reading, ReadingId, ReadingSummary


class ReadingPicker(FilteredList):
    """Those last opened first; `here`, which is open, last: it can stand beside itself too."""

    def __init__(self, listed: Sequence[ReadingSummary], here: Reading, parent: QWidget) -> None:
        super().__init__(
            self.tr("Read another beside"),
            self.tr("Which reading?"),
            self.tr("No reading has these words."),
            parent,
        )
        for summary in sorted(listed, key=lambda s: s.opened, reverse=True):
            if summary.reading.id != here.id:
                self.add(summary.reading.title, summary.reading.id, summary.reading.author)
        self.add(here.title, here.id, self.tr("the same, at another place"))

    @classmethod
    def ask(
        cls, listed: Sequence[ReadingSummary], here: Reading, parent: QWidget
    ) -> ReadingId | None:
        """Let the reader choose; None where they did not."""
        picker = cls(listed, here, parent)
        picker.exec()
        return None if picker.chosen is None else ReadingId(picker.chosen)
