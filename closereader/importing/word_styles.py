"""What the name of a paragraph's style says it is, in the languages in which programs name their styles."""

import re
from functools import lru_cache

from closereader.importing.word_flow import Paragraph
from closereader.model.document import BlockKind, Role

_LONGEST_NAME = 120


def _any(*names: str) -> str:
    """A pattern of any of the names, which are parted by "|"."""
    return f"(?:{'|'.join(names)})"


def _one_of(*names: str) -> "re.Pattern[str]":
    return re.compile(_any(*names), re.I)


def _with_one_of(*names: str) -> "re.Pattern[str]":
    return re.compile(rf".*(?<!\w){_any(*names)}(?!\w).*", re.I)


_HEADING = re.compile(
    _any(
        "heading|header|überschrift|ueberschrift|berschrift|titre|título|titulo|titolo|titre de niveau|kop|h",
        "rubrik|overskrift|otsikko|nagłówek|naglowek|nadpis|címsor|заголовок|標題|标题|見出し|제목|başlık|naslov",
        "encabezado|intestazione|cabeçalho",
    )
    + r"[\s_-]*([1-9])",
    re.I,
)
_ROLES = (
    (
        _one_of(
            "(?:book |document |article |paper |main |titlepage )?title",
            "titel|titre|título|titolo|titulo|tytuł|название|표제|標題|标题|表題",
        ),
        Role.TITLE,
    ),
    (
        _one_of(
            r"sub[\s-]?title|untertitel|sous[\s-]titre|subtítulo|sottotitolo|ondertitel|podtytuł",
            "副标题|副題",
        ),
        Role.SUBTITLE,
    ),
    (
        _one_of("authors?|first author|byline|autor(?:in|en)?|auteurs?|autore|verfasser"),
        Role.BYLINE,
    ),
    (_one_of("date|datum|fecha|data"), Role.DATE),
)
_KINDS = (
    (
        _with_one_of(
            "quotes?|quotations?|block ?text|block ?quotes?|blockquotation|extract|zitat|citation|cita",
            "citazione|citaat|citat|引用",
        ),
        BlockKind.QUOTATION,
    ),
    (
        _with_one_of("verse|poem|poetry|vers|gedicht|strophe|stanza|lyrics|poème|poesia"),
        BlockKind.VERSE,
    ),
    (
        _one_of(
            r"(?:.*\W)?code(?:\W.*)?|source ?code|listing|programlisting|verbatim|preformatted text",
            "html preformatted|html vorformatiert|préformaté html|vorformatierter text",
        ),
        BlockKind.CODE,
    ),
    (
        _one_of(
            r"(?:.*\W)?captions?(?:\W.*)?|beschriftung|légende|legende|leyenda|didascalia|bijschrift",
            "epígrafe|abbildung|illustration|figure|drawing|图注|題注|图表标题",
        ),
        BlockKind.FIGURE,
    ),
)
_NOT_QUOTED = re.compile(r"\b(?:source|attribution|bibliograph)", re.I)
_CONTENTS = re.compile(
    _any(
        "toc|contents|inhaltsverzeichnis|verzeichnis|tm|tdc|índice|indice|sommario|spis treści|目次"
    )
    + r"[\s_-]*(?:\d|heading)|table of figures|toaheading|inhaltsverzeichnisüberschrift",
    re.I,
)
_CODE_LETTERS = _one_of(
    "verbatim ?char|html ?code|source ?text|quelltext|html ?(?:keyboard|typewriter|sample)|code ?char",
    "inline ?code|code|teletype",
)


_TYPEWRITER = re.compile(
    r"(?:courier|consolas|monaco|menlo|andale mono|fixedsys|inconsolata|lucida console|letter gothic)\b.*"
    r"|.*\b(?:mono|typewriter|code)\b(?! ?39).*",
    re.I,
)


@lru_cache(maxsize=1_000)
def is_typewriter(font: str) -> bool:
    """Whether all letters of a font are as wide as each other, by its name."""
    return _TYPEWRITER.fullmatch(font[:_LONGEST_NAME].strip().rstrip("0123456789")) is not None


def apply(name: str, said: Paragraph) -> bool:
    """Set in `said` what the style's name tells; whether it tells anything."""
    name = " ".join(name.replace("_20_", " ").replace("_", " ").split())[:_LONGEST_NAME]
    found = _HEADING.fullmatch(name)
    if found:
        said.heading = int(found[1])
        return True
    for pattern, role in _ROLES:
        if pattern.fullmatch(name):
            said.role = role
            if role is Role.TITLE:
                said.heading = 1
            else:
                said.kind = BlockKind.METADATA
            return True
    for pattern, kind in _KINDS:
        if pattern.fullmatch(name):
            if kind is BlockKind.QUOTATION and _NOT_QUOTED.search(name):
                continue
            said.kind = kind
            return True
    return False


def is_contents(name: str) -> bool:
    """Whether a style is that of lines of a table of contents, which the outline takes the place of."""
    return _CONTENTS.match(name) is not None


def is_bulleted(name: str) -> bool:
    """Whether a style is that of items with a bullet, in a file that does not say how they look."""
    return "bullet" in name.lower()


def is_code(name: str) -> bool:
    """Whether a style of letters is that of code."""
    return _CODE_LETTERS.fullmatch(name[:_LONGEST_NAME].replace("_20_", " ")) is not None
