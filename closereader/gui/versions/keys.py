"""What a key means on the desk."""

from enum import Enum, auto
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from closereader.gui import keys


class Wish(Enum):
    """What is to be done."""

    TAKE = auto()
    NEXT = auto()
    PREVIOUS = auto()
    REMOVE = auto()
    UNDO = auto()
    REDO = auto()
    LEAVE = auto()


Edge: TypeAlias = tuple[int, bool, bool]
"""Which way, whether the beginning is moved, whether by a letter."""

_KEYS = {
    Qt.Key.Key_Return: Wish.TAKE,
    Qt.Key.Key_Enter: Wish.TAKE,
    Qt.Key.Key_N: Wish.NEXT,
    Qt.Key.Key_P: Wish.PREVIOUS,
    Qt.Key.Key_Delete: Wish.REMOVE,
    Qt.Key.Key_Backspace: Wish.REMOVE,
    Qt.Key.Key_Escape: Wish.LEAVE,
}
_ACTIONS = {"edit.undo": Wish.UNDO, "edit.redo": Wish.REDO}
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def wish_of(event: QKeyEvent, *, in_list: bool) -> Wish | Edge | None:
    """What the key stands for; None: for nothing. Only from the list the arrows move the ends of the
    passage: in the text they move the caret."""
    modifiers = event.modifiers()
    key = Qt.Key(event.key())
    if in_list and key in _SIDES:
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        return _SIDES[key], shift, control
    action = keys.means(event)
    if action in _ACTIONS:
        return _ACTIONS[action]
    if modifiers & ~Qt.KeyboardModifier.KeypadModifier:
        return None
    return _KEYS.get(key)
