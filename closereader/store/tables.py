"""The tables of a library, as SQLAlchemy Core; what a migration changes must be changed here too.

Records: readings, reading_texts, earlier_texts, annotations, entity_decisions, meanings, tags, passes,
filters, essays. Kept beside them and outside undo: history (the steps that can be taken back) and trash (what
was deleted), both written with the change itself; places (where a reader stood, and which passes they
look at), recognitions (what the recogniser found, derived), numbered_lines (those of the handout,
derived), source_pages (where the text stands on the pages of its source; never changed once written),
search_rows and the FTS5 table over it (derived).
"""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from closereader.store.version import APPLICATION_ID as APPLICATION_ID
from closereader.store.version import HEAD as HEAD

metadata = MetaData()


def _reading_id(*, primary_key: bool = False, on_delete: str | None = None) -> Column[Any]:
    # Deferred, so that undo may write records back in any order within its transaction.
    key = ForeignKey("readings.id", ondelete=on_delete, deferrable=True, initially="DEFERRED")
    return Column("reading_id", String, key, primary_key=primary_key, nullable=False)


def _text(name: str, default: str | None = None) -> Column[Any]:
    return Column(name, Text, nullable=False, default=default)


readings = Table(
    "readings",
    metadata,
    Column("id", String, primary_key=True, nullable=False),
    _text("title"),
    _text("author"),
    _text("date"),
    _text("language"),
    _text("format"),
    _text("source_name"),
    _text("source_hash"),
    Column("characters", Integer, nullable=False),
    _text("imported"),
    _text("notices"),
    # Defaults are for images of rows that were kept before there was such a column; no row lacks one.
    _text("source", default=""),
    _text("original", default=""),
    _text("cover", default=""),
    _text("password", default=""),
    Column("version", Integer, nullable=False, default=1),
    Index("readings_by_source", "source_hash"),
)

