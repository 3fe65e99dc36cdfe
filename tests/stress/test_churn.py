"""The churn program itself: killed at several moments, it has lost nothing it acknowledged."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from closereader.library.library import Library
from tests.helpers.libraries import USER_TABLES, dump
from tests.stress import churn
from tests.stress.ledger import read_logs, stored_tokens, verify

RECORDS = tuple(table for table in USER_TABLES if table != "places")
OLD = sorted((Path(__file__).parents[1] / "data" / "libraries").glob("*.sqlite3"))


def _killed_after(folder: Path, log: Path, scenario: str, seed: int, lines: int) -> None:
    """Run it and kill it once it has said so many lines."""
    command = [sys.executable, "-m", "tests.stress.churn", "--library", str(folder)]
    command += ["--seed", str(seed), "--steps", "100000", "--scenario", scenario]
    root = Path(churn.__file__).parents[2]
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root)
        assert process.stdout is not None
        for _ in range(lines):
            said.write(process.stdout.readline())
        process.kill()
        said.write(process.stdout.read())
        process.stdout.close()
        process.wait()


@pytest.mark.parametrize("scenario", ["mixed", "delete", "import", "merge", "backup"])
def test_killed_at_any_moment_it_has_lost_nothing_acknowledged(tmp_path, scenario, capsys):
    folder = tmp_path / "library"
    logs = []
    for seed, lines in enumerate((7, 61, 230), 1):
        logs.append(tmp_path / f"{seed}.log")
        _killed_after(folder, logs[-1], scenario, seed, lines)
        assert verify(folder, logs) == 0, capsys.readouterr().out
    ledger = read_logs(logs)
    assert ledger.must
    assert ledger.copies or scenario != "backup"


def test_killed_at_any_moment_no_step_is_parted_from_its_change(tmp_path):
    """What was changed without its step, or the other way round, could not be undone."""
    for seed, lines in enumerate((9, 40, 120, 260), 11):
        folder = tmp_path / str(seed)
        _killed_after(folder, tmp_path / f"{seed}.log", "mixed", seed, lines)
        lib = Library.open(folder)
        before = dump(lib.path)
        with lib.read() as snapshot:
            steps = [step.is_done for step in snapshot.history.all()]
        done = sum(steps)
        for _ in range(done):
            assert lib.undo() is not None
        assert not any(dump(lib.path, RECORDS).values()) or done == 200
        for _ in steps:
            assert lib.redo() is not None
        for _ in range(len(steps) - done):
            assert lib.undo() is not None
        assert dump(lib.path, RECORDS) == {table: before[table] for table in RECORDS}
        lib.close()


def test_the_same_seed_does_the_same_work(tmp_path, capsys):
    said = []
    for name in ("one", "two"):
        churn.main(["--library", str(tmp_path / name), "--seed", "5", "--steps", "30"])
        said.append([line for line in capsys.readouterr().out.splitlines() if "BACKUP" not in line])
    assert said[0] == said[1]
    assert said[0][-1] == "DONE 30"


def test_a_loss_is_found(tmp_path, capsys):
    churn.main(["--library", str(tmp_path / "a"), "--steps", "20", "--scenario", "annotate"])
    log = tmp_path / "log"
    log.write_text(capsys.readouterr().out + "ACK k1x999z\nGONE k1x998z\n")
    assert churn.main(["--library", str(tmp_path / "a"), "--verify", str(log)]) == 1
    assert "LOST k1x999z" in capsys.readouterr().out


def test_a_library_of_an_earlier_run_is_taken_on(tmp_path, capsys):
    churn.main(["--library", str(tmp_path / "old"), "--steps", "20", "--scenario", "annotate"])
    capsys.readouterr()
    take_on(tmp_path / "old" / "library.sqlite3", tmp_path, capsys)


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_a_library_of_an_earlier_version_is_taken_on(tmp_path, capsys, old):
    take_on(old, tmp_path, capsys)


def take_on(old, tmp_path, capsys):
    (tmp_path / "held").mkdir()
    shutil.copyfile(old, tmp_path / "held" / "library.sqlite3")
    held = stored_tokens(tmp_path / "held")
    assert held
    new = ["--library", str(tmp_path / "new"), "--from", str(old), "--scenario", "migrate"]
    churn.main([*new, "--steps", "20"])
    log = tmp_path / "log"
    log.write_text(capsys.readouterr().out)
    ledger = read_logs([log])
    assert held <= ledger.must | ledger.must_not
    assert churn.main(["--library", str(tmp_path / "new"), "--verify", str(log)]) == 0
