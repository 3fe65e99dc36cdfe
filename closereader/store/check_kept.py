"""Whether what is kept beside the records can be read: the steps of the history, and the trash."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from closereader.i18n import _, ngettext
from closereader.store import images
from closereader.store.images import UnreadableStep
from closereader.store.steps import Steps
from closereader.store.tables import history, trash
from closereader.store.trash import Trash


def findings(connection: Connection) -> Iterator[str]:
    """In sentences, what cannot be read."""
    steps = len(_unreadable_steps(connection))
    if steps:
        yield ngettext(
            "{count} step of the history cannot be read: it cannot be undone or redone.",
            "{count} steps of the history cannot be read: they cannot be undone or redone.",
            steps,
        )
    rows = len(_unreadable_trash(connection))
    if rows:
        yield ngettext(
            "{count} record in the trash cannot be read: it cannot be brought back.",
            "{count} records in the trash cannot be read: they cannot be brought back.",
            rows,
        )


def drop_unreadable(connection: Connection) -> tuple[str, ...]:
    """Drop what is of no use to anybody; what was done, in sentences."""
    done = []
    steps = _unreadable_steps(connection)
    for number in steps:
        Steps(connection).drop_through(number)
    if steps:
        done.append(_("Steps of the history that cannot be taken back were dropped."))
    rows = _unreadable_trash(connection)
    if rows:
        Trash(connection).delete([{"kind": kind, "key": key} for kind, key in rows])
        done.append(_("Records in the trash that cannot be brought back were dropped."))
    return tuple(done)


def _unreadable_steps(connection: Connection) -> list[int]:
    found = []
    steps = Steps(connection)
    for (number,) in connection.execute(select(history.c.step)).fetchall():
        try:
            if steps.get(number) is None:
                raise UnreadableStep("its head")
            for kept in steps.images(number).kept:
                if kept.values is not None and not kept.is_of_change:
                    images.record_of(kept.kind, kept.values)
        except UnreadableStep:
            found.append(number)
    return found


def _unreadable_trash(connection: Connection) -> list[tuple[str, str]]:
    found = []
    rows = connection.execute(select(trash.c.kind, trash.c.key, trash.c.image))
    for some in rows.partitions(500):
        for kind, key, image in some:
            try:
                Trash.record(kind, image)
            except UnreadableStep:
                found.append((kind, key))
    return found
