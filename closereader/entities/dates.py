"""Dates: found by pattern, each with a key so that two ways of writing one date are one entity."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from closereader.entities.gazetteer import words_of

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)  # fmt: skip.split()
_SHORT = {"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8, "Sept": 9,
          "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12}  # fmt: skip
_FOREIGN = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
)
_NUMBER_OF = {
    **{name: i + 1 for i, name in enumerate(_MONTHS)},
    **_SHORT,
    **{name: i + 1 for names in _FOREIGN for i, name in enumerate(names.split())},
}
_SEASON_OF = {"spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn",
              "winter": "winter"}  # fmt: skip
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
)  # fmt: skip.split()
_DECADE_WORDS = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6,
                 "seventies": 7, "eighties": 8, "nineties": 9}  # fmt: skip

_SP = r"[ \u00a0\u2009\u202f]"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|(?:{'|'.join(_SHORT)})(?:\.|\b))"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_TH = rf"(?:{_SP}?(?:st|nd|rd|th)\b)?"
_YEAR = r"(?P<year>[12]\d{3})(?!\d|[.,]\d)"
_WEEKDAY = rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?{_SP})?"
_NOT_IN_NUMBER = r"(?<![\d.,/$£€#¶§\w-])"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("day", rf"{_WEEKDAY}{_NOT_IN_NUMBER}{_DAY}{_TH}(?:{_SP}of)?{_SP}{_MONTH}(?:,?{_SP}{_YEAR})?"),
    (
        "day",
        rf"{_WEEKDAY}\b{_MONTH}{_SP}(?:the{_SP})?{_DAY}{_TH}(?![\d:]|\.\d)"
        rf"(?P<more>[-–]\d{{1,2}}(?!\d))?(?:,?{_SP}{_YEAR})?",
    ),
    (
        "months",
        rf"\b{_MONTH}{_SP}?[/–-]{_SP}?(?P<until>{'|'.join(_MONTHS)})(?:,?{_SP}{_YEAR})?",
    ),
    ("month", rf"\b{_MONTH},?{_SP}(?:of{_SP})?{_YEAR}"),
    (
        "foreign",
        rf"{_NOT_IN_NUMBER}{_DAY}(?:\.|º|er)?{_SP}(?:de{_SP})?"
        rf"(?P<month>{'|'.join(' '.join(_FOREIGN).split())}){_SP}(?:de{_SP})?{_YEAR}",
    ),
    (
        "season",
        rf"\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter){_SP}(?:of{_SP})?{_YEAR}",
    ),
    ("iso", rf"{_NOT_IN_NUMBER}(?P<year>[12]\d{{3}})-(?P<month>0[1-9]|1[0-2])-{_DAY}(?![\d-])"),
    ("slashed", rf"{_NOT_IN_NUMBER}\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d(?!\d)"),
    (
        "era",
        rf"{_NOT_IN_NUMBER}(?P<number>[1-9]\d{{0,3}})(?:[-–](?P<to>\d{{1,4}}))?{_SP}?"
        r"(?P<era>BCE|BC|B\.C\.(?:E\.)?|AD|A\.D\.|CE|C\.E\.)(?!\w)",
    ),
    ("anno", rf"\b(?:AD|A\.D\.){_SP}(?P<number>[1-9]\d{{0,3}})(?!\d)"),
    ("decade", rf"{_NOT_IN_NUMBER}(?P<decade>[12]\d\d0)['’]?s\b"),
    ("decade", r"\b(?P<tens>nineteen|eighteen)-(?P<unit>" + "|".join(_DECADE_WORDS) + r")\b"),
    (
        "century",
        rf"\b(?P<ordinal>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}"
        rf"|(?:[1-9]|1\d|2[01])(?:st|nd|rd|th))[ \u00a0-]century(?:{_SP}(?P<era>BCE|BC|B\.C\.|AD|CE))?",
    ),
    ("range", rf"{_NOT_IN_NUMBER}(?P<year>[12]\d{{3}})[-–/](?P<to>\d{{4}}|\d\d)(?![\d-]|[.,]\d)"),
    ("year", rf"{_NOT_IN_NUMBER}(?P<year>[12]\d{{3}})(?![\d\w%°/-]|[.,]\d)"),
    ("alone", rf"\b(?P<month>{'|'.join(_MONTHS)})\b(?!-)"),
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date written in code points `start` to `end`; `key` is the same however it is written:
    "2005-06-09", "2005-06", "--06-09" without a year, "--02", "2003-autumn", "1989/1990",
    "1990s", "C21", "0431-bc"."""

    start: int
    end: int
    key: str


# One after another, so that the first pattern to take a stretch has it; a line without digit and
# without month is passed by.
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)
_HINT = re.compile(rf"\d|century|nineteen-|eighteen-|{'|'.join(_MONTHS)}")


def find_dates(text: str, start: int, end: int) -> Iterator[Date]:
    """The dates between code points `start` and `end`, in order of place."""
    line = text[start:end]
    if not _HINT.search(line):
        return
    taken: list[tuple[int, int, str]] = []
    for name, pattern in _COMPILED:
        for match in pattern.finditer(line):
            if any(match.start() < t[1] and t[0] < match.end() for t in taken):
                continue
            key = _KEYS[name](match) if _fits(name, line, match) else None
            if key:
                stop = match.end()
                if match.group().endswith("."):
                    stop -= 1  # the point of "Sept." is not part of what is shown
                taken.append((match.start(), stop, key))
    for begin, stop, key in sorted(taken):
        yield Date(start + begin, start + stop, key)


