"""A page that was typeset and scanned, read by the real Tesseract where it is installed."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst

from closereader.importing.scan import ScanFile, read_scan
from closereader.model.span import Span
from closereader.ocr import find, usable
from closereader.progress import Progress

WORDS = (
    "The ferry that once carried the whole village across the estuary now carries only its "
    "furniture. Every autumn the boatman loads tables and a piano with three missing keys."
)


@pytest.mark.skipif(find() is None, reason="Tesseract is not installed")
def test_the_words_of_a_scanned_page_are_read_where_they_stand(tmp_path: Path) -> None:
    found = read_scan(
        ScanFile(_scanned(tmp_path), "scan.pdf"),
        usable(Progress()),
        [0],
        ("eng",),
        Progress(),
        folder=tmp_path,
    )
    text = found.document.text
    assert text == WORDS
    (page,) = found.document.source_pages
    (box,) = page.rects(Span(text.index("piano"), text.index("piano") + 5))
    there = pypdfium2.PdfDocument(tmp_path / "page.pdf")[0].get_textpage()
    index, _count = there.search("piano").get_next()
    left, bottom, right, top = there.get_charbox(index)
    assert abs(box.left - left) < 3
    assert box.top - 2 < page.height - top < page.height - bottom < box.bottom + 2
    assert right < box.right


def _scanned(folder: Path) -> Path:
    """A typeset page as a picture of 200 dots an inch, wrapped as a PDF."""
    page = folder / "page.pdf"
    page.write_bytes(
        typst.compile(
            {
                "main.typ": b"#set page(width: 12cm, height: 9cm, margin: 1.5cm)\n"
                b'#set text(11pt, hyphenate: true, lang: "en")\n#set par(justify: true)\n'
                + WORDS.encode()
            }
        )
    )
    drawn = pypdfium2.PdfDocument(page)[0].render(scale=200 / 72, grayscale=True)
    rows = bytes(drawn.buffer)
    data = b"".join(
        rows[row * drawn.stride : row * drawn.stride + drawn.width] for row in range(drawn.height)
    )
    pdf = pikepdf.new()
    picture = pikepdf.Stream(
        pdf,
        data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=drawn.width,
        Height=drawn.height,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
    )
    width, height = drawn.width * 0.36, drawn.height * 0.36
    sheet = pdf.add_blank_page(page_size=(width, height))
    sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=pdf.make_indirect(picture)))
    sheet.Contents = pikepdf.Stream(pdf, b"q %.2f 0 0 %.2f 0 0 cm /I Do Q" % (width, height))
    scan = folder / "scan.pdf"
    pdf.save(scan)
    return scan
