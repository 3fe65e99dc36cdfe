"""Addresses of passages, and of the web, named in running words: "compare ¶9", "see l. 145"."""

import re
from dataclasses import dataclass

_RANGE = r"(?:\s?[-‐‑–—]\s?{0}\d{{1,6}}(?:\.\d{{1,4}})?)?"
_PARAGRAPHS = r"¶{1,2}\s?\d{1,6}(?:\.\d{1,4})?" + _RANGE.format("¶?")
_NUMBERED = r"(?<!\w)ll?\.\s?\d{1,6}(?:[-‐‑–—]\d{1,6})?(?![\w])"
_PAGES = r"(?<!\w)pp?\.\s?(?:\d{1,6}|[ivxlc]{1,9})(?:[-‐‑–—](?:\d{1,6}|[ivxlc]{1,9}))?(?!\w)"
_PLACE = re.compile(f"{_PARAGRAPHS}|{_NUMBERED}|{_PAGES}")
_WEB = re.compile(r"(?<!\w)(?:https?://|mailto:)[^\s<>\"“”`|\\^{}]+")
WEB_SCHEMES = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Reference:
    """Code points `start` to `end` of a text name `target`: an address as `Addresses.find` takes it,
    or one of the web. Whether it leads anywhere is not known here."""

    start: int
    end: int
    target: str

    @property
    def is_web(self) -> bool:
        """Whether it leads out of the reading."""
        return self.target.startswith(WEB_SCHEMES)


def references(text: str) -> list[Reference]:
    """All that are named, in order, none over another."""
    found = [_web(match) for match in _WEB.finditer(text)]
    for match in _PLACE.finditer(text):
        if not any(web.start < match.end() and match.start() < web.end for web in found):
            found.append(Reference(match.start(), match.end(), match[0]))
    return sorted(found, key=lambda each: each.start)


def reference_at(text: str, offset: int) -> Reference | None:
    """The one that code point `offset` is in, or just behind."""
    return next((each for each in references(text) if each.start <= offset <= each.end), None)


def _web(match: re.Match[str]) -> Reference:
    """Without the punctuation of the sentence it stands in, and a bracket it did not open."""
    target = match[0]
    while target and (
        target[-1] in ".,;:!?'’*_"
        or (target[-1] == ")" and target.count(")") > target.count("("))
        or (target[-1] == "]" and target.count("]") > target.count("["))
    ):
        target = target[:-1]
    return Reference(match.start(), match.start() + len(target), target)
