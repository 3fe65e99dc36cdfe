"""Files kept whole, pages of sources, pictures, areas, notes of other programs, versions of a text."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer, nullable=False)


def _id(name: str = "id") -> sa.Column:
    return sa.Column(name, sa.String, primary_key=True, nullable=False)


def _reading_key() -> sa.ForeignKey:
    return sa.ForeignKey("readings.id", deferrable=True, initially="DEFERRED")


def _reading_id() -> sa.Column:
    return sa.Column("reading_id", sa.String, _reading_key(), nullable=False)


def upgrade() -> None:
    _make_readings_anew()
    _make_texts_anew()
    _make_annotations_anew()
    _make_places_anew()
    op.create_table(
        "earlier_texts",
        _id(),
        _reading_id(),
        _number("version"),
        _text("replaced"),
        _text("source_name"),
        _text("source_hash"),
        _text("original"),
        _text("body"),
        _text("sha256"),
        _text("places"),
    )
    op.create_index("earlier_texts_by_reading", "earlier_texts", ["reading_id", "version"])
    op.create_table(
        "source_pages",
        _id("layout"),
        sa.Column("number", sa.Integer, primary_key=True, nullable=False),
        _text("label"),
        sa.Column("width", sa.Float, nullable=False),
        sa.Column("height", sa.Float, nullable=False),
        _text("spans"),
        sa.Column("lines", sa.LargeBinary, nullable=False),
    )


# A column that is added stands where it would not in a new library: each table is made anew. Others
# refer to `readings`: renamed the usual way, they would go on referring to the one of before.


def _make_readings_anew() -> None:
    op.execute("PRAGMA legacy_alter_table = ON")
    op.execute("DROP INDEX readings_by_source")
    op.rename_table("readings", "readings_before")
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
        _text("source"),
        _text("original"),
        _text("cover"),
        _text("password"),
        _number("version"),
    )
    op.execute("INSERT INTO readings SELECT *, '', '', '', '', 1 FROM readings_before")
    op.drop_table("readings_before")
    op.create_index("readings_by_source", "readings", ["source_hash"])
    op.execute("PRAGMA legacy_alter_table = OFF")


def _make_texts_anew() -> None:
    op.rename_table("reading_texts", "reading_texts_before")
    op.create_table(
        "reading_texts",
        sa.Column("id", sa.String, _reading_key(), primary_key=True, nullable=False),
        _text("text"),
        _text("blocks"),
        _text("inlines"),
        _text("pages"),
        _text("sha256"),
        _text("pictures"),
        _text("outline"),
        _text("layout"),
    )
    op.execute("INSERT INTO reading_texts SELECT *, '[]', '[]', '' FROM reading_texts_before")
    op.drop_table("reading_texts_before")


def _make_annotations_anew() -> None:
    op.execute("DROP INDEX annotations_by_place")
    op.rename_table("annotations", "annotations_before")
    op.create_table(
        "annotations",
        _id(),
        _reading_id(),
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
        _text("state"),
        _number("rank"),
        _number("pass_number"),
        _text("area"),
        _text("origin"),
        sa.CheckConstraint('0 <= start AND start <= "end"', name="annotations_span"),
    )
    op.execute("INSERT INTO annotations SELECT *, '', '' FROM annotations_before")
    op.drop_table("annotations_before")
    op.create_index("annotations_by_place", "annotations", ["reading_id", "start"])


def _make_places_anew() -> None:
    op.rename_table("places", "places_before")
    op.create_table(
        "places",
        _id("reading_id"),
        _number("place"),
        _text("opened"),
        _text("passes"),
        _text("view"),
    )
    op.execute("INSERT INTO places SELECT *, '' FROM places_before")
    op.drop_table("places_before")
