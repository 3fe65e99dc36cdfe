"""Pictures, charts and text boxes of a Word file stand where Word shows them; what cannot be shown is said."""

import pytest

from closereader.errors import UnreadableFile
from closereader.model.document import Document
from tests.helpers.papers import LONG, blocks, read_word
from tests.helpers.pictures import png
from tests.helpers.word_files import p, picture, r, style, table, tc, tr

STYLES = style("Normal", "Normal") + style("Caption", "caption")


def read(body: str, **made: object) -> Document:
    return read_word(body, STYLES, **made)


def test_pictures_stand_with_their_captions() -> None:
    data = png()
    document = read(
        p(LONG) + p(picture("p1", "A map")) + p("Figure 1. The valley.", style="Caption") + p(LONG)
        + p(r("Beside "), picture("p1", "Again"), r("words.")) + p(picture("p2", "A drawing in EMF")),
        pictures={"p1": data, "p2": b"\x01\x00\x00\x00EMF"},
    )  # fmt: skip
    figures = [text for kind, _level, text in blocks(document) if kind == "figure"]
    assert figures == ["Figure 1. The valley.", "Again", "[picture: A drawing in EMF]"]
    assert [(x.width, x.height, x.alt) for x in document.pictures] == [
        (400, 300, "A map"),
        (400, 300, "Again"),
    ]
    assert any("cannot be shown" in notice for notice in document.notices)


_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def test_what_cannot_be_shown_is_said_in_its_place() -> None:
    held = '<w:r><w:object><v:shape style="width:40pt;height:{}pt"><v:imagedata r:id="p1"/></v:shape>{}</w:object></w:r>'
    equation = (
        '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Equation.3"/>'
    )
    document = read(
        p(LONG)
        + p(r("Let "), held.format(60, equation), r(" and "), held.format(14, ""), r(" be."))
        + p(r("Before."), held.format(200, ""))
        + p("Figure 2. A curve.", style="Caption")
        + table(tr(tc(p(picture("p1", "A leaf"))), "b")),
        pictures={"p1": b"\x01\x00\x00\x00EMF"},
    )
    assert [text for _kind, _level, text in blocks(document)[1:]] == [
        "Let [equation] and [picture] be.",
        "Before.",
        "[picture] Figure 2. A curve.",
        "[picture: A leaf]\tb",
    ]
    assert document.notices == (
        "4 pictures, charts or objects cannot be shown; words stand in their places.",
    )


def test_charts_are_called_by_their_titles_and_diagrams_keep_their_words() -> None:
    drawing = "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>{}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    chart = f'<c:chart xmlns:c="{_CHART}" r:id="chart"/>'
    diagram = f'<d:relIds xmlns:d="{_DIAGRAM}" r:dm="diagramData"/>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    relations = "".join(
        f'<Relationship Id="{id_}" Type="{kind}{id_}" Target="{id_}.xml"/>'
        for id_ in ("chart", "diagramData")
    )
    shape = drawing.format("<wps:wsp xmlns:wps='urn:shape'/>")
    document = read(
        p(LONG) + p(drawing.format(chart)) + p(drawing.format(diagram)) + p(shape) + p("End."),
        members={
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package'
            f'/2006/relationships">{relations}</Relationships>'.encode(),
            "word/chart.xml": f'<c:chartSpace xmlns:c="{_CHART}" {space}><c:chart><c:title><a:t>Rain</a:t>'
            "<a:t>in May</a:t></c:title><c:autoTitleDeleted/></c:chart></c:chartSpace>".encode(),
            "word/diagramData.xml": f'<d:dataModel xmlns:d="{_DIAGRAM}" {space}><d:ptLst><d:pt><a:t>Spring</a:t></d:pt>'
            '<d:pt type="pres"><a:t>no</a:t></d:pt><d:pt><a:t>Sum</a:t><a:t>mer</a:t></d:pt></d:ptLst></d:dataModel>'.encode(),
        },
    )
    figures = [text for _kind, _level, text in blocks(document)[1:]]
    assert figures == ["[chart: Rain in May]", "[diagram: Spring; Summer]", "End."]


def test_the_name_of_a_file_says_nothing_of_a_picture() -> None:
    alts = (
        r"C:\Users\Ada\Desktop\map.png",
        "image001.jpg",
        "A map, Description automatically generated",
    )
    document = read(
        p(LONG) + "".join(p(picture("p1", alt)) for alt in alts), pictures={"p1": png()}
    )
    assert [picture.alt for picture in document.pictures] == ["", "", "A map"]


def test_a_file_with_nothing_but_what_cannot_be_shown_has_no_text() -> None:
    with pytest.raises(UnreadableFile, match="no text"):
        read(p(picture("p1", "A drawing")), pictures={"p1": b"\x01\x00\x00\x00EMF"})


def test_text_boxes_follow_their_paragraph_once() -> None:
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read(p(r("Before"), twice, r(" after.")) + p("Next."))
    assert [t for *_kind, t in blocks(document)] == ["Before after.", "In the box.", "Next."]


def test_words_below_a_picture_in_a_text_box_are_its_caption() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p(picture('p1'))}{p('The sun.')}</w:txbxContent></w:pict></w:r>"
    document = read(p(r("Before."), box) + p("After."), pictures={"p1": png()})
    assert blocks(document) == [
        ("paragraph", 0, "Before."),
        ("figure", 0, "The sun."),
        ("paragraph", 0, "After."),
    ]
    assert len(document.pictures) == 1
