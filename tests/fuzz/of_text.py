"""Plain text, damaged."""

from pathlib import Path

from tests.fuzz.fuzzed import Fuzzed

_DATA = Path(__file__).resolve().parents[1] / "data" / "text"
_LETTER = (
    "The Ferryman's Ledger\n\nby Nora Quill\n\n9 June 2005\n\nCHAPTER I\n\n    He wrote down every cros-\n"
    "sing, and what the river did.[1]\n\n* * *\n\n“Who is there?” — “Nobody.”\n\n1. one\n2. two\n\n"
    "NOTES\n\n[1] Größe, 井戸, بئر.\n"
)
_TOKENS = [
    b"\n\n", b"\n", b"\r\n", b"\x0c", b"    ", b"\t", b"CHAPTER II\n", b"* * *\n", b"[1]", b"1. ", b"- ",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\xe2\x80\xae", b"\xcc\x81", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80",
    b"by ", b"-\n", b"\xe2\x80\x9c", b"| ", b"=====\n", b"\xc2\xad\n", b"\xe4\xba\x95", b"Title: ",
]  # fmt: skip


def seeds() -> list[bytes]:
    """The texts of the golden tests, and one in other encodings."""
    files = [path.read_bytes() for path in sorted(_DATA.glob("*.txt"))]
    encoded = [_LETTER.encode(name) for name in ("utf-8", "utf-16", "utf-8-sig")]
    return [*files, *encoded, _LETTER.encode("cp1252", "ignore")]


FUZZED = Fuzzed("text", "letter.txt", seeds, _TOKENS)
