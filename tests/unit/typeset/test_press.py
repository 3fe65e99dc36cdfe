import dataclasses
import itertools
import json
import re
from pathlib import Path

import pypdfium2
import pytest

from closereader.errors import ExportFailed
from closereader.model.annotation import (
    EVIDENCE,
    AnchorState,
    AnnotationId,
    AnnotationKind,
    Link,
    QuestionState,
)
from closereader.model.colour import FIRST_MEANINGS
from closereader.model.document import BlockKind, Inline, InlineStyle, Role
from closereader.model.reading import ReadingText
from closereader.typeset import engine, glyphs, press
from closereader.typeset.job import PrintJob
from tests.helpers.printed import (
    HOSTILE,
    Builder,
    article,
    entity,
    letters,
    mark,
    random_spans,
    reading,
)


def print_job(text: ReadingText, annotations=(), **changes) -> PrintJob:
    job = PrintJob(reading(text), text, tuple(annotations), (), dict(FIRST_MEANINGS), 1_790_000_000)
    return dataclasses.replace(job, **changes)


def printed(job: PrintJob, folder: Path) -> list[str]:
    folder.mkdir(exist_ok=True)
    missing = press.set_body(job, folder, lambda *told: None)
    press.place_over(job, folder, lambda *told: None)
    press.set_pages(job, folder, lambda *told: None)
    return missing


def spots(path: Path) -> list[set[tuple[str, int, int]]]:
    """Of each page every letter and its place, to a hundredth of a point."""
    return [
        {
            (c, round(x * 100), round(y * 100))
            for c, x, y in zip(page.letters, page.x0, page.y, strict=True)
        }
        for page in glyphs.read_pages(path, None, lambda *told: None)
    ]


def overlay_of(folder: Path) -> dict:
    return json.loads((folder / "overlay.json").read_bytes())


def page_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_the_body_stands_in_the_same_place_with_none_and_with_300_marks(tmp_path: Path) -> None:
    text = article(40)
    spans = random_spans(text.text, 300, whole_words=False)
    marks = [
        mark(
            text.text, a, b, n, comment="Why *this* word?" if n % 3 else "", tags=("theme/office",)
        )
        for n, (a, b) in enumerate(spans)
    ]
    printed(print_job(text, layout="plain"), tmp_path / "plain")
    printed(print_job(text, marks), tmp_path / "marked")
    bare = spots(tmp_path / "plain" / "body.pdf")
    full = spots(tmp_path / "marked" / "pages.pdf")
    assert sum(map(len, bare)) > 10_000
    for page, over in zip(bare, full, strict=False):
        assert page <= over


def test_text_that_looks_like_markup_is_printed_letter_for_letter(tmp_path: Path) -> None:
    build = Builder().add("Title", BlockKind.HEADING, 1, Role.TITLE).add(HOSTILE)
    build.add("1. " + HOSTILE, BlockKind.LIST_ITEM, 1, marker=3).add(HOSTILE, BlockKind.CODE)
    build.add(HOSTILE, BlockKind.QUOTATION, 1).add(HOSTILE, BlockKind.TABLE).add(
        HOSTILE, BlockKind.VERSE
    )
    text = build.reading()
    note = mark(text.text, 6, 20, comment="#import `x` $y$ #panic()", tags=("#read", "$z$"))
    job = print_job(text, [note], entities=(entity(text.text, "#import"),))
    printed(job, tmp_path)
    said = letters(page_text(tmp_path / "pages.pdf"))
    assert said.count(letters(HOSTILE)) == 6
    assert letters("#import x $y$ #panic()") in said
    assert letters("#read · $z$") in said


def test_a_word_of_200_000_letters_a_nul_and_a_lone_surrogate_are_printed(tmp_path: Path) -> None:
    word = "wordwithoutend" * 14_286
    text = Builder().add(f"Before {word} after\x00 and \ud83d.").reading()
    printed(print_job(text), tmp_path)
    assert letters(word) in letters(page_text(tmp_path / "body.pdf"))
    read = glyphs.read_pages(tmp_path / "body.pdf", None, lambda *told: None)
    assert max(max(page.x1) for page in read if page.x1) < 400


