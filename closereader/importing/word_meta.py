"""What a word processor's file says about itself, where it is not what the program put there."""

import re
from dataclasses import dataclass

from closereader.importing import dates

_NO_TITLE = re.compile(
    r"(?:\[?(?:document )?title\]?|untitled.*|unbenannt.*|document\d*|dokument\d*|word document|"
    r"microsoft word.*|powerpoint.*|presentation\d*|normal(?:\.dot[mx]?)?|template|vorlage|blank|\W*|"
    r".*\.(?:docx?|dotx?|odt|rtf|indd|qxd|tex|pdf))",
    re.I,
)
_NO_AUTHOR = re.compile(
    r"(?:user|users?\d*|admin.*|owner|author|microsoft.*|windows.*|office.*|python-docx|docx4j|"
    r"apache poi|pandoc|un-?named|unknown|anonymous|benutzer|usuario|utilisateur|\W*|root|pc|hp|dell|lenovo|"
    r"acer|asus|default|test|openoffice.*|libreoffice.*|google.*|x+|me|aspose.*|.{0,1})",
    re.I,
)
_MOST = 500
_SCRIPTS = {
    "ja": re.compile("[\u3041-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7a3]"),
    "zh": re.compile("[\u3400-\u9fff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
}
_CYRILLIC = ("ru", "uk", "bg", "sr", "be", "mk", "kk", "mn")
_ARABIC = ("ar", "fa", "ur", "ps", "ku")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?=$|[-_])", re.I)


@dataclass(slots=True)
class Meta:
    """ "" where nothing is said. `person`: who made the file, whom highlights in it are put down to."""

    title: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    person: str = ""


def title_of(text: str) -> str:
    """A title, unless it is the one that a program or a template gave."""
    text = one_line(text)
    return "" if _NO_TITLE.fullmatch(text) else text


def author_of(text: str) -> str:
    """Who wrote it, unless that is the name of a program or of nobody."""
    text = one_line(text.replace(";", ", "))
    return "" if _NO_AUTHOR.fullmatch(text) or "@" in text else text


def date_of(text: str) -> str:
    """The day of a time as programs write it."""
    found = dates.find(text[:10]) if re.match(r"\d{4}-\d\d-\d\d", text) else None
    return found.value if found and "1985" < found.value < "2100" else ""


def language_of(text: str) -> str:
    """The language of "de-CH"."""
    found = _LANGUAGE.match(text.strip())
    return found[1].lower() if found else ""


def language_in_script(said: str, text: str) -> str:
    """The language that a file says it is in, unless the letters are of another script: programs say what
    their own menus are in."""
    sample = text[:20_000]
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()}
    letters = sum(c.isalpha() for c in sample)
    if counts["ja"] > 0.1 * letters:
        return "ja"
    for name in ("ko", "zh", "el", "he"):
        if counts[name] > 0.5 * letters:
            return name
    if counts["ru"] > 0.5 * letters:
        return said if said in _CYRILLIC else ""
    if counts["ar"] > 0.5 * letters:
        return said if said in _ARABIC else ""
    return said


def one_line(text: str) -> str:
    """As one line of no great length."""
    return " ".join(text.split())[:_MOST]
