"""Every sample file gives the structure that stands beside it in a `.golden` file.

A golden file has one line for title, author, date and language, and one for each block: its kind,
level, role and marker's length, and how it begins and ends. CLOSEREADER_UPDATE_GOLDEN=1 rewrites
them; read the difference before committing it.
"""

import os
from pathlib import Path

import pytest

from closereader.importing import parse
from closereader.model.document import Document

DATA = Path(__file__).resolve().parents[2] / "data"
SAMPLES = sorted(
    path
    for part in ("text", "markdown", "html")
    for path in (DATA / part).iterdir()
    if path.suffix != ".golden"
)


def described(document: Document) -> str:
    lines = [f"{document.title} | {document.author} | {document.date} | {document.language}"]
    for block in document.blocks:
        words = document.text[block.start : block.end].replace("\n", " / ").replace("\t", " | ")
        shown = words if len(words) <= 60 else f"{words[:40]} … {words[-17:]}"
        level = block.level or ""
        marker = f"+{block.marker}" if block.marker else ""
        head = " ".join(
            part for part in (f"{block.kind.value}{level}", block.role.value, marker) if part
        )
        lines.append(f"{head:24}| {shown}")
    for inline in document.inlines:
        target = f" → {inline.target}" if inline.target else ""
        lines.append(f"  {inline.style.value}: {document.text[inline.start : inline.end]}{target}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_laid_out_as_a_person_would(path: Path) -> None:
    golden = path.with_suffix(path.suffix + ".golden")
    found = described(parse(path.read_bytes(), path.name, None, None))
    if os.environ.get("CLOSEREADER_UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_every_kind_of_text_has_a_sample() -> None:
    assert len([path for path in SAMPLES if path.parent.name == "text"]) >= 15
