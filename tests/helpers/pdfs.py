"""PDFs for tests: typeset from their own sentences, or put together part by part."""

import io
from collections.abc import Callable, Sequence

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, Pdf

Rectangle = tuple[float, float, float, float]


def typeset(markup: str) -> bytes:
    """The PDF of a text in Typst's markup."""
    made = typst.compile({"main.typ": markup.encode()})
    assert isinstance(made, bytes)
    return made


def plain(*pages: str | bytes, resources: Callable[[Pdf], Dictionary] | None = None) -> bytes:
    """A PDF of 300 × 400 points whose pages are painted by these content streams. /F1 is Helvetica."""
    with Pdf.new() as pdf:
        for content in pages:
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            made = resources(pdf) if resources else Dictionary(Font=Dictionary(F1=font))
            page = Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, 300, 400]),
                Resources=made,
                Contents=pdf.make_stream(content.encode() if isinstance(content, str) else content),
            )
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        return saved(pdf)


def words(*lines: tuple[float, float, str], size: float = 12) -> str:
    """A content stream that writes each text at its place, from the bottom left."""
    return "".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in lines)


def changed(data: bytes, change: Callable[[Pdf], object], **options: object) -> bytes:
    """The PDF after `change`, saved with pikepdf's options."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        return saved(pdf, **options)


def saved(pdf: Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id="encryption" not in options, **options)
    return out.getvalue()


def quad(box: Rectangle, height: float) -> list[float]:
    """The corners of a box that counts from the top left of a page so high, as Acrobat writes them."""
    left, top, right, bottom = box
    high, low = height - top, height - bottom
    return [left, high, right, high, left, low, right, low]


def annotate(pdf: Pdf, number: int, subtype: str, **keys: object) -> Dictionary:
    """Put an annotation on a page; `Rect` from the bottom left, `QuadPoints` as they are."""
    page = pdf.pages[number]
    made = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), P=page.obj, **keys)
    )
    if "/Annots" not in page.obj:
        page.obj.Annots = Array([])
    page.obj.Annots.append(made)
    return made


def marked(data: bytes, marks: Sequence[tuple[int, str, dict[str, object]]]) -> bytes:
    """The PDF with annotations: page, subtype, keys."""

    def change(pdf: Pdf) -> None:
        for number, subtype, keys in marks:
            annotate(pdf, number, subtype, **keys)

    return changed(data, change)


def seeds() -> list[bytes]:
    """Small good files, the same each time, for damaging them."""
    two = plain(
        words((40, 350, "A page of words"), (40, 330, "that goes on here."), (150, 20, "1")),
        words((40, 350, "The second page says more.")),
    )
    note = {
        "Rect": Array([40, 345, 120, 365]),
        "QuadPoints": Array([40, 362, 120, 362, 40, 346, 120, 346]),
        "C": Array([1, 1, 0]),
        "NM": "one",
        "T": "Ada",
        "Contents": "Why?",
    }

    def contents(pdf: Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("First", 0))
        pdf.docinfo["/Title"] = "Two pages"

    packed = typeset(
        "= A heading\n\nWords in *bold* and _italic_, with a note.#footnote[Here it is.]"
    )
    return [changed(marked(two, [(0, "Highlight", note)]), contents), packed]
