"""What the words of RTF say of letters and of paragraphs."""

from collections.abc import Callable
from dataclasses import replace

from closereader.importing.rtf_head import Head
from closereader.importing.rtf_state import Letters, Setting
from closereader.importing.word_flow import Paragraph

_TWIPS = 20.0
_UNDERLINES = b"ul uld uldash uldashd uldashdd uldb ulth ulw ulwave ulhwave".split()


def _switch(name: str) -> Callable[[Letters, int | None], Letters]:
    return lambda letters, value: replace(letters, **{name: value != 0})


def _fixed(**said: object) -> Callable[[Letters, int | None], Letters]:
    return lambda letters, _value: replace(letters, **said)  # type: ignore[arg-type]


def _number(name: str, default: int) -> Callable[[Letters, int | None], Letters]:
    return lambda letters, value: replace(
        letters,
        **{name: default if value is None else value},  # type: ignore[arg-type]
    )


LETTER_WORDS: dict[bytes, Callable[[Letters, int | None], Letters]] = {
    b"b": _switch("bold"),
    b"i": _switch("italic"),
    b"scaps": _switch("small"),
    b"strike": _switch("strike"),
    b"striked": _switch("strike"),
    b"v": _switch("hidden"),
    b"deleted": _switch("deleted"),
    b"mvf": _switch("deleted"),
    b"ulnone": _fixed(under=False),
    b"super": lambda letters, value: replace(letters, vertical=int(value != 0)),
    b"sub": lambda letters, value: replace(letters, vertical=-int(value != 0)),
    b"nosupersub": _fixed(vertical=0),
    b"up": lambda letters, value: replace(letters, vertical=int(value != 0)),
    b"dn": lambda letters, value: replace(letters, vertical=-int(value != 0)),
    b"f": _number("font", -1),
    b"fs": _number("size", 24),
    b"highlight": _number("mark", 0),
    b"chcbpat": _number("shade", 0),
    b"cb": _number("shade", 0),
} | {word: _switch("under") for word in _UNDERLINES}
"""What a word changes in how letters look."""


def _set(name: str, default: int = 0) -> Callable[[Setting, int | None], Setting]:
    return lambda setting, value: replace(
        setting,
        **{name: default if value is None else value},  # type: ignore[arg-type]
    )


SETTING_WORDS: dict[bytes, Callable[[Setting, int | None], Setting]] = {
    b"s": _set("style"),
    b"outlinelevel": _set("outline", 9),
    b"qc": lambda setting, _value: replace(setting, is_centred=True),
    b"ql": lambda setting, _value: replace(setting, is_centred=False),
    b"qr": lambda setting, _value: replace(setting, is_centred=False),
    b"qj": lambda setting, _value: replace(setting, is_centred=False),
    b"li": _set("left"),
    b"lin": _set("left"),
    b"ri": _set("right"),
    b"rin": _set("right"),
    b"fi": _set("first"),
    b"ilvl": _set("level"),
    b"intbl": lambda setting, value: replace(setting, is_in_table=value != 0),
}
"""What a word changes in how a paragraph is set."""


def paragraph_of(head: Head, setting: Setting) -> Paragraph:
    """What a paragraph is that is set so."""
    said = head.paragraph(setting.style)
    if 0 <= setting.outline <= 8 and not said.role:
        said.heading = setting.outline + 1
    said.is_centred = setting.is_centred
    said.indent = ((setting.left + min(setting.first, 0)) / _TWIPS, setting.right / _TWIPS)
    said.level = min(max(setting.level, 0), 8) + 1
    said.depth = setting.left / _TWIPS
    return said
