"""The tables of an OpenDocument text: which hold data and which only lay out a page, and their rows."""

from collections.abc import Iterator

from closereader.importing.odt_package import TABLE, TEXT
from closereader.importing.xml_tree import Element

_MAX_CELL = 900
_MAX_TIMES = 20
_MAX_CELLS = 50_000
_ROW = f"{TABLE}table-row"
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_ENTERED = frozenset(
    f"{TABLE}{name}" for name in "table-header-rows table-rows table-row-group".split()
)


def is_data(table: Element) -> bool:
    """Whether a table has two columns or more, and no cell so long that it is text of its own."""
    widest = 0
    count = 0
    for row in rows(table):
        width = 0
        for cell in row.iterchildren(*_CELLS):
            width += times(cell)
            count += 1
            length = sum(len(text) for text in cell.itertext())
            if length > _MAX_CELL or count > _MAX_CELLS:
                return False
        widest = max(widest, width)
    return widest >= 2


def rows(table: Element) -> Iterator[Element]:
    """Its rows, those of its head first as they stand."""
    stack = [iter(table)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == _ROW:
            yield child
        elif child.tag in _ENTERED or child.tag == f"{TEXT}section":
            stack.append(iter(child))


def times(cell: Element) -> int:
    """How many columns a cell takes that is repeated; those it reaches over stand as covered ones."""
    given = cell.get(f"{TABLE}number-columns-repeated") or "1"
    return min(max(int(given[:4]) if given.isdecimal() else 1, 1), _MAX_TIMES)


def head_rows(table: Element) -> int:
    """How many rows at its top are its head."""
    head = table.find(f"{TABLE}table-header-rows")
    return 0 if head is None else sum(1 for _row in head.iterchildren(_ROW))
