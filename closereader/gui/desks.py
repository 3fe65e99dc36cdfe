"""The readings open in the window: one, or two side by side, and which of them is being worked on.

What has the keyboard is the one that keys, menus and side panes are about; a desk that was put away
is kept, without a reading, for the next time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QWidget

from closereader.gui.desk import Desk, make_desk
from closereader.gui.reader.together import Together
from closereader.model.annotation import Annotation
from closereader.model.reading import ReadingId
from closereader.model.span import Span

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow
    from closereader.gui.theme import Theme

_LEAST_WIDTH = 220


class Desks(QObject):
    """`centre`, `left`, `right`: what stands in the window's three columns."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.centre = QSplitter(Qt.Orientation.Horizontal, window)
        self.centre.setHandleWidth(1)
        self.centre.setChildrenCollapsible(False)
        self.left = QStackedWidget(window)
        self.right = QStackedWidget(window)
        self.all: list[Desk] = []
        self.active = self._add()
        self._together: Together | None = None

    def connect_focus(self) -> None:
        """Follow the keyboard from text to text; once everything is made."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    # Which there are

    @property
    def shown(self) -> list[Desk]:
        """Those with a reading, or with one on its way, from left to right."""
        return [desk for desk in self.all if not desk.frame.isHidden()]

    @property
    def other(self) -> Desk | None:
        """The one beside the active one, if there are two."""
        return next((desk for desk in self.shown if desk is not self.active), None)

    def with_reading(self, reading_id: ReadingId) -> Desk | None:
        """The desk that reading is open on, the active one first."""
        for desk in (self.active, *self.shown):
            if desk.session.reading is not None and desk.session.reading.id == reading_id:
                return desk
        return None

    def open_beside(self, reading_id: ReadingId, span: Span | None = None) -> None:
        """Show this reading beside the one that is open, in place of another that was there."""
        desk = self.other or next((d for d in self.all if d is not self.active), None)
        desk = desk or self._add_connected()
        self.set_together(False)
        if desk.session.reading is not None:
            desk.reader.keep_place()
        if desk.frame.isHidden():
            # To the right of what is there.
            self.centre.addWidget(desk.frame)
            self.all.sort(key=lambda d: d is desk)
            desk.frame.show()
            self._window.room.fit()
            self.centre.setSizes([1000, 1000])
        self._show_strips()
        desk.session.open(reading_id, span)
        self.activate(desk)
        desk.reader.take_focus()

    def close(self, desk: Desk) -> None:
        """Put a side away; the other has the window to itself."""
        rest = next((d for d in self.shown if d is not desk), None)
        if rest is None:
            return
        desk.right.flush()
        if desk.session.reading is not None:
            desk.reader.keep_place()
        self.set_together(False)
        desk.frame.hide()
        self.activate(rest)
        self._show_strips()
        self._window.room.fit()
        rest.reader.view.setFocus()
        desk.session.close()

    def activate(self, desk: Desk) -> None:
        """Keys, menus and side panes are about this one now."""
        if desk is self.active:
            return
        self.active.right.flush()
        self.active = desk
        self.left.setCurrentWidget(desk.left)
        self.right.setCurrentWidget(desk.right)
        for each in self.all:
            each.strip.set_active(each is desk)
        self._window.following.desk_changed()

    # Together

    @property
    def are_together(self) -> bool:
        """Whether the two scroll together."""
        return self._together is not None

    def set_together(self, is_on: bool) -> None:
        """Let the two scroll together, or apart."""
        if self._together is not None:
            self._together.stop()
            self._together = None
        if is_on and len(self.shown) == 2:
            first, second = (desk.reader.views for desk in self.shown)
            self._together = Together(first, second, self)
        self._window.actions_["view.together"].setChecked(self.are_together)

    # All of them

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        for desk in self.all:
            desk.left.set_theme(theme)
            desk.right.set_theme(theme)

    def show_step(self, touched: Annotation) -> None:
        """Something was undone or done again on that note: show it where its reading is open."""
        desk = self.with_reading(touched.reading_id)
        if desk is not None and desk is not self.active:
            desk.session.choose_note(touched.id)
            desk.session.go_to.emit(touched.span, False)

    # Within

    def _add(self) -> Desk:
        desk = make_desk(self._window)
        desk.frame.setMinimumWidth(_LEAST_WIDTH)
        self.all.append(desk)
        self.centre.addWidget(desk.frame)
        self.left.addWidget(desk.left)
        self.right.addWidget(desk.right)
        return desk

    def _add_connected(self) -> Desk:
        # Not at the top, which would be a circle.
        from closereader.gui.parts import connect_desk

        desk = self._add()
        desk.frame.hide()
        connect_desk(self._window, desk)
        return desk

    def _show_strips(self) -> None:
        two = len(self.shown) == 2
        for desk in self.all:
            desk.strip.setVisible(two)
            desk.strip.set_active(desk is self.active)
            desk.strip.together.setVisible(two and desk is self.shown[-1])
        self._window.actions_.set_two(two)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            return
        for desk in self.shown:
            if desk.frame.isAncestorOf(now):
                self.activate(desk)
                return
