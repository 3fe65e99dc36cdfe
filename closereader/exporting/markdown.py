"""The notes on a reading as Markdown that Obsidian and its like read: one callout for each annotation.

    > [!evidence] ¶12.3
    > > the passage
    >
    > the comment, which is Markdown already
    >
    > #theme/exile

    ^cr-1a2b3c4d

under the headings of the reading, after YAML front matter, before a list of names. The passage is
escaped; the comment stands as its writer typed it, held together by its callout, but without HTML
and without pictures, which could load something.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence

from closereader.exporting.job import ExportJob
from closereader.exporting.states import state_of
from closereader.i18n import _, ngettext
from closereader.model.address import Addresses
from closereader.model.annotation import (
    EVIDENCE,
    AnchorState,
    Annotation,
    AnnotationKind,
    meaning_of,
)
from closereader.model.document import BlockKind, Role
from closereader.model.entity import Entity, EntityKind
from closereader.model.question import evidence_of, in_order
from closereader.typeset.index import heading_of, sort_key

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#|~^$=%&])")
_CODE = re.compile(r"(`+)(?!`)(?:.*?[^`])??\1(?!`)", re.DOTALL)
_UNTAGGABLE = re.compile(r"[^\w/-]+")


# Callouts called by what they are; the others by what their colour means, and those drawn otherwise
# than as a tint say so.
_CALLED = (
    AnnotationKind.QUESTION,
    AnnotationKind.BOOKMARK,
    AnnotationKind.NOTE,
    AnnotationKind.AREA,
)
_DRAWN: dict[AnnotationKind, Callable[[], str]] = {
    AnnotationKind.UNDERLINE: lambda: _("underlined"),
    AnnotationKind.STRIKE: lambda: _("struck out"),
}


def as_markdown(job: ExportJob) -> str:
    """The whole file; the same job gives the same text."""
    addresses = Addresses(job.text.text, job.text.blocks, job.text.pages)
    title = job.reading.title or _("Untitled")
    lines = [*_front_matter(job), "", f"# {escape(title)}", ""]
    if job.reading.author:
        lines += [f"*{escape(job.reading.author)}*", ""]
    lines += _by_heading(job, addresses)
    lines += _questions(job, addresses)
    lines += _names(job.entities, addresses)
    return no_surrogates("\n".join(lines).rstrip("\n") + "\n")


def lost(job: ExportJob) -> tuple[str, ...]:
    """What the file does not hold, in sentences."""
    told = [_("Markdown holds the passages and notes, not the whole reading.")]
    changed = sum(1 for tag in _tags_of(job.annotations) if obsidian_tag(tag) != tag)
    if changed:
        told.append(
            ngettext(
                "{count} tag was changed to suit Obsidian, which allows letters, digits, “-”, “_” and “/”.",
                "{count} tags were changed to suit Obsidian, which allows letters, digits, “-”, “_” and “/”.",
                changed,
            )
        )
    return tuple(told)


def escape(text: str) -> str:
    """Text as Markdown that shows it letter for letter; each of its lines stays a line."""
    lines = []
    for line in text.split("\n"):
        marked = _SPECIAL.sub(r"\\\1", line)
        # A number with a dot, a dash, a plus would begin a list: the sign is escaped, not the digit.
        marked = re.sub(r"^(\s*\d{1,9})([.)])", r"\1\\\2", marked)
        marked = re.sub(r"^(\s*)([-+:!])", r"\1\\\2", marked)
        lines.append(marked.replace("://", "\\://").replace("www.", "www\\."))
    return "\n".join(lines)


def obsidian_tag(tag: str) -> str:
    """A tag as Obsidian allows: letters, digits, - _ and /, not digits alone; "" if none is left."""
    levels = [_UNTAGGABLE.sub("-", level).strip("-") for level in tag.strip().split("/")]
    plain = "/".join(level for level in levels if level)
    return f"{plain}_" if plain.isdigit() else plain


def _front_matter(job: ExportJob) -> list[str]:
    reading = job.reading
    values: list[tuple[str, object]] = [
        ("title", reading.title),
        ("author", reading.author),
        ("date", reading.date),
        ("language", reading.language),
        ("source", reading.source_name),
        ("annotated-by", job.reader),
        ("exported", job.exported),
        ("closereader-id", str(reading.id)),
        (
            "tags",
            [tag for tag in dict.fromkeys(map(obsidian_tag, _tags_of(job.annotations))) if tag],
        ),
    ]
    # A JSON string or list is a YAML one.
    return [
        "---",
        *(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values if value),
        "---",
    ]


def _tags_of(annotations: Sequence[Annotation]) -> list[str]:
    return sorted({tag for annotation in annotations for tag in annotation.tags}, key=sort_key)


def _by_heading(job: ExportJob, addresses: Addresses) -> Iterator[str]:
    """The callouts in order of place, under those headings of the reading that have any."""
    headings = [
        b for b in job.text.blocks if b.kind is BlockKind.HEADING and b.role is not Role.TITLE
    ]
    ordered = sorted(job.annotations, key=lambda a: (a.start, a.end, a.created, a.id))
    following, shown = 0, -1
    for annotation in ordered:
        while following < len(headings) and headings[following].start <= annotation.start:
            following += 1
        if following - 1 > shown:
            shown = following - 1
            heading = headings[shown]
            words = " ".join(job.text.text[heading.start : heading.end].split())
            yield from (f"{'#' * min(max(heading.level, 2), 6)} {escape(words)}", "")
        yield from _callout(annotation, job, addresses)


def _callout(annotation: Annotation, job: ExportJob, addresses: Addresses) -> Iterator[str]:
    meaning = meaning_of(annotation, job.meanings)
    if annotation.kind in _CALLED:
        kind = annotation.kind.value
    else:
        kind = re.sub(r"[^\w]+", "-", meaning.casefold()).strip("-") or "quote"
    address = (
        _("passage not found")
        if annotation.anchor is AnchorState.LOST
        else addresses.of(annotation.start)
    )
    page = addresses.page(annotation.start)
    drawn = _DRAWN[annotation.kind]() if annotation.kind in _DRAWN else ""
    printed = f"p. {page}" if page else ""
    if annotation.area is not None:
        printed = ""
        address = _("page {number}").format(number=annotation.area.page + 1)
    told = (address, printed, meaning, drawn, state_of(annotation))
    place = " · ".join(escape(part) for part in told if part)
    inside = [f"[!{kind}] {place}".rstrip()]
    if annotation.quote:
        inside += [f"> {line}" for line in _with_breaks(escape(annotation.quote))]
    if annotation.comment.strip():
        inside += ["", *_comment(annotation.comment)]
    tags = [f"#{tag}" for tag in map(obsidian_tag, annotation.tags) if tag]
    if tags:
        inside += ["", " ".join(tags)]
    links = [
        f"{escape(link.kind)} [[#^{_block_id(link.target)}]]".lstrip()
        for link in annotation.links
        if link.kind != EVIDENCE or annotation.kind is not AnnotationKind.QUESTION
    ]
    evidence = _evidence(annotation, job, addresses)
    if evidence:
        inside += ["", evidence]
    if links:
        inside += ["", "→ " + " ".join(links)]
    yield from (f"> {line}".rstrip() for line in inside)
    yield from ("", f"^{_block_id(annotation.id)}", "")


def _questions(job: ExportJob, addresses: Addresses) -> Iterator[str]:
    """The questions as their reader put them in order, each with its state and evidence."""
    asked = in_order(job.annotations)
    if not asked:
        return
    yield from (f"## {_('Questions')}", "")
    for number, question in enumerate(asked, 1):
        # On one line, as in the list of a seminar; the callout has the comment as it was written.
        words = escape(" ".join((question.comment.strip() or question.quote).split()))
        place = f"[[#^{_block_id(question.id)}|{addresses.of(question.start)}]]"
        yield f"{number}. {words} ({place} · {state_of(question)})".replace("  ", " ")
        evidence = _evidence(question, job, addresses)
        if evidence:
            yield f"    - {evidence}"
    yield ""


def _evidence(annotation: Annotation, job: ExportJob, addresses: Addresses) -> str:
    """The passages that bear on a question, each a link to its callout; "" where there are none.
    Those of other readings are not in the file."""
    if annotation.kind is not AnnotationKind.QUESTION:
        return ""
    there = {note.id: note for note in job.annotations}
    places = [
        f"[[#^{_block_id(each)}|{addresses.of(there[each].start)}]]"
        for each in evidence_of(annotation)
        if each in there
    ]
    return _("Evidence: {places}").format(places=", ".join(places)) if places else ""


def _with_breaks(text: str) -> list[str]:
    """Lines that stay lines: all but the last end in a backslash, except blank ones."""
    lines = text.split("\n")
    return [
        f"{line}\\" if line.strip() and n < len(lines) - 1 else line for n, line in enumerate(lines)
    ]


def _block_id(annotation_id: str) -> str:
    return "cr-" + re.sub(r"[^A-Za-z0-9]", "", annotation_id)


def _comment(markdown: str) -> list[str]:
    text = markdown.strip("\n").replace("\r\n", "\n").replace("\r", "\n")
    parts: list[str] = []
    last = 0
    for code in _CODE.finditer(text):
        parts += (_without_html(text[last : code.start()]), code.group())
        last = code.end()
    parts.append(_without_html(text[last:]))
    return "".join(parts).split("\n")


def _without_html(text: str) -> str:
    """No tags and no pictures; <https://…> stays a link."""
    tags = re.sub(r"(?<!\\)<(?=[A-Za-z/!?])(?!(?:https?|mailto):)", r"\\<", text)
    return re.sub(r"(?<!\\)!\[", r"\\![", tags)


