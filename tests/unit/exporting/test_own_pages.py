"""A reading's own PDF, annotated: the right words, the pages as they were, and the notes it came with."""

import io
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from closereader.errors import ExportFailed
from closereader.exporting import ExportOptions, ExportReport
from closereader.importing import Wishes
from closereader.library import adding, annotations, areas, exchange, links, queries
from closereader.library.annotations import Draft
from closereader.library.library import Library
from closereader.model.annotation import Annotation, AnnotationKind
from closereader.model.area import Area, Rect
from closereader.model.colour import Colour
from closereader.model.reading import Reading
from closereader.model.span import Span
from closereader.progress import Progress
from tests.helpers import pdfs, two_columns
from tests.helpers.printed import characters, letters, native

QUICK = "The quick brown fox jumps over the lazy dog."
SLOW = "A slow red hen sits under the busy cat."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library", reader="Ida Brandt")
    yield opened
    opened.close()


def added(library: Library, data: bytes, **wishes: str) -> Reading:
    path = library.folder.parent / "given.pdf"
    path.write_bytes(data)
    return adding.add_file(library, path, Progress(), Wishes(**wishes)).reading


def exported(
    library: Library, reading: Reading, layout: str = "pages"
) -> tuple[Path, ExportReport]:
    target = library.folder.parent / "annotated.pdf"
    options = ExportOptions(layout=layout)
    return target, exchange.export_reading(library, reading.id, target, options, Progress())


def marked(library: Library, reading: Reading, *drafts: Draft) -> list[Annotation]:
    return library.run("Mark", annotations.add_many, reading.id, list(drafts))


def two_lines(change: Callable[[Pdf], object] | None = None, **options: object) -> bytes:
    page = pdfs.words((30, 300, QUICK), (30, 200, SLOW))
    data = pdfs.plain(page, pdfs.words((30, 300, "Words of the second page.")))
    return pdfs.changed(data, change or (lambda _pdf: None), **options)


def pictures(path: Path, password: str | None = None) -> list[bytes]:
    """The pages without what is annotated on them."""
    document = pypdfium2.PdfDocument(path, password=password)
    return [bytes(page.render(scale=1, draw_annots=False).buffer) for page in document]


def widths(path: Path) -> list[int]:
    with pikepdf.open(path) as pdf:
        return [round(float(page.mediabox[2])) for page in pdf.pages]


def words_under(entry: dict, pages: Sequence[Sequence[tuple[str, float, float]]]) -> str:
    """What stands under its quads, whichever way the page is turned, each character once."""
    found = ""
    points = [float(value) for value in entry["/QuadPoints"]]
    for at in range(0, len(points), 8):
        xs, ys = points[at : at + 8 : 2], points[at + 1 : at + 8 : 2]
        found += "".join(
            c
            for c, x, y in pages[entry["page"]]
            if min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys)
        )
    return letters(found)


