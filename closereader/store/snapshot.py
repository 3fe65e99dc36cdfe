"""Reading the library: records as they stood at one moment, and the questions panes ask."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, func, select

from closereader.model.annotation import Annotation
from closereader.model.entity import Entity
from closereader.model.hit import Hit
from closereader.model.reading import Reading, ReadingId, ReadingSummary, ReadingText
from closereader.model.source_page import PageHead, SourcePage, unpack_lines
from closereader.model.span import Span
from closereader.store import records, search, tables
from closereader.store.chunks import chunks
from closereader.store.records import R
from closereader.store.steps import Steps
from closereader.store.trash import Trash

_LINKING = select(tables.annotations).where(tables.annotations.c.links != "[]")


class TextCache:
    """The last few reading texts, by the hash of each: they seldom change, and a book costs 30 ms to
    unpack."""

    def __init__(self, size: int = 4) -> None:
        self._size = size
        self._texts: OrderedDict[str, tuple[str, ReadingText]] = OrderedDict()
        self._lock = Lock()

    def get(self, reading_id: str) -> tuple[str, ReadingText] | None:
        """The text kept under this id, and its stamp."""
        with self._lock:
            kept = self._texts.get(reading_id)
            if kept is not None:
                self._texts.move_to_end(reading_id)
            return kept

    def put(self, text: ReadingText, stamp: str) -> None:
        """Keep the text as it is under this stamp; the one longest unused goes."""
        with self._lock:
            self._texts[text.id] = stamp, text
            self._texts.move_to_end(text.id)
            while len(self._texts) > self._size:
                self._texts.popitem(last=False)

    def forget(self, reading_id: str) -> None:
        """Drop the text of this reading."""
        with self._lock:
            self._texts.pop(reading_id, None)


class Snapshot:
    """The library as it stood when the transaction began; used within its block only. `now`: the
    time of the transaction, ISO 8601 in UTC with microseconds."""

    def __init__(self, connection: Connection, texts: TextCache, now: str = "") -> None:
        self._connection = connection
        self.now = now
        self._texts = texts
        # What is written beside the records, with every change to them.
        self.history = Steps(connection)
        self.trash = Trash(connection)

    def get(self, kind: type[R], key: str) -> R | None:
        """The record of this kind with this key."""
        if kind is ReadingText:
            return self._get_text(key)  # type: ignore[return-value]
        mapping = records.mapping(kind)
        row = self._connection.execute(_one(kind), {"key": key}).fetchone()
        return None if row is None else mapping.from_row(row)

    def _get_text(self, key: str) -> ReadingText | None:
        kept = self._texts.get(key)
        if kept is not None:
            # Another process may have removed it, or put a new version in its place.
            there = self._connection.execute(_STAMP, {"key": key}).fetchone()
            if there is not None and _stamp(*there) == kept[0]:
                return kept[1]
            self._texts.forget(key)
            if there is None:
                return None
        row = self._connection.execute(_one(ReadingText), {"key": key}).fetchone()
        if row is None:
            return None
        text = records.mapping(ReadingText).from_row(row)
        self._texts.put(text, _stamp(row.sha256, row.layout))
        return text

    def get_all(self, kind: type[R], keys: Sequence[str]) -> list[R]:
        """The records with these keys, in the order of the keys; those not there are left out."""
        mapping = records.mapping(kind)
        found: dict[str, R] = {}
        statement = select(mapping.table).where(
            mapping.key_column.in_(bindparam("keys", expanding=True))
        )
        for some in chunks(list(dict.fromkeys(keys))):
            for row in self._connection.execute(statement, {"keys": list(some)}).fetchall():
                record = mapping.from_row(row)
                found[mapping.key_of(record)] = record
        return [found[key] for key in dict.fromkeys(keys) if key in found]

    def select(self, kind: type[R], **equal: str) -> list[R]:
        """All records of this kind whose columns equal these values: annotations in order of
        place, decisions in order of making, readings in order of arrival."""
        mapping = records.mapping(kind)
        statement = select(mapping.table).order_by(*(mapping.table.c[c] for c in mapping.order))
        for name in equal:
            statement = statement.where(mapping.table.c[name] == bindparam(f"p_{name}"))
        values = {f"p_{name}": str(value) for name, value in equal.items()}
        found = self._connection.execute(statement, values)
        # Some at a time: rows and records of a book together are tens of megabytes.
        return [mapping.from_row(row) for rows in found.partitions(1000) for row in rows]

    def linking(self) -> list[Annotation]:
        """The annotations that point to others, in all readings."""
        mapping = records.mapping(Annotation)
        found = self._connection.execute(_LINKING)
        return [mapping.from_row(row) for row in found.fetchall()]

    def summaries(self) -> list[ReadingSummary]:
        """Every reading with its count of annotations and the reader's place, in order of
        arrival."""
        mapping = records.mapping(Reading)
        width = len(tables.readings.c)
        return [
            ReadingSummary(
                mapping.from_row(row[:width]), row[width], row[width + 1], row[width + 2]
            )
            for row in self._connection.execute(_SUMMARIES).fetchall()
        ]

    def tags(self, reading_id: str | None = None) -> list[tuple[str, int]]:
        """Every tag with how many annotations bear it, by name; of one reading, if given."""
        where = "" if reading_id is None else "AND reading_id = ?"
        rows = self._connection.exec_driver_sql(
            "SELECT value, count(*) FROM annotations, json_each(annotations.tags) "
            f"WHERE tags <> '[]' {where} GROUP BY value ORDER BY value",
            () if reading_id is None else (reading_id,),
        )
        return [(tag, count) for tag, count in rows.fetchall()]

    def bearing(self, names: Sequence[str]) -> list[Annotation]:
        """The annotations, of all readings, with a tag that is one of `names` or below one."""
        mapping = records.mapping(Annotation)
        columns = ", ".join(f'annotations."{column.name}"' for column in mapping.table.c)
        # substr, not LIKE or GLOB, to which some characters of a tag mean others.
        borne = "value = ? OR substr(value, 1, ?) = ?"
        given = [(name, len(name) + 1, f"{name}/") for name in dict.fromkeys(names)]
        found: dict[str, Annotation] = {}
        for some in chunks(given, 100):
            rows = self._connection.exec_driver_sql(
                f"SELECT {columns} FROM annotations WHERE tags <> '[]' AND EXISTS (SELECT 1 FROM "
                f"json_each(annotations.tags) WHERE {' OR '.join([borne] * len(some))})",
                tuple(value for values in some for value in values),
            )
            found |= {row[0]: mapping.from_row(row) for row in rows.fetchall()}
        return list(found.values())

    def tag_sets(self) -> list[tuple[ReadingId, tuple[str, ...], int]]:
        """How many annotations of each reading bear just these tags, in this order."""
        rows = self._connection.exec_driver_sql(
            "SELECT reading_id, tags, count(*) FROM annotations WHERE tags <> '[]' "
            "GROUP BY reading_id, tags"
        )
        return [(ReadingId(r), records.tags_of(tags), n) for r, tags, n in rows.fetchall()]

    def place(self, reading_id: str) -> tuple[int, str]:
        """The code point the reader last stood at and when the reading was last opened
        (ISO 8601, "" for never)."""
        row = self._connection.execute(
            select(tables.places.c.place, tables.places.c.opened).where(
                tables.places.c.reading_id == reading_id
            )
        ).fetchone()
        return (0, "") if row is None else (row[0], row[1])

    def passes_shown(self, reading_id: str) -> str:
        """Which passes the reader looks at, as `set_passes_shown` was told."""
        row = self._connection.execute(
            select(tables.places.c.passes).where(tables.places.c.reading_id == reading_id)
        ).fetchone()
        return "" if row is None else str(row[0])

    def view(self, reading_id: str) -> str:
        """How the reader looks at it, as `set_view` was told."""
        row = self._connection.execute(
            select(tables.places.c.view).where(tables.places.c.reading_id == reading_id)
        ).fetchone()
        return "" if row is None else str(row[0])

    def page_heads(self, layout: str) -> list[PageHead]:
        """The pages of the source whose layout has this key, in order, without their lines."""
        table = tables.source_pages
        columns = (table.c.number, table.c.label, table.c.width, table.c.height, table.c.spans)
        found = self._connection.execute(
            select(*columns).where(table.c.layout == layout).order_by(table.c.number)
        )
        return [
            PageHead(number, label, width, height, records.load_lines(spans))
            for number, label, width, height, spans in found.fetchall()
        ]

    def page_counts(self, reading_id: ReadingId | None = None) -> dict[ReadingId, int]:
        """How many pages the sources of all readings, or of this one, have: their own, or those that
        are printed; those without are left out."""
        texts, pages = tables.reading_texts, tables.source_pages
        own = select(func.count()).where(pages.c.layout == texts.c.layout).scalar_subquery()
        printed = case(
            (func.json_valid(texts.c.pages), func.json_array_length(texts.c.pages)), else_=0
        )
        count = case((texts.c.layout != "", own), else_=printed)
        statement = select(texts.c.id, count)
        if reading_id is not None:
            statement = statement.where(texts.c.id == reading_id)
        rows = self._connection.execute(statement).fetchall()
        return {ReadingId(known): int(number) for known, number in rows if number}

    def source_page(self, layout: str, number: int) -> SourcePage | None:
        """That page with its lines."""
        table = tables.source_pages
        row = self._connection.execute(
            select(table.c.label, table.c.width, table.c.height, table.c.lines).where(
                table.c.layout == layout, table.c.number == number
            )
        ).fetchone()
        if row is None:
            return None
        label, width, height, lines = row
        return SourcePage(number, label, width, height, unpack_lines(lines))

    def last_opened(self) -> ReadingId | None:
        """The reading opened last of those still there."""
        row = self._connection.execute(
            select(tables.readings.c.id)
            .join(tables.places, tables.places.c.reading_id == tables.readings.c.id)
            .where(tables.places.c.opened != "")
            .order_by(tables.places.c.opened.desc(), tables.readings.c.id)
            .limit(1)
        ).fetchone()
        return None if row is None else ReadingId(row[0])

    def recognised(self, reading_id: str, version: int) -> tuple[Entity, ...] | None:
        """What this version of the recogniser found in the reading, if it has been there."""
        table = tables.recognitions
        row = self._connection.execute(
            select(table.c.entities).where(
                table.c.reading_id == reading_id, table.c.version == version
            )
        ).fetchone()
        try:
            return None if row is None else records.load_entities(row[0])
        except (ValueError, TypeError, LookupError):
            # Derived: what cannot be read is made anew.
            return None

    def lines(self, reading_id: str, version: str) -> tuple[Span, ...] | None:
        """The reading's numbered lines of this version of the layout, if they were counted."""
        table = tables.numbered_lines
        row = self._connection.execute(
            select(table.c.lines).where(
                table.c.reading_id == reading_id, table.c.version == version
            )
        ).fetchone()
        try:
            return None if row is None else records.load_lines(row[0])
        except (ValueError, TypeError):
            # Derived: what cannot be read is made anew.
            return None

    def search(self, words: str, *, as_typed: bool, limit: int) -> list[Hit]:
        """The places where all `words` stand; see `closereader.store.search`."""
        return search.find(self._connection, words, as_typed=as_typed, limit=limit)