def test_letters_beyond_the_first_plane_are_read_as_one_each(tmp_path: Path) -> None:
    words = "Let 𝔸 be a set and 𝔻𝔼 its parts."
    printed(print_job(Builder().add(words).reading()), tmp_path)
    (page,) = glyphs.read_pages(tmp_path / "body.pdf", None, lambda *told: None)
    assert "".join(page.letters) == words.replace(" ", "")
    assert len(page.letters) == len(page.x0) == len(page.x1) == len(page.y)
    assert sorted(page.x0) == list(page.x0)


def test_a_raised_letter_has_a_baseline_of_its_own(tmp_path: Path) -> None:
    build = Builder()
    build.add("The note2 is here")
    text = build.reading()
    inlines = (Inline(8, 9, InlineStyle.SUPERSCRIPT),)
    printed(print_job(dataclasses.replace(text, inlines=inlines)), tmp_path)
    (page,) = glyphs.read_pages(tmp_path / "body.pdf", None, lambda *told: None)
    figure = page.letters.index("2")
    rest = {round(y, 2) for n, y in enumerate(page.y) if n != figure}
    assert len(rest) == 1
    assert page.y[figure] > rest.pop() + 2


def test_line_numbers_count_lines_of_text_only(tmp_path: Path) -> None:
    text = article(12)
    printed(print_job(text, line_numbers=1), tmp_path)
    drawn = [
        (p, y, n)
        for p, page in enumerate(overlay_of(tmp_path)["pages"])
        for y, n in page["numbers"]
    ]
    assert [n for _, _, n in drawn] == [str(n) for n in range(1, len(drawn) + 1)]
    pages = glyphs.read_pages(tmp_path / "body.pdf", None, lambda *told: None)
    heights = [841.89 - y for page in pages for y in page.y]
    assert all(any(abs(y - height) < 0.1 for height in heights) for _, y, _ in drawn)
    headings = [b for b in text.blocks if b.kind in (BlockKind.HEADING, BlockKind.METADATA)]
    baselines = sum(len({round(y) for y in page.y}) for page in pages)
    assert len(drawn) == baselines - len(headings)


def test_every_fifth_line_is_numbered_at_its_own_height(tmp_path: Path) -> None:
    printed(print_job(article(12)), tmp_path)
    numbers = [int(n) for page in overlay_of(tmp_path)["pages"] for _, n in page["numbers"]]
    assert numbers == list(range(5, numbers[-1] + 1, 5))


def test_a_note_says_its_lines_and_its_colours_meaning(tmp_path: Path) -> None:
    text = article(6)
    start = text.blocks[3].start
    printed(print_job(text, [mark(text.text, start, start + 10, comment="So?")]), tmp_path)
    (note,) = overlay_of(tmp_path)["pages"][0]["notes"]
    assert note["head"] == "1 · l.\u00a01 · Evidence"


def test_marks_without_words_have_neither_note_nor_number(tmp_path: Path) -> None:
    text = article(3)
    printed(print_job(text, [mark(text.text, 80, 120)]), tmp_path)
    page = overlay_of(tmp_path)["pages"][0]
    assert (page["notes"], page["refs"]) == ([], [])
    (placed,) = json.loads((tmp_path / "marks.json").read_bytes())["marks"]
    assert placed["quads"]


def test_no_reference_stands_on_the_ground_of_a_mark(tmp_path: Path) -> None:
    text = article(6)
    spans = random_spans(text.text, 60, whole_words=True)
    printed(
        print_job(text, [mark(text.text, a, b, n, comment="!") for n, (a, b) in enumerate(spans)]),
        tmp_path,
    )
    marks = json.loads((tmp_path / "marks.json").read_bytes())["marks"]
    quads = [quad for placed in marks for quad in placed["quads"]]
    refs = [
        (n, x, 841.89 - y)
        for n, page in enumerate(overlay_of(tmp_path)["pages"])
        for x, y, _ in page["refs"]
    ]
    assert refs
    for page, x, y in refs:
        assert not any(
            p == page and x0 <= x + 1 <= x1 and low < y < high for p, x0, low, x1, high in quads
        )


def test_notes_of_a_very_dense_page_are_all_printed_once(tmp_path: Path) -> None:
    text = article(5)
    marks = [
        mark(text.text, 90 + n, 120 + n, n, comment=f"begin{n} " + "a good deal to say " * 40)
        for n in range(40)
    ]
    printed(print_job(text, marks), tmp_path)
    said = page_text(tmp_path / "pages.pdf")
    assert [said.count(f"begin{n} ") for n in range(40)] == [1] * 40
    assert said.count("good") == 40 * 40


