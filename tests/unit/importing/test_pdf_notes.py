"""The annotations in a PDF come in as notes on the words they stand on, of their authors."""

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from closereader.importing.parsing import parse
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.document import Document
from closereader.model.foreign_note import ForeignNote
from closereader.model.span import Span
from tests.helpers import pdfs

TEXT = pdfs.plain(
    pdfs.words(
        (40, 350, "The river was low that year, and"), (40, 334, "nobody remembered so many stones")
    )
    + pdfs.words((40, 300, "Children walked to the island.")),
    pdfs.words((40, 350, "and came back with dry shoes.")),
)
BOX = Array([40, 320, 200, 360])


def read(data: bytes) -> Document:
    return parse(data, "paper.pdf", None, None)


PLAIN = read(TEXT)


def on(passage: str, page: int = 0) -> dict[str, object]:
    """The keys that put a mark on a passage."""
    at = PLAIN.text.index(passage)
    rects = PLAIN.source_pages[page].rects(Span(at, at + len(passage)))
    quads = [corner for rect in rects for corner in pdfs.quad(rect, 400)]
    return {"QuadPoints": Array([round(c, 2) for c in quads]), "Rect": BOX}


def notes(*marks: tuple[int, str, dict[str, object]]) -> tuple[Document, tuple[ForeignNote, ...]]:
    document = read(pdfs.marked(TEXT, marks))
    return document, document.notes


def quote(document: Document, note: ForeignNote) -> str:
    return document.text[note.start : note.end]


@pytest.mark.parametrize(
    ("subtype", "kind"),
    [
        ("Highlight", AnnotationKind.HIGHLIGHT),
        ("Underline", AnnotationKind.UNDERLINE),
        ("Squiggly", AnnotationKind.UNDERLINE),
        ("StrikeOut", AnnotationKind.STRIKE),
    ],
)
@pytest.mark.parametrize("passage", ["river", "low that year, and nobody", "so many stones", "w"])
def test_a_mark_is_on_its_words(subtype: str, kind: AnnotationKind, passage: str) -> None:
    document, (note,) = notes((0, subtype, on(passage)))
    assert (note.kind, quote(document, note)) == (kind, passage)


def test_who_wrote_what_when_and_in_which_colour_is_kept() -> None:
    keys = on("river") | {
        "T": "Ada",
        "Contents": "Why\rso low?",
        "NM": "abc-1",
        "C": Array([0.18, 0.66, 0.9]),
        "CreationDate": "D:20190119212926-08'00'",
        "M": "D:20190120",
        "Zotero:Tags": '["water", "drought/late"]',
    }
    _document, (note,) = notes((0, "Highlight", keys))
    assert (note.author, note.comment, note.key) == ("Ada", "Why\nso low?", "abc-1")
    assert note.colour is Colour.BLUE
    assert note.created == "2019-01-20T05:29:26.000000+00:00"
    assert note.modified == "2019-01-20T00:00:00.000000+00:00"
    assert note.tags == ("water", "drought/late")


def test_a_sticky_note_stands_at_the_words_nearest_to_it() -> None:
    rect = Array([41, 345, 51, 358])
    document, (note,) = notes((0, "Text", {"Rect": rect, "Contents": "Look."}))
    assert note.kind is AnnotationKind.NOTE
    assert note.start == note.end
    assert document.text[note.start :].startswith(("The", "he"))


def test_drawings_and_frames_mark_an_area() -> None:
    for subtype in ("Square", "Circle", "Ink", "Polygon"):
        _document, (note,) = notes((0, subtype, {"Rect": Array([50, 100, 150, 180])}))
        assert note.kind is AnnotationKind.AREA
        assert note.area is not None
        assert (note.area.page, *note.area.rect) == (0, 50, 220, 150, 300)


def test_struck_words_and_the_caret_that_replaces_them_are_one_note() -> None:
    def change(pdf: Pdf) -> None:
        caret = pdfs.annotate(pdf, 0, "Caret", Rect=BOX, Contents="high")
        group = {"IRT": caret, "RT": Name.Group}
        pdfs.annotate(pdf, 0, "StrikeOut", **on("low"), **group)

    document = read(pdfs.changed(TEXT, change))
    (note,) = document.notes
    assert (note.kind, quote(document, note), note.comment) == (
        AnnotationKind.STRIKE,
        "low",
        "high",
    )


