"""Which characters the bundled faces lack, and which no font of this system has."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import typst

from closereader.typeset import engine
from closereader.typeset.content import clean

# Latin with accents and the punctuation of print: in both bundled faces (held by a test).
_SURE = frozenset(
    chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180)) if code not in (0xAD, 0x149)
) | frozenset("\n\t\u200b‐‑–—‘’‚“”„•…‹›€−")
# Signs that join or vary others, and marks, which only show with the letter they stand on.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c") | frozenset(
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
_MOST_TRIED = 400
_PROBE = (
    '#set document(title: "x")\n#set text(font: "EB Garamond", lang: "en")\n#json("probe.json")'
)


def unusual(texts: Iterable[str]) -> set[str]:
    """The characters of `texts` that are not certainly in the bundled faces."""
    used = set().union(*texts) - _SURE
    return set(clean("".join(used))) - _INVISIBLE


def lacking(characters: set[str], fonts_folder: Path) -> set[str]:
    """Of these characters, those the bundled text or interface face lacks."""
    if not characters:
        return set()
    faces = [
        _characters(fonts_folder / name) for name in ("EBGaramond-Regular.ttf", "Inter-Regular.ttf")
    ]
    return {c for c in characters if any(ord(c) not in face for face in faces)}


@cache
def _characters(font: Path) -> frozenset[int]:
    # Loaded only for a text that goes beyond Latin.
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def without_font(characters: set[str], fonts: typst.Fonts) -> list[str]:
    """Of these characters, those that no font at hand can show, in order of code points.

    The typesetter draws them as boxes without a word; only its strictest standard, PDF/UA-1,
    makes it name them, so each is set on its own under that standard.
    """
    tried = sorted(characters)[:_MOST_TRIED]
    if not tried or _can_show("".join(tried), fonts):
        return []
    return [c for c in tried if not _can_show(c, fonts)]


def _can_show(characters: str, fonts: typst.Fonts) -> bool:
    probe = json.dumps(" ".join(characters)).encode()
    try:
        engine.compile_pdf(
            {"main.typ": _PROBE.encode(), "probe.json": probe}, fonts, 0, strict=True
        )
    except typst.TypstError:
        return False
    return True
