"""What is told over a card: when its note was made, over the time in its first line."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from closereader.gui.notes import card as cards
from closereader.gui.widgets import plain_tip

if TYPE_CHECKING:
    from closereader.gui.notes.model import NotesModel
    from closereader.gui.notes.view import NotesView


def show_tip(view: "NotesView", model: "NotesModel", event: QHelpEvent) -> None:
    """Show it, or let it go."""
    index = view.indexAt(event.pos())
    tip = ""
    if index.isValid():
        top = view.visualRect(index).top()
        if event.pos().y() - top <= cards.TOP + cards.HEAD_HEIGHT:
            tip = model.wording.stamp(model.note(index.row()))
    QToolTip.showText(event.globalPos(), plain_tip(tip), view.viewport())
