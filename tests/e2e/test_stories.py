"""A reader's whole jobs, done by the installed program; few, and each as a person would do it."""

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.benchmarks import texts
from tests.helpers.command_line import ARTICLE, TITLE

SEED = Path(__file__).resolve().parents[3] / "shared" / "readings" / "seed-article.txt"


@pytest.fixture
def article(program):
    """The small article in the library; its title."""
    (program.folder / "bridges.md").write_text(ARTICLE, encoding="utf-8")
    assert program("import", "bridges.md").code == 0
    return TITLE


def is_sound(program) -> bool:
    return program("check").code == 0


def test_read_mark_search_export_back_up_without_a_network(program, without_network, tmp_path):
    (tmp_path / "bridges.md").write_text(ARTICLE, encoding="utf-8")
    script = f"""
        set -e
        closereader import bridges.md
        closereader annotate '{TITLE}' --quote 'The river keeps what it is given.' \\
            --colour red --kind question --comment 'By whom?' --tag theme/water
        closereader search 'by whom' --json > hits.json
        closereader export '{TITLE}' --to out.pdf
        closereader export '{TITLE}' --to out.json
        closereader export '{TITLE}' --to out.md
        closereader entities '{TITLE}' --json > entities.json
        closereader backup copy.sqlite3
        closereader check
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        without_network(["/bin/sh", "-c", script]),
        env={**program.environment, "PATH": path},
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (hit,) = json.loads((tmp_path / "hits.json").read_text(encoding="utf-8"))
    assert hit["kind"] == "note"
    assert "By whom?" in (tmp_path / "out.md").read_text(encoding="utf-8")
    json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    pages = PdfReader(tmp_path / "out.pdf").pages
    words = " ".join("".join(page.extract_text() for page in pages).split())
    assert "By whom?" in words
    assert "theme/water" in words
    marks = [mark.get_object() for page in pages for mark in page.get("/Annots") or ()]
    highlight = next(mark for mark in marks if mark["/Subtype"] == "/Highlight")
    assert highlight["/Contents"].startswith("By whom?")


@pytest.mark.skipif(not SEED.exists(), reason="needs ../shared/readings")
def test_the_seed_article_is_laid_out_named_and_exported(program):
    (added,) = program("import", str(SEED), "--json").json
    assert added["title"] == "Revolution in Bolivia: All Power to the Popular Assemblies!"
    assert added["author"] == "Alan Woods"
    text = program("text", added["id"], "--json").json
    kinds = {text["text"][b["start"] : b["end"]]: b["kind"] for b in text["blocks"]}
    assert kinds["July/August 2005 Vol 5, No. 6"] == "metadata"
    assert kinds["Elements of dual power"] == "heading"
    assert kinds["3. No standing army but the armed people."] == "list-item"
    found = program("entities", added["id"], "--json").json
    mesa = {m["entity"] for m in found["mentions"] if m["text"].endswith("Mesa")}
    assert len(mesa) == 1
    places = {entity["name"] for entity in found["entities"] if entity["type"] == "PLACE"}
    assert {"La Paz", "El Alto", "Bolivia"} <= places
    program("annotate", added["id"], "--at", "¶1", "--comment", "Who is speaking?")
    assert program("export", added["id"], "--to", "woods.pdf").code == 0
    assert len(PdfReader(program.folder / "woods.pdf").pages) > 8


def test_a_kill_while_marking_leaves_all_of_the_marks_or_none(program, article):
    records = [{"start": n % 300, "end": n % 300 + 20, "comment": f"{n}"} for n in range(1500)]
    (program.folder / "many.json").write_text(json.dumps(records))
    whole = program.start("annotate", article, "--from", "many.json")
    assert whole.wait(60) == 0
    whole.communicate()
    for seconds in (0.3, 0.5, 0.7, 0.9):
        killed = program.start("annotate", article, "--from", "many.json")
        try:
            killed.wait(seconds)
        except subprocess.TimeoutExpired:
            killed.send_signal(signal.SIGKILL)
        killed.communicate()
        count = len(program("annotations", article, "--json").json)
        assert count % 1500 == 0
    assert is_sound(program)


def test_a_mark_that_was_acknowledged_survives_every_kill(program, article):
    acknowledged = []
    for number in range(3):
        made = program("annotate", article, "--at", "1", "--comment", f"note {number}", "--json")
        acknowledged.append(made.json["id"])
        killed = program.start("annotate", article, "--at", "2", "--comment", "x")
        try:
            killed.wait(0.25 + 0.15 * number)
        except subprocess.TimeoutExpired:
            killed.kill()
        killed.communicate()
    ids = {one["id"] for one in program("annotations", article, "--json").json}
    assert set(acknowledged) <= ids
    assert is_sound(program)


def test_a_kill_while_importing_and_exporting_leaves_a_sound_library_and_the_old_file(
    program, article
):
    (program.folder / "book.txt").write_text(texts.book(), encoding="utf-8")
    (program.folder / "out.pdf").write_bytes(b"the old export")
    for words in (["import", "book.txt"], ["export", article, "--to", "out.pdf"]):
        for seconds in (0.4, 0.9):
            killed = program.start(*words)
            try:
                killed.wait(seconds)
            except subprocess.TimeoutExpired:
                killed.kill()
            killed.communicate()
    assert is_sound(program)
    assert len(program("list", "--json").json) in (1, 2)
    left = (program.folder / "out.pdf").read_bytes()
    assert left == b"the old export" or left.rstrip().endswith(b"%%EOF")


def test_what_one_library_prints_another_takes_in(program, article, tmp_path):
    quote = "The river keeps what it is given."
    program("annotate", article, "--quote", quote, "--comment", "Ja — 🌉", "--tag", "a/b")
    program("annotate", article, "--at", "1.2", "--kind", "underline", "--colour", "teal")
    first = program("annotations", article, "--json")
    other = {**program.environment, "CLOSEREADER_LIBRARY": str(tmp_path / "other")}
    program.environment = other
    program("import", "bridges.md")
    assert program("annotate", article, "--from", "-", stdin=first.out).code == 0
    second = program("annotations", article, "--json")
    own = ("id", "doc", "created", "modified")
    assert [{k: v for k, v in one.items() if k not in own} for one in second.json] == [
        {k: v for k, v in one.items() if k not in own} for one in first.json
    ]


def test_several_programs_write_at_once_and_nothing_is_lost(program, article):
    started = [
        program.start("annotate", article, "--at", "1", "--comment", f"writer {number}")
        for number in range(6)
    ]
    copy = program("backup", "copy.sqlite3", "--json")
    codes = [one.wait(60) for one in started]
    for one in started:
        one.communicate()
    assert (codes, copy.code) == ([0] * 6, 0)
    comments = {one["comment"] for one in program("annotations", article, "--json").json}
    assert comments == {f"writer {number}" for number in range(6)}
    (program.folder / "from-copy").mkdir()
    shutil.copy(program.folder / "copy.sqlite3", program.folder / "from-copy/library.sqlite3")
    shutil.copytree(program.folder / "files", program.folder / "from-copy/files")
    assert program("--library", "from-copy", "check").code == 0


def test_a_library_can_be_moved(program, article):
    program("annotate", article, "--at", "1", "--comment", "Still here?")
    shutil.move(program.library, program.folder / "elsewhere")
    moved = program("--library", "elsewhere", "annotations", article)
    assert "Still here?" in moved.out
    assert program("--library", "elsewhere", "import", "bridges.md").out.startswith("Already there")


def test_the_demonstration_writes_a_pdf_and_pictures(program):
    result = program("demo", "--to", "out")
    assert result.code == 0, result.err
    pdf, light, dark = (program.folder / line for line in result.out.splitlines())
    assert len(PdfReader(pdf).pages) > 1
    for picture in (light, dark):
        data = picture.read_bytes()
        assert data.startswith(b"\x89PNG")
        assert struct.unpack(">II", data[16:24]) == (1440, 900)
    assert light.read_bytes() != dark.read_bytes()
    small = ["--size", "1000x700", "--view", "library", "--theme", "sepia"]
    (reading,) = program("list", "--json").json
    assert program("screenshot", reading["id"], "--to", "small.png", *small).code == 0
    assert struct.unpack(">II", (program.folder / "small.png").read_bytes()[16:24]) == (1000, 700)
