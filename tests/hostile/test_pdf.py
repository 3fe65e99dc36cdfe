"""Hostile PDFs through the child that reads them: read as far as possible or refused, and nothing happens."""

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.helpers import pdfs
from tests.hostile.judging import SECRET, Verdict, judge, silent_beacon

SAID = "The river was low that year."
PAGE = pdfs.words((40, 350, SAID))


def judged(tmp_path: Path, data: bytes, *, may_be_stopped: bool = False) -> Verdict:
    path = tmp_path / "in" / "paper.pdf"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return judge(path, may_be_stopped=may_be_stopped)


def _acts(address: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        script = Dictionary(S=Name.JavaScript, JS=String(f"app.launchURL('http://{address}/js')"))
        launch = Dictionary(S=Name.Launch, F=String("/bin/true"))
        form = Dictionary(S=Name.SubmitForm, F=String(f"http://{address}/form"))
        web = Dictionary(S=Name.URI, URI=String(f"http://{address}/uri"))
        remote = Dictionary(S=Name.GoToR, F=String("../secret.pdf"), D=Array([0, Name.Fit]))
        pdf.Root.OpenAction = script
        pdf.Root.AA = Dictionary(WC=launch, DS=form)
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
        pdf.pages[0].obj.AA = Dictionary(O=launch)
        pdf.pages[0].obj.Annots = Array(
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 300, 400]), A=action
                )
            )
            for action in (script, launch, form, web, remote)
        )
        pdf.attachments["secret.txt"] = SECRET.encode()

    return change


def test_scripts_programs_forms_and_attachments_do_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_text(SECRET)
    with silent_beacon() as address:
        verdict = judged(tmp_path, pdfs.changed(pdfs.plain(PAGE), _acts(address)))
    assert verdict.document is not None
    assert SAID in verdict.document.text
    for word in ("launchURL", "/bin/true", "secret.pdf", "javascript:"):
        assert word not in verdict.words


def _ring_of_tables() -> bytes:
    """Each table of objects says that there is an older one, and that is itself."""
    data = pdfs.plain(PAGE)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        data = pdfs.saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    start = data.rindex(b"xref\n", 0, data.rindex(b"startxref"))
    return data.replace(b"trailer <<", b"trailer << /Prev %d" % start)


def _form_of_itself(pdf: Pdf) -> None:
    form = pdf.make_stream(b"/X Do " * 50, Type=Name.XObject, Subtype=Name.Form)
    form.BBox = Array([0, 0, 300, 400])
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    _draw(pdf, form)


def _forms_in_forms(pdf: Pdf) -> None:
    """Ten draw ten draw ten … ten thousand million times in all."""
    form = pdf.make_stream(b"0 0 m 1 1 l S", Type=Name.XObject, Subtype=Name.Form)
    form.BBox = Array([0, 0, 300, 400])
    for _level in range(10):
        outer = pdf.make_stream(b"/X Do " * 10, Type=Name.XObject, Subtype=Name.Form)
        outer.BBox = Array([0, 0, 300, 400])
        outer.Resources = Dictionary(XObject=Dictionary(X=form))
        form = outer
    _draw(pdf, form)


def _draw(pdf: Pdf, form: pikepdf.Object) -> None:
    page = pdf.pages[0].obj
    page.Resources.XObject = Dictionary(X=form)
    page.Contents = pdf.make_stream(PAGE.encode() + b"/X Do")


def _many_pages(pdf: Pdf) -> None:
    pdf.Root.Pages.Count = 2_000_000_000


def _ring_of_pages(pdf: Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def _flood(pdf: Pdf) -> None:
    """400 MB of blanks after the words."""
    packer = zlib.compressobj(9)
    data = packer.compress(PAGE.encode())
    blanks = b" " * (1 << 20)
    data += b"".join(packer.compress(blanks) for _ in range(400)) + packer.flush()
    stream = pikepdf.Stream(pdf, b"")
    stream.write(data, filter=Name.FlateDecode)
    pdf.pages[0].obj.Contents = pdf.make_indirect(stream)


def _huge_page(pdf: Pdf) -> None:
    pdf.pages[0].obj.MediaBox = Array([0, 0, 2_000_000_000, 2_000_000_000])


CHANGES = {
    "a form that draws itself fifty times": _form_of_itself,
    "forms in forms": _forms_in_forms,
    "a count that lies": _many_pages,
    "a ring of pages": _ring_of_pages,
    "a page of blanks without end": _flood,
    "a page as large as a town": _huge_page,
}
# That these never end is seen by nobody but the watch on the child.
STOPPED = (
    "a form that draws itself fifty times",
    "forms in forms",
    "a page of blanks without end",
)


@pytest.mark.parametrize("kind", CHANGES)
def test_what_has_no_end_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    data = pdfs.changed(pdfs.plain(PAGE), CHANGES[kind])
    verdict = judged(tmp_path, data, may_be_stopped=kind in STOPPED)
    assert SAID in verdict.words or verdict.sentence


@pytest.mark.parametrize(
    "inside", [b"[" * 100_000, b"<</A" * 50_000], ids=["arrays", "dictionaries"]
)
def test_nesting_without_end_is_read_or_refused(tmp_path: Path, inside: bytes) -> None:
    data = pdfs.plain(PAGE)
    at = data.rindex(b"startxref")
    judged(tmp_path, data[:at] + b"99 0 obj " + inside + b" endobj\n" + data[at:])
    judged(tmp_path, data.replace(b"/MediaBox", b"/Deep " + inside + b" /MediaBox"))


def test_a_table_of_objects_that_leads_to_itself_is_read_or_refused(tmp_path: Path) -> None:
    verdict = judged(tmp_path, _ring_of_tables())
    assert SAID in verdict.words or "damaged" in verdict.sentence
