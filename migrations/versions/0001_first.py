"""The first library: readings, their texts, annotations, decisions, meanings, and what is derived."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer, nullable=False)


def _id(name: str = "id") -> sa.Column:
    return sa.Column(name, sa.String, primary_key=True, nullable=False)


def _key_to_readings(on_delete: str | None = None) -> sa.ForeignKey:
    return sa.ForeignKey("readings.id", ondelete=on_delete, deferrable=True, initially="DEFERRED")


def upgrade() -> None:
    _create_readings()
    _create_annotations()
    _create_decisions()
    op.create_table("meanings", _id("colour"), _text("name"))
    op.create_table("places", _id("reading_id"), _number("place"), _text("opened"))
    op.create_table(
        "recognitions",
        sa.Column(
            "reading_id", sa.String, _key_to_readings("CASCADE"), primary_key=True, nullable=False
        ),
        _number("version"),
        _text("entities"),
    )
    _create_search()
    # "CRdr": tells a library from any other database.
    op.execute("PRAGMA application_id = 1129473138")


def _create_readings() -> None:
    op.create_table(
        "readings",
        _id(),
        _text("title"),
        _text("author"),
        _text("date"),
        _text("language"),
        _text("format"),
        _text("source_name"),
        _text("source_hash"),
        _number("characters"),
        _text("imported"),
        _text("notices"),
    )
    op.create_index("readings_by_source", "readings", ["source_hash"])
    op.create_table(
        "reading_texts",
        sa.Column("id", sa.String, _key_to_readings(), primary_key=True, nullable=False),
        _text("text"),
        _text("blocks"),
        _text("inlines"),
        _text("pages"),
        _text("sha256"),
    )


def _create_annotations() -> None:
    op.create_table(
        "annotations",
        _id(),
        sa.Column("reading_id", sa.String, _key_to_readings(), nullable=False),
        _text("reader"),
        _text("kind"),
        _text("colour"),
        _number("start"),
        _number("end"),
        _text("quote"),
        _text("prefix"),
        _text("suffix"),
        _text("anchor"),
        _text("comment"),
        _text("tags"),
        _text("links"),
        _text("created"),
        _text("modified"),
        sa.CheckConstraint('0 <= start AND start <= "end"', name="annotations_span"),
    )
    op.create_index("annotations_by_place", "annotations", ["reading_id", "start"])


def _create_decisions() -> None:
    op.create_table(
        "entity_decisions",
        _id(),
        sa.Column("reading_id", sa.String, _key_to_readings(), nullable=False),
        _text("kind"),
        _text("entity"),
        _text("made"),
        sa.Column("other", sa.Text),
        _text("name"),
        sa.Column("entity_kind", sa.Text),
        _number("start"),
        _number("end"),
        _text("quote"),
    )
    op.create_index("entity_decisions_by_reading", "entity_decisions", ["reading_id", "made"])


def _create_search() -> None:
    op.create_table(
        "search_rows",
        sa.Column("row", sa.Integer, primary_key=True, nullable=False),
        _text("owner"),
        _text("reading_id"),
        _text("kind"),
        _number("start"),
        _number("end"),
        _text("body"),
    )
    op.create_index("search_rows_by_owner", "search_rows", ["owner"])
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        "body, content='search_rows', content_rowid='row', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
