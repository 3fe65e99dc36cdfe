"""Walks the text of an OpenDocument text, without recursion, and puts it into the flow.

What was deleted under tracked changes stands in a place of its own, which is not walked; what was
inserted is text as any other.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from closereader import confined
from closereader.i18n import _
from closereader.importing import odt_drawings, odt_styles, odt_tables
from closereader.importing.inline import safe_target
from closereader.importing.odt_drawings import Drawings, text_of
from closereader.importing.odt_lists import Lists
from closereader.importing.odt_package import (
    DC,
    DRAW,
    LOEXT,
    MATH,
    OFFICE,
    SVG,
    TABLE,
    TEXT,
    XLINK,
    Package,
)  # fmt: skip
from closereader.importing.odt_styles import Letters, Style, StyleSheet
from closereader.importing.source import Pictures
from closereader.importing.word_flow import (
    PLAIN,
    Flow,
    Paragraph,
    Styles,
    end_of,
    mark_of,
    start_of,
)
from closereader.importing.word_notes import Comment
from closereader.importing.xml_tree import Element, Step, walk
from closereader.model.colour import Colour
from closereader.model.document import BlockKind, InlineStyle

_CONTENTS = frozenset(
    f"{TEXT}{name}" for name in "table-of-content illustration-index table-index object-index".split()
)  # fmt: skip
_SKIPPED = frozenset(
    [f"{TEXT}{name}" for name in "tracked-changes sequence-decls variable-decls user-field-decls hidden-text "
     "hidden-paragraph script dde-connection-decls ruby-text soft-page-break index-title-template".split()]
    + [f"{OFFICE}{name}" for name in "forms scripts event-listeners".split()]
    + [f"{SVG}title", f"{SVG}desc", f"{TABLE}shapes", f"{MATH}math"]
)  # fmt: skip
_SHAPES = frozenset(
    f"{DRAW}{name}" for name in "custom-shape rect ellipse circle line polygon polyline path caption "
    "connector measure regular-polygon".split()
)  # fmt: skip
_REFERENCES = frozenset(
    f"{TEXT}{name}" for name in "bookmark-ref reference-ref sequence-ref note-ref".split()
)  # fmt: skip
_MOST_BOXES = 2_000
_MOST_NOTES = 20_000
_MOST_DEPTH = 8
_REPORT_EVERY = 100
_LONGEST = 100_000


@dataclass(slots=True)
class Found:
    """What was met on the way, beside the text. `notes`: their bodies by kind, key and label."""

    notes: list[tuple[str, str, str, Element]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    changes: int = 0
    has_contents: bool = False


@dataclass(slots=True)
class _Look:
    letters: Letters
    styles: Styles = PLAIN
    colour: Colour | None = None
    link: str = ""
    is_hidden: bool = False


class Walk:
    """`found`: what stands in the text beside its words. `keeps_contents`: tables of contents are read."""

    def __init__(
        self,
        package: Package,
        styles: StyleSheet,
        lists: Lists,
        flow: Flow,
        pictures: Pictures,
        *,
        keeps_contents: bool = False,
    ) -> None:
        self.found = Found()
        self._styles, self._lists, self._flow = styles, lists, flow
        self._keeps_contents = keeps_contents
        self._drawings = Drawings(package, flow, pictures)
        self._looks: list[_Look] = []
        self._style = Style()
        self._items: list[Element | None] = []
        self._paragraphs = self._boxes = self._depth = self._notes = 0
        self._are_data: list[bool] = []
        self._is_raw = False
        self._starts: dict[str, Callable[[Element], Step | None]] = {
            f"{TEXT}p": self._paragraph, f"{TEXT}h": self._paragraph, f"{TEXT}span": self._span,
            f"{TEXT}a": self._link, f"{TEXT}s": self._spaces, f"{TEXT}tab": self._tab,
            f"{TEXT}line-break": self._break, f"{TEXT}note": self._note, f"{TEXT}list": self._list,
            f"{TEXT}list-item": self._item, f"{TEXT}list-header": self._item, f"{TABLE}table": self._table,
            f"{TABLE}table-row": self._row, f"{TABLE}table-cell": self._cell,
            f"{TABLE}covered-table-cell": self._covered, f"{DRAW}frame": self._frame,
            f"{OFFICE}annotation": self._annotation, f"{OFFICE}annotation-end": self._annotation_end,
            f"{TEXT}bookmark": self._bookmark, f"{TEXT}bookmark-start": self._bookmark,
            f"{TEXT}reference-mark": self._bookmark, f"{TEXT}reference-mark-start": self._bookmark,
        }  # fmt: skip

    @property
    def unseen(self) -> int:
        """How many pictures and objects could not be shown."""
        return self._drawings.unseen

    def walk(self, top: Element) -> None:
        """Make blocks of all that is in `top`, and of the text boxes that hang on it."""
        # A note or a box is a text of its own within the text.
        saved = (self._looks, self._items, self._style, self._are_data)
        self._looks, self._items, self._are_data = [], [], []
        walk(top, self._step, self._put)
        self._looks, self._items, self._style, self._are_data = saved

    def walk_notes(self) -> None:
        """The notes whose marks were met: footnotes, then endnotes."""
        for kind in ("footnote", "endnote"):
            at = 0
            while at < len(self.found.notes):
                of, key, label, body = self.found.notes[at]
                at += 1
                if of == kind:
                    self._flow.begin_note(label, key)
                    self.walk(body)
        self._flow.end_notes()

    def _step(self, element: Element) -> Step | None:
        tag = element.tag
        start = self._starts.get(tag)
        if start is not None:
            return start(element)
        if tag in _SKIPPED:
            if tag == f"{TEXT}tracked-changes":
                self.found.changes += len(element)
            return None
        if tag in _CONTENTS and not self._keeps_contents:
            self.found.has_contents = True
            return None
        if tag in _SHAPES:
            self._box(element)
            return None
        if tag in _REFERENCES:
            name = element.get(f"{TEXT}ref-name") or ""
            return self._opened(element, self._look.letters, f"#{_place(name)}" if name else "")
        return iter(element), None

    @property
    def _look(self) -> _Look:
        return self._looks[-1] if self._looks else _Look({})

    def _put(self, text: str | None, height: Styles = PLAIN) -> None:
        if text and self._looks and not self._looks[-1].is_hidden:
            look = self._looks[-1]
            size = float(look.letters.get("size", 0.0))
            if not self._is_raw:
                text = text.replace("\n", " ")
            self._flow.put(
                text, look.styles | height, look.link, look.colour, size=size, is_raw=self._is_raw
            )

    def _opened(self, element: Element, letters: Letters, link: str = "") -> Step:
        base = self._style.letters if odt_styles.is_apart(self._style.said) else None
        shown, colour = odt_styles.shown(letters, base)
        if self._styles.is_typed(letters) and not self._styles.is_typed(self._style.letters):
            shown |= {InlineStyle.CODE}
        before = self._look
        if (link or before.link) and letters.get("under") and not letters.get("italic"):
            # That is how links look.
            shown -= {InlineStyle.EMPHASIS}
        self._looks.append(
            _Look(letters, shown, colour, link or before.link, bool(letters.get("hidden")))
        )
        return iter(element), self._close

    def _close(self) -> None:
        self._looks.pop()

    def _paragraph(self, element: Element) -> Step | None:
        self._paragraphs += 1
        if self._paragraphs % _REPORT_EVERY == 0:
            confined.report(self._paragraphs, 0, _("Reading the paragraphs"))
        self._style = self._styles.style("paragraph", element.get(f"{TEXT}style-name") or "")
        if self._style.is_contents and not self._keeps_contents:
            self.found.has_contents = True
            return None
        said = replace(self._style.said)
        if element.tag == f"{TEXT}h":
            level = element.get(f"{TEXT}outline-level") or "1"
            if not said.role:
                said.heading = min(int(level[:3]) if level.isdecimal() else 1, 9)
        elif (
            self._style.said.heading and not self._style.said.role and not self._style.is_set_apart
        ):
            said.heading = 0
        is_plain = said.kind is BlockKind.PARAGRAPH and not said.heading and not self._items
        if is_plain and not self._flow.is_in_table and self._styles.is_typed(self._style.letters):
            said.kind, said.is_typed = BlockKind.CODE, True
        self._is_raw = said.kind is BlockKind.CODE
        step = self._opened(element, self._style.letters)
        if self._flow.is_in_table and any(text.strip() for text in element.itertext()):
            # In a cell its number is text, for a cell has no items.
            self._number(element, said)
            self._put(f"{said.marker} " if said.marker else "")
        return step[0], lambda: self._end_paragraph(element, said)

    def _end_paragraph(self, element: Element, said: Paragraph) -> None:
        self._looks.pop()
        if not self._flow.is_in_table and not self._flow.is_empty:
            self._number(element, said)
        self._flow.end_paragraph(said)
        self._is_raw = False
        self._walk_boxes()

    def _number(self, element: Element, said: Paragraph) -> None:
        if self._items:
            # Its number belongs to the first paragraph of an item.
            item, self._items[-1] = self._items[-1], None
            if item is not None:
                said.marker = self._lists.next_number(item)
            if said.marker and not said.heading and said.kind is BlockKind.PARAGRAPH:
                said.kind, said.level = BlockKind.LIST_ITEM, self._lists.depth
        elif said.heading and not said.role and element.tag == f"{TEXT}h":
            said.marker = self._lists.next_heading(element, said.heading)

    def _span(self, element: Element) -> Step:
        style = self._styles.style("text", element.get(f"{TEXT}style-name") or "")
        return self._opened(element, self._look.letters | style.letters)

    def _link(self, element: Element) -> Step:
        href = element.get(f"{XLINK}href") or ""
        return self._opened(element, self._look.letters, _target(href))

    def _spaces(self, element: Element) -> None:
        count = element.get(f"{TEXT}c") or "1"
        times = min(int(count[:4]) if count.isdecimal() else 1, 1000)
        self._put(" " * times if self._is_raw else " ")

    def _tab(self, _element: Element) -> None:
        self._put("\t" if self._is_raw else " ")

    def _break(self, _element: Element) -> None:
        if self._looks and not self._looks[-1].is_hidden:
            self._flow.put_break()

    def _note(self, element: Element) -> None:
        body = element.find(f"{TEXT}note-body")
        if body is None or not self._looks or len(self.found.notes) >= _MOST_NOTES:
            return
        kind = element.get(f"{TEXT}note-class") or "footnote"
        cited = element.find(f"{TEXT}note-citation")
        label = "" if cited is None else " ".join("".join(cited.itertext()).split())[:20]
        key = f"n{len(self.found.notes)}"
        self.found.notes.append((kind, key, label or "*", body))
        name = element.get(f"{TEXT}id")
        if name:
            self._flow.mark(_place(name))
        self._flow.note_mark(label or "*", key)

    def _list(self, element: Element) -> Step:
        self._lists.begin(element)
        return iter(element), self._lists.end

    def _item(self, element: Element) -> Step:
        self._items.append(element)
        return iter(element), self._end_item

    def _end_item(self) -> None:
        self._items.pop()

    def _table(self, element: Element) -> Step:
        is_data = odt_tables.is_data(element)
        self._are_data.append(is_data)
        if is_data:
            self._flow.begin_table()
        head = odt_tables.head_rows(element) if is_data else 0
        return odt_tables.rows(element), lambda: self._end_table(head)

    def _end_table(self, head: int) -> None:
        if self._are_data.pop():
            self._flow.end_table(head)
            self._walk_boxes()

    def _row(self, element: Element) -> Step:
        if self._are_data[-1:] == [True]:
            self._flow.begin_row()
        return iter(element), None

    def _cell(self, element: Element) -> Step:
        if self._are_data[-1:] != [True]:
            return iter(element), None
        items, self._items = self._items, []
        times = odt_tables.times(element)

        def end() -> None:
            self._items = items
            self._flow.end_cell(times)

        return iter(element), end

    def _covered(self, element: Element) -> None:
        if self._are_data[-1:] == [True]:
            self._flow.end_cell(odt_tables.times(element))

    def _bookmark(self, element: Element) -> None:
        self._flow.mark(_place(element.get(f"{TEXT}name") or ""))

    def _annotation(self, element: Element) -> None:
        name = element.get(f"{OFFICE}name") or ""
        place = f"a{name}" if name else f"n{len(self.found.comments)}"
        parent = element.get(f"{LOEXT}parent-name") or element.get(f"{OFFICE}parent-name") or ""
        resolved = element.get(f"{LOEXT}resolved") or element.get(f"{OFFICE}resolved")
        self._flow.mark(start_of(place) if name else f"at {place}")
        self._flow.mark(f"at {place}")
        lines = [text_of(p) for p in element.iter(f"{TEXT}p")]
        self.found.comments.append(
            Comment(
                place,
                "\n".join(lines).strip()[:_LONGEST],
                text_of(element.find(f"{DC}creator")),
                text_of(element.find(f"{DC}date")),
                replies_to=f"a{parent}" if parent else "",
                is_resolved=resolved == "true",
            )
        )

    def _annotation_end(self, element: Element) -> None:
        self._flow.mark(end_of(f"a{element.get(f'{OFFICE}name') or ''}"))

    def _box(self, element: Element) -> None:
        self.found.boxes.append(element)
        if not self._looks and not self._flow.is_in_table:
            self._walk_boxes()

    def _walk_boxes(self) -> None:
        """A text box stands after the paragraph, or the table, that it hangs on."""
        found = self.found
        if not found.boxes or self._flow.is_in_table or self._depth > _MOST_DEPTH:
            return
        boxes = found.boxes[: _MOST_BOXES - self._boxes]
        found.boxes = []
        self._boxes += len(boxes)
        self._depth += 1
        for box in boxes:
            begin = len(self._flow.pieces)
            self.walk(box)
            self._flow.end_box(begin)
        self._depth -= 1

    def _frame(self, element: Element) -> None:
        """What is text in it is walked after the paragraph."""
        box = odt_drawings.text_in(element)
        if box is not None:
            self._box(box)
            return
        formula = self._drawings.show(element)
        for text, height in formula:
            self._put(text, height)
        if not formula and not self._looks and not self._flow.is_in_table:
            self._flow.end_paragraph(Paragraph())


def _place(name: str) -> str:
    """The name of a bookmark's place among all others."""
    return mark_of(f"bookmark {name}")


def _target(href: str) -> str:
    """Where a link leads; in the text itself to a bookmark, or nowhere."""
    if href.startswith("#"):
        # "#Chapter one|outline" means a heading by its words.
        return f"#{_place(href[1:])}" if "|" not in href else ""
    return safe_target(href)
