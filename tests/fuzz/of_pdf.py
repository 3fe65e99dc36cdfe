"""PDFs, damaged."""

from tests.fuzz.fuzzed import Fuzzed
from tests.helpers import pdfs

_TOKENS = [
    b"endobj", b"obj", b"stream", b"endstream", b"xref", b"trailer", b"startxref", b"%%EOF", b"<<", b">>", b"[", b"]",
    b"/Type/Page", b"/Kids[1 0 R]", b"/Count 2147483647", b"/Count -1", b"/Parent 3 0 R", b"/Contents 4 0 R", b"/Rotate 90",
    b"/CropBox[0 0 1 1]", b"/MediaBox[0 0 1e9 1e9]", b"/UserUnit 75000", b"/Prev 0", b"/Size 99999999", b"/Length 999999",
    b"/Filter[/FlateDecode/FlateDecode]", b"BT", b"ET", b"Tj", b"Tm", b"Do", b"q", b"/Subtype/Highlight", b"/IRT 9 0 R",
    b"/QuadPoints[0 0 0 0 0 0 0 0]", b"/First 5 0 R", b"/Next 5 0 R", b"/Encrypt 1 0 R", b"/ToUnicode 7 0 R", b"<D800>",
    b"<0000>", b"\xfe\xff\xd8\x00", b"1 0 R", b"-1e38", b"NaN",
]  # fmt: skip

FUZZED = Fuzzed("pdf", "paper.pdf", pdfs.seeds, _TOKENS, examples=120)
