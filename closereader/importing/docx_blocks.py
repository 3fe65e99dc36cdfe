"""Walks the paragraphs and tables of a Word file, without recursion, and puts them into the flow."""

from closereader import confined
from closereader.i18n import _
from closereader.importing import docx_tables, html, word_styles
from closereader.importing.docx_numbering import Numbering
from closereader.importing.docx_package import MC, M, Package, Part, R, W, value
from closereader.importing.docx_styles import (
    Style,
    StyleSheet,
    copy_of,
    number_of,
    read_paragraph,
)
from closereader.importing.docx_text import TextWalk, chosen, content_of
from closereader.importing.word_flow import Flow, Paragraph, Piece
from closereader.importing.xml_tree import Element, Step, walk
from closereader.model.document import BlockKind

_ENTERED = frozenset(
    f"{W}{name}" for name in "body ins moveTo customXml smartTag footnote endnote comment txbxContent".split()
)  # fmt: skip
_MOST_BOXES = 2_000
_MOST_DEPTH = 8
_CONTENTS = "Table of Contents"
_REPORT_EVERY = 50
_MOST_EMBEDDED = 5_000_000


class BlockWalk:
    """Walks what holds blocks: the body, a note, a text box."""

    def __init__(
        self,
        package: Package,
        styles: StyleSheet,
        numbering: Numbering,
        flow: Flow,
        text: TextWalk,
    ) -> None:
        self._package, self._styles, self._numbering = package, styles, numbering
        self._flow, self._text = flow, text
        self._paragraphs = 0
        self._is_joined = False
        self._boxes = 0
        self._depth = 0
        self._are_data: list[bool] = []

    def walk(self, top: Element, part: Part) -> None:
        """Make blocks of all that is in `top`, and of the text boxes that hang on it."""
        self._part = part
        walk(top, self._step)
        if self._is_joined:
            self._is_joined = False
            self._flow.end_paragraph(Paragraph())

    def _step(self, element: Element) -> Step | None:
        tag = element.tag
        if tag == f"{W}p":
            self._paragraph(element)
        elif tag == f"{W}tbl":
            return self._table(element)
        elif tag == f"{W}sdt":
            gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
            if value(gallery) == _CONTENTS and not self._text.fields.keeps_contents:
                self._text.fields.has_contents = True
                return None
            return content_of(element), None
        elif tag == f"{MC}AlternateContent":
            return chosen(element), None
        elif tag == f"{W}tr":
            return self._row(element)
        elif tag == f"{W}tc":
            return self._cell(element)
        elif tag == f"{W}altChunk":
            self._embedded(element)
        elif tag in _ENTERED:
            return iter(element), None
        return None

    def _paragraph(self, p: Element) -> None:
        self._paragraphs += 1
        if self._paragraphs % _REPORT_EVERY == 0:
            confined.report(self._paragraphs, 0, _("Reading the paragraphs"))
        own = p.find(f"{W}pPr")
        style = self._styles.paragraph("" if own is None else value(own.find(f"{W}pStyle")))
        if style.is_contents and not self._text.fields.keeps_contents:
            self._text.fields.has_contents = True
            return
        said = copy_of(style.said)
        if own is not None:
            read_paragraph(own, said)
        self._heed_letters(p, own, style, said)
        if self._flow.is_in_table and not self._is_joined and _has_text(p):
            # In a cell its number is text, for a cell has no items.
            self._number(own, style, said)
            self._flow.put(f"{said.marker} " if said.marker else "")
        self._text.walk(p, self._part, style, is_raw=said.kind is BlockKind.CODE)
        if own is not None and _goes_on(own):
            # The mark at its end was deleted, or it is a large first letter: the next one goes on.
            self._is_joined = True
            return
        self._is_joined = False
        if not self._flow.is_in_table and not self._flow.is_empty:
            self._number(own, style, said)
        self._flow.end_paragraph(said)
        self._walk_boxes()

    def _heed_letters(self, p: Element, own: Element | None, style: Style, said: Paragraph) -> None:
        """What is all in letters of a typewriter is code; what only its style calls so is text."""
        if (
            said.heading
            or self._flow.is_in_table
            or not (
                said.kind is BlockKind.CODE
                or (said.kind is BlockKind.PARAGRAPH and not _is_listed(own, style))
            )
        ):
            return
        runs = (r.find(f"{W}rPr") for r in p.iter(f"{W}r") if r.find(f"{W}t") is not None)
        are_typed = self._styles.are_typed(style, runs)
        if said.kind is BlockKind.CODE and are_typed is False:
            said.kind = BlockKind.PARAGRAPH
        elif said.kind is BlockKind.PARAGRAPH and are_typed:
            said.kind, said.is_typed = BlockKind.CODE, True

    def _walk_boxes(self) -> None:
        """A text box stands after the paragraph, or the table, that it hangs on."""
        found = self._text.found
        if not found.boxes or self._flow.is_in_table or self._depth > _MOST_DEPTH:
            return
        boxes, part = found.boxes[: _MOST_BOXES - self._boxes], self._part
        found.boxes.clear()
        self._boxes += len(boxes)
        self._depth += 1
        for box, of in boxes:
            begin = len(self._flow.pieces)
            self.walk(box, of)
            self._flow.end_box(begin)
        self._depth -= 1
        self._part = part

    def _number(self, own: Element | None, style: Style, said: Paragraph) -> None:
        listed = None if own is None else own.find(f"{W}numPr")
        id_, level = style.number or ("", 0)
        if style.number is not None:
            level = self._numbering.level_of_style(id_, style.id, level)
        if listed is not None:
            id_, level = number_of(listed, (id_, level))
        if not id_ or id_ == "0":
            return
        marker = self._numbering.next_number(id_, level)
        if marker is None:
            marker = "•" if word_styles.is_bulleted(style.name) else ""
        said.marker = marker
        if marker and not said.heading and said.kind is BlockKind.PARAGRAPH:
            said.kind, said.level = BlockKind.LIST_ITEM, level + 1
            said.depth = said.left if said.left is not None else self._numbering.indent(id_, level)

    def _table(self, table: Element) -> Step:
        is_data = docx_tables.is_data(table)
        self._are_data.append(is_data)
        if not is_data:
            return docx_tables.rows(table), lambda: self._end_table(None)
        self._flow.begin_table()
        head = docx_tables.head_rows(table)
        return docx_tables.rows(table), lambda: self._end_table(head)

    def _end_table(self, head: int | None) -> None:
        self._are_data.pop()
        if head is not None:
            self._flow.end_table(head)
            self._walk_boxes()

    def _row(self, row: Element) -> Step:
        if self._are_data[-1:] == [True]:
            self._flow.begin_row()
            left_out = docx_tables.before(row)
            if left_out:
                self._flow.end_cell(left_out)
        return docx_tables.cells(row), None

    def _cell(self, cell: Element) -> Step:
        if self._are_data[-1:] != [True]:
            return iter(cell), None
        span = docx_tables.span(cell)
        return iter(cell), lambda: self._flow.end_cell(span)

    def _embedded(self, element: Element) -> None:
        """A page of HTML that another program put in, for Word to convert when it opens it."""
        relation = self._part.relations.get(element.get(f"{R}id") or "")
        data = None
        if relation is not None and not relation.is_external:
            data = self._package.archive.read_if_whole(relation.target, _MOST_EMBEDDED)
        if data is None or b"<" not in data[:2000] or data.startswith(b"PK"):
            self._text.found.embedded += 1
            return
        text = data.decode("utf-8", "replace")
        self._flow.pieces += [
            Piece(draft, Paragraph(draft.kind)) for draft in html.fragment_blocks(text)
        ]


def _is_listed(own: Element | None, style: Style) -> bool:
    return style.number is not None or (own is not None and own.find(f"{W}numPr") is not None)


def _has_text(p: Element) -> bool:
    return next(p.iter(f"{W}t", f"{M}t"), None) is not None


def _goes_on(own: Element) -> bool:
    mark = own.find(f"{W}rPr")
    if mark is not None and (
        mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None
    ):
        return True
    frame = own.find(f"{W}framePr")
    return frame is not None and value(frame, "dropCap") in ("drop", "margin")
