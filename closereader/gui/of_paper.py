"""What the action "Notes from paper…" does."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from closereader.gui import keys
from closereader.i18n import ngettext

if TYPE_CHECKING:
    from closereader.gui.dialogs.paper import PaperDialog
    from closereader.gui.main_window import MainWindow
    from closereader.model.reading import ReadingId


def handlers(window: "MainWindow") -> dict[str, Callable[[], object]]:
    """What to call for this row of the table of actions."""
    # What was typed and is not added yet, by reading: kept while the window lives.
    typed: dict[ReadingId, str] = {}
    return {"mark.paper": lambda: open_paper(window, typed)}


def open_paper(window: "MainWindow", typed: "dict[ReadingId, str]") -> "PaperDialog | None":
    """Let the reader type or paste what they wrote on the handout."""
    # Not at the top: most windows never ask for it.
    from closereader.gui.dialogs.paper import PaperDialog

    session = window.session
    if session.reading is None:
        return None
    dialog = PaperDialog(session, window.theme, typed, window)
    dialog.added.connect(lambda count: _say(window, count))
    dialog.show()
    return dialog


def _say(window: "MainWindow", count: int) -> None:
    window.messages.info(
        ngettext(
            "{count} note from paper added. {{undo}} takes it back.",
            "{count} notes from paper added. {{undo}} takes them back.",
            count,
        ).format(undo=keys.told("edit.undo"))
    )
