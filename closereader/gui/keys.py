"""Which keys do what for this reader: the table's own, unless they chose others.

There is one reader to a program, so what is bound is asked for by functions: a card, a message and a
tool tip name the key that acts, wherever they are. `Keys` changes it and keeps it in the settings.
"""

import json
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from closereader import settings
from closereader.gui.actions import ACTIONS, MENUS, Actions, menu_name
from closereader.settings import Settings

_ROWS = {row.id: row for row in ACTIONS}
_MOST_KEYS = 6
_PORTABLE = QKeySequence.SequenceFormat.PortableText
_NATIVE = QKeySequence.SequenceFormat.NativeText
_SHIFT, _KEYPAD = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
_MOVING = ("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown")
_OF_MOVING = {
    f"{with_}{key}" for with_ in ("", "Shift+", "Ctrl+", "Ctrl+Shift+") for key in _MOVING
}
_OF_FIELDS = {"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X"}
_OF_FOCUS = {"Tab", "Shift+Tab", "Shift+Backtab", "Backtab", "F10"}

# What is bound now, and which action a key means. The table's own until a window reads the settings.
_bound: dict[str, tuple[str, ...]] = {row.id: row.keys for row in ACTIONS}
_singles_act = True
_meant: dict[str, str] = {}


def of(action_id: str) -> tuple[str, ...]:
    """The keys that do this now, single ones only while those act."""
    keys = _bound[action_id]
    return keys if _singles_act else tuple(key for key in keys if not is_single(key))


def shown(action_id: str) -> str:
    """The first of them as this system writes it; "" for none."""
    keys = of(action_id)
    return native(keys[0]) if keys else ""


def told(action_id: str) -> str:
    """What to press, for a sentence: the key; where there is none, the action's name, which is in the
    menus and the palette."""
    return shown(action_id) or f"“{Actions.text_of(_ROWS[action_id]).replace('&', '')}”"


