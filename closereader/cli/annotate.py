"""The commands about annotations: `annotate` and `annotations`."""

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from closereader.cli import drafts, passages
from closereader.cli.commands import Call, Handler, WrongUsage
from closereader.cli.drafts import BadValue, Wish
from closereader.cli.output import Terminal, shown
from closereader.cli.passages import Found, Place
from closereader.cli.readings import add_document_argument, add_json_argument
from closereader.errors import NoSuchPassage
from closereader.i18n import _, ngettext
from closereader.model.annotation import Annotation, AnnotationKind, meaning_of
from closereader.model.colour import Colour

if TYPE_CHECKING:
    from closereader.library.annotations import Draft
    from closereader.library.library import Library
    from closereader.model.address import Addresses
    from closereader.model.reading import Reading, ReadingId

_LABELS = {
    AnnotationKind.HIGHLIGHT: _("Highlight"),
    AnnotationKind.UNDERLINE: _("Underline"),
    AnnotationKind.STRIKE: _("Strike out"),
    AnnotationKind.NOTE: _("Note"),
    AnnotationKind.BOOKMARK: _("Bookmark"),
    AnnotationKind.QUESTION: _("Question"),
}


def annotation_as_json(
    annotation: Annotation, meanings: Mapping[Colour, str], addresses: "Addresses"
) -> dict[str, Any]:
    """An annotation as every command prints it."""
    return {
        "id": annotation.id,
        "doc": annotation.reading_id,
        "reader": annotation.reader,
        "kind": annotation.kind.value,
        "colour": annotation.colour.value,
        "meaning": meaning_of(annotation, meanings),
        "start": annotation.start,
        "end": annotation.end,
        "quote": annotation.quote,
        "prefix": annotation.prefix,
        "suffix": annotation.suffix,
        "comment": annotation.comment,
        "tags": list(annotation.tags),
        "links": [link.target for link in annotation.links],
        "link_kinds": {link.target: link.kind for link in annotation.links if link.kind},
        "state": annotation.state.value if annotation.kind is AnnotationKind.QUESTION else "",
        "pass": annotation.pass_number,
        "created": annotation.created,
        "modified": annotation.modified,
        "address": addresses.of(annotation.start),
    }


# annotate


def _annotate_arguments(parser: argparse.ArgumentParser) -> None:
    add_document_argument(parser)
    place = parser.add_argument_group(_("which passage (one of these)"))
    place = place.add_mutually_exclusive_group(required=True)
    place.add_argument(
        "--range", metavar="START:END", help=_("characters of what “text” prints, END exclusive")
    )
    place.add_argument("--quote", metavar="TEXT", help=_("its words"))
    place.add_argument(
        "--at",
        metavar="¶12.3",
        help=_(
            "a paragraph (¶12), a sentence of it, a line of the handout (l. 145), a page (p. 31)"
        ),
    )
    place.add_argument(
        "--from", dest="list", metavar="FILE", help=_("a JSON list of annotations, all or none")
    )
    place.add_argument(
        "--paper",
        metavar="FILE",
        help=_("notes as on paper, a line each (145: tone shifts here), all or none; - for input"),
    )
    parser.add_argument("--prefix", metavar="TEXT", help=_("words just before the quote"))
    parser.add_argument("--suffix", metavar="TEXT", help=_("words just after the quote"))
    parser.add_argument(
        "--kind",
        metavar="KIND",
        help=_("{kinds}; a note at an address marks no words").format(
            kinds=", ".join(kind.value for kind in drafts.KINDS)
        ),
    )
    parser.add_argument(
        "--colour",
        "--color",
        dest="colour",
        metavar="COLOUR",
        help=_("{colours}, a number 1 to 8, or what you call it").format(
            colours=", ".join(colour.value for colour in Colour)
        ),
    )
    parser.add_argument("--comment", metavar="TEXT", help=_("what you have to say about it"))
    parser.add_argument(
        "--tag",
        action="append",
        metavar="TAG",
        help=_("a tag, such as theme/supply; may be given again"),
    )
    add_json_argument(parser)


def _annotate(call: Call) -> int:
    options = call.options
    if not options.quote and options.quote is not None:
        raise WrongUsage(_("The quote is empty."))
    if options.quote is None and (options.prefix or options.suffix):
        raise WrongUsage(_("--prefix and --suffix stand beside --quote only."))
    if options.list is not None:
        return _annotate_many(call)
    if options.paper is not None:
        return _annotate_from_paper(call)
    return _annotate_one(call)