# `sha256` is of the text in UTF-8: a check can tell that not one character has changed.
reading_texts = Table(
    "reading_texts",
    metadata,
    Column(
        "id",
        String,
        ForeignKey("readings.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
        nullable=False,
    ),
    _text("text"),
    _text("blocks"),
    _text("inlines"),
    _text("pages"),
    _text("sha256"),
    _text("pictures", default="[]"),
    _text("outline", default="[]"),
    _text("layout", default=""),
)

# `body`: a reading's text with its structure, as JSON; `sha256` as above.
earlier_texts = Table(
    "earlier_texts",
    metadata,
    Column("id", String, primary_key=True, nullable=False),
    _reading_id(),
    Column("version", Integer, nullable=False),
    _text("replaced"),
    _text("source_name"),
    _text("source_hash"),
    _text("original"),
    _text("body"),
    _text("sha256"),
    _text("places"),
    Index("earlier_texts_by_reading", "reading_id", "version"),
)

annotations = Table(
    "annotations",
    metadata,
    Column("id", String, primary_key=True, nullable=False),
    _reading_id(),
    _text("reader"),
    _text("kind"),
    _text("colour"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("quote"),
    _text("prefix"),
    _text("suffix"),
    _text("anchor"),
    _text("comment"),
    _text("tags"),
    _text("links"),
    _text("created"),
    _text("modified"),
    Column("state", Text, nullable=False, default="open"),
    Column("rank", Integer, nullable=False, default=0),
    Column("pass_number", Integer, nullable=False, default=1),
    _text("area", default=""),
    _text("origin", default=""),
    CheckConstraint('0 <= start AND start <= "end"', name="annotations_span"),
    Index("annotations_by_place", "reading_id", "start"),
)

entity_decisions = Table(
    "entity_decisions",
    metadata,
    Column("id", String, primary_key=True, nullable=False),
    _reading_id(),
    _text("kind"),
    _text("entity"),
    _text("made"),
    Column("other", Text),
    _text("name"),
    Column("entity_kind", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("quote"),
    Index("entity_decisions_by_reading", "reading_id", "made"),
)

meanings = Table(
    "meanings",
    metadata,
    Column("colour", String, primary_key=True, nullable=False),
    _text("name"),
)

tags = Table(
    "tags",
    metadata,
    Column("name", String, primary_key=True, nullable=False),
    _text("colour"),
)

passes = Table(
    "passes",
    metadata,
    Column("id", String, primary_key=True, nullable=False),
    _reading_id(),
    Column("number", Integer, nullable=False),
    _text("name"),
    _text("begun"),
)

filters = Table(
    "filters",
    metadata,
    Column("id", String, primary_key=True, nullable=False),
    _text("name"),
    _text("filter"),
    _text("made"),
)

essays = Table(
    "essays",
    metadata,
    Column("id", String, primary_key=True, nullable=False),
    _text("title"),
    _text("text"),
    _text("readings"),
    _text("quotations"),
    _text("created"),
    _text("modified"),
)

# `images`: the records as the step's retracing will write them, see `store/images.py`.
history = Table(
    "history",
    metadata,
    Column("step", Integer, primary_key=True, nullable=False),
    _text("label"),
    _text("made"),
    Column("is_done", Integer, nullable=False),
    Column("weight", Integer, nullable=False),
    Column("images", LargeBinary, nullable=False),
)

# `batch`: what was deleted in one step; `image`: the row as JSON, its columns by name.
trash = Table(
    "trash",
    metadata,
    Column("kind", String, primary_key=True, nullable=False),
    Column("key", String, primary_key=True, nullable=False),
    _text("batch"),
    _text("deleted"),
    _text("label"),
    _text("reading_id"),
    _text("image"),
    Index("trash_by_batch", "batch"),
)

# No foreign key: the row outlives a removed reading, so that undo brings the place back too.
places = Table(
    "places",
    metadata,
    Column("reading_id", String, primary_key=True, nullable=False),
    Column("place", Integer, nullable=False),
    _text("opened"),
    _text("passes"),
    _text("view"),
)

# No foreign key: they are found by a text's `layout`, and outlive it, so that undo brings them back.
# `spans`: the stretches of the text on the page; `lines`: `model.source_page.pack_lines`.
source_pages = Table(
    "source_pages",
    metadata,
    Column("layout", String, primary_key=True, nullable=False),
    Column("number", Integer, primary_key=True, nullable=False),
    _text("label"),
    Column("width", Float, nullable=False),
    Column("height", Float, nullable=False),
    _text("spans"),
    Column("lines", LargeBinary, nullable=False),
)

recognitions = Table(
    "recognitions",
    metadata,
    _reading_id(primary_key=True, on_delete="CASCADE"),
    Column("version", Integer, nullable=False),
    _text("entities"),
)

# `lines`: of every line how many code points after the one before it starts, and how many it has.
numbered_lines = Table(
    "numbered_lines",
    metadata,
    _reading_id(primary_key=True, on_delete="CASCADE"),
    _text("version"),
    _text("lines"),
)

# `owner`: the reading of a passage, the annotation of a note or tag. `start`, `end`: code points.
search_rows = Table(
    "search_rows",
    metadata,
    Column("row", Integer, primary_key=True, nullable=False),
    _text("owner"),
    _text("reading_id"),
    _text("kind"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _text("body"),
    Index("search_rows_by_owner", "owner"),
)

SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE search USING fts5("
    "body, content='search_rows', content_rowid='row', tokenize='unicode61 remove_diacritics 2')"
)

# Alembic's own table, declared here so that a new library is stamped without loading Alembic.
_stamp_metadata = MetaData()
alembic_version = Table(
    "alembic_version",
    _stamp_metadata,
    Column("version_num", String(32), nullable=False),
)


def create(connection: Connection) -> None:
    """Make every table in an empty database and stamp it as the newest."""
    metadata.create_all(connection)
    connection.exec_driver_sql(SEARCH_TABLE)
    # In the words Alembic uses, so that new and migrated libraries are the same to the letter.
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n\t"
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"
    )
    connection.execute(alembic_version.insert().values(version_num=HEAD))
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {int(HEAD)}")
