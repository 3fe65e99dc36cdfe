"""Texts that no person wrote: imported or refused within the limits."""

from pathlib import Path

import pytest

from tests.hostile.judging import judge

FLOODS = {
    "one line of 19 MB": lambda: b"word " * 3_800_000,
    "one word of 2 MB": lambda: b"x" * 2_000_000,
    "a million paragraphs": lambda: b"x\n\n" * 1_000_000,
    "thousands of lines": lambda: b"A line.\n" * 20_000,
    "combining marks": lambda: ("e" + "\u0301" * 100_000 + " text\n").encode() * 3,
    "right to left overrides": lambda: ("\u202e\u2067abc " * 100_000).encode(),
    "brackets": lambda: b"[1](" * 300_000,
    "controls": lambda: b"text \x01\x02\x1b[31m\x9b text text text text text text text\n" * 5_000,
    "broken encoding": lambda: b"gr\xfc\xdfe \xff\xfe\xed\xa0\x80 text\n" * 10_000,
    "spaces": lambda: b"word" + b" " * 5_000_000 + b"word",
    "emoji": lambda: ("👩‍👩‍👧‍👦" * 100_000).encode(),
}


@pytest.mark.parametrize("kind", FLOODS)
def test_a_flood_of_text_is_read_or_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "in" / "text.txt"
    path.parent.mkdir()
    path.write_bytes(FLOODS[kind]())
    judge(path)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("headings", b"# " * 100_000),
        ("quotes", b">" * 200_000 + b" text"),
        ("lists", b"".join(b"  " * min(n, 500) + b"- item\n" for n in range(2_000))),
        ("stars", b"*a **b " * 20_000),
        ("links", b"[a](" * 20_000),
        ("references", b"".join(b"[^%d]\n\n[^%d]: note\n\n" % (n, n) for n in range(5_000))),
        ("tables", b"|a" * 20_000 + b"\n" + b"|-" * 20_000 + b"\n" + b"|b" * 20_000),
    ],
)
def test_a_flood_of_markdown_is_read_or_refused(tmp_path: Path, kind: str, data: bytes) -> None:
    path = tmp_path / "in" / "text.md"
    path.parent.mkdir()
    path.write_bytes(data)
    judge(path, may_be_stopped=kind in ("stars", "links"))