def _annotate_one(call: Call) -> int:
    from closereader.library import annotations, queries

    with call.library() as library:
        meanings = queries.meanings(library)
        wish = _wish_of(call.options, meanings)
        reading, addresses, made_of = _reading(call, library)
        lined = _lined(call, library, reading.id, addresses, [wish.place])
        found = passages.find(wish.place, made_of, lined, kind=wish.kind)
        (annotation,) = library.run(
            _LABELS[wish.kind], annotations.add_many, reading.id, [_draft(wish, found)]
        )
    if found.notice:
        call.terminal.tell(found.notice)
    if call.options.json:
        call.terminal.json(annotation_as_json(annotation, meanings, addresses))
    else:
        _show(call.terminal, [annotation], meanings, addresses)
    return 0


def _wish_of(options: argparse.Namespace, meanings: Mapping[Colour, str]) -> Wish:
    start, end = passages.parse_range(options.range) if options.range is not None else (None, None)
    try:
        return Wish(
            place=Place(
                start=start,
                end=end,
                quote=drafts.parse_text(options.quote or "", "quote"),
                prefix=drafts.parse_text(options.prefix or "", "prefix"),
                suffix=drafts.parse_text(options.suffix or "", "suffix"),
                address=options.at or "",
            ),
            kind=drafts.parse_kind(options.kind) if options.kind else AnnotationKind.HIGHLIGHT,
            colour=drafts.parse_colour(options.colour, meanings) if options.colour else None,
            comment=drafts.parse_text(options.comment or "", "comment"),
            tags=tuple(dict.fromkeys(drafts.parse_tag(tag) for tag in options.tag or [])),
        )
    except BadValue as error:
        raise WrongUsage(drafts.sentence(error)) from error


def _annotate_many(call: Call) -> int:
    from closereader.library import annotations, queries

    options = call.options
    if options.kind or options.colour or options.comment or options.tag:
        raise WrongUsage(_("With --from, the list says kind, colour, comment and tags."))
    with call.library() as library:
        meanings = queries.meanings(library)
        reading, addresses, text = _reading(call, library)
        wishes, unknown = drafts.read_list(options.list, meanings)
        lined = _lined(call, library, reading.id, addresses, [wish.place for wish in wishes])
        new: list[Draft] = []
        notices = []
        with call.terminal.progress() as progress:
            for position, wish in enumerate(wishes, start=1):
                progress(position, len(wishes), _("Finding the passages"))
                try:
                    found = passages.find(wish.place, text, lined, kind=wish.kind)
                except NoSuchPassage as error:
                    raise drafts.refused_record(options.list, position, str(error)) from error
                if found.notice:
                    notices.append(_("Record {number}: ").format(number=position) + found.notice)
                new.append(_draft(wish, found))
        made = library.run(_("Add annotations"), annotations.add_many, reading.id, new)
    for name in unknown:
        call.terminal.tell(_("“{name}” was not understood and left out.").format(name=name))
    for notice in notices:
        call.terminal.tell(notice)
    _tell_added(call, made, reading, meanings, addresses)
    return 0


def _tell_added(
    call: Call,
    made: Sequence[Annotation],
    reading: "Reading",
    meanings: Mapping[Colour, str],
    addresses: "Addresses",
) -> None:
    if call.options.json:
        call.terminal.json([annotation_as_json(one, meanings, addresses) for one in made])
        return
    call.terminal.line(
        ngettext(
            "Added {count} annotation to “{{title}}”.",
            "Added {count} annotations to “{{title}}”.",
            len(made),
        ).replace("{title}", shown(reading.title))
    )


def _annotate_from_paper(call: Call) -> int:
    from closereader.library import annotations, paper, queries

    options = call.options
    if options.kind or options.colour or options.comment or options.tag:
        raise WrongUsage(_("With --paper, the lines say kind, colour, comment and tags."))
    typed = drafts.read_words(options.paper)
    with call.library() as library:
        meanings = queries.meanings(library)
        reading, addresses, text = _reading(call, library)
        if paper.names_lines(typed):
            addresses = _with_lines(call, library, reading.id, addresses)
        entries = paper.parse(typed, text.text, addresses, meanings)
        understood = [entry for entry in entries if isinstance(entry, paper.Understood)]
        refused = [entry for entry in entries if isinstance(entry, paper.NotUnderstood)]
        for entry in refused:
            call.terminal.tell(f"{entry.line + 1}: {entry.reason}")
        if refused:
            raise drafts.refused_lines(options.paper, len(refused))
        new = [entry.draft for entry in understood]
        made = library.run(_("Notes from paper"), annotations.add_many, reading.id, new)
    for note in understood:
        if note.notice:
            call.terminal.tell(f"{note.line + 1}: {note.notice}")
    _tell_added(call, made, reading, meanings, addresses)
    return 0


