"""What the actions that make the rarer kinds of mark do: striking out, and notes in the margin."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from closereader.gui.new_note import write_new
from closereader.i18n import _
from closereader.model.annotation import AnnotationKind
from closereader.model.span import Span

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow


def handlers(window: "MainWindow") -> dict[str, Callable[[], object]]:
    """What to call for these rows of the table of actions."""
    return {
        "note.strike": lambda: window.commands.mark(None, AnnotationKind.STRIKE),
        "note.margin": lambda: write_in_margin(window),
    }


def write_in_margin(window: "MainWindow") -> None:
    """Write a note on the selection; without one, beside the line where the caret is."""
    session = window.session
    if session.reading is None or session.text is None:
        return
    # A note that is chosen is left alone: this one says something of its own.
    here = session.selection or session.passage or Span(session.caret, session.caret)

    window.reader.hide_bar()
    write_new(session, _("Note"), here, AnnotationKind.NOTE, session.last_colour)
