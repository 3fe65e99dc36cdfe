"""The kept files as the records name them: whether all are there, copies of them, and which nobody names."""

import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from closereader.i18n import _, ngettext
from closereader.progress import Progress
from closereader.store import tables
from closereader.store.files import Files
from closereader.store.images import UnreadableStep, body_of

_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Named:
    """A kept file of a reading: its digest, the reading's title, and whether it is the file it came in
    (else a picture)."""

    digest: str
    title: str
    is_original: bool


def of_readings(connection: Connection) -> list[Named]:
    """The kept files that readings need, and the texts that they had before."""
    readings, texts, earlier = tables.readings, tables.reading_texts, tables.earlier_texts
    found: dict[str, Named] = {}
    titles: dict[str, str] = {}

    def take(digest: str, reading_id: str, *, is_original: bool) -> None:
        if digest and digest not in found:
            found[digest] = Named(digest, titles.get(reading_id, ""), is_original)

    rows = select(readings.c.id, readings.c.title, readings.c.original, readings.c.cover)
    covers = []
    for reading_id, title, original, cover in connection.execute(rows).fetchall():
        titles[reading_id] = title
        take(original, reading_id, is_original=True)
        covers.append((cover, reading_id))
    for reading_id, original in connection.execute(
        select(earlier.c.reading_id, earlier.c.original)
    ).fetchall():
        take(original, reading_id, is_original=True)
    for cover, reading_id in covers:
        take(cover, reading_id, is_original=False)
    for reading_id, pictures in connection.execute(select(texts.c.id, texts.c.pictures)).fetchall():
        for digest in _DIGEST.findall(pictures):
            take(digest, reading_id, is_original=False)
    return list(found.values())


def findings(named: Sequence[Named], files: Files, progress: Progress) -> Iterator[str]:
    """In sentences, what of these is not there, or not as it was kept. Raises `Cancelled`."""
    lost: list[str] = []
    pictures: dict[str, int] = {}
    for done, one in enumerate(named):
        progress(done, len(named), _("Checking the files"))
        if files.is_sound(one.digest, progress):
            continue
        if not one.is_original:
            pictures[one.title] = pictures.get(one.title, 0) + 1
        elif files.path(one.digest) is None:
            lost.append(_("The file of “{title}” is missing.").format(title=one.title))
        else:
            lost.append(_("The file of “{title}” is damaged.").format(title=one.title))
    for title, count in pictures.items():
        told = ngettext(
            "{count} picture is missing or damaged.",
            "{count} pictures are missing or damaged.",
            count,
        )
        lost.append(f"“{title}”: {told}")
    yield from lost[:_MOST_NAMED]
    if lost[_MOST_NAMED:]:
        more = len(lost) - _MOST_NAMED
        yield ngettext("{count} more is like that.", "{count} more are like that.", more)


def mend(named: Sequence[Named], files: Files, copies: Files, progress: Progress) -> int:
    """Take what is missing or damaged of these from `copies`, where it is sound there; how many files
    that were."""
    mended = 0
    for one in named:
        if files.is_sound(one.digest, progress):
            continue
        path = copies.path(one.digest)
        if path is not None and copies.is_sound(one.digest, progress):
            with path.open("rb") as source:
                mended += files.keep(source, progress, one.digest)
    return mended


def unnamed(connection: Connection, files: Files, before: float) -> list[Path] | None:
    """The kept files that were last brought before `before` (seconds since 1970) and that no record
    names, in the library, its history or its trash; None where that is not sure, since something of
    these cannot be read."""
    old = [path for path in files.every() if _brought(path) < before]
    if not old:
        return []
    try:
        named = _all_named(connection)
    except (UnreadableStep, UnicodeDecodeError, zlib.error, ValueError):
        return None
    return [path for path in old if path.name not in named]


def _brought(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return float("inf")


def _all_named(connection: Connection) -> set[str]:
    """Every digest that stands anywhere: rather one too many than one too few."""
    found: set[str] = set()
    readings, texts, earlier = tables.readings, tables.reading_texts, tables.earlier_texts
    for columns in (
        (readings.c.original, readings.c.cover, readings.c.source_hash),
        (texts.c.pictures,),
        (earlier.c.original, earlier.c.source_hash, earlier.c.body),
        (tables.trash.c.image,),
    ):
        for row in connection.execute(select(*columns)):
            for words in row:
                found.update(_DIGEST.findall(words))
    for (image,) in connection.execute(select(tables.trash.c.image)):
        json.loads(image)
    for (blob,) in connection.execute(select(tables.history.c.images)):
        found.update(_DIGEST.findall(body_of(blob).decode("utf-8")))
    return found
