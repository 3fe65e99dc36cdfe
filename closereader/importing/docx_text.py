"""Walks what stands in one paragraph of a Word file, without recursion, and puts it into the flow.

Tracked changes are read as accepted: what was inserted is there, what was deleted or moved away is not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from closereader import confined
from closereader.i18n import _
from closereader.importing import docx_math, word_symbols
from closereader.importing.docx_drawings import Drawings
from closereader.importing.docx_fields import Fields, name_of, place_of
from closereader.importing.docx_package import MC, A, M, Package, Part, R, W, is_on, value
from closereader.importing.docx_styles import Look, Style, StyleSheet
from closereader.importing.inline import safe_target
from closereader.importing.source import Pictures
from closereader.importing.word_flow import PLAIN, Flow, Styles, end_of, start_of
from closereader.importing.xml_tree import Element, Step, between, walk
from closereader.model.document import InlineStyle

_SKIPPED = frozenset(
    f"{W}{name}" for name in "pPr del moveFrom delText rPr delInstrText annotationRef "
    "footnoteRef endnoteRef separator continuationSeparator lastRenderedPageBreak softHyphen sdtPr sdtEndPr "
    "proofErr moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd permStart permEnd "
    "smartTagPr customXmlPr pgNum".split()
)  # fmt: skip
_CHANGES = frozenset(f"{W}{name}" for name in "ins del moveFrom moveTo".split())
_REFERENCES = {f"{W}footnoteReference": "f", f"{W}endnoteReference": "e"}
_BOX = f"{W}txbxContent"
_HEIGHTS = {
    0: PLAIN,
    1: frozenset({InlineStyle.SUPERSCRIPT}),
    -1: frozenset({InlineStyle.SUBSCRIPT}),
}
_STRESS = frozenset({InlineStyle.EMPHASIS})
_REPORT_EVERY = 2_000


@dataclass(slots=True)
class Found:
    """What was met on the way, beside the text. `references`: notes by kind ("f", "e"), id and label, in
    order; `boxes`: text boxes still to be walked, each with its part."""

    references: list[tuple[str, str, str]] = field(default_factory=list)
    boxes: list[tuple[Element, Part]] = field(default_factory=list)
    comments: set[str] = field(default_factory=set)
    changes: int = 0
    embedded: int = 0


class TextWalk:
    """`label`: gives a note's number, by its kind, in the order in which it is asked."""

    def __init__(
        self,
        package: Package,
        styles: StyleSheet,
        flow: Flow,
        pictures: Pictures,
        fields: Fields,
        label: Callable[[str], str],
    ) -> None:
        self.found = Found()
        self._styles, self._flow = styles, flow
        self.fields, self._label = fields, label
        self.drawings = Drawings(package, flow, pictures)
        self._links: list[str] = []
        self._is_raw = False
        self._runs = 0
        self._style = Style()
        self._starts = {
            f"{W}t": self._text, f"{M}t": self._text, f"{W}r": self._run, f"{W}tab": self._tab,
            f"{W}ptab": self._tab, f"{W}br": self._break, f"{W}cr": self._break, f"{W}sym": self._symbol,
            f"{W}noBreakHyphen": self._hyphen, f"{W}fldChar": self._field, f"{W}instrText": self._told,
            f"{W}drawing": self._drawing, f"{W}pict": self._drawing, f"{W}object": self._drawing,
            f"{W}bookmarkStart": self._bookmark, f"{W}commentRangeStart": self._comment_start,
            f"{W}commentRangeEnd": self._comment_end, f"{W}commentReference": self._comment,
            f"{M}oMath": self._equation, f"{M}oMathPara": self._equation, f"{W}ruby": self._ruby,
        }  # fmt: skip
        self._look = Look()

    def walk(self, p: Element, part: Part, style: Style, *, is_raw: bool = False) -> None:
        """Put what is in the paragraph into the flow."""
        self._part, self._style, self._is_raw = part, style, is_raw
        self._links.clear()
        walk(p, self._step)

    def _step(self, element: Element) -> Step | None:
        """What is to be gone into; None for what has been dealt with."""
        tag = element.tag
        if tag in _CHANGES:
            self.found.changes += 1
        if tag in self._starts:
            return self._starts[tag](element)
        if tag in _SKIPPED:
            return None
        if tag in _REFERENCES:
            self._reference(element, _REFERENCES[tag])
            return None
        if tag == f"{W}hyperlink":
            self._links.append(self._target(element))
            return iter(element), self._end_link
        if tag == f"{W}fldSimple":
            self.fields.begin_simple(value(element, "instr"))
            return iter(element), self.fields.end
        if tag == f"{W}sdt":
            return content_of(element), None
        if tag == f"{MC}AlternateContent":
            return chosen(element), None
        return (iter(element), None) if tag.startswith(W) else None

    def _put(self, text: str, more: Styles = PLAIN) -> None:
        if not self.fields.is_shown or self._look.is_hidden:
            return
        look = self._look
        link = next((link for link in reversed(self._links) if link), "") or self.fields.link
        # Links are underlined.
        styles = look.styles - _STRESS if link and look.is_underlined else look.styles
        self._flow.put(text, styles | more, link, look.colour, size=look.size, is_raw=self._is_raw)

    def _run(self, run: Element) -> Step:
        self._runs += 1
        if self._runs % _REPORT_EVERY == 0:
            confined.report(self._runs, 0, _("Reading the paragraphs"))
        self._look = self._styles.look(self._style, run.find(f"{W}rPr"))
        return iter(run), self._end_run

    def _end_run(self) -> None:
        self._look = Look()

    def _end_link(self) -> None:
        self._links.pop()

    def _text(self, element: Element) -> None:
        text = (element.text or "").replace("\n", " ")
        self._put(word_symbols.letters(text, self._look.font) if self._look.font else text)

    def _tab(self, _element: Element) -> None:
        self._put("\t" if self._is_raw else " ")

    def _hyphen(self, _element: Element) -> None:
        self._put("\N{NON-BREAKING HYPHEN}")

    def _break(self, element: Element) -> None:
        if self.fields.is_shown and not self._look.is_hidden:
            self._flow.put_break()
            if value(element, "type") in ("page", "column"):
                self._flow.put_break()

    def _symbol(self, element: Element) -> None:
        try:
            code = int(value(element, "char") or "0", 16)
        except ValueError:
            return
        self._put(word_symbols.letter(code, value(element, "font")))

    def _field(self, element: Element) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            self.fields.begin()
            box = element.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                checked = box.find(f"{W}checked")
                checked = box.find(f"{W}default") if checked is None else checked
                self._flow.put("☒" if is_on(checked) else "☐")
        elif kind == "separate":
            self.fields.show()
        elif kind == "end":
            self.fields.end()

    def _told(self, element: Element) -> None:
        self.fields.tell(element.text or "")

    def _bookmark(self, element: Element) -> None:
        self._flow.mark(name_of(value(element, "name")))

    def _comment_start(self, element: Element) -> None:
        self._flow.mark(start_of(f"c{value(element, 'id')}"))

    def _comment_end(self, element: Element) -> None:
        self._flow.mark(end_of(f"c{value(element, 'id')}"))

    def _comment(self, element: Element) -> None:
        """Where its sign stands, in case no range says what it is about."""
        id_ = value(element, "id")
        self.found.comments.add(id_)
        self._flow.mark(f"at c{id_}")

    def _reference(self, element: Element, kind: str) -> None:
        if not self.fields.is_shown or self._look.is_hidden:
            return
        id_ = value(element, "id")
        if value(element, "customMarkFollows") in ("1", "true", "on"):
            run = element.getparent()
            label = "".join(run.itertext(f"{W}t")).strip()[:20] if run is not None else ""
            # The sign follows as text of the run; it is put here, as the mark.
            for text in () if run is None else run.iterfind(f"{W}t"):
                text.text = ""
            label = label or "*"
        else:
            label = self._label(kind)
        self.found.references.append((kind, id_, label))
        self._flow.note_mark(label, f"{kind}{id_}")

    def _equation(self, element: Element) -> None:
        is_own = element.tag == f"{M}oMathPara"
        equations = element.findall(f"{M}oMath") if is_own else [element]
        if is_own and not self._flow.is_empty:
            self._flow.put_break()
        for number, equation in enumerate(equations):
            self._put("; " if number else "")
            for text, height in docx_math.pieces(equation):
                self._put(text, _HEIGHTS[height])

    def _ruby(self, element: Element) -> None:
        base = "".join(text.text or "" for text in element.iterfind(f"{W}rubyBase//{W}t"))
        above = "".join(text.text or "" for text in element.iterfind(f"{W}rt//{W}t"))
        self._put(f"{base}（{above}）" if above else base)

    def _target(self, element: Element) -> str:
        place = value(element, "anchor")
        relation = self._part.relations.get(element.get(f"{R}id") or "")
        if relation is None or not relation.is_external:
            return place_of(place)
        address = safe_target(relation.target)
        if not address or address.startswith("#"):
            return ""
        return f"{address}#{place}" if place and "#" not in address else address

    def _drawing(self, element: Element) -> None:
        """Its text boxes are walked after the paragraph; its pictures are shown."""
        if not self.fields.is_shown or self._look.is_hidden:
            return
        boxes = [box for box in element.iter(_BOX) if _is_outermost(box, element)]
        self.found.boxes += [(box, self._part) for box in boxes]
        self.drawings.show(element, self._part, has_boxes=bool(boxes))


