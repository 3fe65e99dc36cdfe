"""Web pages saved as MHTML, damaged."""

from tests.fuzz import of_html
from tests.fuzz.fuzzed import Fuzzed
from tests.helpers.pages import PNG, mhtml

_TOKENS = [
    b"Content-Type: multipart/related; boundary=x\r\n", b"Content-Type: text/html; charset=utf-7\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Transfer-Encoding: quoted-printable\r\n", b"--part",
    b"--part--\r\n", b"\r\n\r\n", b"Content-ID: <a@b>\r\n", b"Content-Location: cid:a@b\r\n", b"=3D", b"=\r\n",
    b"<frameset>", b"=?utf-8?Q?=E8?=", b"\x00", b"charset=\"", b"start=<a@b>;",
    *of_html.FUZZED.tokens[:12],
]  # fmt: skip


def seeds() -> list[bytes]:
    """The pages of the golden tests, each with a picture, in two encodings of mail."""
    pages = of_html.seeds()
    pictures = {"http://example.org/a.png": PNG, "cid:b@c": PNG}
    made = [mhtml(page, pictures) for page in pages]
    return [*made, mhtml(pages[0], pictures, is_base64=True)]


FUZZED = Fuzzed("mhtml", "page.mhtml", seeds, _TOKENS, examples=120)
