"""Words that the OCR program was not sure of, to be looked at one by one beside their page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from closereader.gui.dialogs.kept_list import KeptList, Line
from closereader.gui.guard import guarded
from closereader.i18n import _
from closereader.model.span import Span

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow
    from closereader.importing.scan import Unsure
    from closereader.library.scans import ReadAnew

_AROUND = 40


@guarded
class UnsureWords(KeptList):
    """Stands beside the window; going down the list goes through the text."""

    def __init__(self, read: ReadAnew, text: str, window: MainWindow) -> None:
        """`text`: what the reading says since its scan was read."""
        super().__init__(
            self.tr("Uncertain words"), self.tr("Find a word"), lambda: window.theme, window
        )
        self._window = window
        self._reading = read.reading.id
        self._text = text
        self.add_button(self.tr("Show in the text"), self.act)
        self.buttons.addStretch(1)
        self.add_button(self.tr("Close"), self.close)
        self.show_lines([self._line(each) for each in read.unsure], self.tr("There are none."))
        self.list.clicked.connect(lambda _index: self.act())

    @classmethod
    def of(cls, read: ReadAnew, window: MainWindow) -> UnsureWords | None:
        """The list, shown; None where the reading is not open, or its text another since."""
        text = window.session.text
        if text is None or text.id != read.reading.id or not _is_there(read, text.text):
            window.messages.info(_("The text is another one since."))
            return None
        made = cls(read, text.text, window)
        made.show()
        made.list.setFocus()
        return made

    def _line(self, unsure: Unsure) -> Line:
        before = " ".join(self._text[max(unsure.start - _AROUND, 0) : unsure.start].split())
        after = " ".join(self._text[unsure.end : unsure.end + _AROUND].split())
        word = self._text[unsure.start : unsure.end]
        aside = self.tr("page {number} · {sure} % sure").format(
            number=unsure.page + 1, sure=unsure.confidence
        )
        return Line(unsure, word, f"… {before} [{word}] {after} …", aside, is_quoted=True)

    def act(self) -> None:
        """Show the chosen word in the text."""
        chosen = self.chosen()
        if not chosen:
            return
        here = self._window.session.text
        unsure = chosen[0]
        if (
            here is not None
            and here.id == self._reading
            and here.text[unsure.start : unsure.end] != self._text[unsure.start : unsure.end]
        ):
            self.tell(self.tr("The text is another one since."))
            return
        self._window.open_at(self._reading, Span(unsure.start, unsure.end))
        self.list.setFocus()


def _is_there(read: ReadAnew, text: str) -> bool:
    return all(each.end <= len(text) for each in read.unsure)
