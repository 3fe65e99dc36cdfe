"""The command `entities`: who and what a reading names, and where."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from closereader.cli.adding import read_document
from closereader.cli.commands import Call, Handler
from closereader.cli.output import number
from closereader.cli.readings import add_json_argument
from closereader.i18n import _, ngettext
from closereader.model.entity import Entity, EntityKind

if TYPE_CHECKING:
    from closereader.model.address import Addresses

_HEADINGS = {
    EntityKind.PERSON: _("People"),
    EntityKind.PLACE: _("Places"),
    EntityKind.ORG: _("Organisations"),
    EntityKind.GROUP: _("Groups"),
    EntityKind.EVENT: _("Events"),
    EntityKind.WORK: _("Works"),
    EntityKind.DATE: _("Dates"),
}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "document",
        metavar="DOC_or_FILE",
        help=_("a reading of the library, or a file, which stays out of the library"),
    )
    add_json_argument(parser)


def _entities(call: Call) -> int:
    if _is_file(call.options.document):
        text, addresses, found = _of_file(call)
    else:
        text, addresses, found = _of_reading(call)
    if call.options.json:
        call.terminal.json(entities_as_json(text, found, addresses))
    elif found:
        _show(call, found, addresses)
    else:
        call.terminal.tell(_("No people, places, bodies or dates were found."))
    return 0


def _is_file(words: str) -> bool:
    try:
        return Path(words).is_file() or os.sep in words
    except (OSError, ValueError):
        return False


def _of_file(call: Call) -> "tuple[str, Addresses, Sequence[Entity]]":
    from closereader import entities
    from closereader.model.address import Addresses

    document = read_document(call, call.options.document)
    with call.terminal.progress() as progress:
        found = entities.recognise(document.text, document.blocks, progress)
    return document.text, Addresses(document.text, document.blocks, document.pages), found


def _of_reading(call: Call) -> "tuple[str, Addresses, Sequence[Entity]]":
    from closereader.library import queries
    from closereader.model.address import Addresses

    with call.library() as library, call.terminal.progress() as progress:
        reading = queries.find_reading(library, call.options.document)
        text = queries.reading_text(library, reading.id)
        found = queries.entities(library, reading.id, progress)
    return text.text, Addresses(text.text, text.blocks, text.pages), found


def entities_as_json(
    text: str, entities: Sequence[Entity], addresses: "Addresses"
) -> dict[str, Any]:
    """The text, its mentions in order of place, and the entities in the order they came in."""
    mentions = [(mention, entity) for entity in entities for mention in entity.mentions]
    mentions.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[1].id))
    return {
        "text": text,
        "mentions": [
            {
                "start": mention.start,
                "end": mention.end,
                "text": mention.text,
                "type": mention.kind.value,
                "entity": entity.id,
                "address": addresses.of(mention.start),
            }
            for mention, entity in mentions
        ],
        "entities": [
            {
                "id": entity.id,
                "name": entity.name,
                "type": entity.kind.value,
                "aliases": list(entity.aliases),
                "count": len(entity.mentions),
            }
            for entity in entities
        ],
    }


def _show(call: Call, entities: Sequence[Entity], addresses: "Addresses") -> None:
    """By kind, the most mentioned first: name, how often, the other names, the first places."""
    is_first = True
    for kind in EntityKind:
        of_kind = [entity for entity in entities if entity.kind is kind]
        if not of_kind:
            continue
        if not is_first:
            call.terminal.line()
        is_first = False
        of_kind.sort(key=lambda entity: (-len(entity.mentions), entity.name.casefold()))
        call.terminal.line(f"{_HEADINGS[kind]} ({number(len(of_kind))})")
        call.terminal.table(
            [
                [
                    entity.name,
                    number(len(entity.mentions)),
                    _places(entity, addresses),
                    ", ".join(entity.aliases),
                ]
                for entity in of_kind
            ],
            right=frozenset({1}),
            indent="  ",
        )


def _places(entity: Entity, addresses: "Addresses", most: int = 5) -> str:
    """ "¶1 ¶4 ¶9 and 3 more": the blocks it is named in, each once."""
    blocks = list(
        dict.fromkeys(addresses.of(mention.start).split(".")[0] for mention in entity.mentions)
    )
    named = " ".join(blocks[:most])
    if len(blocks) <= most:
        return named
    return f"{named} " + ngettext("and {count} more", "and {count} more", len(blocks) - most)


HANDLERS = {"entities": Handler(_arguments, _entities)}
