"""Lines that name an author, an issue or a source."""

import re

from closereader.importing import dates

_PARTICLES = frozenset(
    "de del della dello degli dei di da do dos das du des von van der den dem zu zur ten ter te la le el "
    "los las bin ibn al af av och y e o'".split()
)
_SUFFIXES = frozenset("jr. jr sr. sr ii iii iv esq. esq phd ph.d. m.d. md m.a. b.a.".split())
_HONOURS = frozenset(
    "mr. mr mrs. mrs ms. ms dr. dr prof. prof professor sir lady lord rev. rev rt. hon. st. saint".split()
)
# Words that stand in titles and headings, not in names.
_NO_NAME = frozenset(
    "the a an of in on at to for with from and or but not is are was were what who why how when where "
    "this that these those my your his her its our their der die das ein eine und oder im am vom zum zur "
    "les un une et ou dans sur pour avec lo una uno en con para sobre il gli i nel nella".split()
)
_BY = re.compile(
    r"(?:(?:written|words|text|story|report|review|essay|article|compiled|told)\s+)?by[:\s]\s*|"
    r"(?:text|autor|autorin|author|auteur|autore)\s?:\s+|(?:von|par|por|di|door)\s+",
    re.I,
)
# Of markup that parted the word from the name only the words are left.
_GLUED_BY = re.compile(r"^By(?=[A-Z][a-z]+ [A-Z])")
_ELISION = re.compile(r"^(?:d|l|dell|dall|de|o|al)['’-](?=[^\W\d_])")
_OTHER_HANDS = re.compile(
    r"(?:translated|edited|illustrated|adapted|introduced|selected|übersetzt|herausgegeben|traduit|traducido|tradotto|"
    r"with an introduction)\b.{0,40}\b(?:by|from|von|par|por|da)\b",
    re.I,
)
_CUT = re.compile(
    r"\s+[|•·–—]\s+.*|\s*[|•·].*|\s+[–—-]\s+.*|\s*\(.*|,?\s+(?:translated|edited|with)\b.*", re.I
)
_AND = re.compile(r"\s*(?:,?\s+(?:and|und|et|y|e|en)\s+|\s*&\s*|\s*,\s*|\s*;\s*)\s*")
_ISSUE = re.compile(
    r"\b(?:vol(?:ume|\.)?|no|nos|nr|num(?:ber)?|núm(?:ero)?|numéro|issue|heft|jahrgang|jg|band|bd|version|edition|ausgabe|année|año|anno|tome|tomo|n[°º])\.?\s*(?:\d+|[IVXLC]+)\b",
    re.I,
)
_SOURCE = re.compile(
    r"(?:source|quelle|fuente|fonte)\s?:|(?:first|originally|previously)\s+(?:published|printed|appeared|given|delivered)\b|"
    r"(?:published|reprinted|printed|taken|excerpted|extracted|reproduced|transcribed)\s+(?:in|by|from|with)\b|zuerst\s+(?:erschienen|veröffentlicht)\b|"
    r"publié\s+(?:dans|par)\b|publicado\s+(?:en|por)\b|©|copyright\b|\(c\)\s",
    re.I,
)
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+>?")
_DASH = re.compile(r"(?:[—–―]|--)\s*(?=\S)")


def looks_like_name(text: str) -> bool:
    """Whether the text could be one person's full name: two to five words, all with capitals but
    for particles ("von", "de"), no figures, none of the words that make a title."""
    tokens = text.strip(" .,").split()
    if not 1 <= len(tokens) <= 6 or len(text) > 50:
        return False
    proper = 0
    for token in tokens:
        low = token.lower()
        if low in _PARTICLES | _SUFFIXES | _HONOURS:
            continue
        token = _ELISION.sub("", token)
        letters = (
            token.replace(".", "").replace("-", "").replace("'", "").replace("’", "").strip(",")
        )
        if low in _NO_NAME or not letters.isalpha() or not token[0].isupper():
            return False
        proper += 1
    return 1 <= proper <= 5 and len(tokens) - proper <= 3


def author_of(text: str) -> str:
    """The author that a byline ("By Alan Woods", "von Jane Doe und John Roe | London") names, as it
    is written but for names all in capitals; "" if the line is no byline."""
    text = _GLUED_BY.sub("By ", text[:200])
    found = _BY.match(text)
    if found is None or len(text) > 120:
        return ""
    rest = _CUT.sub("", text[found.end() :]).strip(" .,:;*")
    date = dates.find(rest)
    if date is not None:
        rest = rest[: date.start].strip(" .,:;*")
    people = [person for person in _AND.split(rest) if person]
    named: list[str] = []
    for person in people:
        if not looks_like_name(person) or (len(person.split()) == 1 and named):
            break
        named.append(_cased(person))
    # After "By A", a place or a paper may follow with a comma; but the first must be a name.
    if not named or (len(named) < len(people) and "," not in rest):
        return ""
    return ", ".join(named)


def is_other_byline(text: str) -> bool:
    """ "Translated by …": somebody's share in the work, but not its author."""
    return len(text) <= 120 and _OTHER_HANDS.match(text) is not None


def bare_author(text: str, body: str) -> str:
    """The author a line names without "by": a name of two words or more, none of which stands in
    small letters anywhere in the text (as the words of a title do) and which is no subject of the
    text (seldom named in it). "" if it is none."""
    text = text.strip(" .")
    tokens = [
        t for t in re.findall(r"[^\W\d_]{2,}", text) if t.lower() not in _PARTICLES | _HONOURS
    ]
    if len(text.split()) < 2 or len(text) > 40 or not tokens or not looks_like_name(text):
        return ""
    if any(re.search(rf"\b{re.escape(token.lower())}\b", body) for token in tokens):
        return ""
    return _cased(text) if body.count(text) <= 2 else ""


def is_issue(text: str) -> bool:
    """Whether the line names an issue of a paper: volume and number, or one of them and a date."""
    if len(text) > 100 or text.endswith("?"):
        return False
    found = len(_ISSUE.findall(text))
    return found >= 2 or (found == 1 and dates.find(_ISSUE.sub("", text)) is not None)


def is_source(text: str) -> bool:
    """Whether the line says where the text was taken from, by its own words."""
    if len(text) > 250:
        return False
    return _ADDRESS.fullmatch(text) is not None or _SOURCE.match(text.lstrip("([*_ ")) is not None


def signature_of(text: str) -> str:
    """What stands after the dash of a last line like "—In Defense of Marxism"; "" without one."""
    found = _DASH.match(text)
    return text[found.end() :].strip() if found and len(text) <= 150 else ""


def _cased(name: str) -> str:
    if name.upper() != name or len(name) < 5:
        return name
    return " ".join(w if w.endswith(".") and len(w) <= 4 else w.title() for w in name.split())