def test_the_words_under_every_mark_are_its_quotation_and_the_pages_stay_as_they_were(
    library: Library,
) -> None:
    given = two_columns.article(5, 24).pdf
    reading = added(library, given)
    text = queries.reading_text(library, reading.id).text
    chance = random.Random(2)
    kinds = (AnnotationKind.HIGHLIGHT, AnnotationKind.UNDERLINE, AnnotationKind.STRIKE)
    drafts = []
    while len(drafts) < 120:
        start = chance.randrange(len(text) - 300)
        span = Span(start, start + chance.randint(3, 300))
        if letters(text[span.start]) and letters(text[span.end - 1]):
            drafts.append(
                Draft(span=span, kind=chance.choice(kinds), comment=f"Note {len(drafts)}")
            )
    made = {note.id: note for note in marked(library, reading, *drafts)}
    target, report = exported(library, reading)
    assert report.written["annotations"] == 120
    assert report.lost == ()
    said: dict[str, str] = {}
    pages = characters(target)
    for entry in native(target):
        name = str(entry["/NM"]).removeprefix("closereader-").split(".")[0]
        said[name] = said.get(name, "") + words_under(entry, pages)
    wrong = [n for n in made.values() if sorted(said[n.id]) != sorted(letters(n.quote))]
    # Two marks may begin or end within a letter that stands for several.
    assert len(wrong) <= 2, [(n.quote, said[n.id]) for n in wrong]
    source = library.folder.parent / "given.pdf"
    assert pictures(target) == pictures(source)
    assert library.files.path(reading.original).read_bytes() == given


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_on_a_turned_and_cut_page_marks_and_areas_stand_where_they_were_made(
    library: Library, turn: int
) -> None:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Rotate = turn
        page.MediaBox = Array([-20, -10, 300, 400])
        page.CropBox = Array([10, 20, 290, 390])

    reading = added(library, two_lines(change))
    text = queries.reading_text(library, reading.id).text
    at = text.index("brown fox")
    marked(
        library,
        reading,
        Draft(span=Span(at, at + 9)),
        Draft(span=Span(at, at), kind=AnnotationKind.NOTE),
    )
    framed = Rect(40, 60, 90, 100)
    library.run("Area", areas.add, reading.id, Area(0, framed))
    target, _report = exported(library, reading)
    by_kind = {entry["/Subtype"]: entry for entry in native(target)}
    assert words_under(by_kind["/Highlight"], characters(target)) == "brownfox"
    document = pypdfium2.PdfDocument(target)
    shown, bare = (
        document[0].render(scale=1, draw_annots=has).to_pil().convert("RGB")
        for has in (True, False)
    )
    changed = {
        (x, y)
        for x in range(shown.width)
        for y in range(shown.height)
        if shown.getpixel((x, y)) != bare.getpixel((x, y))
    }
    # The frame is where it was drawn on the page as it is shown, and nothing within it.
    for spot in ((65, 60), (65, 99), (40, 80), (89, 80)):
        assert spot in changed
    assert (65, 80) not in changed


def test_what_another_program_wrote_stays_changes_or_goes_as_it_does_here(library: Library) -> None:
    def entry(pdf: Pdf, name: str, box: pdfs.Rectangle, **keys: object) -> Dictionary:
        return pdfs.annotate(
            pdf, 0, "Highlight", NM=String(name), Rect=Array([box[0], 400 - box[3], box[2], 400 - box[1]]),
            QuadPoints=Array(pdfs.quad(box, 400)), T=String("Tom Reed"), Contents=String(f"Said by {name}"),
            C=Array([0, 1, 0]), CreationDate=String("D:20240102030405Z"), M=String("D:20240102030405Z"), **keys,
        )  # fmt: skip

    def change(pdf: Pdf) -> None:
        entry(pdf, "kept", (30, 90, 100, 104))
        entry(pdf, "changed", (30, 190, 100, 204))
        gone = entry(pdf, "deleted", (120, 190, 180, 204))
        pop = pdfs.annotate(pdf, 0, "Popup", Rect=Array([0, 0, 9, 9]), Parent=gone)
        gone.Popup = pop
        pdfs.annotate(
            pdf, 0, "Text", NM=String("answer"), Rect=Array([120, 196, 130, 206]), IRT=gone, RT=Name.R,
            Contents=String("I do not agree."), M=String("D:20240102030405Z"),
        )  # fmt: skip

    reading = added(library, two_lines(change))
    came = {note.origin: note for note in queries.annotations(library, reading.id)}
    assert set(came) == {"kept", "changed", "deleted", "answer"}
    library.run("Say", annotations.set_comment, came["changed"].id, "Said anew")
    library.run("Colour", annotations.recolour, [came["changed"].id], Colour.VIOLET)
    library.run("Delete", annotations.remove, [came["deleted"].id])
    at = queries.reading_text(library, reading.id).text.index("lazy dog")
    marked(library, reading, Draft(span=Span(at, at + 8), comment="Mine"))
    target, report = exported(library, reading)
    assert report.written["annotations"] == 4
    assert "deleted here" in report.lost[0]
    found = {str(e["/NM"]): e for e in native(target)}
    assert len(found) == 4
    assert {"kept", "changed", "answer"} < set(found)
    assert found["kept"]["/Contents"] == "Said by kept"
    assert "/AP" not in found["kept"], "it is as the other program wrote it"
    assert (found["changed"]["/Contents"], found["changed"]["/T"]) == ("Said anew", "Tom Reed")
    assert "/IRT" not in found["answer"]
    again = Library.open(library.folder.parent / "other", reader="Ida Brandt")
    back = adding.add_file(again, target, Progress()).reading
    told = sorted(
        (n.comment, n.quote, n.colour, n.reader) for n in queries.annotations(again, back.id)
    )
    here = sorted(
        (n.comment, n.quote, n.colour, n.reader) for n in queries.annotations(library, reading.id)
    )
    again.close()
    assert told == here


