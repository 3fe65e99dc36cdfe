import dataclasses
import json
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from closereader.errors import ExportFailed
from closereader.exporting import ExportOptions, export
from closereader.model.annotation import AnnotationKind
from closereader.model.area import Area, Rect
from closereader.model.document import InlineStyle
from closereader.progress import Cancelled, Progress
from tests.helpers.printed import (
    Builder,
    article,
    characters,
    entity,
    export_job,
    letters,
    mark,
    native,
    random_spans,
    under,
)

KINDS = (
    AnnotationKind.HIGHLIGHT,
    AnnotationKind.UNDERLINE,
    AnnotationKind.STRIKE,
    AnnotationKind.QUESTION,
)


@pytest.fixture(scope="module")
def text():
    return article(60)


def marked(text, count: int, whole_words: bool):
    return [
        mark(
            text.text,
            start,
            end,
            n,
            kind=KINDS[n % 4],
            comment=f"Comment *{n}* on ünïcode (brackets) \\ and 漢" if n % 3 else "",
            tags=("theme/office", "two words") if n % 2 else (),
        )
        for n, (start, end) in enumerate(random_spans(text.text, count, whole_words))
    ]


@pytest.fixture(scope="module", params=[True, False], ids=["whole words", "any characters"])
def printed(request, text, tmp_path_factory):
    """An export with 300 passages: the job, the file."""
    job = export_job(
        text, marked(text, 300, request.param), entities=(entity(text.text, "officers"),)
    )
    path = tmp_path_factory.mktemp("pdf") / "annotated.pdf"
    report = export(job, path, Progress())
    assert report.written["annotations"] == 300
    return job, path


def by_mark(path: Path) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for entry in native(path):
        identity = str(entry["/NM"]).removeprefix("closereader-")
        found.setdefault(re.sub(r"\.\d+$", "", identity), []).append(entry)
    return found


def test_the_text_under_the_quads_is_the_quotation(printed) -> None:
    job, path = printed
    pages, found = characters(path), by_mark(path)
    wrong = []
    for note in job.annotations:
        parts = [
            under([float(v) for v in e["/QuadPoints"]], pages[e["page"]]) for e in found[note.id]
        ]
        if letters("".join(parts)) != letters(note.quote):
            wrong.append((note.quote, parts))
    assert wrong == []


def test_every_annotation_reads_back_with_all_its_fields(printed) -> None:
    job, path = printed
    found = by_mark(path)
    subtypes = {AnnotationKind.UNDERLINE: "/Underline", AnnotationKind.STRIKE: "/StrikeOut"}
    for note in job.annotations:
        first = found[note.id][0]
        assert first["/Subtype"] == subtypes.get(note.kind, "/Highlight")
        assert first["/Contents"] == note.comment
        assert first["/T"] == first["/Zotero:AuthorName"] == "Reader 2"
        state = " · open" if note.kind is AnnotationKind.QUESTION else ""
        assert first["/Subj"] == job.meanings[note.colour] + state
        assert json.loads(first.get("/Zotero:Tags", "[]")) == list(note.tags)
        assert first["/CreationDate"] == "D:20261123100000+00'00'"
        assert first["/M"] == "D:20261123113000+00'00'"
        assert first["/CA"] == 1
        assert len(first["/C"]) == 3


def test_names_are_unique_and_every_mark_prints(printed) -> None:
    entries = native(printed[1])
    assert len({e["/NM"] for e in entries}) == len(entries)
    assert {e["/F"] for e in entries} == {4}


def test_every_mark_has_an_appearance_in_its_own_rectangle(printed) -> None:
    for entry in native(printed[1]):
        rect = [float(v) for v in entry["/Rect"]]
        form = entry["/AP"]["/N"].get_object()
        quads = [float(v) for v in entry["/QuadPoints"]]
        assert rect[0] < rect[2]
        assert rect[1] < rect[3]
        assert all(abs(a - b) < 1.5 for a, b in zip(rect, map(float, form["/BBox"]), strict=True))
        assert rect == [min(quads[::2]), min(quads[1::2]), max(quads[::2]), max(quads[1::2])]
        assert form["/Resources"]["/ExtGState"]["/G"]["/BM"] == "/Darken"


