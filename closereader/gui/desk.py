"""One open reading in the window: its session, its text under a strip with its title, and the side
panes that show it while it is the one being worked on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from closereader.gui import theme as themes
from closereader.gui.entities.pane import EntitiesPane
from closereader.gui.essay.pane import EssayPane
from closereader.gui.guard import guarded
from closereader.gui.notes.pane import NotesPane
from closereader.gui.outline.pane import OutlinePane
from closereader.gui.pages.thumbnails import PagesPane
from closereader.gui.questions.pane import QuestionsPane
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.session import Session
from closereader.gui.side_panes import LeftPane, RightPane
from closereader.gui.tags.pane import TagsPane
from closereader.gui.widgets import TabRow, plain_tip

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow
    from closereader.model.annotation import AnnotationId
    from closereader.model.reading import Reading

_HEIGHT = 32


@guarded
class TitleStrip(QFrame):
    """Which reading stands below, where two stand side by side. `closed()`: it is to be put away;
    `chosen()`: it was clicked."""

    closed = Signal()
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("titleStrip")
        self.setFixedHeight(_HEIGHT)
        self._words = ""
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setFont(themes.interface_font(13))
        self.together = QToolButton(self)
        self.together.setFont(themes.interface_font(12))
        close = QToolButton(self)
        close.setText("×")
        close.setAccessibleName(self.tr("Close this side"))
        close.setToolTip(self.tr("Close this side"))
        close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 6, 0)
        row.setSpacing(4)
        row.addWidget(self._label, 1)
        row.addWidget(self.together)
        row.addWidget(close)
        self.hide()

    def set_reading(self, reading: Reading) -> None:
        """Name it."""
        self._words = " · ".join(part for part in (reading.title, reading.author) if part)
        self._label.setToolTip(plain_tip(self._words))
        self.setAccessibleName(self._words)
        self._elide()

    def set_active(self, is_active: bool) -> None:
        """Whether keys and side panes are about this reading."""
        self.setProperty("active", is_active)
        for widget in (self, self._label):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: as much of the title as there is room for."""
        super().resizeEvent(event)
        self._elide()

    def mousePressEvent(self, event: object) -> None:
        """Qt's: a click on the title goes to the text."""
        self.chosen.emit()

    def minimumSizeHint(self) -> QSize:
        """Qt's: the title gives way."""
        return QSize(80, _HEIGHT)

    def _elide(self) -> None:
        buttons = sum(b.sizeHint().width() for b in self.findChildren(QToolButton) if b.isVisible())
        room = max(self.width() - buttons - 36, 20)
        metrics = self._label.fontMetrics()
        self._label.setText(metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room))


@dataclass(eq=False)
class Desk:
    """What belongs to one open reading. `frame`: the strip and the text."""

    session: Session
    reader: ReaderPane
    outline: OutlinePane
    entities: EntitiesPane
    tags: TagsPane
    notes: NotesPane
    questions: QuestionsPane
    left: LeftPane
    right: RightPane
    strip: TitleStrip
    frame: QWidget


def make_desk(window: MainWindow) -> Desk:
    """A desk without a reading; it is put into the window by `Desks`."""
    session = Session(
        window.library, window.bus, window.tasks, window.messages, window.turns, window
    )
    frame = QWidget(window)
    strip = TitleStrip(frame)
    reader = ReaderPane(session, window.reader_style(), frame)
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(strip)
    column.addWidget(reader, 1)

    def selected_cards() -> list[AnnotationId]:
        return (questions if questions.view.isVisible() else notes).view.selected_ids()

    # Made in the order in which Tab comes to them.
    left_tabs = TabRow(window)
    outline = OutlinePane(session, window)
    entities = EntitiesPane(session, window)
    tags = TagsPane(session, selected_cards, window)
    right_tabs = TabRow(window)
    notes, questions = NotesPane(session, window), QuestionsPane(session, window)
    essay = EssayPane(session, window)
    pages = PagesPane(session, reader.views, window)
    left = LeftPane(outline, entities, tags, pages, left_tabs, window)
    right = RightPane(notes, questions, essay, right_tabs, window)
    return Desk(
        session, reader, outline, entities, tags, notes, questions, left, right, strip, frame
    )
