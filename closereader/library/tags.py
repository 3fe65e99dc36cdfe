"""Commands on tags, each over all annotations of the library: rename, merge, colour, remove.

A tag is a word on annotations ("theme/supply" stands below "theme"); beside that there is a record of
it only where it has a colour. What is said of one here holds for those below it too, and saved
filters follow.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.library.wording import clean_tags
from closereader.model.colour import Colour
from closereader.model.note_filter import SavedFilter
from closereader.model.tag import Tag, is_at_or_below
from closereader.store import Transaction

# What becomes of a tag; None: it goes.
Fate = Callable[[str], str | None]


def rename(tx: Transaction, old: str, new: str) -> int:
    """Call the tag `old` `new`, and what is below it accordingly; returns how many annotations it
    changed. Where there is a tag `new` already the two become one, as by `merge`. Raises
    `InputRefused` for a name that no tag can have."""
    return merge(tx, [old], new)


def merge(tx: Transaction, names: Sequence[str], into: str) -> int:
    """Make the tags `names` one with `into`, which need not be in use yet; what is below them goes
    below it. What stands below `into` already stays where it is. The one that all become keeps
    its colour, else has that of the first of `names` with one. Returns and raises as `rename`."""
    target = _one(into)
    sources = [name for name in dict.fromkeys(map(_one, names)) if name != target]

    def fate(tag: str) -> str:
        # Of those below one another, the target among them, a tag goes with the nearest.
        over = max((s for s in (target, *sources) if is_at_or_below(tag, s)), key=len, default="")
        return _one(target + tag[len(over) :]) if over and over != target else tag

    return _change(tx, sources, fate)


def remove(tx: Transaction, name: str, *, keep_below: bool = False) -> int:
    """Take the tag off all annotations, with those below it; with `keep_below` these go up in its
    place ("theme/supply" becomes "supply"). Returns how many annotations it changed."""
    tag = _one(name)
    above = tag.rpartition("/")[0]

    def fate(other: str) -> str | None:
        if not is_at_or_below(other, tag):
            return other
        if not keep_below or other == tag:
            return None
        below = other[len(tag) + 1 :]
        return f"{above}/{below}" if above else below

    return _change(tx, [tag], fate)


def set_colour(tx: Transaction, name: str, colour: Colour | None) -> None:
    """Show the tag, and those below it without a colour of their own, in this colour; None: in none.
    Raises `InputRefused` as `rename`."""
    tag = _one(name)
    if colour is None:
        tx.remove(Tag, tag)
    else:
        tx.put(Tag(tag, colour))


def _one(written: str) -> str:
    cleaned = clean_tags([written])
    if not cleaned:
        raise InputRefused(_("A tag needs a name."))
    return cleaned[0]


def _change(tx: Transaction, names: Sequence[str], fate: Fate) -> int:
    """Let `fate` befall the tags of the library, of which only those at or below `names` have one."""
    known = cache(fate)

    @cache
    def changed(tags: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(t for t in map(known, tags) if t is not None))

    bearing = [note for note in tx.bearing(names) if changed(note.tags) != note.tags]
    notes = [replace(note, tags=changed(note.tags), modified=tx.now) for note in bearing]
    tx.put_all(notes, read=bearing)
    _recolour(tx, names, known)
    _refilter(tx, known)
    return len(notes)


def _recolour(tx: Transaction, names: Iterable[str], fate: Fate) -> None:
    every = {tag.name: tag.colour for tag in tx.select(Tag)}
    # In the order of the names: of several that become one, the first gives its colour.
    moved = sorted(
        (tag for tag in every if fate(tag) != tag),
        key=lambda tag: next(i for i, name in enumerate(names) if is_at_or_below(tag, name)),
    )
    tx.remove_all(Tag, moved)
    kept = {tag: colour for tag, colour in every.items() if tag not in moved}
    for tag in moved:
        new = fate(tag)
        if new is not None and new not in kept:
            kept[new] = every[tag]
            tx.put(Tag(new, every[tag]))


def _refilter(tx: Transaction, fate: Fate) -> None:
    for saved in tx.select(SavedFilter):
        tags = frozenset(t for t in map(fate, saved.filter.tags) if t is not None)
        if tags != saved.filter.tags:
            tx.put(replace(saved, filter=replace(saved.filter, tags=tags)))
