"""Dates as they stand in the head or at the end of a reading, in seven languages."""

import re
from dataclasses import dataclass

_MONTH_NAMES = (
    "january januar janvier enero gennaio janeiro januari jan jän jänner janv ene genn",
    "february februar février fevrier febrero febbraio fevereiro februari feb févr",
    "march märz mars marzo março maart mar mär mrz maerz",
    "april avril abril aprile apr avr abr",
    "may mai mayo maggio maio mei",
    "june juni juin junio giugno junho jun giu",
    "july juli juillet julio luglio julho jul lug juil",
    "august août aout agosto augustus aug ago",
    "september septembre septiembre settembre setembro sept sep set",
    "october oktober octobre octubre ottobre outubro oct okt ott out",
    "november novembre noviembre novembro nov",
    "december dezember décembre decembre diciembre dicembre dezembro dec dez déc dic",
)
_MONTHS = {name: i for i, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_M = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_Y = r"(1[0-9]\d\d|20\d\d)"
_D = r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_OF = r"(?:\s+(?:of|de|del|di|do))?"

_DAY_MONTH_YEAR = re.compile(rf"\b{_D}{_OF}\s+{_M}{_OF},?\s+{_Y}\b", re.I)
_MONTH_DAY_YEAR = re.compile(rf"\b{_M}\s+{_D},?\s+{_Y}\b", re.I)
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_DOTTED = re.compile(rf"\b(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{_Y}\b")
_SLASHED = re.compile(rf"\b\d{{1,2}}/\d{{1,2}}/{_Y}\b")
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일])?")
_MONTHS_YEAR = re.compile(rf"\b{_M}\s?[/–-]\s?{_M},?\s+{_Y}\b", re.I)
_MONTH_YEAR = re.compile(rf"\b{_M}{_OF},?\s+{_Y}\b", re.I)
_SEASON = re.compile(
    rf"\b(?:spring|summer|autumn|fall|winter|frühjahr|sommer|herbst|printemps|été|automne|hiver|primavera|verano|otoño|invierno)\s+{_Y}\b",
    re.I,
)
_YEAR = re.compile(rf"\b{_Y}\b")

_WEEKDAYS = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b\w+tag\b|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b",
    re.I,
)
_LABEL = re.compile(
    r"^(?:(?:first\s+)?(?:published|posted|updated|written|printed|date|dated)(?:\s+(?:on|in))?|release\s+date|datum|veröffentlicht(?:\s+am)?|erschienen(?:\s+am)?|publié(?:\s+le)?|le|fecha|publicado(?:\s+el)?|data|den|am|on)\s*:?\s+",
    re.I,
)
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d(?:\s*[ap]\.?m\.?)?\b", re.I)
_PLACE = re.compile(
    r"^[^\W\d_][\w'’.-]*(?:[ -][^\W\d_][\w'’.-]*){0,3}\s*[,.:;–—-]*\s*(?:the|den|le|el)?\s*$"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """Characters `start` to `end` of the line are a date; `value` is it in ISO 8601, as exactly as
    it is given (2005-06-09, 2005-06, 2005), or as printed where that is not sure."""

    start: int
    end: int
    value: str


def find(text: str) -> FoundDate | None:
    """The first most exact date in a line; None if it holds none."""
    if _DIGIT.search(text) is None:
        return None
    exact = _full(text)
    if exact is not None:
        return exact
    for pattern in (_MONTHS_YEAR, _SEASON, _SLASHED):
        found = pattern.search(text)
        if found:
            return FoundDate(found.start(), found.end(), found[0])
    found = _MONTH_YEAR.search(text)
    if found:
        return FoundDate(found.start(), found.end(), f"{found[2]}-{_month(found[1]):02}")
    found = _YEAR.search(text)
    return FoundDate(found.start(), found.end(), found[0]) if found else None


def is_date_line(text: str) -> bool:
    """Whether the line says nothing but a date: perhaps with a label, a place, a weekday, an hour."""
    if len(text) > 80 or _DIGIT.search(text) is None:
        return False
    label = _LABEL.match(text)
    if label:
        text = text[label.end() :]
    found = find(text)
    if found is None:
        return False
    bare_year = found.value == text[found.start : found.end] and found.value.isdigit()
    before = _WEEKDAYS.sub("", text[: found.start]).strip(" ,.;:()[]–—-")
    after = _CLOCK.sub("", text[found.end :]).strip(" ,.;:()[]–—-|•·")
    if bare_year:
        return (
            not before and not after and (label is not None or text.strip("()[]. ") == found.value)
        )
    if after and after.lower() not in ("utc", "gmt", "at"):
        return False
    return not before or (
        _PLACE.match(before + ",") is not None and before[:1].isupper() and len(before) <= 40
    )


def _full(text: str) -> FoundDate | None:
    for pattern, year, month, day in (
        (_DAY_MONTH_YEAR, 3, 2, 1),
        (_MONTH_DAY_YEAR, 3, 1, 2),
        (_ISO, 1, 2, 3),
        (_DOTTED, 3, 2, 1),
        (_CJK, 1, 2, 3),
    ):
        found = pattern.search(text)
        if found is None:
            continue
        y, m, d = int(found[year]), _month(found[month]), int(found[day] or 0)
        if 1 <= m <= 12 and d <= 31:
            value = f"{y:04}-{m:02}" + (f"-{d:02}" if d else "")
            return FoundDate(found.start(), found.end(), value)
    return None


def _month(word: str) -> int:
    return int(word) if word.isdecimal() else _MONTHS[word.lower()]