def native(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(_NATIVE)


def means(event: QKeyEvent) -> str | None:
    """The action that a key event stands for; None where the key is bound to none."""
    if not _meant:
        for action_id in _bound:
            for key in of(action_id):
                _meant.setdefault(_as_bound(key), action_id)
    modifiers = event.modifiers() & ~_KEYPAD
    found = _meant.get(written(event.key(), modifiers))
    if found is None and modifiers & _SHIFT and not _is_letter(event.key()):
        # A sign that stands above another is typed with Shift, and bound without.
        found = _meant.get(written(event.key(), modifiers & ~_SHIFT))
    return found


def written(key: int, modifiers: Qt.KeyboardModifier) -> str:
    """A key with its modifiers, as it is kept."""
    return QKeySequence(modifiers.value | key).toString(_PORTABLE)


def is_single(key: str) -> bool:
    """Whether it is a character alone, with Shift or without (WCAG 2.1.4)."""
    return len(key.removeprefix("Shift+")) == 1


def why_not(key: str) -> str:
    """Why no action can have this key, in a sentence; "" if one can."""
    if key in _OF_MOVING:
        return _tr("{key} moves the caret and selects.").format(key=native(key))
    if key in _OF_FIELDS:
        return _tr("{key} belongs to every field of text.").format(key=native(key))
    if key in _OF_FOCUS:
        return _tr("{key} goes from part to part of the window.").format(key=native(key))
    for menu in MENUS:
        _before, sign, after = menu_name(menu).partition("&")
        if sign and key == f"Alt+{after[:1].upper()}":
            return _tr("{key} opens a menu.").format(key=native(key))
    return ""


class Keys(QObject):
    """Of one window. `changed()`: other keys act now."""

    changed = Signal()

    def __init__(self, actions: Actions, stored: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._stored = stored
        self._chosen = _read(stored.get(settings.KEYS))
        self._bind()

    @property
    def singles_act(self) -> bool:
        """Whether single letters, digits and signs act."""
        return self._stored.get(settings.SINGLE_KEYS)

    def let_singles_act(self, act: bool) -> None:
        """Let them act, or not."""
        self._stored.set(settings.SINGLE_KEYS, act)
        self._bind()

    @staticmethod
    def all_of(action_id: str) -> tuple[str, ...]:
        """The keys of an action, also those that do not act now."""
        return _bound[action_id]

    def is_usual(self, action_id: str) -> bool:
        """Whether the action has the keys of the table."""
        return _bound[action_id] == _ROWS[action_id].keys

    @staticmethod
    def owner(key: str, other_than: str = "") -> str | None:
        """The action that has this key, if one has."""
        wanted = _as_bound(key)
        for action_id, keys in _bound.items():
            if action_id != other_than and any(_as_bound(each) == wanted for each in keys):
                return action_id
        return None

    def add(self, action_id: str, key: str) -> None:
        """Give the action this key too; another that had it loses it."""
        owner = self.owner(key, action_id)
        if owner is not None:
            self._chosen[owner] = tuple(k for k in _bound[owner] if _as_bound(k) != _as_bound(key))
        keys = _bound[action_id]
        if key not in keys:
            self._chosen[action_id] = (*keys, key)[-_MOST_KEYS:]
        self._keep()

    def remove(self, action_id: str, key: str) -> None:
        """Take a key from the action."""
        self._chosen[action_id] = tuple(each for each in _bound[action_id] if each != key)
        self._keep()

    def reset(self, action_id: str) -> None:
        """Give the action the keys of the table; one that took them loses them."""
        self._chosen.pop(action_id, None)
        for key in _ROWS[action_id].keys:
            for other, keys in list(self._chosen.items()):
                self._chosen[other] = tuple(k for k in keys if _as_bound(k) != _as_bound(key))
        self._keep()

    def reset_all(self) -> None:
        """All as in the table."""
        self._chosen.clear()
        self._keep()

    def _keep(self) -> None:
        self._chosen = {i: keys for i, keys in self._chosen.items() if keys != _ROWS[i].keys}
        kept = {action_id: list(keys) for action_id, keys in self._chosen.items()}
        self._stored.set(settings.KEYS, json.dumps(kept) if kept else "")
        self._bind()

    def _bind(self) -> None:
        global _singles_act
        _singles_act = self.singles_act
        _bound.clear()
        _bound.update(_arranged(self._chosen))
        _meant.clear()
        for action_id in _bound:
            self._actions[action_id].setShortcuts([QKeySequence(key) for key in of(action_id)])
        self.changed.emit()


def _read(kept: str) -> dict[str, tuple[str, ...]]:
    """What was stored; an entry that is none is left out, so that the table's keys hold."""
    try:
        entries = json.loads(kept) if kept else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(entries, dict):
        return {}
    return {
        action_id: tuple(keys)
        for action_id, keys in entries.items()
        if action_id in _ROWS and isinstance(keys, list) and all(_is_key(key) for key in keys)
    }


def _is_key(key: object) -> bool:
    if not isinstance(key, str) or not 0 < len(key) < 40:
        return False
    return QKeySequence(key).count() == 1 and QKeySequence(key).toString(_PORTABLE) == key


def _arranged(chosen: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """All keys, each of one action only: what was chosen comes before what is usual, since of two
    that share a key Qt lets neither act."""
    taken: set[str] = set()
    found: dict[str, tuple[str, ...]] = {}
    for action_id in [*chosen, *(each for each in _ROWS if each not in chosen)]:
        keys = chosen.get(action_id, _ROWS[action_id].keys)
        free = [key for key in keys if _as_bound(key) not in taken]
        taken.update(_as_bound(key) for key in free)
        found[action_id] = tuple(free)
    return {action_id: found[action_id] for action_id in _ROWS}


def _as_bound(key: str) -> str:
    return QKeySequence(key).toString(_PORTABLE)


def _is_letter(key: int) -> bool:
    return Qt.Key.Key_A.value <= key <= Qt.Key.Key_Z.value or not 0x20 < key < 0x1000000


def _tr(text: str) -> str:
    return QCoreApplication.translate("Keys", text)
