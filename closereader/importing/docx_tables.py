"""The tables of a Word file: which hold data and which only lay out a page, and their rows and cells."""

from collections.abc import Iterator

from closereader.importing.docx_package import MC, W, is_on, number, value
from closereader.importing.docx_text import chosen, content_of
from closereader.importing.xml_tree import Element

_MAX_CELL = 900
_MAX_SPAN = 20
# A cell that reaches further down is a heading at the side.
_MAX_HEAD = 3
_MAX_CELLS = 50_000
_ENTERED = frozenset(f"{W}{name}" for name in "customXml ins moveTo smartTag".split())


def is_data(table: Element) -> bool:
    """Whether a table has two columns or more, and no cell so long that it is text of its own."""
    widest = 0
    count = 0
    for row in rows(table):
        width = before(row)
        for cell in cells(row):
            width += span(cell)
            count += 1
            length = sum(len(text.text or "") for text in cell.iter(f"{W}t"))
            if length > _MAX_CELL or count > _MAX_CELLS:
                return False
        widest = max(widest, width)
    return widest >= 2 and count >= 2


def rows(table: Element) -> Iterator[Element]:
    """Its rows without deleted ones."""
    for row in _inside(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            yield row


def cells(row: Element) -> Iterator[Element]:
    """The cells of a row, without deleted ones."""
    for cell in _inside(row, f"{W}tc"):
        if cell.find(f"{W}tcPr/{W}cellDel") is None:
            yield cell


def span(cell: Element) -> int:
    """Over how many columns a cell reaches."""
    return min(max(number(cell.find(f"{W}tcPr/{W}gridSpan"), default=1), 1), _MAX_SPAN)


def before(row: Element) -> int:
    """How many columns a row leaves out at its beginning."""
    return min(max(number(row.find(f"{W}trPr/{W}gridBefore")), 0), _MAX_SPAN)


def head_rows(table: Element) -> int:
    """How many rows at its top are its head: those that are repeated on each page, else the first if its
    words are all in bold."""
    marked = [is_on(row.find(f"{W}trPr/{W}tblHeader")) for row in rows(table)]
    first = next(rows(table), None)
    if any(marked[:1]):
        # Some mark them all, so that none is divided at the end of a page.
        return max(1 if all(marked) else marked.index(False), _reach(table))
    runs = [] if first is None else [r for r in first.iter(f"{W}r") if r.find(f"{W}t") is not None]
    is_head = (bool(runs) and all(is_on(r.find(f"{W}rPr/{W}b")) for r in runs)) or _is_styled(table)
    return _reach(table) if is_head else 0


def _reach(table: Element) -> int:
    """Over how many rows the first reaches: that of its cells which reaches the furthest."""
    count = 0
    for row in rows(table):
        merged = [cell.find(f"{W}tcPr/{W}vMerge") for cell in cells(row)]
        if count and not any(one is not None and value(one) != "restart" for one in merged):
            break
        count += 1
    return count if count <= _MAX_HEAD else 1


def _is_styled(table: Element) -> bool:
    """Whether its style sets the first row apart; that of plain tables does not."""
    style = value(table.find(f"{W}tblPr/{W}tblStyle"))
    look = table.find(f"{W}tblPr/{W}tblLook")
    if not style or style.lower().replace(" ", "") in (
        "tablegrid",
        "tablenormal",
        "tabellenraster",
    ):
        return False
    return value(look, "firstRow") == "1"


def _inside(element: Element, tag: str) -> Iterator[Element]:
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == tag:
            yield child
        elif child.tag == f"{W}sdt":
            stack.append(content_of(child))
        elif child.tag == f"{MC}AlternateContent":
            stack.append(chosen(child))
        elif child.tag in _ENTERED:
            stack.append(iter(child))
