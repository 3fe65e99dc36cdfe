"""What a reading is called when it does not say so itself."""

import re
from pathlib import PurePath

_MAX = 70
_MEANINGLESS = re.compile(
    r"(?:untitled|unnamed|document|text|file|new|index|page|download|paste|pasted|stdin|readme|default|main|"
    r"output|temp|tmp|copy|neu|dokument|unbenannt|article|view)?[\s\d()._-]*",
    re.I,
)


def fallback_title(name: str, first_words: str) -> str:
    """The file's name made readable ("the-iron_heel.txt" → "the iron heel"), if it says anything;
    otherwise the first words of the text."""
    stem = PurePath(name).stem
    stem = re.sub(r"\s+", " ", re.sub(r"[_\s]+|(?<=\w)-(?=\w)", " ", stem)).strip()
    stem = "".join(c for c in stem if c.isprintable())
    if stem and stem != "-" and not _MEANINGLESS.fullmatch(stem):
        return shortened(stem)
    return shortened(first_words) or stem or name


def shortened(text: str) -> str:
    """The text cut after a word, with an ellipsis, if it is longer than a title should be."""
    text = " ".join(text[:1000].split())
    if len(text) <= _MAX:
        return text
    cut = text.rfind(" ", _MAX // 2, _MAX)
    return text[: cut if cut > 0 else _MAX].rstrip(" ,;:.–—-") + "…"
