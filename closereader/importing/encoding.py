"""Turns the bytes of a text into characters, and says which encoding it took.

The order is fixed and has no statistics in it, because detectors guess wrong on real course files
(chardet called 1 MB of cp1252 "cp862", charset-normalizer called `café` UTF-16): byte-order mark;
the pattern of NUL bytes that UTF-16 leaves in Western text; strict UTF-8; UTF-8 with a few broken
places; the page's own declaration; cp1252.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from closereader.errors import UnreadableFile
from closereader.i18n import _

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What people and pages call an encoding, and the codec that reads it. Browsers read "latin-1" as
# cp1252 and "gb2312" as gb18030 (WHATWG Encoding), so that the quotation marks come out right.
# Python knows codecs that are no encodings of text (zlib, rot13, idna): only these are used.
_ALIASES = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
    "utf-8-sig": "utf-8",
    "utf-32": "utf-32-le",
}
_KNOWN = frozenset(
    "utf-8 utf-16-le utf-16-be utf-32-le utf-32-be cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 "
    "cp1257 cp1258 cp437 cp850 cp852 cp866 cp874 cp932 cp949 gb18030 big5 euc_jp iso2022_jp koi8-r "
    "koi8-u mac-roman mac-cyrillic iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 "
    "iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16".split()
)
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w:.-]{1,40})""",
    re.I,
)
_CONTROL_BYTES = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D})
_UNLIKELY = frozenset({"Cc", "Cn", "Co", "Cs"})
_BROKEN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Decoded:
    """`encoding`: the codec's name. `is_guess`: nothing in the file says that it is right.
    `broken`: how many places could not be decoded and became U+FFFD."""

    text: str
    encoding: str
    is_guess: bool = False
    broken: int = 0


def decode(data: bytes, name: str, encoding: str | None, is_html: bool = False) -> Decoded:
    """The characters of `data`; an `encoding` the reader chose is taken whatever the bytes say.

    Raises `UnreadableFile` if the chosen encoding is not known.
    """
    if encoding:
        codec = codec_of(encoding)
        if codec is None:
            raise UnreadableFile(
                name,
                _("There is no encoding “{encoding}”. Try utf-8, cp1252 or utf-16.").format(
                    encoding=encoding[:40]
                ),
            )
        return _replacing(_without_mark(data, codec), codec)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], codec)
    wide = _wide(data)
    if wide:
        return _replacing(data, wide)
    declared = declared_in(data) if is_html else None
    if declared == "iso2022_jp" and b"\x1b" in data:
        return _replacing(data, declared)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    almost = _replacing(data, "utf-8")
    if _is_mostly_utf8(almost):
        return almost
    if declared is not None and declared != "utf-8":
        return _replacing(data, declared)
    # The five bytes that cp1252 leaves open stand for themselves, and so become U+FFFD later.
    text = data.decode("cp1252", "latin-1-rest")
    return Decoded(text, "cp1252", is_guess=True)


def codec_of(name: str) -> str | None:
    """The codec that reads what is called `name`; None if there is none that reads text."""
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    found = _ALIASES.get(found, found)
    return found if found in _KNOWN else None


def declared_in(data: bytes) -> str | None:
    """The encoding that an HTML or XML page names in its first 2,048 bytes, if it is known."""
    found = _DECLARED.search(data[:2048])
    codec = codec_of(found[1].decode("ascii", "replace")) if found else None
    # A declaration that can be read as single bytes is not UTF-16, whatever it says.
    return None if codec is None or codec.startswith(("utf-16", "utf-32")) else codec


def _without_mark(data: bytes, codec: str) -> bytes:
    for mark, marked in _MARKS:
        if marked == codec and data.startswith(mark):
            return data[len(mark) :]
    return data


def _replacing(data: bytes, codec: str) -> Decoded:
    text = data.decode(codec, "replace")
    if _BROKEN not in text:
        return Decoded(text, codec)
    # U+FFFD that stood in the file is not a fault of decoding.
    own = data.count(_BROKEN.encode(codec)) if codec.startswith("utf-") else 0
    return Decoded(text, codec, broken=max(text.count(_BROKEN) - own, 0))


def _is_mostly_utf8(almost: Decoded) -> bool:
    """Whether broken places are the exception: at least ten sound characters beyond ASCII to each
    (cp1252 read as UTF-8 has hardly any sound ones)."""
    beyond = sum(1 for c in almost.text if c > "\x7f") - almost.text.count(_BROKEN)
    return beyond >= 10 * almost.broken


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark, told by the NUL bytes that its spaces and line ends have at least.

    Read as single bytes it is full of controls; read as UTF-16 the right way round it has next to
    none, hardly a character that Unicode does not know, and spaces or other separators.
    """
    sample = data[:8192]
    sample = sample[: len(sample) // 2 * 2]
    if 0 not in sample or len(sample) < 4:
        return None
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    if controls < 0.05 * len(sample):
        return None
    best = max(("utf-16-le", "utf-16-be"), key=lambda codec: _plausible(sample, codec))
    return best if _plausible(sample, best) >= 0.98 else None


def _plausible(sample: bytes, codec: str) -> float:
    """The share of characters that a text may have; 0 if it cannot be decoded, or separates
    nothing."""
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError as error:
        # A pair cut at the end of the sample is no objection.
        if error.start < len(sample) - 2:
            return 0.0
        text = sample[: error.start].decode(codec)
    if not text:
        return 0.0
    separators = sum(
        1 for c in text if c in " \n\r\t" or "\u3000" <= c <= "\u303f" or "\uff00" < c < "\uff60"
    )
    known = sum(1 for c in text if c in "\n\r\t" or unicodedata.category(c) not in _UNLIKELY)
    return known / len(text) if separators >= 0.02 * len(text) else 0.0


def _rest_as_latin_1(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("latin-1-rest", _rest_as_latin_1)
