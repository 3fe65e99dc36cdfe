"""Footnotes, endnotes and comments of a Word file."""

from dataclasses import dataclass, field

from closereader.importing import word_numbers
from closereader.importing.docx_blocks import BlockWalk
from closereader.importing.docx_package import (
    W14,
    W15,
    W16_CEX,
    W16_ID,
    Package,
    Part,
    W,
    number,
    value,
)
from closereader.importing.docx_text import Found
from closereader.importing.word_flow import Flow
from closereader.importing.word_notes import Comment
from closereader.importing.xml_tree import Element

_MOST = 20_000
_LONGEST = 100_000
_KINDS = {"f": "footnote", "e": "endnote"}
_FORMS = {"f": "decimal", "e": "lowerRoman"}
_DELETED = frozenset(f"{W}{name}" for name in "del moveFrom delText pPr rPr".split())


@dataclass(slots=True)
class Labels:
    """The numbers of notes, counted by kind ("f", "e")."""

    settings: Part | None = None
    _counts: dict[str, int] = field(default_factory=dict)

    def next(self, kind: str) -> str:
        """The number of the next note of that kind, as it is written."""
        count = self._counts.get(kind)
        form = start = None
        if self.settings is not None:
            said = self.settings.root.find(f"{W}{_KINDS[kind]}Pr")
            form = None if said is None else said.find(f"{W}numFmt")
            start = None if said is None else said.find(f"{W}numStart")
        self._counts[kind] = count = number(start, default=1) if count is None else count + 1
        return word_numbers.written(count, value(form) or _FORMS[kind])


def walk_notes(package: Package, main: Part, found: Found, flow: Flow, walk: BlockWalk) -> None:
    """The notes that marks lead to, footnotes first, each in the order of the marks."""
    for kind, name in _KINDS.items():
        part = package.part(main.related(f"{name}s"))
        if part is None:
            continue
        notes = {value(note, "id"): note for note in part.root.iter(f"{W}{name}")}
        done: set[str] = set()
        # Walking a note may bring marks of further ones.
        at = 0
        while at < len(found.references) and len(done) < _MOST:
            of, id_, label = found.references[at]
            at += 1
            if of != kind or id_ in done or id_ not in notes:
                continue
            done.add(id_)
            flow.begin_note(label, f"{kind}{id_}")
            walk.walk(notes[id_], part)
    flow.end_notes()


def comments_of(package: Package, main: Part) -> list[Comment]:
    """All comments, those that are answered before their answers."""
    part = package.part(main.related("comments"))
    if part is None:
        return []
    out: list[Comment] = []
    of_paragraph: dict[str, Comment] = {}
    last: dict[int, str] = {}
    for element in part.root.iter(f"{W}comment"):
        comment = Comment(
            f"c{value(element, 'id')}",
            _text(element),
            value(element, "author"),
            value(element, "date"),
        )
        for p in element.iter(f"{W}p"):
            id_ = p.get(f"{W14}paraId") or ""
            if id_:
                of_paragraph[id_], last[id(comment)] = comment, id_
        out.append(comment)
    _threads(package.part(main.related("commentsExtended")), of_paragraph)
    _ids(package.part(main.related("commentsIds")), of_paragraph)
    _moments(package.part(main.related("commentsExtensible")), out)
    return sorted(out, key=lambda comment: bool(comment.replies_to))


def _threads(part: Part | None, of_paragraph: dict[str, Comment]) -> None:
    for element in () if part is None else part.root.iter(f"{W15}commentEx"):
        comment = of_paragraph.get(element.get(f"{W15}paraId") or "")
        parent = of_paragraph.get(element.get(f"{W15}paraIdParent") or "")
        if comment is None:
            continue
        comment.is_resolved = element.get(f"{W15}done") in ("1", "true")
        if parent is not None and parent is not comment:
            comment.replies_to = parent.place


def _ids(part: Part | None, of_paragraph: dict[str, Comment]) -> None:
    for element in () if part is None else part.root.iter(f"{W16_ID}commentId"):
        comment = of_paragraph.get(element.get(f"{W16_ID}paraId") or "")
        if comment is not None:
            comment.id = (element.get(f"{W16_ID}durableId") or "")[:40]


def _moments(part: Part | None, comments: list[Comment]) -> None:
    """When they were written, where newer programs say it: what Word puts down beside the comment is the
    time of its writer's clock, wherever that was."""
    moments = {
        (element.get(f"{W16_CEX}durableId") or ""): element.get(f"{W16_CEX}dateUtc") or ""
        for element in (() if part is None else part.root.iter(f"{W16_CEX}commentExtensible"))
    }
    for comment in comments:
        comment.date = (moments.get(comment.id) if comment.id else "") or comment.date


def _text(comment: Element) -> str:
    """Its paragraphs as lines."""
    lines = []
    for p in comment.iter(f"{W}p"):
        parts = []
        for element in p.iter(f"{W}t", f"{W}br", f"{W}tab", f"{W}noBreakHyphen"):
            if any(ancestor.tag in _DELETED for ancestor in element.iterancestors()):
                continue
            tag = element.tag.rpartition("}")[2]
            parts.append(
                {"br": "\n", "tab": " ", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}.get(tag)
                or element.text
                or ""
            )
        lines.append("".join(parts).strip())
    return "\n".join(lines).strip()[:_LONGEST]