def _year(match: "re.Match[str]") -> str:
    return match.groupdict().get("year") or ""


def _month(match: "re.Match[str]") -> int:
    return _NUMBER_OF[match["month"].rstrip(".")]


def _day_key(match: "re.Match[str]") -> str:
    day = f"{_year(match) or '-'}-{_month(match):02}-{int(match['day']):02}"
    more = match.groupdict().get("more")
    return f"{day}/{int(more[1:]):02}" if more else day


def _months_key(match: "re.Match[str]") -> str:
    return f"{_year(match) or '-'}-{_month(match):02}-to-{_NUMBER_OF[match['until']]:02}"


def _range_key(match: "re.Match[str]") -> str | None:
    begin, to = match["year"], match["to"]
    until = to if len(to) == 4 else begin[:2] + to
    return f"{begin}/{until}" if int(begin) < int(until) else None


def _era_key(match: "re.Match[str]") -> str:
    until = match["to"]
    before = "-bc" if match["era"].startswith("B") else ""
    return f"{int(match['number']):04}" + (f"/{int(until):04}" if until else "") + before


def _decade_key(match: "re.Match[str]") -> str:
    named = match.groupdict()
    if named.get("decade"):
        return f"{named['decade']}s"
    century = {"nineteen": 19, "eighteen": 18}[match["tens"]]
    return f"{century}{_DECADE_WORDS[match['unit']]}0s"


def _century_key(match: "re.Match[str]") -> str:
    word = match["ordinal"]
    number = int(word[:-2]) if word[0].isdigit() else _ORDINALS.index(word) + 1
    return f"C{number}" + ("-bc" if (match["era"] or "").startswith("B") else "")


_KEYS: dict[str, Callable[["re.Match[str]"], str | None]] = {
    "day": _day_key,
    "months": _months_key,
    "month": lambda match: f"{_year(match)}-{_month(match):02}",
    "foreign": _day_key,
    "season": lambda match: f"{_year(match)}-{_SEASON_OF[match['season'].lower()]}",
    "iso": lambda match: match.group(),
    "slashed": lambda match: match.group(),
    "era": _era_key,
    "anno": lambda match: f"{int(match['number']):04}",
    "decade": _decade_key,
    "century": _century_key,
    "range": _range_key,
    "year": lambda match: match["year"],
    "alone": lambda match: f"--{_month(match):02}",
}

_BEFORE_YEAR = words_of(
    "in since of by until till from before after during to between and circa around early late mid"
    " year through c. ca. spring summer autumn fall winter or the"
)
_NOT_BEFORE_YEAR = words_of(
    "page pages p p. pp pp. line lines no no. nos room chapter vol vol. volume about some over"
    " nearly almost than least only another these those isbn psalm figure table verse"
)
_VERBS_IN_S = words_of("was is has does sees marks remains as this its his")
_NAME_TOO = frozenset({"March", "May", "August", "April", "June"})
_BEFORE_MONTH = words_of(
    "in since until till after before by during of last next this from to into and between early late"
    " mid through that every each or the"
)
_SURELY_BEFORE = words_of("in by since until till after before during early late mid last next")
_AFTER_MONTH = words_of(
    "Revolution Days Day Uprising Theses Rising Massacre Monarchy Crisis War Plot Laws Decrees"
    " Manifesto Movement Group Offensive Strike"
)
_WORD_BEFORE = re.compile(r"([\w.]+)[ \u00a0\u2009]$")
_WORD_AFTER = re.compile(r"[ \u00a0\u2009]([^\W\d_]+)")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:][”’\"')\]]*\s+|[“\"«‘])$")


def _fits(name: str, line: str, match: "re.Match[str]") -> bool:
    """Whether the words beside bear it out that this is a date and no count, verb or name."""
    if name == "year":
        return _is_year(line, match)
    if name == "alone":
        return _is_month(line, match)
    if name == "range":
        return _word_before(line, match) not in _NOT_BEFORE_YEAR
    return True


def _word_before(line: str, match: "re.Match[str]") -> str:
    before = _WORD_BEFORE.search(line, max(0, match.start() - 30), match.start())
    return before[1].lower() if before else ""


def _is_year(line: str, match: "re.Match[str]") -> bool:
    year = int(match["year"])
    before = _word_before(line, match)
    if before in _NOT_BEFORE_YEAR or year > 2199:
        return False
    after = _WORD_AFTER.match(line, match.end())
    follower = after[1] if after else ""
    if before in _BEFORE_YEAR and before not in ("the", "to", "and", "from", "or", "of"):
        return True
    if year < 1200 and before not in _BEFORE_YEAR:
        return False
    # "1500 soldiers", "2000 copies": a count, not a year.
    return not (follower.endswith("s") and follower.islower() and follower not in _VERBS_IN_S)


def _is_month(line: str, match: "re.Match[str]") -> bool:
    after = _WORD_AFTER.match(line, match.end())
    follower = after[1] if after else ""
    before = _word_before(line, match)
    if follower[:1].isupper() and (before not in _SURELY_BEFORE or follower in _AFTER_MONTH):
        return False  # "October Revolution", "April Theses", "June Carter"
    if before in _BEFORE_MONTH and not (before == "the" and match["month"] in _NAME_TOO):
        return True
    if match["month"] in _NAME_TOO:
        return False
    return not _SENTENCE_START.search(line[: match.start()]) or bool(follower)
