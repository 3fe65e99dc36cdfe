"""One form for every text that comes in, so that an offset means the same place for ever.

No Unicode normalisation is done (no NFC): what the author wrote is what is quoted.
"""

import re
from dataclasses import dataclass

VERSION = 1
"""Raised whenever the same input would give another text; stored texts keep what they have."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# CR, CRLF, and what stands for a line or page end elsewhere: VT, FF, NEL, U+2028, U+2029.
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# A soft hyphen at a line end says that the word goes on; elsewhere it is only a wish about
# drawing. U+FEFF inside a text is the mark of a file that was joined to another.
_SOFT_BREAK = re.compile("\u00ad[\u00ad\ufeff \t]*\n[ \t]*(?=[^\\W\\d_])")
_UNSEEN = re.compile("[\u00ad\ufeff]")
# Control characters except TAB and LF, lone surrogates, and the 66 noncharacters of Unicode
# (Qt uses U+FDD0 and U+FDD1 for its own purposes).
_UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)


_ASCII_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A})


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in the one form, and how many of its characters became U+FFFD."""

    text: str
    replaced: int


def normalise(text: str) -> Normalised:
    """`text` with LF as its only line end, without soft hyphens and byte-order marks, and with
    U+FFFD for each character that cannot be kept: NUL and other controls, lone surrogates,
    noncharacters (reliability: one canonical text). Normalising twice changes nothing."""
    text = _LINE_END.sub("\n", text)
    if not text.isascii():
        text = _SOFT_BREAK.sub("", text)
        text = _UNSEEN.sub("", text)
    elif len(text.encode("ascii").translate(None, _ASCII_CONTROLS)) == len(text):
        # Looking at every character with a pattern takes 0.1 s in a book of 3 MB.
        return Normalised(text, 0)
    text, replaced = _UNFIT.subn(REPLACEMENT, text)
    return Normalised(text, replaced)
