"""What the tab says in words: how a quotation stands to its source, and how many there are."""

from PySide6.QtCore import QCoreApplication

from closereader.gui.widgets import shorten
from closereader.i18n import ngettext
from closereader.library.essay_check import Checked, EssayCheck, Standing

_MOST_SHOWN = 80


def tip_of(one: Checked, offset: int) -> str:
    """How a quotation stands to its source; at a place that is changed, what was there."""
    if one.standing is Standing.GONE:
        return _tr("The reading is no longer in the library.")
    if one.standing is Standing.NOT_FOUND:
        return _tr("Not found in the reading.")
    if one.standing is Standing.CHANGED:
        here = next((d for d in one.differences if d.start <= offset <= d.end), None)
        told = here or (one.differences[0] if one.differences else None)
        if told is None or not told.source:
            return _tr("No longer exact: these words are not in the passage.")
        return _tr("No longer exact: is «{said}», the text has «{source}».").format(
            said=shorten(told.said, _MOST_SHOWN), source=shorten(told.source, _MOST_SHOWN)
        )
    said = _tr("Exact.") if one.standing is Standing.EXACT else _tr("Exact but for […] and ….")
    if one.bound is None and one.address is None:
        return _tr("{said} Not bound to its passage yet.").format(said=said)
    return _tr("{said} Ctrl+Enter goes to the passage.").format(said=said)


def counts(check: EssayCheck) -> str:
    """The quiet line: quotations and words."""
    words = ngettext("{count} word", "{count} words", check.words)
    total = len(check.quotations)
    if not total:
        return words
    parts = [
        ngettext("{count} quotation", "{count} quotations", total),
        _tr("{count} exact").format(count=check.exact),
    ]
    if check.changed:
        parts.append(_tr("{count} changed").format(count=check.changed))
    if check.not_found:
        parts.append(_tr("{count} not found").format(count=check.not_found))
    return " · ".join((*parts, words))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Essay", text)
