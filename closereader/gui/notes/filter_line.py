"""The line under the filter: how many notes it leaves, and all that is chosen, to be taken away."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from closereader.gui.flow import Flow
from closereader.gui.notes import card as cards
from closereader.gui.notes.filter_words import Part
from closereader.gui.widgets import LinkButton, QuietText, plain_tip
from closereader.model.note_filter import NoteFilter

_WIDEST = 190


class FilterLine(QWidget):
    """Hidden while all notes are shown. `taken(NoteFilter)`: a part was clicked away, and this is
    left; `cleared()`: all of it is to go."""

    taken = Signal(object)
    cleared = Signal()

    def __init__(self, above: QWidget, parent: QWidget | None = None) -> None:
        """Tab comes to it from `above`."""
        super().__init__(parent)
        self._above = above
        self.found = QuietText(pixels=12)
        self.found.setWordWrap(False)
        self.found.setFixedHeight(cards.CHIP_HEIGHT + 1)
        self.clear = LinkButton(self.tr("Clear"))
        self.clear.setAccessibleName(self.tr("Clear the filter"))
        self.clear.setFixedHeight(cards.CHIP_HEIGHT + 1)
        self.clear.clicked.connect(self.cleared)
        self._parts: list[Part] = []
        self._chips: list[FilterChip] = []
        self._flow = Flow(self, gap=cards.CHIP_GAP)
        self._flow.addWidget(self.found)
        self._flow.addWidget(self.clear)
        self.hide()

    def show_filter(self, chosen: NoteFilter, count: str, parts: Sequence[Part]) -> None:
        """Say how many notes are left by it, and what it asks for."""
        self.setVisible(chosen.is_on)
        if not chosen.is_on:
            return
        if self.found.text() != count:
            self.found.setText(count)
            self._flow.invalidate()
        if list(parts) != self._parts:
            self._parts = list(parts)
            self._make_chips()
        self._order_tabs()

    def said(self) -> list[str]:
        """What stands on the chips."""
        return [words for words, _less in self._parts]

    def take(self, words: str) -> None:
        """Click the part of that name away."""
        next(chip for chip in self._chips if chip.words == words).click()

    def _make_chips(self) -> None:
        had_focus = any(chip.hasFocus() for chip in self._chips)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for place, (words, less) in enumerate(self._parts, start=1):
            chip = FilterChip(words, self)
            chip.clicked.connect(lambda _=False, left=less: self.taken.emit(left))
            self._chips.append(chip)
            self._flow.insert_widget(place, chip)
            chip.show()
        if had_focus:
            (self._chips[0] if self._chips else self.clear).setFocus()

    def _order_tabs(self) -> None:
        before = self._above
        for button in (*self._chips, self.clear):
            self.setTabOrder(before, button)
            before = button


class FilterChip(QToolButton):
    """One thing that is asked for, with a cross."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = words
        self.setFont(cards.chip_font())
        self.setFixedHeight(cards.CHIP_HEIGHT + 1)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, _WIDEST)
        self.setText(f"{shown.replace('&', '&&')}  ×")
        self.setAccessibleName(self.tr("Take “{what}” out of the filter").format(what=words))
        self.setToolTip(plain_tip(self.accessibleName()))
