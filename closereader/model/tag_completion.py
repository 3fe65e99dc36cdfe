"""What to offer for a tag that is being typed, and how those there already are spelled."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from closereader.model.tag import TagUse, lineage
from closereader.text.fold import Folding, fold

_FOLDING = Folding(case=True, marks=True)
MOST_SUGGESTIONS = 12


def suggestions(typed: str, known: Sequence[TagUse], taken: Collection[str] = ()) -> list[TagUse]:
    """Tags to offer for what was typed, without regard to case and accents: first that very one, then
    those that begin with it, then those of which an inner part does ("sup": "theme/supply"), then those
    that have it anywhere; among equals the most used first. After a "/" only what is below is meant:
    "theme/" offers the children of "theme" before what is below them. `taken` are not offered."""
    sought = folded(typed).lstrip("#").lstrip()
    parts = [part.strip() for part in sought.split("/")]
    sought = "/".join(parts)
    if not sought.strip("/"):
        return []
    ranked = []
    for use in known:
        rank = _rank(folded(use.name), sought)
        if rank is not None and use.name not in taken:
            depth = use.name.count("/") if len(parts) > 1 else 0
            ranked.append((rank, depth, -use.everywhere, folded(use.name), use.name, use))
    return [use for *_, use in sorted(ranked)[:MOST_SUGGESTIONS]]


def _rank(name: str, sought: str) -> int | None:
    if name == sought:
        return 0
    if name.startswith(sought):
        return 1
    if f"/{sought}" in name or f" {sought}" in name:
        return 2
    return 3 if sought in name else None


def as_known(typed: str, known: Collection[TagUse]) -> str:
    """The tag as typed, but spelled as the library's tags are, as far down as there are any: "Thème/new"
    is "theme/new" where there is a tag "theme". What is spelled so already stays as it is."""
    names = {use.name for use in known}
    by_folded: dict[str, str] = {}
    for use in sorted(known, key=lambda use: use.everywhere):
        by_folded[folded(use.name)] = use.name  # The most used comes last and stays.
    for above in reversed(lineage(typed)):
        if above in names:
            return typed
        spelled = by_folded.get(folded(above))
        if spelled is not None:
            return spelled + typed[len(above) :]
    return typed


@lru_cache(maxsize=20_000)
def folded(tag: str) -> str:
    """Without regard to case and accents."""
    return fold(tag, _FOLDING).strip()
