"""The lines that are counted are the lines that are printed."""

import shutil
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from closereader import bundle, confined
from closereader.errors import ConfinedFailure
from closereader.exporting import ExportOptions, export
from closereader.importing import parse
from closereader.model.document import BlockKind, Role
from closereader.model.reading import ReadingText
from closereader.model.span import Span
from closereader.progress import Cancelled, Progress
from closereader.typeset import glyphs, numbered_lines, sheet
from tests.helpers.printed import Builder, article, export_job, letters, mark, random_spans

DATA = Path(__file__).parents[2] / "data"
FILES = {
    "markdown": DATA / "markdown" / "essay.md",
    "verse": DATA / "text" / "poem.txt",
    "a play": DATA / "text" / "play.txt",
    "notes and a table": DATA / "text" / "notes_and_table.txt",
    "right to left": DATA / "text" / "hebrew.txt",
    "no spaces": DATA / "text" / "japanese.txt",
    "a list": DATA / "text" / "lists.txt",
}


def read(path: Path) -> ReadingText:
    form = "markdown" if path.suffix == ".md" else "text"
    made = parse(path.read_bytes(), path.name, form, None)
    return ReadingText(article(1).id, made.text, made.blocks, made.inlines, made.pages)


def counted(text: ReadingText, language: str = "en") -> tuple[Span, ...]:
    return numbered_lines.numbered_lines(text, language, Progress())


def printed(path: Path) -> list[tuple[int, str]]:
    """Every line number of an exported PDF with the letters that stand on its line."""
    right = sheet.sheet_for("a4").number_right
    found = []
    for page in glyphs.read_pages(path, None, lambda *told: None):
        spots = sorted(zip(page.x0, page.x1, page.y, page.letters, strict=True))
        ends = {y for _, x1, y, _ in spots if abs(x1 - right) < 0.6}
        for height in sorted(ends, reverse=True):
            number = "".join(c for _, x1, y, c in spots if y == height and x1 < right + 1)
            here = [c for x0, _, y, c in spots if abs(y - height) < 6 and right < x0 < 388]
            if number.isdecimal() and here:
                found.append((int(number), "".join(here)))
    return found


def in_any_order(line: str) -> str:
    # Right-to-left words are printed from the other side.
    return "".join(sorted(letters(unicodedata.normalize("NFKC", line))))


def assert_same(text: ReadingText, lines: Sequence[Span], path: Path) -> None:
    on_paper = printed(path)
    assert [number for number, _ in on_paper] == list(range(1, len(lines) + 1))
    for (_, line), span in zip(on_paper, lines, strict=True):
        assert in_any_order(line) == in_any_order(span.text_of(text.text))


@pytest.mark.parametrize("name", FILES)
def test_the_lines_are_those_numbered_in_the_exported_pdf(name: str, tmp_path: Path) -> None:
    text = read(FILES[name])
    job = export_job(text, options=ExportOptions(line_numbers=1))
    export(job, tmp_path / "a.pdf", Progress())
    lines = counted(text, job.reading.language)
    assert lines
    assert_same(text, lines, tmp_path / "a.pdf")


def test_notes_and_names_move_no_line(tmp_path: Path) -> None:
    text = article(20)
    spans = random_spans(text.text, 60, whole_words=True)
    notes = [mark(text.text, a, b, n, comment="Why? 🎉 漢 " * 9) for n, (a, b) in enumerate(spans)]
    job = export_job(text, notes, options=ExportOptions(line_numbers=1, layout="margin"))
    export(job, tmp_path / "a.pdf", Progress())
    assert_same(text, counted(text), tmp_path / "a.pdf")


def test_paper_and_layout_move_no_line(tmp_path: Path) -> None:
    text = article(12)
    lines = counted(text)
    for layout, paper in (("plain", "letter"), ("endnotes", "a4")):
        job = export_job(text, options=ExportOptions(layout, 1, paper))
        export(job, tmp_path / f"{layout}.pdf", Progress())
        assert_same(text, lines, tmp_path / f"{layout}.pdf")


@pytest.mark.parametrize("text", [article(25), *map(read, FILES.values())])
def test_every_letter_of_a_numbered_block_stands_on_one_line(text: ReadingText) -> None:
    lines = counted(text)
    on_a_line = {offset for line in lines for offset in range(line.start, line.end)}
    for block in text.blocks:
        for offset in range(block.start, block.end) if block.is_numbered else ():
            assert offset in on_a_line or text.text[offset] in " \n\t\u00ad\u3000"
    assert list(lines) == sorted(lines)


