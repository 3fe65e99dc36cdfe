"""Whether a library is sound: the file, its schema, links, texts, anchors, what is kept, its index."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from closereader.i18n import _, ngettext
from closereader.model.annotation import AnchorState, Annotation
from closereader.model.document import Document
from closereader.model.entity import EntityDecision
from closereader.model.essay import Essay
from closereader.model.meaning import Meaning
from closereader.model.note_filter import SavedFilter
from closereader.model.reading import Reading, ReadingText
from closereader.model.reading_pass import Pass
from closereader.model.tag import Tag
from closereader.progress import Progress
from closereader.store import check_kept, kept_files, opening, records, schema, search_index, tables
from closereader.store.connection import engine, for_reading
from closereader.store.failures import translated
from closereader.store.files import Files
from closereader.store.snapshot import Snapshot, TextCache

_MOST_NAMED = 5
_Step = Callable[[Connection], Iterator[str]]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found, in sentences. `index_is_sound`: whether search can be trusted;
    a repair makes it anew. `kept_is_sound`: whether history and trash can be read; a repair drops what
    cannot. `files_are_sound`: whether all originals and pictures are there as they were; a repair takes them
    from the backups, where they are. `repaired`: what was mended."""

    readings: int
    annotations: int
    findings: tuple[str, ...]
    index_is_sound: bool
    kept_is_sound: bool = True
    files_are_sound: bool = True
    repaired: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def check(path: Path, progress: Progress, *, repair: bool = False) -> CheckReport:
    """Check everything in the library at `path`; changes nothing, unless `repair` is set: then a search
    index out of step is made anew, and what cannot be read of the history and the trash is dropped.
    Raises `LibraryUnusable` where the file cannot be opened at all, `Cancelled`."""
    is_writable = opening.is_writable(path)
    opened = engine(path, mode="rw" if is_writable else "ro", pooled=False)
    try:
        with translated(path):
            files = Files(path.parent)
            report = _check(opened, files, progress, is_writable=is_writable)
            if not repair or not is_writable:
                return report
            repaired = _repair(opened, report) + _repair_files(opened, files, report, progress)
            if not repaired:
                return report
            after = _check(opened, files, progress, is_writable=True)
        return replace(after, repaired=repaired)
    finally:
        opened.dispose()


def _repair(opened: Engine, report: CheckReport) -> tuple[str, ...]:
    done: tuple[str, ...] = ()
    with opened.begin() as connection:
        if not report.index_is_sound:
            snapshot = Snapshot(connection, TextCache(0))
            search_index.make_anew(
                connection, snapshot.select(ReadingText), snapshot.select(Annotation)
            )
            done = (_("The search index was made anew."),)
        if not report.kept_is_sound:
            done += check_kept.drop_unreadable(connection)
    return done


def _repair_files(
    opened: Engine, files: Files, report: CheckReport, progress: Progress
) -> tuple[str, ...]:
    done: tuple[str, ...] = ()
    if not report.files_are_sound:
        copies = Files(opening.backups_folder(files.folder.parent))
        with opened.connect() as connection:
            named = kept_files.of_readings(connection)
        count = kept_files.mend(named, files, copies, progress)
        if count:
            done += (
                ngettext(
                    "{count} file was taken from the backups.",
                    "{count} files were taken from the backups.",
                    count,
                ),
            )
    # Within a transaction that writes: nobody adds a reading meanwhile.
    with opened.begin() as connection:
        gone = files.sweep(lambda before: kept_files.unnamed(connection, files, before))
    if gone:
        done += (
            ngettext(
                "{count} file that nothing needs any more was removed.",
                "{count} files that nothing needs any more were removed.",
                gone,
            ),
        )
    return done


def _check(opened: Engine, files: Files, progress: Progress, *, is_writable: bool) -> CheckReport:
    # Each step is a transaction of its own: others wait with their commits while one reads.
    readers = for_reading(opened)
    findings: list[str] = []
    steps: tuple[tuple[_Step, str], ...] = (
        (_file, _("Checking the file")),
        (_schema, _("Checking the tables")),
        (_links, _("Checking the links")),
        (_texts, _("Checking the texts")),
        (_anchors, _("Checking the annotations")),
        (_beside_notes, _("Checking what else was written")),
    )
    for done, (step, what) in enumerate(steps):
        progress(done, len(steps) + 2, what)
        findings += _tried(step, readers)
    progress(len(steps), len(steps) + 2, _("Checking the history and the trash"))
    about_kept = _tried(check_kept.findings, readers)
    about_files = _files(readers, files, progress)
    progress(len(steps) + 1, len(steps) + 2, _("Checking the search index"))
    about_index = _tried(_index, readers)
    if is_writable:
        # What looks inside a full-text index is in form a statement that writes.
        about_index += _tried(_index_inside, opened)
    return CheckReport(
        readings=_count(readers, "readings"),
        annotations=_count(readers, "annotations"),
        findings=(*findings, *about_kept, *about_files, *about_index),
        index_is_sound=not about_index,
        kept_is_sound=not about_kept,
        files_are_sound=not about_files,
    )