def test_a_reply_answers_its_note_and_a_mark_of_review_is_none() -> None:
    def change(pdf: Pdf) -> None:
        first = pdfs.annotate(pdf, 0, "Highlight", **on("river"), NM="first", T="Ada")
        reply = {"Rect": BOX, "IRT": first, "T": "Ben", "Contents": "Yes."}
        pdfs.annotate(pdf, 0, "Text", **reply, NM="second")
        pdfs.annotate(pdf, 0, "Text", **reply, StateModel="Review", State="Accepted")
        pdfs.annotate(pdf, 0, "Popup", Rect=BOX, Parent=first)

    first, second = read(pdfs.changed(TEXT, change)).notes
    assert (second.replies_to, second.start) == ("first", first.start)
    assert (second.author, second.comment) == ("Ben", "Yes.")


def test_parts_of_a_passage_over_two_pages_are_one_note() -> None:
    document, (note,) = notes(
        (0, "Highlight", on("to the island.") | {"NM": "closereader-7", "Contents": "So dry?"}),
        (1, "Highlight", on("and came back", 1) | {"NM": "closereader-7.2"}),
    )
    said = quote(document, note).replace("\n", " ")
    assert said == "to the island. and came back"
    assert (note.key, note.comment) == ("closereader-7", "So dry?")


def test_quads_that_reach_into_the_line_above_mark_each_word_once() -> None:
    keys = on("nobody remembered")
    quads = [float(c) for c in keys["QuadPoints"]]
    raised = [c + 6 if i in (1, 3) else c for i, c in enumerate(quads)]
    document, (note,) = notes((0, "Highlight", keys | {"QuadPoints": Array(raised)}))
    assert quote(document, note) == "nobody remembered"


def test_names_are_unique_and_the_same_each_time() -> None:
    marks = [(0, "Highlight", on("river") | {"NM": "x"}), (0, "Highlight", on("low") | {"NM": "x"})]
    marks += [(0, "Highlight", on("year"))]
    data = pdfs.marked(TEXT, marks)
    keys = [note.key for note in read(data).notes]
    assert len(set(keys)) == 3
    assert all(keys)
    assert keys == [note.key for note in read(data).notes]


def test_a_mark_on_a_turned_page_is_on_its_words() -> None:
    def turn(pdf: Pdf) -> None:
        pdf.pages[0].obj.Rotate = 90
        pdf.pages[0].obj.CropBox = Array([20, 20, 300, 390])

    document = read(pdfs.changed(pdfs.marked(TEXT, [(0, "Highlight", on("so many"))]), turn))
    assert [quote(document, note) for note in document.notes] == ["so many"]


def test_a_mark_on_a_picture_is_an_area() -> None:
    keys = {"Rect": BOX, "QuadPoints": Array([50, 360, 150, 360, 50, 340, 150, 340])}
    data = pdfs.marked(pdfs.plain("0.5 g 20 20 200 300 re f"), [(0, "Highlight", keys)])
    (note,) = read(data).notes
    assert note.kind is AnnotationKind.AREA


@pytest.mark.parametrize(
    "keys",
    [
        {"Rect": Array([0, 0, 0, 0])},
        {"Rect": Array([1e9, 1e9, -1e9, -1e9]), "QuadPoints": Array([1, 2, 3])},
        {"Rect": BOX, "M": "yesterday", "C": Array([9, -1]), "Zotero:Tags": "[[["},
        {"Rect": BOX, "NM": Dictionary(A=1), "Contents": Array([1])},
    ],
)
@pytest.mark.parametrize("subtype", ["Highlight", "Text", "Ink", "FreeText", "Caret"])
def test_what_is_wrong_in_an_annotation_spoils_nothing(
    subtype: str, keys: dict[str, object]
) -> None:
    document, _notes = notes((0, subtype, keys))
    assert document.text == PLAIN.text
