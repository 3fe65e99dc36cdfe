"""What a tagged PDF says of the words on a page: headings, paragraphs, lists, tables, notes, artifacts."""

import ctypes
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import pypdfium2_raw as pdfium

from closereader.importing.page_text import Tag

_MOST_ELEMENTS = 20_000
_DEEPEST = 60
_ARTIFACT = Tag("artifact")
_HEADS = {"H": 1, **{f"H{level}": level for level in range(1, 7)}}
_KINDS = {
    "P": "paragraph",
    "Title": "title",
    "LI": "item",
    "Caption": "caption",
    "Note": "note",
    "FENote": "note",
    "Footnote": "note",
    "Endnote": "note",
    "TOCI": "contents",
    "TD": "cell",
    "TH": "cell",
}
# Within these a paragraph is one of theirs.
_LASTING = ("item", "note", "caption", "contents", "cell")


@dataclass(slots=True)
class Tags:
    """The tags of one page, by the number that marks its content."""

    of_content: dict[int, Tag]

    def of(self, owner: Any) -> Tag | None:
        """What the file says of a text object."""
        number = int(pdfium.FPDFPageObj_GetMarkedContentID(owner))
        if number >= 0:
            return self.of_content.get(number)
        for index in range(int(pdfium.FPDFPageObj_CountMarks(owner))):
            mark = pdfium.FPDFPageObj_GetMark(owner, index)
            if _told(pdfium.FPDFPageObjMark_GetName, mark) == "Artifact":
                return _ARTIFACT
        return None


@dataclass(slots=True)
class _Walk:
    """A walk through the elements of a page."""

    found: dict[int, Tag] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    seen: int = 0

    def visit(self, element: Any, tag: Tag, depth: int, place: int) -> None:
        """Note what is marked as this element's, and go on with what is in it. `tag`: of what it is in,
        where it is at `place`, from 1."""
        self.seen += 1
        if depth > _DEEPEST or self.seen > _MOST_ELEMENTS:
            return
        tag = self._tag(_type(element), tag, place)
        for index in range(int(pdfium.FPDF_StructElement_CountChildren(element))):
            # Of a paragraph over two pages, the numbers of this page alone.
            number = int(pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index))
            if number >= 0:
                self.found.setdefault(number, tag)
                continue
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                self.visit(child, tag, depth + 1, index + 1)

    def _tag(self, name: str, tag: Tag, place: int) -> Tag:
        if name == "L":
            return replace(tag, level=tag.level + 1 if tag.kind in ("item", "") else 1)
        if name == "Table":
            return replace(tag, table=next(self.numbers), row=0, cell=0)
        if name == "TR":
            return replace(tag, row=next(self.numbers))
        if name in _HEADS and tag.kind not in _LASTING:
            return Tag("heading", next(self.numbers), _HEADS[name])
        kind = _KINDS.get(name, "")
        if not kind:
            return tag
        if kind == "paragraph" and tag.kind in _LASTING:
            return replace(tag, unit=next(self.numbers))
        if kind == "cell":
            number = next(self.numbers)
            return replace(tag, kind=kind, unit=number, cell=place, is_head=name == "TH")
        number = next(self.numbers)
        return replace(tag, kind=kind, unit=number, item=number if kind == "item" else tag.item)


def tags_of(page: Any) -> Tags | None:
    """The tags of an open page; None where its file has none."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return None
    try:
        walk = _Walk()
        for index in range(int(pdfium.FPDF_StructTree_CountChildren(tree))):
            child = pdfium.FPDF_StructTree_GetChildAtIndex(tree, index)
            if child:
                walk.visit(child, Tag(""), 0, 1)
        return Tags(walk.found) if walk.found else None
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _type(element: Any) -> str:
    size = int(pdfium.FPDF_StructElement_GetType(element, None, 0))
    if not 2 < size < 200:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetType(element, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _told(ask: Any, mark: Any) -> str:
    size = ctypes.c_ulong()
    buffer = (ctypes.c_ushort * 64)()
    if not ask(mark, buffer, 128, size):
        return ""
    return bytes(buffer)[: max(min(size.value, 128) - 2, 0)].decode("utf-16-le", "replace")
