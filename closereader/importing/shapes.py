"""Lines that say by their own wording what they are: chapter headings, scene breaks, labels,
salutations. In the languages whose books are most read; what is not here is found by its place.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from closereader.importing import lists
from closereader.importing import punctuation as marks


class Rank(IntEnum):
    """How high a kind of heading stands above others of the same text."""

    BOOK = 0
    CHAPTER = 1
    SCENE = 2
    NUMERAL = 3
    CAPITALS = 4
    DOUBLE_LINE = 5
    NUMBERED = 6
    SINGLE_LINE = 16
    PLAIN = 17


@dataclass(frozen=True, slots=True)
class Shape:
    """`rank` of the heading; `depth`: how many numbers it has ("2.1" two); `is_label`: nothing but
    "CHAPTER I", so that the next line may be its title; `number`: its number as it stands."""

    rank: Rank
    depth: int = 0
    is_label: bool = False
    number: str = ""


_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty first second third fourth fifth sixth seventh eighth ninth "
    "tenth eleventh twelfth last eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf "
    "un deux trois quatre cinq premier première deuxième troisième quatrième dernier dernière "
    "uno dos tres cuatro cinco primero primera segundo segunda tercero tercera cuarto cuarta quinto "
    "primo prima terzo terza quarto"
)
_NUMBER = (
    r"(?:(?:the|le|la|el|il|der|das)\s+)?(?:\d{1,3}|[ivxlcdm]{1,8}|(?:twenty|thirty|forty|fifty)[- ]\w+|"
    + "|".join(_ONES.split())
    + r")"
)
_UNITS = {
    Rank.BOOK: "book part volume buch teil band livre partie tome libro parte tomo boek deel",
    Rank.CHAPTER: "chapter chap letter stave canto lecture act kapitel brief akt gesang aufzug chapitre "
    "lettre acte chant capítulo capitulo carta acto capitolo lettera atto hoofdstuk section sección "
    "abschnitt",
    Rank.SCENE: "scene scène szene escena scena auftritt",
}
_UNIT_PATTERNS = tuple(
    (
        rank,
        re.compile(
            rf"(?P<label>(?:the\s+)?(?:{'|'.join(names.split())})\.?\s+(?P<number>{_NUMBER}))(?![\w'’])(?P<rest>.*)",
            re.I,
        ),
    )
    for rank, names in _UNITS.items()
)
# "Erster Teil", "Erstes Kapitel", "First Part", "Première partie".
_ORDINAL_FIRST = re.compile(
    r"(?:the\s+)?(?:\w{4,12}(?:st|nd|rd|th)|erste[rs]?|zweite[rs]?|dritte[rs]?|vierte[rs]?|fünfte[rs]?|sechste[rs]?|letzte[rs]?|premi[eè]re?|deuxi[eè]me|troisi[eè]me|primer[ao]?|segund[ao]|tercer[ao]?|prim[ao]|terz[ao])"
    r"\s+(?P<unit>part|book|chapter|act|scene|letter|canto|teil|buch|kapitel|akt|aufzug|auftritt|brief|partie|livre|chapitre|acte|parte|libro|capítulo|acto|capitolo|atto)\.?",
    re.I,
)
_NAMED = frozenset(
    "preface foreword introduction introductory prologue epilogue afterword appendix conclusion contents "
    "notes footnotes endnotes bibliography references index acknowledgements acknowledgments abstract "
    "summary glossary dedication postscript vorwort einleitung prolog epilog nachwort anhang schluss "
    "inhalt inhaltsverzeichnis anmerkungen fußnoten literatur literaturverzeichnis zusammenfassung "
    "préface avant-propos prologue épilogue postface annexe conclusion sommaire bibliographie remerciements "
    "prefacio prólogo introducción epílogo apéndice conclusión conclusiones índice notas bibliografía "
    "prefazione introduzione prologo epilogo appendice conclusione indice note bibliografia".split()
)
NOTE_HEADINGS = frozenset(
    "notes footnotes endnotes anmerkungen fußnoten endnoten notas note".split()
)
_ROMAN_LINE = re.compile(r"(?:§\s*)?([IVXLC]{1,8}|\d{1,3})\.?")
_DECIMAL = re.compile(r"(?:§\s*)?(\d{1,2}(?:\.\d{1,2}){0,4})\.?\)?\s+(?=\S)")
_ROMAN_START = re.compile(r"([IVXL]{1,6})\.\s+(?=\S)")
_UNDERLINE = re.compile(r"([=\-~_^\"*#])\1{2,}")
_BREAK = re.compile(
    r"(?:[*•·⁂~#+=_—–✻❦❧◆◇§◦]\s*){1,12}|-(?:\s*-){2,12}|(?:\*\s*){3,}|o(?:\s*0\s*o|O0Oo)|⁂"
)
_LABEL = re.compile(
    r"(title|subtitle|author|authors|editor|translator|illustrator|release date|date|published|publisher|"
    r"language|source|original publication|credits|subject|posting date|last updated|"
    r"most recently updated|character set encoding|"
    r"titel|untertitel|autor|autorin|verfasser|übersetzer|sprache|datum|quelle|verlag|"
    r"titre|sous-titre|auteur|traducteur|langue|éditeur|título|subtítulo|traductor|idioma|fecha|fuente|"
    r"titolo|autore|traduttore|lingua|data|fonte)\s?:\s+(\S.*)",
    re.I,
)
_SALUTATION = re.compile(
    r"(?:(?:my\s+)?(?:dear(?:est)?|honou?red|esteemed|beloved)\b.{0,60}|sirs?|madam|gentlemen|comrades?(?:\s+\w+)?|"
    r"(?:mein[e]?\s+)?(?:liebe[rs]?|geehrte[rs]?|sehr\s+geehrte[rs]?|verehrte[rs]?)\b.{0,60}|"
    r"(?:mon\s+|ma\s+|mes\s+)?(?:chère?s?|monsieur|madame)\b.{0,60}|(?:mi\s+|mis\s+)?(?:querid[oa]s?|estimad[oa]s?)\b.{0,60}|"
    r"(?:mio\s+|mia\s+)?(?:car[oaie]|gentile|egregio)\b.{0,60}|to whom it may concern)\s*[,:!.—-]+",
    re.I,
)
_CLOSING = re.compile(
    r"(?:(?:i am|i remain|believe me)\b.{0,60}|(?:ever\s+)?(?:yours?|affectionately|respectfully|sincerely|"
    r"faithfully|"
    r"with\s+(?:kind|best|warm)\b|love|regards|best\s+wishes|"
    r"your\b.{0,30}(?:friend|servant|brother|sister|son|daughter|comrade))\b.{0,50}|"
    r"mit\s+\w+\s+grü(?:ß|ss)en|hochachtungsvoll|dein[e]?|ihr[e]?|herzlich|cordialement|bien\s+à\s+(?:vous|toi)|"
    r"atentamente|un\s+abrazo|saludos|cordiali\s+saluti)\s*[,.!]*",
    re.I,
)


def unit_shape(text: str) -> Shape | None:
    """ "CHAPTER XIV. THE RETURN", "Erster Teil", "Act II, Scene 1": a unit and its number."""
    for rank, pattern in _UNIT_PATTERNS:
        found = pattern.match(text)
        if found is None:
            continue
        rest = found["rest"].strip()
        label_is_marked = found["label"][:1].isupper()
        if not rest.strip(" .:—–-"):
            return (
                Shape(rank, is_label=True, number=found["number"].lower())
                if label_is_marked
                else None
            )
        # "Chapter 3 shows that …" is a sentence: a title follows a mark, or begins with a capital
        # and does not end like a sentence (unless all is in capitals).
        title = rest.lstrip(" .:,—–-")
        after_mark = rest[0] in ".:—–-,"
        unended = title[-1:] not in ".,;" or (after_mark and title[-1:] == "." and len(text) <= 60)
        fits = marks.is_capitals(text) or (
            unended and not marks.starts_lower(title) and (after_mark or marks.starts_upper(title))
        )
        return Shape(rank, number=found["number"].lower()) if label_is_marked and fits else None
    found = _ORDINAL_FIRST.fullmatch(text)
    if found is not None and text[:1].isupper():
        unit = found["unit"].lower()
        rank = next(
            (r for r, names in _UNITS.items() if unit in names.split()),
            Rank.CHAPTER,
        )
        return Shape(rank, is_label=True, number=text.split()[0].lower())
    return None


def strong_shape(text: str) -> Shape | None:
    """The shape of a line that is a heading by its wording alone, wherever it stands."""
    if len(text) > 120 or not text:
        return None
    shape = unit_shape(text)
    if shape is not None:
        return shape
    bare = text.rstrip(".:").lower()
    if bare in _NAMED and text[0].isupper():
        return Shape(Rank.CHAPTER, is_label=False, number=bare)
    return None


def numeral_shape(text: str) -> Shape | None:
    """A number alone on its line: "I.", "XIV", "12". The caller looks whether there are others."""
    found = _ROMAN_LINE.fullmatch(text) if len(text) <= 12 else None
    if found is None or (not found[1].isdecimal() and not lists.roman_value(found[1])):
        return None
    return Shape(Rank.NUMERAL, is_label=True, number=found[1].lower())


def numbered_shape(text: str) -> Shape | None:
    """ "2.1 Sources", "3. Method", "IV. The strike": a number before a title."""
    found = _DECIMAL.match(text)
    if found is not None:
        return Shape(Rank.NUMBERED, depth=found[1].count(".") + 1, number=found[1])
    found = _ROMAN_START.match(text)
    if found is not None and lists.roman_value(found[1]):
        return Shape(Rank.NUMERAL, number=found[1].lower())
    return None


def is_underline(text: str) -> bool:
    """A row of one sign, as it stands under a heading."""
    return _UNDERLINE.fullmatch(text) is not None if text[:1] in '=-~_^"*#' else False


def is_break(text: str) -> bool:
    """A line of asterisks or other signs that parts two scenes."""
    return len(text) <= 40 and not text[0].isalnum() and _BREAK.fullmatch(text) is not None


def label_of(text: str) -> tuple[str, str] | None:
    """Name (in small letters) and value of a line like "Author: Jane Doe"."""
    colon = text.find(":", 0, 30)
    found = _LABEL.fullmatch(text) if colon > 0 and len(text) <= 200 else None
    return (found[1].lower(), found[2].strip()) if found else None


def is_salutation(text: str) -> bool:
    """The line with which a letter begins."""
    return len(text) <= 90 and _SALUTATION.fullmatch(text) is not None


def is_closing(text: str) -> bool:
    """The line with which a letter ends, before the name."""
    return len(text) <= 90 and _CLOSING.fullmatch(text) is not None
