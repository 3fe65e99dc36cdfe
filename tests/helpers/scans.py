"""A scan: pages that are pictures without a letter of text in the file."""

import io
from pathlib import Path

import pikepdf

WIDTH, HEIGHT = 420, 595


def write_scan(path: Path, pages: int = 2, *, text_on: dict[int, str] | None = None) -> Path:
    """A PDF of so many pages, each a grey picture; `text_on`: lines of text instead, by page from 0."""
    pdf = pikepdf.new()
    for number in range(pages):
        words = (text_on or {}).get(number)
        page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        if words is None:
            _paint(pdf, page, number)
        else:
            _write(pdf, page, words)
    data = io.BytesIO()
    pdf.save(data, deterministic_id=True)
    path.write_bytes(data.getvalue())
    return path


def _paint(pdf: pikepdf.Pdf, page: pikepdf.Page, number: int) -> None:
    # The shade makes every page, and every scan, another one.
    picture = pikepdf.Stream(
        pdf,
        bytes([230 - number % 40]) * (60 * 85),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=60,
        Height=85,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=pdf.make_indirect(picture)))
    page.Contents = pikepdf.Stream(pdf, b"q %d 0 0 %d 0 0 cm /I Do Q" % (WIDTH, HEIGHT))


def _write(pdf: pikepdf.Pdf, page: pikepdf.Page, words: str) -> None:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
    lines = b" ".join(b"(%s) Tj 0 -14 Td" % line.encode("latin-1") for line in words.split("\n"))
    page.Contents = pikepdf.Stream(pdf, b"BT /F 11 Tf 50 500 Td " + lines + b" ET")
