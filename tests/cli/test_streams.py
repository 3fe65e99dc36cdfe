"""What the shell may do to the program's streams; in a process of its own, as a shell would."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.command_line import TITLE

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
PROGRAM = f"'{sys.executable}' -m closereader"


def shell(command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "CLOSEREADER_LIBRARY": str(folder), **variables}
    return subprocess.run(
        ["/bin/sh", "-c", command.replace("closereader", PROGRAM, 1)],
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def long_article(folder, article):
    return shell(f"closereader text '{TITLE}'", folder).stdout


def test_the_text_arrives_byte_for_byte_in_utf8_whatever_the_locale(folder, long_article):
    plain = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    result = shell(f"closereader text '{TITLE}'", folder, **plain)
    as_json = shell(f"closereader text '{TITLE}' --json", folder, **plain)
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout == long_article
    assert result.stdout.decode("utf-8") == json.loads(as_json.stdout)["text"]


def test_a_reader_that_goes_away_is_no_fault(folder, article):
    script = f"(closereader text '{TITLE}' --json; echo code $? >&2) | true"
    result = shell(script, folder)
    assert result.stderr == b"code 0\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_the_output_is_one_sentence(folder, article):
    result = shell("closereader list > /dev/full", folder)
    assert result.returncode == 1
    assert result.stderr.count(b"\n") == 1
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(folder, article, closed):
    result = shell(f"closereader list {closed}", folder)
    assert (result.returncode, result.stderr) == (0, b"")


def test_a_closed_standard_input_is_refused(folder):
    result = shell("closereader import - <&-", folder)
    assert result.returncode == 1
    assert result.stderr.count(b"\n") == 1


def test_listing_loads_neither_window_nor_typesetter_nor_parser(folder, article):
    script = (
        "import sys; from closereader.cli import main; main(['list']);"
        "print([m for m in sys.modules if m.split('.')[0] in"
        " ('PySide6', 'lxml', 'typst', 'pikepdf', 'pypdfium2', 'alembic', 'regex', 'rapidfuzz',"
        " 'markdown_it', 'psutil')])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "CLOSEREADER_LIBRARY": str(folder)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert result.stdout.splitlines()[-1] == "[]"


def test_ctrl_c_while_reading_ends_quietly_with_130(folder):
    program = subprocess.Popen(
        [sys.executable, "-m", "closereader", "import", "-"],
        env={**os.environ, "CLOSEREADER_LIBRARY": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    # More than a pipe holds: when it is written, the program is reading.
    program.stdin.write(b"All work and no play. " * 20_000)
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=60)
    assert (program.returncode, out, err) == (130, b"", b"")
