"""By what the annotations of a PDF are known, and which of them are one note together."""

import hashlib
import json
import re
from collections.abc import Collection, Sequence

from closereader.model.annotation import AnnotationKind
from closereader.pages.natives import Native

MARKS = {
    "highlight": AnnotationKind.HIGHLIGHT,
    "underline": AnnotationKind.UNDERLINE,
    "strike": AnnotationKind.STRIKE,
}
"""The kinds that stand on words, and what they are here."""
PART = re.compile(r"(.+)\.(\d{1,4})")
"""What the second and later parts of a passage over several pages are called."""


def grouped(natives: Sequence[Native]) -> tuple[list[Native], list[tuple[Native, Native]]]:
    """Those that are notes; and of those that stand with another as one, such as the caret that says
    what words struck out are replaced by, which it stands with. The former then say what both do."""
    by_page = {(native.page, native.index): native for native in natives}
    gone: dict[int, tuple[Native, Native]] = {}
    for native in natives:
        if not native.is_grouped or native.answers is None:
            continue
        main = by_page.get((native.page, native.answers))
        if main is None or id(main) in gone:
            continue
        pair = (native, main) if native.kind in MARKS else (main, native)
        if pair[0].kind in MARKS and pair[1].kind == "caret":
            mark, caret = pair
            mark.contents = "\n".join(t for t in (mark.contents, caret.contents) if t)
            mark.author = mark.author or caret.author
            gone[id(caret)] = (caret, mark)
            mark.answers = caret.answers if caret.answers != mark.index else None
            for other in natives:
                if other.page == caret.page and other.answers == caret.index:
                    other.answers = mark.index
    notes = [
        native
        for native in natives
        if id(native) not in gone and not (native.kind == "caret" and not native.contents)
    ]
    return notes, list(gone.values())


def names(natives: Sequence[Native]) -> dict[int, str]:
    """What each, by its `id`, is known by: its own name, or a digest of what it says and where."""
    used: set[str] = set()
    found = {}
    for native in natives:
        name = " ".join(native.name.split())
        if not name or name in used:
            said = [native.kind, native.page, [round(v) for v in native.rect], native.contents]
            said += [native.author, native.created]
            name = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]
        while name in used:
            name = hashlib.sha256(name.encode()).hexdigest()[:32]
        used.add(name)
        found[id(native)] = name
    return found


def by_note(natives: Sequence[Native], known: Collection[str]) -> dict[str, list[Native]]:
    """The annotations of a whole file by the key of the note that they became, its chief one first.
    `known`: the keys of the notes there are, by which the later parts of a passage are told."""
    notes, together = grouped(natives)
    keys = names(natives)
    found: dict[str, list[Native]] = {}
    for native in notes:
        key = keys[id(native)]
        part = PART.fullmatch(key)
        if part and key not in known and part[1] in found:
            key = part[1]
        found.setdefault(key, []).append(native)
    for other, chief in together:
        found.setdefault(keys[id(chief)], [chief]).append(other)
    return found
