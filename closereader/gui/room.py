"""Who has the room of the window: the text before the side panes.

A side pane that the reader wants is hidden by itself while the window is too narrow for it beside the
text, or beside two texts, and comes back when there is room; what they chose in F9 and Shift+F9 stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from closereader import settings
from closereader.gui import panes
from closereader.gui.guard import guarded

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow

_NAMES = ("left", "right")


@guarded
class Room(QObject):
    """Of one window. `widths`: of the panes as the reader dragged them, from left to right."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.widths = panes.widths_from(window.settings.get(settings.PANE_WIDTHS))
        # The side pane the reader asked to see though there is little room.
        self._held = ""
        window.splitter.splitterMoved.connect(self._dragged)
        window.splitter.installEventFilter(self)

    def fit(self) -> None:
        """Show what the reader wants and what there is room for."""
        window, splitter = self._window, self._window.splitter
        wanted = self._wanted()
        if not splitter.isVisible():
            self._show(wanted)
            return
        texts = max(len(window.desks.shown), 1)
        width = splitter.width()
        left, _centre, right = panes.arrange(width, self.widths, wanted, texts)
        if (bool(left), bool(right)) == wanted:
            self._held = ""  # There is room for all again.
        sizes = panes.arrange(width, self.widths, wanted, texts, self._held)
        self._show((bool(sizes[0]), bool(sizes[2])))
        splitter.setSizes(list(sizes))

    def chosen(self, name: str) -> None:
        """The reader switched the side pane `name`, or brings back one that had given way."""
        action = self._window.actions_[f"view.{name}"]
        pane = self._pane(name)
        gave_way = not action.isChecked() and pane.isHidden() and not self._is_bare
        if gave_way:
            action.setChecked(True)
        self._held = name if action.isChecked() else ""
        self.fit()

    def demand(self, name: str) -> None:
        """The side pane `name` must be seen: something is to be done in it."""
        self._window.actions_[f"view.{name}"].setChecked(True)
        self._held = name
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: the window was made wider or narrower."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.fit()
        return super().eventFilter(watched, event)

    # Within

    @property
    def _is_bare(self) -> bool:
        return self._window.actions_["view.text_only"].isChecked()

    def _wanted(self) -> tuple[bool, bool]:
        left, right = (
            self._window.actions_[f"view.{name}"].isChecked() and not self._is_bare
            for name in _NAMES
        )
        return left, right

    def _pane(self, name: str) -> QWidget:
        desks = self._window.desks
        return desks.left if name == "left" else desks.right

    def _show(self, shown: tuple[bool, bool]) -> None:
        focus = QGuiApplication.focusObject()
        for name, is_shown in zip(_NAMES, shown, strict=True):
            self._pane(name).setVisible(is_shown)
        if isinstance(focus, QWidget) and not focus.isVisible():
            # What had the keyboard in a hidden pane gives it to the text.
            self._window.reader.view.setFocus()

    def _dragged(self) -> None:
        sizes = self._window.splitter.sizes()
        left, centre, right = (size or was for size, was in zip(sizes, self.widths, strict=True))
        self.widths = left, centre, right