def test_quads_have_their_corners_as_acrobat_writes_them(printed) -> None:
    for entry in native(printed[1]):
        values = [float(v) for v in entry["/QuadPoints"]]
        for x0, y0, x1, y1, x2, y2, x3, y3 in (values[i : i + 8] for i in range(0, len(values), 8)):
            assert (x0, x1, y0, y2) == (x2, x3, y1, y3)
            assert x0 < x1
            assert y0 > y2
            assert y0 - y2 > 7


def test_a_passage_over_pages_is_a_group(printed) -> None:
    parts = [entries for entries in by_mark(printed[1]).values() if len(entries) > 1]
    assert parts
    for first, *others in parts:
        for number, other in enumerate(others, start=2):
            assert other["/NM"] == f"{first['/NM']}.{number}"
            assert other["/IRT"].get_object()["/NM"] == first["/NM"]
            assert other["/RT"] == "/Group"
            assert other["page"] == first["page"] + number - 1


def test_the_page_is_coloured_inside_the_quads_and_its_text_stays_dark(
    text, tmp_path: Path
) -> None:
    block = text.blocks[3]
    job = export_job(text, [mark(text.text, block.start, block.start + 200)])
    export(job, tmp_path / "a.pdf", Progress())
    (entry,) = native(tmp_path / "a.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    page = document[0]
    image = page.render(scale=2).to_pil().convert("RGB")
    height = page.get_height()
    page.close()
    document.close()
    values = [float(v) for v in entry["/QuadPoints"]]
    for i in range(0, len(values), 8):
        left, top, right, bottom = values[i], values[i + 1], values[i + 2], values[i + 5]
        box = [int(2 * v) for v in (left + 1, height - top + 1, right - 1, height - bottom - 1)]
        colours = image.crop(tuple(box)).getcolors(1 << 20)
        assert max(colours)[1] == (0xFB, 0xE9, 0xA6)
        assert min(sum(colour) for _, colour in colours) < 240


def test_the_same_job_gives_the_same_bytes(tmp_path: Path) -> None:
    text = article(12)
    job = export_job(text, marked(text, 20, True))
    for name in ("a.pdf", "b.pdf"):
        export(job, tmp_path / name, Progress())
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_nothing_is_wrong_with_the_file(printed) -> None:
    path = printed[1]
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
    if shutil.which("qpdf"):
        checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_file_knows_its_title_author_language_and_structure(printed) -> None:
    reader = PdfReader(printed[1], strict=True)
    assert reader.metadata is not None
    assert reader.metadata.title == "Of Efficient Offices"
    assert reader.metadata.author == "A Hand Unknown"
    assert reader.root_object["/Lang"] == "en"
    assert reader.root_object["/MarkInfo"]["/Marked"].value
    assert "/K" in reader.root_object["/StructTreeRoot"]


def test_the_exact_annotations_are_attached_as_web_annotations(printed) -> None:
    job, path = printed
    with pikepdf.open(path) as pdf:
        (spec,) = pdf.Root.AF
        assert spec.AFRelationship == "/Data"
        data = json.loads(spec.EF.F.read_bytes())
    assert data["closereader:meanings"]["yellow"] == "Evidence"
    assert data["closereader:entities"][0]["name"] == "officers"
    items = data["first"]["items"]
    assert len(items) == data["total"] == 300
    for note, item in zip(job.annotations, items, strict=True):
        quote, position = item["target"]["selector"]
        assert (quote["exact"], position["start"], position["end"]) == (
            note.quote,
            note.start,
            note.end,
        )
        assert item["closereader:kind"] == note.kind.value
        assert [b["value"] for b in item["body"] if b["purpose"] == "tagging"] == list(note.tags)


def test_a_native_mark_costs_at_most_600_bytes(tmp_path: Path) -> None:
    text = article(20)
    bare = [dataclasses.replace(m, comment="", tags=()) for m in marked(text, 300, True)]
    export(export_job(text), tmp_path / "none.pdf", Progress())
    export(export_job(text, bare), tmp_path / "all.pdf", Progress())
    count = len(native(tmp_path / "all.pdf"))
    with pikepdf.open(tmp_path / "all.pdf") as pdf:
        attached = len(pdf.Root.AF[0].EF.F.read_raw_bytes())
    grown = (
        (tmp_path / "all.pdf").stat().st_size - (tmp_path / "none.pdf").stat().st_size - attached
    )
    assert grown / count <= 600


def test_a_note_without_a_passage_is_an_icon_beside_its_line(text, tmp_path: Path) -> None:
    place = text.blocks[3].start + 5
    note = mark(text.text, place, place, kind=AnnotationKind.NOTE, comment="Here")
    bookmark = mark(text.text, place, place, 1, kind=AnnotationKind.BOOKMARK)
    export(export_job(text, [note, bookmark]), tmp_path / "a.pdf", Progress())
    entries = native(tmp_path / "a.pdf")
    assert [e["/Subtype"] for e in entries] == ["/Text", "/Text"]
    assert entries[0]["/Rect"] != entries[1]["/Rect"]
    assert entries[0]["/Contents"] == "Here"


def test_the_note_of_an_area_names_its_page_in_the_source(text, tmp_path: Path) -> None:
    place = text.text.index("Section")
    area = mark(
        text.text,
        place,
        place,
        kind=AnnotationKind.AREA,
        area=Area(3, Rect(50, 60, 200, 190)),
        comment="How it grows.",
    )
    job = export_job(text, [area])
    export(job, tmp_path / "a.pdf", Progress())
    printed = "".join(page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages)
    assert "1 · area, page 4 · " in printed.replace("\u00a0", " ")


def test_the_readings_own_links_are_native_links(tmp_path: Path) -> None:
    build = (
        Builder()
        .add("see out and back")
        .style("out", InlineStyle.LINK, "https://example.org/a?b=c")
    )
    build.style("back", InlineStyle.LINK, "#0")
    export(export_job(build.reading()), tmp_path / "a.pdf", Progress())
    links = [a.get_object() for a in PdfReader(tmp_path / "a.pdf", strict=True).pages[0]["/Annots"]]
    assert links[0]["/A"]["/URI"] == "https://example.org/a?b=c"
    assert links[1]["/Dest"][1] == "/XYZ"


def test_the_plain_layout_has_no_marks_and_says_so(text, tmp_path: Path) -> None:
    job = export_job(text, marked(text, 5, True), options=ExportOptions(layout="plain"))
    report = export(job, tmp_path / "a.pdf", Progress())
    assert report.lost == ("The plain layout leaves the notes and highlights out.",)
    assert native(tmp_path / "a.pdf") == []


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("letter", 612)])
def test_the_paper_is_the_one_asked_for(paper: str, width: int, tmp_path: Path) -> None:
    text = article(2)
    job = export_job(
        text, marked(text, 3, True), options=ExportOptions(layout="endnotes", paper=paper)
    )
    export(job, tmp_path / "a.pdf", Progress())
    assert round(float(PdfReader(tmp_path / "a.pdf").pages[0].mediabox.width)) == width


@pytest.mark.parametrize("options", [ExportOptions(layout="circle"), ExportOptions(paper="a9")])
def test_a_layout_there_is_none_of_is_refused_in_a_sentence(
    options: ExportOptions, tmp_path: Path
) -> None:
    with pytest.raises(ExportFailed, match="there is no such layout"):
        export(export_job(article(1), options=options), tmp_path / "a.pdf", Progress())
    assert list(tmp_path.iterdir()) == []


def test_who_cancels_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    asked = iter([False] * 4)
    with pytest.raises(Cancelled):
        export(export_job(article(20)), target, Progress(should_stop=lambda: next(asked, True)))
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]


def test_progress_names_what_is_being_done(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    export(export_job(article(3)), tmp_path / "a.pdf", Progress(lambda *said: told.append(said)))
    assert told[-1][0] == told[-1][1]
    assert all(what for _, _, what in told)


def test_characters_without_a_font_are_said_in_the_report(tmp_path: Path) -> None:
    text = Builder().add("Private \U000e1234 sign").reading()
    report = export(export_job(text), tmp_path / "a.pdf", Progress())
    assert len(report.lost) == 1
    assert "U+E1234" in report.lost[0]