def content_of(sdt: Element) -> Iterator[Element]:
    """What a content control holds; nothing where that is only a request to fill it in, or the table of
    contents that Word keeps."""
    said = sdt.find(f"{W}sdtPr")
    if said is not None and is_on(said.find(f"{W}showingPlcHdr")):
        return iter(())
    content = sdt.find(f"{W}sdtContent")
    return iter(() if content is None else content)


def chosen(element: Element) -> Iterator[Element]:
    """Of content in several forms the first that holds anything we can show."""
    fallback = element.find(f"{MC}Fallback")
    for choice in element.iterfind(f"{MC}Choice"):
        if next(choice.iter(_BOX, f"{A}blip", f"{W}t", f"{M}t"), None) is not None:
            return iter(choice)
    if fallback is not None:
        return iter(fallback)
    first = element.find(f"{MC}Choice")
    return iter(() if first is None else first)


def _is_outermost(box: Element, top: Element) -> bool:
    """Whether a text box is in no other, and in no form of the content that is not chosen."""
    for ancestor in between(box, top):
        if ancestor.tag == _BOX:
            return False
        parent = ancestor.getparent()
        if (
            parent is not None
            and parent.tag == f"{MC}AlternateContent"
            and ancestor not in [child.getparent() for child in chosen(parent)]
        ):
            return False
    return True