def test_a_word_broken_at_the_end_of_a_line_is_on_both() -> None:
    text = article(12)
    lines = counted(text)
    broken = [n for n, line in enumerate(lines[1:]) if line.start == lines[n].end]
    assert len(broken) > 10
    for number in broken:
        joined = Span(lines[number].end - 1, lines[number + 1].start + 1).text_of(text.text)
        assert " " not in joined


def test_headings_are_not_counted() -> None:
    build = Builder().add("Title", BlockKind.HEADING, 1, Role.TITLE).add("One.")
    text = build.add("Two", BlockKind.HEADING, 2).add("Three.").reading()
    assert [line.text_of(text.text) for line in counted(text)] == ["One.", "Three."]


def test_a_character_without_a_font_is_on_the_line_it_is_read_in() -> None:
    text = Builder().add("\U000e1234 One \U000e1235 two \U000e1236").reading()
    assert counted(text) == (Span(0, len(text.text)),)


@pytest.mark.parametrize("words", ["", " ", "\u200b"])
def test_a_reading_without_words_has_no_lines(words: str) -> None:
    assert counted(Builder().add(words).reading()) == ()
    assert counted(ReadingText(article(1).id, "", (), ())) == ()


def test_counting_twice_gives_the_same() -> None:
    text = article(15)
    assert counted(text) == counted(text)


def test_language_decides_where_words_are_broken() -> None:
    text = article(12)
    assert counted(text, "en") != counted(text, "")


def test_progress_is_told_and_work_can_be_stopped() -> None:
    told: list[tuple[int, int, str]] = []
    numbered_lines.numbered_lines(
        article(10),
        "en",
        Progress(lambda *said: told.append(said), clock=iter(range(9999)).__next__),
    )
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert told[-1][0] == told[-1][1]
    with pytest.raises(Cancelled):
        numbered_lines.numbered_lines(article(10), "en", Progress(should_stop=lambda: True))


def test_a_long_reading_is_counted_in_two_processes_with_the_same_lines(monkeypatch) -> None:
    text = article(15)
    lines = counted(text)
    monkeypatch.setattr(numbered_lines, "_ONE_PROCESS", 10)
    assert counted(text) == lines


def test_what_the_typesetter_refuses_is_said_in_a_sentence(monkeypatch) -> None:
    def refuse(*_given):
        raise confined.ChildRefused("The page could not be typeset (out of paper).")

    monkeypatch.setattr(confined, "run", refuse)
    with pytest.raises(ConfinedFailure, match=r"^The lines could not be counted: [^\n]*\.$"):
        counted(article(1))


def test_the_version_follows_template_and_faces(tmp_path: Path, monkeypatch) -> None:
    resources = tmp_path / "resources"
    for part in ("typeset", "fonts"):
        shutil.copytree(bundle.resource(part), resources / part)
    monkeypatch.setattr(bundle, "resource", resources.joinpath)
    versions = [numbered_lines.version.__wrapped__()]
    for changed in ("typeset/page.typ", "fonts/EBGaramond-Regular.ttf"):
        (resources / changed).write_bytes((resources / changed).read_bytes() + b" ")
        versions.append(numbered_lines.version.__wrapped__())
    monkeypatch.setattr(numbered_lines, "_RULES", 10)
    versions.append(numbered_lines.version.__wrapped__())
    assert len(set(versions)) == 4


def test_counting_loads_no_typesetter_into_this_process() -> None:
    script = (
        "import sys\n"
        "from closereader.typeset import numbered_lines\n"
        "numbered_lines.version()\n"
        "sys.exit(str([n for n in ('typst', 'pypdfium2_raw') if n in sys.modules] or ''))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == ""


def test_the_rules_are_numbered_anew_when_lines_change() -> None:
    """When this fails, another layout is made than the one libraries keep: raise `_RULES`, unless
    template, faces or typesetter changed too, and write the new figures here."""
    lines = counted(article(20))
    digest = zlib.crc32(repr([(line.start, line.end) for line in lines]).encode())
    assert (numbered_lines._RULES, len(lines), digest) == (1, 201, 2895076063)
