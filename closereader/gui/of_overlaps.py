"""What the actions that concern marks on marks do: listing them, and making one of two."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from closereader.gui import extending
from closereader.i18n import _

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow


def handlers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What to call for these rows of the table of actions."""
    return {
        "note.list_here": lambda: list_here(window),
        "note.extend": lambda: extending.extend(window.session),
    }


def list_here(window: MainWindow) -> None:
    """List the marks under the caret; one alone is chosen."""
    session, marks = window.session, window.reader.marks
    for place in (session.caret, max(session.caret - 1, 0)):
        if marks.open_at(place):
            return
    here = session.annotations.here(session.caret) or session.annotations.at(
        max(session.caret - 1, 0)
    )
    if here:
        session.choose_note(here[0].id)
        window.messages.info(_("There is one mark here."))
    else:
        window.messages.info(_("There is no mark at the caret."))