def test_notes_drawn_in_the_margin_do_not_overlap(tmp_path: Path) -> None:
    text = article(8)
    marks = [
        mark(text.text, 90 + 60 * n, 150 + 60 * n, n, comment="Some words here. " * (n % 9))
        for n in range(30)
    ]
    printed(print_job(text, marks), tmp_path)
    rows: dict[tuple[int, int], list[float]] = {}
    for number, page in enumerate(
        glyphs.read_pages(tmp_path / "pages.pdf", None, lambda *told: None)
    ):
        for x, y in zip(page.x0, page.y, strict=True):
            if x > 400 and 65 < y < 770:
                rows.setdefault((number, round(y)), []).append(x)
    # Lines of the margin stand a whole line apart: nothing is printed over anything.
    pages = {page for page, _ in rows}
    for page in pages:
        heights = sorted(y for p, y in rows if p == page)
        assert all(b - a >= 9 for a, b in itertools.pairwise(heights) if b - a > 1)


def test_the_index_files_people_by_surname_and_tags_behind(tmp_path: Path) -> None:
    text = Builder().add("Carlos Mesa spoke. " * 3).add("Then Carlos Mesa left El Alto.").reading()
    people = (entity(text.text, "Carlos Mesa"), entity(text.text, "El Alto"))
    note = mark(text.text, 0, 11, tags=("voice", "agency"))
    printed(print_job(text, [note], entities=people), tmp_path)
    index = [
        (e["name"], e["lines"].replace("\u2060", ""), e["tag"])
        for e in overlay_of(tmp_path)["after"]["index"]
    ]
    assert index == [
        ("Alto, El", "2", False),
        ("Mesa, Carlos", "1–2", False),
        ("agency", "1", True),
        ("voice", "1", True),
    ]


def test_a_name_on_every_line_of_a_long_reading_is_indexed_whole(tmp_path: Path) -> None:
    build = Builder()
    for _ in range(900):
        build.add("Mesa.").add("No name.")
    text = build.reading()
    printed(print_job(text, entities=(entity(text.text, "Mesa"),)), tmp_path)
    index = overlay_of(tmp_path)["after"]["index"]
    assert len(index) == 5
    assert sum(len(entry["lines"].split(", ")) for entry in index) == 900
    said = page_text(tmp_path / "pages.pdf")
    assert said.count("Mesa, continued") == 4
    assert "1799" in said


def test_questions_are_listed_with_their_lines(tmp_path: Path) -> None:
    text = article(3)
    start = text.blocks[3].start
    asked = mark(
        text.text, start, start + 8, kind=AnnotationKind.QUESTION, comment="Whose *phrase*?"
    )
    printed(print_job(text, [asked]), tmp_path)
    (question,) = overlay_of(tmp_path)["after"]["questions"]
    assert "".join(run["t"] for run in question) == "Whose phrase? (l.\u00a01 · open)"


def test_questions_stand_as_arranged_with_their_states_and_evidence(tmp_path: Path) -> None:
    text = article(4)
    first, second, third = (text.blocks[n].start for n in (3, 4, 5))
    known = mark(text.text, third, third + 8)
    asked = {"kind": AnnotationKind.QUESTION}
    links = (Link(known.id, EVIDENCE), Link(AnnotationId("elsewhere"), EVIDENCE))
    late = mark(text.text, second, second + 8, comment="Second", rank=1, links=links,
                state=QuestionState.TAKEN_UP, **asked)  # fmt: skip
    early = mark(text.text, first, first + 8, comment="First", rank=2, **asked)
    printed(print_job(text, [early, late, known]), tmp_path)
    told = overlay_of(tmp_path)["after"]["questions"]
    assert [question[0]["t"] for question in told] == ["Second", "First"]
    words = "".join(run.get("t", "|") for run in told[0])
    assert re.fullmatch(r"Second \(l\.\s\d+ · taken up\)\|Evidence: l\.\s\d+", words)


def test_a_note_whose_passage_was_lost_is_printed_after_the_text(tmp_path: Path) -> None:
    text = article(3)
    lost = mark(text.text, 0, 0, anchor=AnchorState.LOST, quote="gone for good", comment="Where?")
    printed(print_job(text, [lost]), tmp_path)
    assert "gone for good" in page_text(tmp_path / "pages.pdf")
    (placed,) = json.loads((tmp_path / "marks.json").read_bytes())["marks"]
    assert placed["quads"] == []


