"""The pane of headings: choosing one goes there, and it follows the reader."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.outline.delegate import SIDE, HeadingDelegate
from closereader.gui.outline.model import OutlineModel
from closereader.gui.rows import RowView
from closereader.gui.rows.instead import list_or_words
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import QuietText


@guarded
class OutlineView(RowView):
    """The list of headings. `chosen(row)`; `left`: back to the text."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self, model: OutlineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, estimate=26)
        self._outline = model
        self._delegate = HeadingDelegate(model, self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setAccessibleName(self.tr("Headings"))

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._delegate.set_theme(theme)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins at the section the reader is in."""
        if not self.currentIndex().isValid() and self._outline.current >= 0:
            self.setCurrentIndex(self._outline.index(self._outline.current))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the heading, Escape back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentIndex().isValid():
                self.chosen.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes to the heading."""
        super().mouseReleaseEvent(event)
        index = self.was_clicked(event)
        if index.isValid():
            self.chosen.emit(index.row())


class OutlinePane(QWidget):
    """Every heading of the reading. `left`: the reader wants back to the text."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = OutlineModel(session, self)
        self.view = OutlineView(self.model)
        self._nothing = QuietText()
        self._follow_soon = QTimer(self)
        self._follow_soon.setSingleShot(True)
        self._follow_soon.setInterval(0)
        self._follow_soon.timeout.connect(self._follow)
        self.setAccessibleName(self.tr("Outline"))
        self._stack = list_or_words(self.view, self._nothing, side=SIDE, top=6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self._stack)
        self.view.chosen.connect(self._go)
        self.view.left.connect(self.left)
        self.model.moved.connect(self._follow_soon.start)
        self.model.modelReset.connect(self._tell)
        self.set_theme(themes.load("light"))
        self._tell()

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.view.set_theme(theme)
        self.setPalette(theme.palette())

    def section_at(self, offset: int) -> str:
        """The heading of the section that holds code point `offset`; "" before the first."""
        row = self.model.section(offset)
        return "" if row < 0 else self.model.heading(row).text

    def take_focus(self) -> None:
        """Put the focus on the current section's heading."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.setCurrentIndex(self.model.index(max(self.model.current, 0)))

    def _go(self, row: int) -> None:
        self._session.go_to.emit(self.model.heading(row).span, False)

    def _follow(self) -> None:
        if self.model.current >= 0:
            self.view.scrollTo(self.model.index(self.model.current))

    def _tell(self) -> None:
        self._nothing.setText(self._why_nothing())
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _why_nothing(self) -> str:
        if self._session.is_opening:
            return ""
        if self._session.reading is None:
            return self.tr("Open a reading to see its headings here.")
        return self.tr("This reading has no headings.")
