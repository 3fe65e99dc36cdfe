"""Brings an old library up to this program's schema: a copy first, then all steps or none.

Loads Alembic, which costs as much as the rest of the store: imported only when there is work.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from closereader import bundle, log
from closereader.errors import LibraryUnusable
from closereader.i18n import _
from closereader.progress import Progress
from closereader.store import backup, opening, tables
from closereader.store.connection import engine
from closereader.store.failures import in_readers_world, read_only
from closereader.store.lock import setup_lock


def configuration(scripts: Path) -> Config:
    """Alembic's configuration, made here: there is no alembic.ini."""
    made = Config()
    # Alembic reads its options with interpolation.
    made.set_main_option("script_location", str(scripts).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


def newest(scripts: Path) -> str:
    """The newest revision there is a script for."""
    head = ScriptDirectory.from_config(configuration(scripts)).get_current_head()
    assert head is not None
    return head


def bring_up(path: Path, *, scripts: Path | None = None, head: str = tables.HEAD) -> Path | None:
    """Migrate the library at `path` to `head`; gives the path of the copy made before.

    None if another process did it meanwhile. Raises `LibraryUnusable`; the library is then the
    old one, unchanged, and can be opened by the program that made it.
    """
    if not opening.is_writable(path):
        raise read_only(path)
    with setup_lock(path.parent):
        found = opening.revision(path, is_read_only=False)
        if found >= int(head):
            return None
        copy = opening.backups_folder(path.parent) / backup.file_name(
            f"before-update-from-{found:04}"
        )
        backup.copy(path, copy, Progress())
        try:
            _upgrade(path, scripts or bundle.find("migrations"), head)
        except (SQLAlchemyError, CommandError) as error:
            log.get(__name__).error("migration of %s failed: %s", path, error)
            raise (in_readers_world(error, path) or _failed(path, copy)) from error
        return copy


def _upgrade(path: Path, scripts: Path, head: str) -> None:
    # Foreign keys off, as SQLite asks for where tables are made anew; checked before the commit.
    made = engine(path, foreign_keys=False, pooled=False)
    try:
        with made.begin() as connection:
            config = configuration(scripts)
            config.attributes["connection"] = connection
            command.upgrade(config, head)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise CommandError(f"{len(broken)} rows point to nothing")
    finally:
        made.dispose()


def _failed(path: Path, copy: Path) -> LibraryUnusable:
    return LibraryUnusable(
        _(
            "The library {path} could not be brought up to date and was left as it was; a copy "
            "lies at {copy}. Go on with the version of the program that made it."
        ).format(path=path, copy=copy)
    )
