"""Filters of notes that a reader keeps under a name: commands on them, and which there are."""

from dataclasses import replace

from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.library.library import Library
from closereader.library.wording import clean_line
from closereader.model.note_filter import NoteFilter, SavedFilter
from closereader.store import Transaction
from closereader.text.fold import Folding, fold

LONGEST_NAME = 60
_AS_READ = Folding(case=True, marks=True)


def saved(lib: Library) -> list[SavedFilter]:
    """Every filter that is kept, by name."""
    with lib.read() as snapshot:
        every = snapshot.select(SavedFilter)
    return sorted(every, key=lambda one: (fold(one.name, _AS_READ), one.made))


def save(tx: Transaction, name: str, chosen: NoteFilter) -> SavedFilter:
    """Keep a filter under a name; one that is kept under this name already becomes this one. Raises
    `InputRefused` for a filter that leaves nothing out, and as `rename`."""
    cleaned = _clean(name)
    if not chosen.is_on:
        raise InputRefused(_("This filter leaves nothing out: there is nothing to save."))
    before = _named(tx, cleaned)
    if before is None:
        made = SavedFilter(tx.new_id(), cleaned, chosen, tx.now)
    else:
        made = replace(before, name=cleaned, filter=chosen)
    tx.put(made)
    return made


def rename(tx: Transaction, filter_id: str, name: str) -> SavedFilter:
    """Call it something else. Raises `InputRefused` for a name that is empty, too long or another
    filter's, whatever the case and accents, and where the filter is gone."""
    kept = _require(tx, filter_id)
    cleaned = _clean(name)
    other = _named(tx, cleaned)
    if other is not None and other.id != kept.id:
        raise InputRefused(_("Another filter is called “{name}” already.").format(name=other.name))
    renamed = replace(kept, name=cleaned)
    tx.put(renamed)
    return renamed


def remove(tx: Transaction, filter_id: str) -> None:
    """Keep it no longer; one that is gone already is no matter."""
    tx.remove(SavedFilter, filter_id)


def _clean(name: str) -> str:
    cleaned = clean_line(name)
    if not cleaned:
        raise InputRefused(_("Give the filter a name."))
    if len(cleaned) > LONGEST_NAME:
        raise InputRefused(
            _("The name of a filter may have at most {most} characters.").format(most=LONGEST_NAME)
        )
    return cleaned


def _named(tx: Transaction, name: str) -> SavedFilter | None:
    wanted = fold(name, _AS_READ)
    return next((f for f in tx.select(SavedFilter) if fold(f.name, _AS_READ) == wanted), None)


def _require(tx: Transaction, filter_id: str) -> SavedFilter:
    kept = tx.get(SavedFilter, filter_id)
    if kept is None:
        raise InputRefused(_("That filter is no longer there."))
    return kept
