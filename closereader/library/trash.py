"""The trash: what was deleted in the last thirty days, and how it comes back.

It is filled by the transactions themselves (`store/trash.py`). Bringing something back is a change like
any other; deleting it for good is none, as the trash lies beside the records.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.library.library import Library
from closereader.model.annotation import Annotation
from closereader.model.entity import EntityDecision
from closereader.model.essay import Essay
from closereader.model.reading import EarlierText, Reading, ReadingText
from closereader.model.reading_pass import Pass
from closereader.model.trashed import Trashed, TrashedReading, oldest_kept
from closereader.store import Transaction
from closereader.store.images import UnreadableStep
from closereader.store.records import key_of, kind_of

# A reading comes before what belongs to it.
_ORDER = (Reading, ReadingText, EarlierText, Pass, EntityDecision, Annotation, Essay)


@dataclass(frozen=True, slots=True)
class Deleted:
    """What was deleted for good, for as long as someone may still think better of it."""

    rows: tuple[dict[str, Any], ...]


def trashed(lib: Library) -> list[Trashed]:
    """What can be brought back, the last deleted first. A reading with all that was on it is one."""
    with lib.read() as snapshot:
        oldest = oldest_kept(snapshot.now)
        return [one for one in snapshot.trash.all() if one.deleted >= oldest]


def restore(tx: Transaction, chosen: Sequence[Trashed]) -> int:
    """Bring these back as they were; how many records that were. Raises `InputRefused` where one is no
    longer in the trash, or its reading is not in the library and not among them."""
    rows = tx.trash.rows(chosen)
    if {(one.kind, one.key) for one in chosen} - {(row["kind"], row["key"]) for row in rows}:
        raise InputRefused(_("That is no longer in the trash."))
    try:
        records = tx.trash.records(rows)
    except UnreadableStep as error:
        raise InputRefused(_("What is in the trash there cannot be read any more.")) from error
    coming = {record.id for record in records if isinstance(record, Reading)}
    needed = {
        record.reading_id
        for record in records
        if isinstance(record, Annotation | EntityDecision | Pass | EarlierText)
    } - coming
    if len(tx.get_all(Reading, sorted(needed))) < len(needed):
        raise InputRefused(
            _("The reading of that note has been removed too: bring the reading back first.")
        )
    for kind in _ORDER:
        tx.put_all([record for record in records if isinstance(record, kind)])
    return len(records)


def with_readings(lib: Library, chosen: Sequence[Trashed]) -> list[Trashed]:
    """These, and the readings that notes among them need and that are in the trash too."""
    needed = {
        getattr(one, "reading_id", "")
        for one in chosen
        if not getattr(one, "reading_is_there", True)
    }
    readings = [o for o in trashed(lib) if isinstance(o, TrashedReading) and o.key in needed]
    return [*readings, *(one for one in chosen if one not in readings)]


def delete(tx: Transaction, chosen: Sequence[Trashed]) -> Deleted:
    """Delete these for good. What comes back can be handed to `put_back`."""
    rows = tx.trash.rows(chosen)
    tx.trash.delete(rows)
    return Deleted(tuple(rows))


def put_back(tx: Transaction, deleted: Deleted) -> None:
    """Put into the trash again what was deleted for good and has not come back otherwise."""
    keys: dict[str, list[str]] = {}
    for row in deleted.rows:
        keys.setdefault(row["kind"], []).append(row["key"])
    there = {(kind, key_of(r)) for kind in keys for r in tx.get_all(kind_of(kind), keys[kind])}
    tx.trash.put_back([r for r in deleted.rows if (r["kind"], r["key"]) not in there])
