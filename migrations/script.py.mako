"""${message}.

A migration imports alembic and sqlalchemy only: a frozen program lacks whatever else only a
migration would import. `closereader/store/tables.py` must say the same.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
