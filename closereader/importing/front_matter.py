"""The YAML block that a Markdown file may begin with: the few simple forms that say who and when."""

import re
from dataclasses import dataclass

from closereader.importing import dates

_BLOCK = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_PAIR = re.compile(r"([A-Za-z][\w-]{0,40}):(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.+)$")
_NAME = re.compile(r"(?:name|family)[ \t]*:[ \t]*(.+)$")


@dataclass(slots=True)
class FrontMatter:
    """ "" where the block says nothing. `date` in ISO 8601 as exactly as given, `printed_date` as it
    stands."""

    title: str = ""
    subtitle: str = ""
    author: str = ""
    date: str = ""
    printed_date: str = ""
    language: str = ""


def split(text: str) -> tuple[FrontMatter, str]:
    """The front matter and the text after it; without one, an empty one and the whole text."""
    found = _BLOCK.match(text)
    if found is None:
        return FrontMatter(), text
    pairs = _pairs(found[1])
    if not pairs:
        return FrontMatter(), text
    value = {key: ", ".join(values) for key, values in pairs.items()}
    printed = value.get("date", "")
    date = dates.find(printed[:10] if re.match(r"\d{4}-\d\d-\d\d", printed) else printed)
    language = value.get("lang") or value.get("language", "")
    return (
        FrontMatter(
            title=value.get("title", ""),
            subtitle=value.get("subtitle", ""),
            author=value.get("author") or value.get("authors", ""),
            date=date.value if date else printed,
            printed_date=printed,
            language=language.split("-")[0].lower()
            if re.fullmatch(r"[A-Za-z]{2,3}(-.*)?", language)
            else "",
        ),
        text[found.end() :],
    )


def _pairs(block: str) -> dict[str, list[str]]:
    """Keys in small letters, each with its values: a scalar, an inline list, or items below it."""
    pairs: dict[str, list[str]] = {}
    key = ""
    for line in block.split("\n"):
        pair, item = _PAIR.match(line), _ITEM.match(line)
        if pair is not None:
            key = pair[1].lower()
            pairs[key] = _values(pair[2] or "")
        elif item is not None and key:
            named = _NAME.match(item[1])
            pairs[key].append(_unquoted(named[1] if named else item[1]))
    return pairs


def _values(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [_unquoted(part) for part in text[1:-1].split(",") if part.strip()]
    return [_unquoted(text)] if text and text not in ("|", ">", "null", "~") else []


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1].replace("''", "'") if text[0] == "'" else text[1:-1].replace('\\"', '"')
    return text.split(" #")[0].strip()
