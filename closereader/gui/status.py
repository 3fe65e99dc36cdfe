"""The strip at the bottom: where the reader is, how many notes, what is under way, that all is saved."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.tasks import Task, Tasks
from closereader.gui.widgets import ElidedLabel, StayingMenu, plain_tip

_LEAST_TOLD = 160
_LEAST_WIDTH = 200
_PASSES_WIDTH = 520


@guarded
class StatusLine(QStatusBar):
    """Follows the tasks by itself; the window tells it the rest."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setFixedHeight(27)
        self.place = ElidedLabel(self)
        self.place.setFont(themes.interface_font(12))
        self.share = self._label()
        self.notes = self._label()
        self.passes = QToolButton(self)
        self.passes.setFont(themes.interface_font(12))
        self.passes.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.passes.setMenu(StayingMenu(self.passes))
        self.passes.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.passes.setToolTip(self.tr("Which passes’ marks are shown"))
        self.passes.hide()
        self._passes = ""
        self.reader = QToolButton(self)
        self.reader.setFont(themes.interface_font(12))
        self.reader.setCursor(Qt.CursorShape.PointingHandCursor)
        self.reader.setToolTip(self.tr("The name on your notes"))
        self.saved = self._label()
        self._what = self._label()
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(110)
        self._stop = QToolButton(self)
        self._stop.setText(self.tr("Stop"))
        self._stop.setAccessibleName(self.tr("Stop what is under way"))
        self._stop.clicked.connect(self._cancel)
        for left in (self.place, self.share, self.notes, self.passes):
            self.addWidget(left)
        for right in (self._what, self._bar, self._stop, self.reader, self.saved):
            self.addPermanentWidget(right)
        self.setMinimumWidth(_LEAST_WIDTH)
        self._task: Task | None = None
        self._show_task(None)
        tasks.started.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: where the reader is stays longest."""
        super().resizeEvent(event)
        for widget, room in ((self.reader, 680), (self.notes, 600), (self.share, 420)):
            widget.setVisible(self.width() >= room)

        self.passes.setVisible(bool(self._passes) and self.width() >= _PASSES_WIDTH)

    def show_passes(self, words: str) -> None:
        """Which passes are looked at; "" where the reading has one."""
        self._passes = words
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 200)
        self.passes.setText(f"{shown} ⌄")
        self.passes.setAccessibleName(self.tr("Passes shown: {passes}").format(passes=words))
        self.passes.setVisible(bool(words) and self.width() >= _PASSES_WIDTH)

    def _label(self) -> QLabel:
        label = QLabel("", self)
        label.setFont(themes.interface_font(12))
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _follow(self, task: Task) -> None:
        task.progressed.connect(lambda done, total, what: self._progress(task, done, total, what))
        task.ended.connect(lambda: self._ended(task))

    def _progress(self, task: Task, done: int, total: int, what: str) -> None:
        if self._task is None:
            self._show_task(task)
        if self._task is task:
            said = what or task.what
            # Names of files are long, and what stands at the left is wanted meanwhile.
            room = max(self.width() // 3, _LEAST_TOLD)
            mode = Qt.TextElideMode.ElideMiddle
            self._what.setText(self._what.fontMetrics().elidedText(said, mode, room))
            self._what.setToolTip(plain_tip(said))
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    def _ended(self, task: Task) -> None:
        if self._task is task:
            self._show_task(None)

    def _show_task(self, task: Task | None) -> None:
        self._task = task
        for widget in (self._what, self._bar, self._stop):
            widget.setVisible(task is not None)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
