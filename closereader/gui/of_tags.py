"""What the window does about tags: where they are shown, and what else shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from closereader.i18n import _

if TYPE_CHECKING:
    from closereader.gui.desk import Desk
    from closereader.gui.main_window import MainWindow


def handlers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What to call for these rows of the table of actions."""
    return {"view.tags": lambda: show_tags(window)}


def show_tags(window: MainWindow) -> None:
    """Go to the list of tags."""
    if not window.left.isVisible():
        window.actions_["view.left"].setChecked(True)
        window.room.chosen("left")
    window.left.show_tags()
    window.left.take_focus()


def connect(window: MainWindow, desk: Desk) -> None:
    """Join the list of tags of one reading with its notes and with the library."""
    desk.tags.filter_wanted.connect(lambda tag: show_notes(window, desk, tag))
    desk.tags.search_wanted.connect(lambda tag: search(window, tag))
    desk.notes.filter_row.changed.connect(lambda chosen: desk.tags.show_chosen(chosen.tags))


def show_notes(window: MainWindow, desk: Desk, tag: str) -> None:
    """Show the notes with that tag alone; "": do not ask for tags any more."""
    if not desk.right.isVisible():
        window.actions_["view.right"].setChecked(True)
        window.room.chosen("right")
    desk.right.show_notes("")
    if not tag:
        desk.notes.filter_row.change(tags=frozenset())
        return
    desk.notes.filter_row.show_tag(tag)
    known = {use.name: use for use in desk.tags.known.uses()}
    if tag in known and not known[tag].here:
        window.messages.offer(
            _("No note of this reading has the tag “{tag}”.").format(tag=tag),
            _("Find it in the library"),
            lambda: search(window, tag),
        )


def search(window: MainWindow, tag: str) -> None:
    """Look for it in all readings."""
    window.show_library()
    window.library_pane.search_field.setText(tag)
    window.library_pane.focus_search()
