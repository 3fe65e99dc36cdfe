"""Essays as files, opened and read again: all of the words, the works cited, the quotation check."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from closereader.errors import ExportFailed
from closereader.exporting.essay_job import EssayJob, Work, export_essay
from closereader.progress import Progress

TEXT = """# On *low* water

The council says “nothing” (¶2), and **then** it speaks: #raw, $x$ and <b>no markup</b>.

## A part

> The town walked on it.
>
> The children went first. (¶3)

- one
- two

1. first
"""
CHECK = ("2 quoted, 1 exact, 1 changed.", "¶1 “nothing”: is «nothing», the text has «naught».")


def job(**changes: object) -> EssayJob:
    made: dict[str, object] = {
        "title": "My essay",
        "reader": "A. Reader",
        "text": TEXT,
        "exported": "2026-11-24T12:00:00+00:00",
        "works": (Work("Ann Example", "The Bridge", "1998"), Work("", "A letter", "")),
        "check": CHECK,
        "language": "en",
    }
    return EssayJob(**{**made, **changes})  # type: ignore[arg-type]


def exported(target: Path, essay: EssayJob) -> tuple[str, ...]:
    return export_essay(essay, target, Progress())


def test_markdown_keeps_the_text_as_it_was_typed(tmp_path: Path) -> None:
    target = tmp_path / "essay.md"
    assert exported(target, job()) == ()
    text = target.read_text(encoding="utf-8")
    assert text.startswith("# On *low* water\n\nA. Reader\n\nThe council says “nothing” (¶2)")
    assert "> The town walked on it.\n>\n> The children went first. (¶3)\n" in text
    assert "- Ann Example. *The Bridge*. 1998.\n- *A letter*.\n" in text
    assert text.count("# On") == 1
    assert CHECK[0] in text


def test_without_the_check_no_file_speaks_of_it(tmp_path: Path) -> None:
    target = tmp_path / "essay.md"
    exported(target, job(check=()))
    assert "check" not in target.read_text(encoding="utf-8")


def test_an_essay_without_a_heading_takes_its_title(tmp_path: Path) -> None:
    target = tmp_path / "essay.md"
    exported(target, job(text="Words."))
    assert target.read_text(encoding="utf-8").startswith("# My essay\n")


def test_a_word_document_has_every_word_in_its_place(tmp_path: Path) -> None:
    target = tmp_path / "essay.docx"
    exported(target, job())
    made = docx.Document(str(target))
    words = [paragraph.text for paragraph in made.paragraphs]
    assert words[:2] == ["On low water", "A. Reader"]
    assert words[2].startswith("The council says “nothing” (¶2), and then it speaks: #raw, $x$ and")
    assert "<b>no markup</b>" in words[2]
    assert [p.text for p in made.paragraphs if p.style.name.startswith("Heading")] == [
        "A part",
        "Works cited",
        "Quotation check",
    ]
    quoted = next(p for p in made.paragraphs if p.text.startswith("The town walked"))
    assert quoted.paragraph_format.left_indent > 0
    assert "1.\tfirst" in words
    assert "Ann Example. The Bridge. 1998." in words
    bold = [run.text for run in made.paragraphs[2].runs if run.bold]
    assert bold == ["then"]
    assert made.core_properties.author == "A. Reader"


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\ud800", "\ufffe", "🎉", "𐍈"])
def test_no_character_breaks_a_word_document(tmp_path: Path, character: str) -> None:
    target = tmp_path / "essay.docx"
    exported(target, job(text=f"a{character}b", reader=character, title=f"t{character}"))
    with zipfile.ZipFile(io.BytesIO(target.read_bytes())) as opened:
        assert opened.testzip() is None
    assert any("a" in p.text and "b" in p.text for p in docx.Document(str(target)).paragraphs)


def test_a_pdf_shows_title_text_works_and_check(tmp_path: Path) -> None:
    target = tmp_path / "essay.pdf"
    assert exported(target, job()) == ()
    read = PdfReader(str(target))
    words = " ".join("".join(page.extract_text() for page in read.pages).split())
    for part in (
        "On low water",
        "A. Reader",
        "says “nothing” (¶",
        "#raw, $x$ and <b>no markup</b>",
        "The children went first.",
        "Ann Example. The Bridge. 1998.",
        "2 quoted, 1 exact, 1 changed.",
    ):
        assert part in words.replace("- ", "-")
    assert read.metadata is not None
    assert read.metadata.title == "On low water"


def test_an_empty_essay_is_a_file_too(tmp_path: Path) -> None:
    for ending in ("md", "docx", "pdf"):
        target = tmp_path / f"essay.{ending}"
        exported(target, job(text="", works=(), check=(), reader=""))
        assert target.stat().st_size > 5


def test_another_ending_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "essay.odt"
    with pytest.raises(ExportFailed, match=r"\.docx, \.pdf, \.md"):
        exported(target, job())
    assert list(tmp_path.iterdir()) == []
