import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from closereader import bundle
from closereader.errors import LibraryReadOnly, LibraryUnusable
from closereader.library import annotations, readings
from closereader.model.span import Span
from closereader.store import header, migrate, opening, schema, tables
from tests.helpers.libraries import document, dump, open_library

NEXT = f"{int(tables.HEAD) + 1:04}"
_NEXT = f"""
import sqlalchemy as sa
from alembic import op
revision = "{NEXT}"
down_revision = "{tables.HEAD}"
def upgrade():
    with op.batch_alter_table("readings") as batch:
        batch.add_column(sa.Column("shelf", sa.Text, nullable=False, server_default=""))
    op.create_table("shelves", sa.Column("name", sa.Text, primary_key=True))
    op.execute("INSERT INTO shelves SELECT title FROM readings")
    {{then}}
"""


@pytest.fixture
def library(tmp_path):
    lib = open_library(tmp_path / "100% library")
    reading, _new = lib.run("Add", readings.add, document())
    lib.run("H", annotations.add, reading.id, Span(0, 3), comment="“x” 🎉", tags=["a/b"])
    lib.close()
    return lib.path


def _scripts(folder: Path, then: str = "pass") -> Path:
    """The migrations with one more."""
    shutil.copytree(bundle.find("migrations"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{NEXT}_next.py").write_text(_NEXT.format(then=then))
    return folder


def _schema(path: Path) -> dict[str, str]:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        found = schema.found(connection)
    engine.dispose()
    return found


def test_a_new_library_is_the_same_as_a_migrated_one(tmp_path):
    lib = open_library(tmp_path / "new")
    lib.close()
    migrated = tmp_path / "migrated.sqlite3"
    sqlite3.connect(migrated).close()
    migrate._upgrade(migrated, bundle.find("migrations"), tables.HEAD)
    assert _schema(migrated) == _schema(lib.path)
    both = [header.read(path) for path in (migrated, lib.path)]
    assert both[0] == both[1]
    assert both[0].user_version == int(tables.HEAD)
    assert both[0].application_id == tables.APPLICATION_ID
    stamps = [dump(path, ("alembic_version",)) for path in (migrated, lib.path)]
    assert stamps[0] == stamps[1] == {"alembic_version": [(tables.HEAD,)]}


def test_there_is_one_newest_migration_and_the_program_knows_it():
    assert migrate.newest(bundle.find("migrations")) == tables.HEAD


def test_migrations_import_nothing_of_the_program():
    for script in bundle.find("migrations").rglob("*.py"):
        assert "closereader" not in [
            word.strip(".,")
            for line in script.read_text("utf-8").splitlines()
            if line.startswith(("import ", "from "))
            for word in line.split()
        ]


def test_an_old_library_is_copied_then_brought_up_to_date(library, tmp_path, monkeypatch):
    before = dump(library)
    copy = migrate.bring_up(library, scripts=_scripts(tmp_path / "scripts"), head=NEXT)
    assert copy is not None
    assert dump(copy) == before
    assert header.read(copy).user_version == int(tables.HEAD)
    assert header.read(library).user_version == int(NEXT)
    after = dump(library)
    assert after["annotations"] == before["annotations"]
    assert [row[:-1] for row in after["readings"]] == before["readings"]
    assert dump(library, ("shelves",))["shelves"] == [("The Gas Question",)]
    # A second process that waited finds nothing to do.
    monkeypatch.setattr(tables, "HEAD", NEXT)
    assert migrate.bring_up(library, scripts=tmp_path / "scripts", head=NEXT) is None


@pytest.mark.parametrize(
    "then",
    ["raise sa.exc.OperationalError('x', {}, Exception('y'))", "op.execute('SELEKT')",
     "op.execute(\"DELETE FROM readings\")"],
)  # fmt: skip
def test_a_migration_that_fails_leaves_the_old_library_and_the_copy(library, tmp_path, then):
    before, made = dump(library), _schema(library)
    with pytest.raises(LibraryUnusable, match="left as it was"):
        migrate.bring_up(library, scripts=_scripts(tmp_path / "scripts", then), head=NEXT)
    assert (dump(library), _schema(library)) == (before, made)
    assert header.read(library).user_version == int(tables.HEAD)
    (copy,) = opening.backups_folder(library.parent).iterdir()
    assert dump(copy) == before
    open_library(library.parent).close()


def test_a_migration_cut_off_leaves_the_old_library(library, tmp_path):
    before, made = dump(library), _schema(library)
    scripts = _scripts(tmp_path / "scripts", "import os; os._exit(9)")
    program = (
        "from pathlib import Path; from closereader.store import migrate\n"
        f"migrate.bring_up(Path({str(library)!r}), scripts=Path({str(scripts)!r}), head={NEXT!r})"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    lib = open_library(library.parent)
    lib.close()
    assert (dump(library), _schema(library)) == (before, made)


def test_an_old_library_that_cannot_be_written_is_refused(library, monkeypatch):
    monkeypatch.setattr(opening, "is_writable", lambda _path: False)
    with pytest.raises(LibraryReadOnly):
        migrate.bring_up(library, head=NEXT)


def test_an_old_library_is_migrated_on_opening(library, monkeypatch, tmp_path):
    scripts = _scripts(tmp_path / "scripts")
    monkeypatch.setattr(bundle, "find", lambda _name: scripts)
    monkeypatch.setattr(tables, "HEAD", NEXT)
    # The head is a default argument there.
    real = migrate.bring_up
    monkeypatch.setattr(migrate, "bring_up", lambda path: real(path, head=NEXT))
    lib = open_library(library.parent)
    lib.close()
    assert header.read(library).user_version == int(NEXT)
