"""Questions with a state and an order, passes, coloured tags, filters, essays, history and trash."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer, nullable=False)


def _id(name: str = "id") -> sa.Column:
    return sa.Column(name, sa.String, primary_key=True, nullable=False)


def _reading_id() -> sa.Column:
    key = sa.ForeignKey("readings.id", deferrable=True, initially="DEFERRED")
    return sa.Column("reading_id", sa.String, key, nullable=False)


def upgrade() -> None:
    _make_annotations_anew()
    _make_places_anew()
    op.create_table("tags", _id("name"), _text("colour"))
    op.create_table(
        "passes", _id(), _reading_id(), _number("number"), _text("name"), _text("begun")
    )
    op.create_table("filters", _id(), _text("name"), _text("filter"), _text("made"))
    op.create_table(
        "essays",
        _id(),
        _text("title"),
        _text("text"),
        _text("readings"),
        _text("quotations"),
        _text("created"),
        _text("modified"),
    )
    op.create_table(
        "history",
        sa.Column("step", sa.Integer, primary_key=True, nullable=False),
        _text("label"),
        _text("made"),
        _number("is_done"),
        _number("weight"),
        sa.Column("images", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "trash",
        _id("kind"),
        _id("key"),
        _text("batch"),
        _text("deleted"),
        _text("label"),
        _text("reading_id"),
        _text("image"),
    )
    op.create_index("trash_by_batch", "trash", ["batch"])


def _make_annotations_anew() -> None:
    """A column that is added stands where it would not in a new library."""
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
        sa.CheckConstraint('0 <= start AND start <= "end"', name="annotations_span"),
    )
    op.execute("INSERT INTO annotations SELECT *, 'open', 0, 1 FROM annotations_before")
    op.drop_table("annotations_before")
    op.create_index("annotations_by_place", "annotations", ["reading_id", "start"])


def _make_places_anew() -> None:
    op.rename_table("places", "places_before")
    op.create_table("places", _id("reading_id"), _number("place"), _text("opened"), _text("passes"))
    op.execute("INSERT INTO places SELECT *, '' FROM places_before")
    op.drop_table("places_before")