_GROUPS: dict[EntityKind, Callable[[], str]] = {
    EntityKind.PERSON: lambda: _("People"),
    EntityKind.PLACE: lambda: _("Places"),
    EntityKind.ORG: lambda: _("Organisations"),
    EntityKind.GROUP: lambda: _("Groups"),
    EntityKind.EVENT: lambda: _("Events"),
    EntityKind.WORK: lambda: _("Works"),
    EntityKind.DATE: lambda: _("Dates"),
}


def _names(entities: Sequence[Entity], addresses: Addresses) -> Iterator[str]:
    """The entities by kind, each with the paragraphs that name it."""
    named = [entity for entity in entities if entity.mentions]
    if not named:
        return
    yield from (f"## {_('Names')}", "")
    for kind, title in _GROUPS.items():
        here = sorted((e for e in named if e.kind is kind), key=lambda e: sort_key(heading_of(e)))
        if not here:
            continue
        yield from (f"### {title()}", "")
        for entity in here:
            numbers = [addresses.paragraph(mention.start) for mention in entity.mentions]
            places = ", ".join(
                f"¶{number}" for number in dict.fromkeys(n for n in numbers if n is not None)
            )
            yield f"- {escape(heading_of(entity))}" + (f": {places}" if places else "")
        yield ""


def no_surrogates(text: str) -> str:
    """The text as UTF-8 can hold it: lone surrogates become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
