"""What the actions that only concern the text do: selecting, the caret, marking all, links."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from closereader import settings
from closereader.gui import keys, marking
from closereader.i18n import _
from closereader.model.widening import Extent

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow


def handlers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What to call for these rows of the table of actions."""

    def select(extent: Extent) -> Callable[[], object]:
        return lambda: window.reader.view.selecting.select(extent)

    return {f"select.{extent}": select(extent) for extent in Extent} | {
        "select.wider": lambda: window.reader.view.selecting.widen(),
        "select.narrower": lambda: window.reader.view.selecting.narrow(),
        "note.mark_alike": lambda: mark_alike(window),
        "note.mark_hits": lambda: marking.mark_all(window.session, window.reader.finding.hits),
        "go.link": lambda: follow_link(window),
        "view.caret": lambda: use_caret(window),
    }


def mark_alike(window: MainWindow) -> None:
    """Mark every place with the same words as the selection."""
    marking.mark_alike(window.session, window.reader.finding.hits)
    window.reader.hide_bar()
    if window.session.selection is not None:
        window.reader.view.clear_selection()


def follow_link(window: MainWindow) -> None:
    """Show the note whose mark the caret is at, or follow the link there."""
    if not window.reader.view.links.follow_at_caret() and not window.linking.follow_chosen():
        window.messages.info(_("There is no link and no note's mark at the caret."))


def use_caret(window: MainWindow) -> None:
    """Let the plain keys move the caret, or scroll, from now on."""
    is_on = window.actions_["view.caret"].isChecked()
    window.settings.set(settings.CARET, is_on)
    for desk in window.desks.all:
        desk.reader.view.caret.use(is_on)
    window.messages.info(
        _("The arrows move the caret.")
        if is_on
        else _(
            "The arrows scroll. {key} gives the caret back; with Shift they select all the same."
        ).format(key=keys.told("view.caret"))
    )