def test_an_answer_given_here_is_an_answer_in_the_file(library: Library) -> None:
    def change(pdf: Pdf) -> None:
        pdfs.annotate(
            pdf, 0, "Text", NM=String("asked"), Rect=Array([30, 296, 40, 306]), Contents=String("Why?"),
            M=String("D:20240102030405Z"),
        )  # fmt: skip

    reading = added(library, two_lines(change))
    (asked,) = queries.annotations(library, reading.id)
    (answer,) = marked(
        library,
        reading,
        Draft(span=Span(asked.start, asked.start), kind=AnnotationKind.NOTE, comment="Because."),
    )
    ends = [links.End(reading.id, note.span, note.id) for note in (answer, asked)]
    library.run("Link", links.link, *ends, "answers")
    target, _report = exported(library, reading)
    said = {str(entry["/Contents"]): entry for entry in native(target)}
    assert said["Because."]["/IRT"].get_object()["/NM"] == "asked"
    assert said["Because."]["/RT"] == "/R"


def test_an_encrypted_file_stays_encrypted_with_its_password(library: Library) -> None:
    data = two_lines(encryption=pikepdf.Encryption(user="open", owner="own"))
    reading = added(library, data, password="open")
    marked(library, reading, Draft(span=Span(0, 9)))
    target, report = exported(library, reading)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(target)
    with pikepdf.open(target, password="open") as pdf:
        assert len(pdf.pages[0].Annots) == 1
    assert report.written["annotations"] == 1


def test_it_is_said_that_a_signature_does_not_hold_and_that_annotating_is_not_allowed(
    library: Library,
) -> None:
    def change(pdf: Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(SigFlags=3, Fields=Array([]))

    allowed = pikepdf.Permissions(modify_annotation=False)
    reading = added(
        library,
        two_lines(change, encryption=pikepdf.Encryption(owner="own", user="", allow=allowed)),
    )
    marked(library, reading, Draft(span=Span(0, 9)))
    _target, report = exported(library, reading)
    assert [sentence.split(".")[0] for sentence in report.lost] == [
        "The file is signed",
        "Who made the file does not allow it to be annotated",
    ]


def test_the_exact_annotations_travel_beside_what_was_attached_before(library: Library) -> None:
    def change(pdf: Pdf) -> None:
        pdf.attachments["data.csv"] = b"1,2"
        pdf.Root.AF = Array([pdf.attachments["data.csv"].obj])

    reading = added(library, two_lines(change))
    marked(library, reading, Draft(span=Span(0, 9)))
    target, _report = exported(library, reading)
    with pikepdf.open(target) as pdf:
        assert set(pdf.attachments) == {"data.csv", "annotations.jsonld"}
        assert len(pdf.Root.AF) == 2


def test_a_pdf_is_exported_on_its_own_pages_unless_another_layout_is_asked_for(
    library: Library, tmp_path: Path
) -> None:
    reading = added(library, two_lines())
    target, _report = exported(library, reading, "")
    assert widths(target) == [300, 300]
    target, _report = exported(library, reading, "margin")
    assert widths(target)[0] == 595
    plain = tmp_path / "note.txt"
    plain.write_text("A line without pages.\n\nAnother line.")
    other = adding.add_file(library, plain, Progress()).reading
    target, _report = exported(library, other, "")
    assert widths(target)[0] == 595
    with pytest.raises(ExportFailed, match="has no pages of its own"):
        exported(library, other, "pages")


def test_a_file_that_was_damaged_is_annotated_all_the_same(library: Library) -> None:
    whole = two_lines()
    reading = added(library, whole[: whole.rindex(b"startxref")] + b"startxref\n9\n%%EOF")
    marked(library, reading, Draft(span=Span(0, 9)))
    target, _report = exported(library, reading)
    with pikepdf.open(io.BytesIO(target.read_bytes())) as pdf:
        assert len(pdf.pages) == 2
        assert not pdf.check_pdf_syntax()