def _files(opened: Engine, files: Files, progress: Progress) -> list[str]:
    named: list[kept_files.Named] = []

    def ask(connection: Connection) -> Iterator[str]:
        named.extend(kept_files.of_readings(connection))
        yield from ()

    # Read through when the library is let go of: gigabytes of them take minutes.
    return [*_tried(ask, opened), *kept_files.findings(named, files, progress)]


def _tried(step: _Step, opened: Engine) -> list[str]:
    found: list[str] = []
    try:
        with opened.connect() as connection:
            found.extend(step(connection))
    except DBAPIError as error:
        found.append(_("A part of the file cannot be read: {reason}.").format(reason=error.orig))
    except records.DamagedRecord as error:
        found.append(_("The record {reason} cannot be read.").format(reason=error))
    return found


def _count(opened: Engine, table: str) -> int:
    try:
        with opened.connect() as connection:
            return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())
    except DBAPIError:
        return 0


def _file(connection: Connection) -> Iterator[str]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(10)").fetchall():
        if said != "ok":
            yield _("The file is damaged: {reason}.").format(reason=said)


def _schema(connection: Connection) -> Iterator[str]:
    """A library from elsewhere may bring triggers or views that act on their own."""
    there, expected = schema.found(connection), schema.expected()
    for name in sorted(there.keys() | expected.keys()):
        if name not in expected:
            yield _("The file holds “{name}”, which is not of this program.").format(name=name)
        elif name not in there:
            yield _("The file lacks “{name}”.").format(name=name)
        elif there[name] != expected[name]:
            yield _("“{name}” is not as this program made it.").format(name=name)
    stamp = connection.exec_driver_sql("SELECT version_num FROM alembic_version").fetchall()
    if [row[0] for row in stamp] != [tables.HEAD]:
        yield _("The library's version is not stamped as it should be.")


def _links(connection: Connection) -> Iterator[str]:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        yield ngettext(
            "{count} record belongs to a reading that is not there.",
            "{count} records belong to readings that are not there.",
            len(broken),
        )


def _texts(connection: Connection) -> Iterator[str]:
    snapshot = Snapshot(connection, TextCache(0))
    for reading in snapshot.select(Reading):
        stored = connection.execute(
            tables.reading_texts.select().where(tables.reading_texts.c.id == reading.id)
        ).fetchone()
        if stored is None:
            yield _("“{title}” has lost its text.").format(title=reading.title)
            continue
        try:
            text = records.mapping(ReadingText).from_row(stored)
            Document(text.text, text.blocks, text.inlines, pages=text.pages)
        except (ValueError, TypeError, records.DamagedRecord):
            yield _("The structure of “{title}” is damaged.").format(title=reading.title)
            continue
        if records.sha256(text.text) != stored.sha256 or len(text.text) != reading.characters:
            yield _("The text of “{title}” is not what was imported.").format(title=reading.title)


def _anchors(connection: Connection) -> Iterator[str]:
    snapshot = Snapshot(connection, TextCache(0))
    for reading in snapshot.select(Reading):
        text = snapshot.get(ReadingText, reading.id)
        if text is None:
            continue
        astray = [
            note
            for note in snapshot.select(Annotation, reading_id=reading.id)
            if note.anchor is not AnchorState.LOST
            and (note.end > len(text.text) or note.span.text_of(text.text) != note.quote)
        ]
        for note in astray[:_MOST_NAMED]:
            yield _("Annotation {id} of “{title}” does not stand on its words.").format(
                id=note.id, title=reading.title
            )
        if len(astray) > _MOST_NAMED:
            yield ngettext(
                "{count} more like it.", "{count} more like it.", len(astray) - _MOST_NAMED
            )


def _beside_notes(connection: Connection) -> Iterator[str]:
    """Reading them is the check: `_tried` tells of a record that cannot be read."""
    snapshot = Snapshot(connection, TextCache(0))
    for kind in (EntityDecision, Meaning, Tag, Pass, SavedFilter, Essay):
        snapshot.select(kind)
    yield from ()


def _index(connection: Connection) -> Iterator[str]:
    snapshot = Snapshot(connection, TextCache(0))
    expected = [
        entry
        for record in (*snapshot.select(ReadingText), *snapshot.select(Annotation))
        for entry in search_index.entries(record)
    ]
    rows = connection.exec_driver_sql(
        'SELECT owner, reading_id, kind, start, "end", body FROM search_rows'
    )
    if Counter(expected) != Counter(tuple(row) for row in rows.fetchall()):
        yield _("The search index is not in step with the texts and notes.")


def _index_inside(connection: Connection) -> Iterator[str]:
    """SQLite's own integrity check does not cover a full-text index (3.40)."""
    connection.exec_driver_sql("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")
    yield from ()
