"""What the actions on the history and the trash do: each opens a list beside the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from closereader.gui.dialogs.kept_list import KeptList
from closereader.gui.dialogs.recent_changes import RecentChanges
from closereader.gui.dialogs.trash import TrashDialog

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow


def handlers(window: "MainWindow") -> dict[str, Callable[[], object]]:
    """What to call for these rows of the table of actions."""
    return {
        "edit.recent": lambda: open_recent(window),
        "file.trash": lambda: open_trash(window),
    }


def open_recent(window: "MainWindow") -> None:
    """Show what was changed lately."""
    if not _is_open(window, RecentChanges):
        flush = lambda: window.right.flush()  # noqa: E731 - the pane may be another by then
        _open(RecentChanges(window.session, flush, lambda: window.theme, window))


def open_trash(window: "MainWindow") -> None:
    """Show what was deleted."""
    if not _is_open(window, TrashDialog):
        _open(TrashDialog(window.session, lambda: window.theme, window))


def _is_open(window: "MainWindow", kind: type[KeptList]) -> bool:
    for dialog in window.findChildren(kind):
        if dialog.isVisible():
            dialog.raise_()
            dialog.activateWindow()
            return True
    return False


def _open(dialog: KeptList) -> None:
    dialog.show()
    dialog.list.setFocus()
