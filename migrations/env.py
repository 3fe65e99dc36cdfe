"""How Alembic runs here: on the connection it is handed, in the transaction already begun.

`closereader.store.migrate` is the only caller. A revision's id is a number, which the header of
the library's file repeats as `user_version`, so that it can be read without loading Alembic.
"""

from typing import Any

from alembic import context


def _stamp_header(*, ctx: Any, step: Any, **_others: Any) -> None:
    ctx.connection.exec_driver_sql(f"PRAGMA user_version = {int(step.up_revision_id)}")


def _run() -> None:
    context.configure(
        connection=context.config.attributes["connection"],
        transactional_ddl=True,
        # SQLite alters a table by making it anew.
        render_as_batch=True,
        on_version_apply=_stamp_header,
    )
    with context.begin_transaction():
        context.run_migrations()


_run()
