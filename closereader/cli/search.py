"""The command `search`: where the library's readings, notes and tags say something."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from closereader.cli.commands import Call, Handler
from closereader.cli.output import shown
from closereader.cli.readings import add_json_argument
from closereader.i18n import _
from closereader.model.hit import Hit, HitKind

if TYPE_CHECKING:
    from closereader.library.library import Library
    from closereader.model.address import Addresses
    from closereader.model.reading import ReadingId

_KIND_WORDS = {HitKind.PASSAGE: "", HitKind.NOTE: _("note: "), HitKind.TAG: _("tag: ")}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="QUERY", nargs="+", help=_("words that must all be found"))
    add_json_argument(parser)


def _search(call: Call) -> int:
    from closereader.library import queries

    with call.library() as library:
        hits = queries.search(library, " ".join(call.options.words))
        addresses = _addresses(library, hits)
        every = {s.reading.id: s.reading.title for s in queries.readings(library)}
        # The reading with the best hit first.
        titles = {reading_id: every[reading_id] for reading_id in addresses}
    if call.options.json:
        call.terminal.json(
            [
                {
                    "doc": hit.reading_id,
                    "kind": hit.kind.value,
                    "start": hit.start,
                    "end": hit.end,
                    "snippet": hit.snippet,
                    "address": addresses[hit.reading_id].of(hit.start),
                }
                for hit in hits
            ]
        )
    elif hits:
        _show(call, hits, addresses, titles)
    else:
        call.terminal.tell(_("Nothing was found."))
    return 0


def _addresses(library: "Library", hits: Sequence[Hit]) -> "dict[ReadingId, Addresses]":
    from closereader.library import queries
    from closereader.model.address import Addresses

    texts = [
        queries.reading_text(library, reading_id)
        for reading_id in dict.fromkeys(hit.reading_id for hit in hits)
    ]
    return {text.id: Addresses(text.text, text.blocks, text.pages) for text in texts}


def _show(
    call: Call,
    hits: Sequence[Hit],
    addresses: "dict[ReadingId, Addresses]",
    titles: "dict[ReadingId, str]",
) -> None:
    for reading_id, title in titles.items():
        rows = [
            [addresses[reading_id].of(hit.start), _KIND_WORDS[hit.kind] + hit.snippet]
            for hit in hits
            if hit.reading_id == reading_id
        ]
        if rows:
            call.terminal.line(shown(title))
            call.terminal.table(rows, indent="  ")


HANDLERS = {"search": Handler(_arguments, _search)}
