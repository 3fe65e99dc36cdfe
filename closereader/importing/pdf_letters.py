"""All letters of a PDF's page as PDFium tells them, fetched in bulk."""

import ctypes
import re
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count, repeat
from typing import Any

import pypdfium2_raw as pdfium

from closereader.importing import word_symbols

MOST_LETTERS = 300_000
"""Of one page: a newspaper's page has 60,000. More is a drawing made of letters, and is cut off."""

_POINTER = ctypes.c_void_p
_NUMBER = ctypes.c_int


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    # With plain addresses and no line of Python between the calls, a call that is made for every letter
    # of a book takes a quarter of the time.
    address = ctypes.cast(function, _POINTER).value
    assert address is not None
    found: Callable[..., Any] = ctypes.CFUNCTYPE(result, *arguments)(address)
    return found


_box = _plain(pdfium.FPDFText_GetLooseCharBox, _NUMBER, _POINTER, _NUMBER, _POINTER)
_origin = _plain(pdfium.FPDFText_GetCharOrigin, _NUMBER, _POINTER, _NUMBER, _POINTER, _POINTER)
_object = _plain(pdfium.FPDFText_GetTextObject, _POINTER, _POINTER, _NUMBER)

_UNFIT = "\N{REPLACEMENT CHARACTER}"
_HYPHEN = "-"
_SURROGATE = re.compile("[\ud800-\udfff]")
_CLEAN: dict[int, str] = {
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x20), 0x7F), _UNFIT),
    # Letters of Windows' own table under their numbers there, as many programs write them.
    **{code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)},
    **dict.fromkeys((*range(0xFDD0, 0xFDF0), 0xFFFF, *range(0xD800, 0xE000)), _UNFIT),
    # PDFium's marks for a hyphen at the end of a line, and what some fonts call their hyphen.
    **dict.fromkeys((0x02, 0xAD, 0xFFFE), _HYPHEN),
    **dict.fromkeys((0xA0, 0x2028, 0x2029, 0xFEFF), " "),
    # Signs of symbol fonts, in the private area; small capitals and figures of Adobe's fonts.
    **{code: word_symbols.letter(code, "symbol") or chr(code) for code in range(0xF021, 0xF100)},
    **{code: word_symbols.letter(code, "") for code in (0xF0A7, 0xF0B7, 0xF0D8, 0xF0E0, 0xF0FC)},
    **{0xF761 + place: chr(ord("a") + place) for place in range(26)},
    **{0xF730 + place: chr(ord("0") + place) for place in range(10)},
}  # fmt: skip


@dataclass(slots=True)
class Letters:
    """What PDFium says of each letter of a page. `text`: one code point a letter, spaces among them;
    boxes and origins in the page's own space; `owners`: the text object of each."""

    text: str
    left: "array[float]"
    bottom: "array[float]"
    right: "array[float]"
    top: "array[float]"
    x: "array[float]"
    y: "array[float]"
    owners: list[int | None]
    places: Sequence[int] = ()


def letters_of(text_page: Any) -> Letters:
    """All letters of an open text page, in PDFium's order."""
    total = min(int(pdfium.FPDFText_CountChars(text_page)), MOST_LETTERS)
    if total <= 0:
        empty = array("f")
        return Letters("", empty, empty, empty, empty, empty, empty, [])
    handle = ctypes.cast(text_page, _POINTER).value
    boxes = array("f", bytes(16 * total))
    first, _size = boxes.buffer_info()
    deque(map(_box, repeat(handle), range(total), count(first, 16)), maxlen=0)
    origins = array("d", bytes(16 * total))
    at, _size = origins.buffer_info()
    deque(map(_origin, repeat(handle), range(total), count(at, 16), count(at + 8, 16)), maxlen=0)
    owners = list(map(_object, repeat(handle), range(total)))
    units = _units(text_page, total)
    # The fields of FS_RECTF: left, top, right, bottom.
    found = Letters(
        "".join(map(chr, units)),
        boxes[0::4], boxes[3::4], boxes[2::4], boxes[1::4],
        array("f", origins[0::2]), array("f", origins[1::2]), owners, range(total),
    )  # fmt: skip
    if _SURROGATE.search(found.text):
        found = _paired(found)
    found.text = found.text.translate(_CLEAN)
    return found


def _units(page: Any, total: int) -> "array[int]":
    """The UTF-16 unit of every letter of a page."""
    units = array("H", bytes(2 * (total + 1)))
    into = (ctypes.c_ushort * (total + 1)).from_buffer(units)
    # All at once where that leaves nothing out (the count includes a NUL at the end).
    if pdfium.FPDFText_GetText(page, 0, total, into) == total + 1:
        del into
        return units[:total]
    del into
    return array("H", (pdfium.FPDFText_GetUnicode(page, i) & 0xFFFF for i in range(total)))


def _paired(letters: Letters) -> Letters:
    """With one letter for each pair of surrogates; it stands where the second of them does."""
    text, kept = [], []
    high = 0
    for place, letter in enumerate(letters.text):
        unit = ord(letter)
        if 0xD800 <= unit < 0xDC00:
            high = unit
            continue
        if 0xDC00 <= unit < 0xE000:
            letter = chr(0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00) if high else _UNFIT
            if ord(letter) & 0xFFFE == 0xFFFE:
                letter = _UNFIT
        high = 0
        text.append(letter)
        kept.append(place)
    picked = [
        array("f", map(values.__getitem__, kept))
        for values in (
            letters.left,
            letters.bottom,
            letters.right,
            letters.top,
            letters.x,
            letters.y,
        )
    ]
    owners = [letters.owners[place] for place in kept]
    left, bottom, right, top, x, y = picked
    return Letters("".join(text), left, bottom, right, top, x, y, owners, kept)