def test_words_are_hyphenated_in_the_readings_language_and_not_in_an_unknown_one(
    tmp_path: Path,
) -> None:
    text = (
        Builder()
        .add("Die Straßenbahnhaltestelle der Donaudampfschifffahrtsgesellschaft verantwortet " * 20)
        .reading()
    )
    hyphens = {}
    for language in ("de", ""):
        folder = tmp_path / (language or "unknown")
        job = print_job(text)
        printed(dataclasses.replace(job, reading=reading(text, language=language)), folder)
        hyphens[language] = sum(
            page.letters.count("\x02")
            for page in glyphs.read_pages(folder / "body.pdf", None, lambda *told: None)
        )
    assert hyphens["de"] > 5
    assert hyphens[""] == 0


def test_a_note_points_to_the_notes_it_is_linked_with(tmp_path: Path) -> None:
    text = article(3)
    second = mark(text.text, 200, 220, 2, comment="Then this.")
    first = mark(text.text, 100, 120, 1, comment="First this.", links=(Link(second.id),))
    printed(print_job(text, [second, first]), tmp_path)
    notes = overlay_of(tmp_path)["pages"][0]["notes"]
    assert [note["tags"] for note in notes] == ["→ 2", ""]


def test_a_passage_that_a_link_leads_to_has_a_number_though_it_says_nothing(tmp_path: Path) -> None:
    text = article(3)
    silent = [mark(text.text, 200 + 50 * n, 220 + 50 * n, 2 + n) for n in range(2)]
    links = (Link(silent[1].id, "echoes"),)
    first = mark(text.text, 100, 120, 1, comment="First this.", links=links)
    printed(print_job(text, [*silent, first]), tmp_path)
    notes = overlay_of(tmp_path)["pages"][0]["notes"]
    assert [note["tags"] for note in notes] == ["→ echoes 2", ""]
    assert notes[1]["head"].startswith("2 · ")


def test_endnotes_follow_the_text_and_leave_the_margin_free(tmp_path: Path) -> None:
    text = article(3)
    marks = [mark(text.text, 100 + 50 * n, 130 + 50 * n, n, comment=f"Note {n}.") for n in range(5)]
    printed(print_job(text, marks, layout="endnotes"), tmp_path)
    over = overlay_of(tmp_path)
    assert all(page["notes"] == [] for page in over["pages"])
    assert [note["head"].split(" · ")[0] for note in over["after"]["notes"]] == [
        "1",
        "2",
        "3",
        "4",
        "5",
    ]


def test_links_lead_out_or_to_their_place(tmp_path: Path) -> None:
    build = (
        Builder().add("Chapter one", BlockKind.HEADING, 2).add("go out and go back and no script")
    )
    build.style("go out", InlineStyle.LINK, "https://example.org").style(
        "go back", InlineStyle.LINK, "#0"
    )
    build.style("no script", InlineStyle.LINK, "javascript:alert(1)")
    printed(print_job(build.reading()), tmp_path)
    links = json.loads((tmp_path / "marks.json").read_bytes())["links"]
    assert [(link["target"], bool(link["to"])) for link in links] == [
        ("https://example.org", False),
        ("", True),
    ]


def test_characters_without_a_font_are_named(tmp_path: Path) -> None:
    text = Builder().add("An unassigned sign \U000e1234 and naïve façade.").reading()
    assert printed(print_job(text), tmp_path) == ["\U000e1234"]


@pytest.mark.parametrize("layout", ["margin", "endnotes", "plain"])
def test_an_empty_reading_is_printed(tmp_path: Path, layout: str) -> None:
    printed(print_job(ReadingText(article(1).id, "", (), ()), layout=layout), tmp_path)
    assert len(glyphs.page_heights(tmp_path / "pages.pdf", 0)) == 1


def test_what_the_typesetter_refuses_is_said_in_a_sentence(tmp_path: Path, monkeypatch) -> None:
    def refuse(*args, **kwargs):
        raise engine.typst.TypstError("out of paper\nat line 1")

    monkeypatch.setattr(engine, "_compile", refuse)
    with pytest.raises(ExportFailed, match=r"could not be typeset \(out of paper\)\. Try"):
        press.set_body(print_job(article(1)), tmp_path, lambda *told: None)
