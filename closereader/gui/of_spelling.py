"""What the action that switches spelling on and off does."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from closereader import settings
from closereader.i18n import _

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow


def handlers(window: "MainWindow") -> dict[str, Callable[[], object]]:
    """What to call for this row of the table of actions."""
    return {"view.spelling": lambda: switch(window)}


def switch(window: "MainWindow") -> None:
    """Underline misspelt words in comments, or not."""
    action = window.actions_["view.spelling"]
    if not window.spelling.is_available:
        action.setChecked(False)
        window.messages.info(
            _("No spelling program was found. Install hunspell with a dictionary of your language.")
        )
        return
    window.settings.set(settings.SPELLING, action.isChecked())
    window.spelling.switch(action.isChecked())
