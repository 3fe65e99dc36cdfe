"""Languages by their names, and as the tags (BCP 47) by which readings keep them."""

import re
from functools import cache

from PySide6.QtCore import QLocale

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@cache
def languages() -> tuple[tuple[str, str], ...]:
    """(name, tag) of every language that is known, by name."""
    found = []
    for language in QLocale.Language:
        tag = QLocale.languageToCode(language)
        if tag and language not in (QLocale.Language.C, QLocale.Language.AnyLanguage):
            found.append((QLocale.languageToString(language), tag))
    return tuple(sorted(set(found)))


@cache
def _by_name() -> dict[str, str]:
    return {name.casefold(): tag for name, tag in languages()}


@cache
def _by_tag() -> dict[str, str]:
    return {tag: name for name, tag in languages()}


def name_of(tag: str) -> str:
    """The language of this tag by name, with its country: "Portuguese (Brazil)"; the tag itself where
    it is not known."""
    first, *rest = tag.split("-")
    name = _by_tag().get(first.lower())
    if name is None:
        return tag
    parts = [_part(part) for part in rest]
    return f"{name} ({', '.join(parts)})" if parts else name


def _part(part: str) -> str:
    if len(part) == 4 and part.isalpha():
        script = QLocale.codeToScript(part)
        if script != QLocale.Script.AnyScript:
            return str(QLocale.scriptToString(script))
    territory = QLocale.codeToTerritory(part)
    if territory != QLocale.Country.AnyCountry:
        return str(QLocale.territoryToString(territory))
    return part


def tag_of(words: str) -> str | None:
    """The tag of a language by its name, or of a tag that was typed; "" for nothing, None for what is
    neither."""
    words = " ".join(words.split())
    if not words:
        return ""
    tag = _by_name().get(words.casefold())
    if tag is not None:
        return tag
    known = words.split("-")[0].lower() in _by_tag()
    return words if known and _TAG.fullmatch(words) else None
