"""Ctrl+K: every action by name, with its key; type a few letters, press Enter."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from closereader import settings
from closereader.gui import keys
from closereader.gui.actions import ACTIONS, ActionRow, Actions
from closereader.gui.dialogs.filtered_list import FilteredList
from closereader.settings import Settings

_RECENT = 6
_NAMING_A_STEP = ("edit.undo", "edit.redo")
Other = tuple[str, Callable[[], object]]


class CommandPalette(FilteredList):
    """Runs the chosen action after it closes: those used last are listed first, and what cannot be
    done now is greyed and says why. `others`: what else is offered, and what to call for it."""

    def __init__(
        self, actions: Actions, stored: Settings, parent: QWidget, others: Iterable[Other] = ()
    ) -> None:
        super().__init__(
            self.tr("Commands"),
            self.tr("What do you want to do?"),
            self.tr("No command has these words."),
            parent,
        )
        rows = {row.id: row for row in ACTIONS if row.menu and row.id != "view.palette"}
        recent = [name for name in stored.get(settings.RECENT_COMMANDS).split(",") if name in rows]
        for action_id in dict.fromkeys([*recent, *rows]):
            action = actions[action_id]
            can = action.isEnabled()
            aside = keys.shown(action_id) if can else self._why_not(rows[action_id], actions)
            name = action.text().replace("&", "")
            # What would be undone is no command: who types its words means what made it.
            words = Actions.text_of(rows[action_id]) if action_id in _NAMING_A_STEP else ""
            self.add(name, action_id, aside, found_by=words, can_be_taken=can)
        # By a name of their own, as the actions have: Qt keeps no Python function in a row.
        self._others = {f"other.{place}": other for place, other in enumerate(others)}
        for name, (words, _act) in self._others.items():
            self.add(words, name)

    def _why_not(self, row: ActionRow, actions: Actions) -> str:
        if row.needs_reading and not actions.is_reading_open:
            return self.tr("when a reading is open")
        if row.needs_two:
            return self.tr("with two readings side by side")
        if row.needs_voice:
            return self.tr("while a reading is read aloud")
        if row.id == "edit.undo":
            return self.tr("nothing to undo")
        if row.id == "edit.redo":
            return self.tr("nothing to redo")
        if row.id == "pass.every":
            return self.tr("when the text is read once more")
        return self.tr("not now")

    @classmethod
    def ask(
        cls, actions: Actions, stored: Settings, parent: QWidget, others: Iterable[Other] = ()
    ) -> None:
        """Let the reader choose an action and run it."""
        palette = cls(actions, stored, parent, others)
        palette.exec()
        chosen = palette.chosen
        if chosen in palette._others:
            palette._others[chosen][1]()
        elif isinstance(chosen, str):
            before = [name for name in stored.get(settings.RECENT_COMMANDS).split(",") if name]
            recent = list(dict.fromkeys([chosen, *before]))[:_RECENT]
            stored.set(settings.RECENT_COMMANDS, ",".join(recent))
            actions[chosen].trigger()
