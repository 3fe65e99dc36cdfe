"""Ctrl+K: every action by name, with its key; type a few letters, press Enter."""

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from closereader.gui.actions import ACTIONS, Actions
from closereader.gui.dialogs.filtered_list import FilteredList


class CommandPalette(FilteredList):
    """Runs the chosen action after it closes. Only what can be done now is listed."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(
            self.tr("Commands"),
            self.tr("What do you want to do?"),
            self.tr("No command has these words."),
            parent,
        )
        for row in ACTIONS:
            action = actions[row.id]
            if row.id != "view.palette" and row.menu and action.isEnabled():
                key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                self.add(action.text().replace("&", ""), action, key)

    @classmethod
    def ask(cls, actions: Actions, parent: QWidget) -> None:
        """Let the reader choose an action and run it."""
        palette = cls(actions, parent)
        palette.exec()
        if isinstance(palette.chosen, QAction):
            palette.chosen.trigger()
