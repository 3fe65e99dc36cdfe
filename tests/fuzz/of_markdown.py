"""Markdown, damaged."""

from pathlib import Path

from tests.fuzz.fuzzed import Fuzzed

_DATA = Path(__file__).resolve().parents[1] / "data" / "markdown"
_TOKENS = [
    b"# ", b"> ", b"- ", b"1. ", b"```\n", b"~~", b"**", b"_", b"`", b"[^1]", b"\n[^1]: ", b"[x](#y)", b"![p](q)",
    b"| a | b |\n|---|---|\n", b"---\n", b"\n\n", b"    ", b"<b>", b"<script>", b"\\", b"title: x\n", b"<!--",
    b"[a]: b\n", b"&amp;", b"<div\n", b"]]>", b"\x00",
]  # fmt: skip


def seeds() -> list[bytes]:
    """The files of the golden tests."""
    return [path.read_bytes() for path in sorted(_DATA.glob("*.md"))]


FUZZED = Fuzzed("markdown", "essay.md", seeds, _TOKENS)
