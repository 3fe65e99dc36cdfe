"""Names for files that a reader's own words are made into."""

# Letters and digits of any script, and these; everything else may mean something to some system.
_KEPT = " -_.,'’"
_LONGEST = 80
# Windows takes none of these as a file's name, with any ending.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)


def file_name(title: str) -> str:
    """A title as the name of a file on any system, without an ending: at most 80 characters, never
    empty, hidden, or reserved."""
    kept = "".join(c if c.isalnum() or c in _KEPT else " " for c in title)
    name = " ".join(kept.split()).strip(" .")[:_LONGEST].rstrip(" .")
    if not name or name.split(".")[0].strip().lower() in _RESERVED:
        return f"{name} reading".strip()
    return name
