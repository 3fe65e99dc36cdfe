"""The numbers of lists, headings and notes, as word processors count and write them."""

from closereader.importing import lists

_MOST = 100_000
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_CHICAGO = "*†‡§"
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_FIRST = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_CHINESE = "〇一二三四五六七八九"


def written(number: int, form: str) -> str:
    """The number in a form, by its name in OOXML ("lowerRoman", ECMA-376 17.18.59); forms that are not
    known are written in figures, "none" is nothing."""
    number = min(max(number, 0), _MOST)
    shown = ""
    if form in ("none", "bullet"):
        return ""
    if form in ("lowerLetter", "upperLetter"):
        # aa, bb, cc, where a spreadsheet would have aa, ab, ac.
        times, rest = divmod(max(number, 1) - 1, 26)
        shown = chr(ord("a") + rest) * min(times + 1, 20)
    elif form in ("lowerRoman", "upperRoman"):
        shown = lists.to_roman(number)
    elif form == "decimalZero":
        shown = f"{number:02}"
    elif form == "ordinal":
        is_teen = number // 10 % 10 == 1
        shown = f"{number}{'th' if is_teen else _ORDINALS.get(number % 10, 'th')}"
    elif form in ("cardinalText", "ordinalText") and number < 100:
        shown = _in_words(number, is_ordinal=form == "ordinalText").capitalize()
    elif form == "chicago" and number:
        shown = _CHICAGO[(number - 1) % 4] * min((number - 1) // 4 + 1, 20)
    elif form == "decimalEnclosedCircle" and 1 <= number <= 20:
        shown = chr(0x2460 + number - 1)
    elif form == "numberInDash":
        shown = f"-{number}-"
    elif form.startswith(("chinese", "japanese", "ideograph", "taiwanese", "korean")):
        shown = _in_chinese(number)
    shown = shown or str(number)
    return shown.upper() if form.startswith("upper") else shown


def _in_words(number: int, *, is_ordinal: bool) -> str:
    tens, unit = divmod(number, 10)
    if number < 20:
        word = _UNITS[number]
    else:
        word = _TENS[tens] + (f"-{_UNITS[unit]}" if unit else "")
    if not is_ordinal:
        return word
    head, _, last = word.rpartition("-")
    last = _FIRST.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head}-{last}" if head else last


def _in_chinese(number: int) -> str:
    if not 0 < number < 100:
        return ""
    tens, unit = divmod(number, 10)
    head = ("" if tens == 1 else _CHINESE[tens]) + "十" if tens else ""
    return head + (_CHINESE[unit] if unit else "")


BULLETS = {"-": "–", "–": "–", "—": "—", "o": "◦", "○": "◦", "◦": "◦", "▪": "▪", "■": "▪", "§": "▪"}


def bullet(sign: str) -> str:
    """How a bullet is written: of the private signs of fonts, and of ornaments, "•"."""
    return BULLETS.get(sign.strip()[:1], "•")
