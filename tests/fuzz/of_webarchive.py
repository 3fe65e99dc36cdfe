"""Safari's web archives, damaged."""

from tests.fuzz import of_html
from tests.fuzz.fuzzed import Fuzzed
from tests.helpers.pages import PNG, webarchive

_TOKENS = [
    b"bplist00", b"WebMainResource", b"WebResourceData", b"WebSubresources", b"\xd1", b"\xaf\x10", b"\x4f\x12",
    b"\x80\xff", b"\xa1\x00", b"\x5f\x13\xff", b"\x23nan00000", *of_html.FUZZED.tokens[:8],
]  # fmt: skip


def seeds() -> list[bytes]:
    """The pages of the golden tests, each with a picture."""
    return [webarchive(page, {"http://example.org/a.png": PNG}) for page in of_html.seeds()]


FUZZED = Fuzzed("webarchive", "page.webarchive", seeds, _TOKENS, examples=100, is_named=False)
