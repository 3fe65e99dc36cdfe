"""Tables of data as rows of text; tables that only lay out a page are told from them."""

from closereader.importing.html_main import Element

_MAX_CELL = 300
_MAX_CELL_BELOW_HEAD = 1_500
_MAX_SPAN = 20
_MAX_CELLS = 50_000
_BLOCKS = frozenset(
    "table ul ol blockquote pre h1 h2 h3 h4 h5 h6 hr form dl article section".split()
)


def is_data(table: Element) -> bool:
    """Whether a table has cells of short text in two columns or more, and no blocks in them."""
    cells = 0
    widest = 0
    first = next(table.iter("tr"), None)
    is_headed = first is not None and sum(1 for one in first if one.tag == "th") >= 2
    most = _MAX_CELL_BELOW_HEAD if is_headed else _MAX_CELL
    for row in table.iter("tr"):
        width = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            width += 1
            cells += 1
            if cells > _MAX_CELLS or _is_block(cell, most):
                return False
        widest = max(widest, width)
    return widest >= 2 and not any(e.tag == "table" for e in table.iterdescendants())


def rows(table: Element) -> str:
    """The table as text: LF between rows, TAB between cells. A cell over several columns leaves
    the further ones empty."""
    out = []
    caption = table.find("caption")
    if caption is not None and _line(caption):
        out.append(_line(caption))
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row:
            if cell.tag in ("td", "th"):
                cells.append(_line(cell))
                cells += [""] * (_span(cell) - 1)
        if any(cells):
            out.append("\t".join(cells))
    return "\n".join(out)


def places(table: Element) -> list[tuple[str, int]]:
    """The names of places in it, with the offset in its text of the row that they are in."""
    found = [(name, 0) for name in [table.get("id")] if name]
    caption = table.find("caption")
    offset = 0
    if caption is not None and _line(caption):
        offset = len(_line(caption)) + 1
    for row in table.iter("tr"):
        found += [(name, offset) for one in row.iter() if (name := one.get("id"))]
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        lines = [_line(cell) for cell in cells]
        if any(lines):
            offset += sum(len(line) + _span(c) for line, c in zip(lines, cells, strict=True))
    return found


def head_rows(table: Element) -> int:
    """How many rows at its top are its head, with a caption above them: in <thead>, or of <th> alone."""
    caption = table.find("caption")
    count = int(caption is not None and bool(_line(caption)))
    head = 0
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if not any(_line(cell) for cell in cells):
            continue
        parent = row.getparent()
        is_head = parent is not None and parent.tag == "thead"
        if not is_head and any(cell.tag == "td" for cell in cells):
            break
        head += 1
    return count + head if head else 0


def _is_block(cell: Element, most: int) -> bool:
    paragraphs = 0
    length = len(cell.text or "")
    for element in cell.iterdescendants():
        if element.tag in _BLOCKS:
            return True
        paragraphs += element.tag in ("p", "div")
        length += len(element.text or "") + len(element.tail or "")
    return paragraphs > 2 or length > most


def _line(element: Element) -> str:
    """Its text in one line; of a cell with a picture alone what that is said to show."""
    said = " ".join(" ".join(element.itertext()).split())
    return said or " ".join(
        " ".join(picture.get("alt") or "" for picture in element.iter("img")).split()
    )


def _span(cell: Element) -> int:
    value = (cell.get("colspan") or "1").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() and len(value) < 9 else 1
