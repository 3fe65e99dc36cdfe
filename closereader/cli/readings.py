"""The commands about readings as a whole: `list` and `text`."""

import argparse
from typing import TYPE_CHECKING, Any

from closereader.cli.commands import Call, Handler
from closereader.cli.output import number, shown
from closereader.i18n import _, ngettext

if TYPE_CHECKING:
    from closereader.model.reading import Reading, ReadingSummary


def add_document_argument(parser: argparse.ArgumentParser) -> None:
    """The word that names a reading."""
    parser.add_argument(
        "document", metavar="DOC", help=_("a reading: its id, the start of its id, or its title")
    )


def add_json_argument(parser: argparse.ArgumentParser) -> None:
    """The switch from words for people to JSON for programs."""
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


def described(reading: "Reading") -> str:
    """A reading on one line: “Title” by Author, 33,324 characters (id)."""
    author = shown(reading.author)
    by = _(" by {author}").format(author=author) if author else ""
    size = counted_characters(reading.characters)
    return f"“{shown(reading.title)}”{by}, {size} ({reading.id})"


def counted_characters(count: int) -> str:
    """ "33,324 characters"."""
    return ngettext("{count} character", "{count} characters", count).replace(
        str(count), number(count)
    )


# list


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    add_json_argument(parser)


def _list(call: Call) -> int:
    from closereader.library import about_reading, queries

    with call.library() as library:
        summaries = queries.readings(library)
        pages = about_reading.page_counts(library) if call.options.json else {}
    if call.options.json:
        call.terminal.json([_summary_as_json(s, pages.get(s.reading.id, 0)) for s in summaries])
    elif summaries:
        _list_for_people(call, summaries)
    else:
        call.terminal.tell(_("The library is empty. Add a reading with: closereader import FILE"))
    return 0


def _summary_as_json(summary: "ReadingSummary", pages: int) -> dict[str, Any]:
    reading = summary.reading
    return {
        "id": reading.id,
        "title": reading.title,
        "author": reading.author,
        "format": reading.format,
        "characters": reading.characters,
        "annotations": summary.annotations,
        "imported": reading.imported,
        "date": reading.date,
        "source": reading.source,
        "language": reading.language,
        "pages": pages,
    }


def _list_for_people(call: Call, summaries: "list[ReadingSummary]") -> None:
    ids = shortest_starts([summary.reading.id for summary in summaries])
    rows = [[_("ID"), _("TITLE"), _("AUTHOR"), _("NOTES"), _("CHARACTERS"), _("ADDED")]]
    for short, summary in zip(ids, summaries, strict=True):
        reading = summary.reading
        rows.append(
            [
                short,
                reading.title,
                reading.author,
                number(summary.annotations),
                number(reading.characters),
                reading.imported[:10],
            ]
        )
    call.terminal.table(rows, right=frozenset({3, 4}))


def shortest_starts(ids: "list[Any]", least: int = 6) -> list[str]:
    """Of each id as much of its start as names it and no other, at least `least` characters."""
    ordered = sorted(ids)
    needed: dict[str, int] = {}
    for index, one in enumerate(ordered):
        beside = ordered[max(index - 1, 0) : index] + ordered[index + 1 : index + 2]
        shared = max((_shared_start(one, other) for other in beside), default=0)
        needed[one] = max(shared + 1, least)
    return [one[: needed[one]] for one in ids]


def _shared_start(one: str, other: str) -> int:
    for index, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return index
    return min(len(one), len(other))


# text


def _text_arguments(parser: argparse.ArgumentParser) -> None:
    add_document_argument(parser)
    add_json_argument(parser)


def _text(call: Call) -> int:
    from closereader.library import queries

    with call.library() as library:
        text = queries.reading_text(
            library, queries.find_reading(library, call.options.document).id
        )
    if call.options.json:
        blocks = [
            {"start": b.start, "end": b.end, "kind": b.kind.value, "level": b.level}
            for b in text.blocks
        ]
        call.terminal.json({"id": text.id, "text": text.text, "blocks": blocks})
    else:
        call.terminal.data(text.text)
        if call.terminal.width is not None and not text.text.endswith("\n"):
            call.terminal.line()  # So that the prompt does not stand behind the last word.
    return 0


HANDLERS = {
    "list": Handler(_list_arguments, _list),
    "text": Handler(_text_arguments, _text),
}
