"""A table whose cells are known, as one passage: its rows, with what parts the words of one from another."""

from closereader.importing.page_text import BOLD
from closereader.importing.page_text_lines import Line
from closereader.importing.page_text_order import Column
from closereader.importing.page_text_passage import Passage, Set
from closereader.model.document import BlockKind


def passages_of(column: Column) -> list[Passage]:
    """The passage of a table; none of one that is empty."""
    parts: list[Set] = []
    rows = [row for row in column.rows if any(row)]
    for number, row in enumerate(rows):
        joint = "\n" if number else ""
        for place, cell in enumerate(row):
            if place:
                joint += "\t"
            for line in cell:
                parts.append(Set(line, column.left, column.right, line.size, joint=joint))
                joint = " "
            if cell:
                joint = ""
    if not parts:
        return []
    heads = column.heads or int(len(rows) > 1 and _is_bold(rows[0]) and not _is_bold(rows[1]))
    return [Passage(parts, BlockKind.TABLE, heads)]


def _is_bold(row: list[list[Line]]) -> bool:
    lines = [line for cell in row for line in cell]
    return bool(lines) and all(line.share(BOLD) > 0.8 for line in lines)
