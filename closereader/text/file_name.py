"""Names for files that a reader's own words are made into, or that a file had elsewhere."""

import re

# Letters and digits of any script, and these; everything else may mean something to some system.
_KEPT = " -_.,'’"
_LONGEST = 80
# Windows takes none of these as a file's name, with any ending.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)


# What some system parts a path by, or takes for more than a letter.
_FORBIDDEN = re.compile('[\x00-\x1f\x7f-\x9f/\\\\:*?"<>|\ud800-\udfff]')
_LONGEST_OWN = 200


def own_name(name: str) -> str:
    """The name a file had, with its ending, as one that any system takes: never hidden or reserved; ""
    if nothing is left of it."""
    kept = _FORBIDDEN.sub("_", name).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        stem, ending = ending, ""
    if stem.split(".")[0].strip().lower() in _RESERVED:
        stem += " reading"
    return f"{stem[:_LONGEST_OWN]}{dot}{ending[:20]}" if stem else ""


def file_name(title: str) -> str:
    """A title as the name of a file on any system, without an ending: at most 80 characters, never
    empty, hidden, or reserved."""
    kept = "".join(c if c.isalnum() or c in _KEPT else " " for c in title)
    name = " ".join(kept.split()).strip(" .")[:_LONGEST].rstrip(" .")
    if not name or name.split(".")[0].strip().lower() in _RESERVED:
        return f"{name} reading".strip()
    return name