def _one(kind: type[R]) -> Select[Any]:
    statement = _ONE.get(kind)
    if statement is None:
        mapping = records.mapping(kind)
        statement = select(mapping.table).where(mapping.key_column == bindparam("key"))
        _ONE[kind] = statement
    return statement


# Building a statement takes longer than SQLite takes to answer it.
_ONE: dict[type, Select[Any]] = {}
_STAMP = select(tables.reading_texts.c.sha256, tables.reading_texts.c.layout).where(
    tables.reading_texts.c.id == bindparam("key")
)


def _stamp(sha256: str, layout: str) -> str:
    """By which a text is known not to have changed."""
    return f"{sha256} {layout}"


_counts = (
    select(tables.annotations.c.reading_id, func.count().label("annotations"))
    .group_by(tables.annotations.c.reading_id)
    .subquery()
)
_SUMMARIES = (
    select(
        tables.readings,
        func.coalesce(_counts.c.annotations, 0),
        func.coalesce(tables.places.c.opened, ""),
        func.coalesce(tables.places.c.place, 0),
    )
    .outerjoin(_counts, _counts.c.reading_id == tables.readings.c.id)
    .outerjoin(tables.places, tables.places.c.reading_id == tables.readings.c.id)
    .order_by(*(tables.readings.c[c] for c in records.mapping(Reading).order))
)