def _draft(wish: Wish, found: Found) -> "Draft":
    from closereader.library.annotations import Draft

    # Beside other words than those asked for, the library keeps that the place is a likeness.
    place = wish.place if found.is_approximate else Place()
    return Draft(
        span=found.span,
        quote=place.quote,
        prefix=place.prefix,
        suffix=place.suffix,
        kind=wish.kind,
        colour=wish.colour or Colour.YELLOW,
        comment=wish.comment,
        tags=wish.tags,
    )


# annotations


def _annotations_arguments(parser: argparse.ArgumentParser) -> None:
    add_document_argument(parser)
    add_json_argument(parser)


def _annotations(call: Call) -> int:
    from closereader.library import queries

    with call.library() as library:
        meanings = queries.meanings(library)
        reading, addresses, _text = _reading(call, library)
        found = queries.annotations(library, reading.id)
    if call.options.json:
        call.terminal.json([annotation_as_json(one, meanings, addresses) for one in found])
    elif found:
        _show(call.terminal, found, meanings, addresses)
    else:
        call.terminal.tell(
            _("“{title}” has no annotations yet.").format(title=shown(reading.title))
        )
    return 0


def _reading(call: Call, library: "Library") -> "tuple[Reading, Addresses, Any]":
    from closereader.library import queries
    from closereader.model.address import Addresses

    reading = queries.find_reading(library, call.options.document)
    text = queries.reading_text(library, reading.id)
    return reading, Addresses(text.text, text.blocks, text.pages), text


def _lined(
    call: Call,
    library: "Library",
    reading_id: "ReadingId",
    addresses: "Addresses",
    places: Sequence[Place],
) -> "Addresses":
    """The addresses with the handout's lines, where one of the places is named by its lines."""
    if not any(place.is_by_line for place in places):
        return addresses
    return _with_lines(call, library, reading_id, addresses)


def _with_lines(
    call: Call, library: "Library", reading_id: "ReadingId", addresses: "Addresses"
) -> "Addresses":
    from closereader.library import queries

    with call.terminal.progress() as progress:
        return addresses.with_lines(queries.lines(library, reading_id, progress))


def _show(
    terminal: Terminal,
    annotations: Sequence[Annotation],
    meanings: Mapping[Colour, str],
    addresses: "Addresses",
) -> None:
    """Each annotation on a line with its passage; its comment and tags below, set in."""
    places = [addresses.of(annotation.start) for annotation in annotations]
    words = [_kind_words(annotation, meanings) for annotation in annotations]
    place_width, words_width = max(map(len, places)), max(map(len, words))
    indent = " " * (place_width + 2)
    room = (terminal.width or 120) - place_width - words_width - 6
    for annotation, place, word in zip(annotations, places, words, strict=True):
        quote = passages.shorten(annotation.quote, max(room, 24))
        line = f"{place:<{place_width}}  {word:<{words_width}}"
        terminal.line(f"{line}  “{quote}”" if quote else line.rstrip())
        terminal.paragraph(annotation.comment, indent)
        if annotation.tags:
            terminal.line(indent + " ".join(f"#{shown(tag)}" for tag in annotation.tags))


def _kind_words(annotation: Annotation, meanings: Mapping[Colour, str]) -> str:
    """ "yellow · Evidence", with the kind before it where it is no plain highlight."""
    if annotation.kind is AnnotationKind.BOOKMARK:
        return annotation.kind.value
    words = f"{annotation.colour.value} · {shown(meanings[annotation.colour])}"
    if annotation.kind is AnnotationKind.HIGHLIGHT:
        return words
    return f"{annotation.kind.value}, {words}"


HANDLERS = {
    "annotate": Handler(_annotate_arguments, _annotate),
    "annotations": Handler(_annotations_arguments, _annotations),
}
