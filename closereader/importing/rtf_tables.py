"""The tables of an RTF file, which has only rows: those that follow one another are a table."""

from collections.abc import Callable
from dataclasses import dataclass

from closereader.importing.word_flow import Flow

_LONGEST_CELL = 900


@dataclass(slots=True)
class Tables:
    """Tells the flow where a table, a row, a cell begins and ends."""

    flow: Flow
    _is_open: bool = False
    _is_row: bool = False
    _is_defined: bool = False
    _is_head: bool = False
    _rows: int = 0
    _head: int = 0

    def enter(self, is_in_table: bool) -> None:
        """What comes now stands in a table, or does not."""
        if is_in_table or self._is_defined:
            if not self._is_open:
                self._is_open, self._rows, self._head = True, 0, 0
                self.flow.begin_table()
            if not self._is_row:
                self._is_row = True
                self.flow.begin_row()
        else:
            self.end()

    def word(self, word: bytes, end_paragraph: Callable[[], None]) -> None:
        """Heed a word of tables; others are nothing."""
        if word == b"trowd":
            self._is_defined, self._is_head = True, False
        elif word == b"trhdr":
            self._is_head = True
        elif word == b"cell":
            self.enter(True)
            end_paragraph()
            self.flow.end_cell()
        elif word == b"nestcell":
            self.flow.put(" ")
        elif word == b"row":
            self._is_defined = False
            if self._is_row:
                self._is_row = False
                self._rows += 1
                if self._is_head and self._head == self._rows - 1:
                    self._head = self._rows

    def end(self) -> None:
        """What comes now stands in no table."""
        if self._is_open:
            self._is_open = self._is_row = self._is_defined = False
            self.flow.end_table(self._head, longest=_LONGEST_CELL)
