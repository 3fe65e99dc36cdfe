"""The numbered lines of a reading's handout, kept beside the records."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.ForeignKey("readings.id", ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    op.create_table(
        "numbered_lines",
        sa.Column("reading_id", sa.String, key, primary_key=True, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("lines", sa.Text, nullable=False),
    )
