"""The list of several marks on one spot: the one it stands on is chosen, in the text and among the notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.notes.wording import Wording
from closereader.gui.popup import Popup
from closereader.gui.widgets import shorten, swatch
from closereader.model.span import Span
from closereader.text.comment import plain

if TYPE_CHECKING:
    from closereader.gui.reader.view import ReaderView
    from closereader.gui.session import Session
    from closereader.gui.theme import Theme
    from closereader.model.annotation import Annotation

_WIDTH, _ROW, _MOST_ROWS, _LONGEST = 340, 28, 9, 90
_POINTER = QSize(1, 12)


@guarded
class MarksPopup(Popup):
    """Arrows and O go through it; Enter keeps the mark it stands on, Escape the one chosen before."""

    def __init__(
        self, session: Session, marks: Sequence[Annotation], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Marks on this spot"))
        self._session = session
        self._before = session.chosen_note
        wording = Wording(session, self)
        self.rows = QListWidget(self)
        self.rows.setAccessibleName(self.tr("Marks on this spot"))
        self.rows.setFont(themes.interface_font(13))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setFrameShape(QListWidget.Shape.NoFrame)
        self.rows.setIconSize(QSize(14, 14))
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        for mark in marks:
            words = shorten(plain(mark.comment) or mark.quote, _LONGEST)
            row = QListWidgetItem(
                f"{wording.head(mark)} · {words}" if words else wording.head(mark)
            )
            row.setIcon(swatch(theme.marks[mark.colour], theme.edges[mark.colour]))
            row.setData(Qt.ItemDataRole.UserRole, mark.id)
            row.setSizeHint(QSize(40, _ROW))
            self.rows.addItem(row)
        self.rows.setFixedHeight(min(len(marks), _MOST_ROWS) * _ROW)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.rows)
        self.setFixedWidth(_WIDTH)
        ids = [mark.id for mark in marks]
        self.rows.setCurrentRow(ids.index(self._before) if self._before in ids else 0)
        self.rows.currentRowChanged.connect(self._show)
        self.rows.itemClicked.connect(lambda _row: self.close())
        self.rows.installEventFilter(self)
        self.setFocusProxy(self.rows)
        self._show(self.rows.currentRow())

    def _show(self, row: int) -> None:
        item = self.rows.item(row)
        if item is not None:
            self._session.choose_note(item.data(Qt.ItemDataRole.UserRole))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: the keys of the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return bool(super().eventFilter(watched, event))
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.close()
        elif key == Qt.Key.Key_Escape:
            self._session.choose_note(self._before)
            self.close()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_O):
            step = -1 if key == Qt.Key.Key_Up else 1
            self.rows.setCurrentRow((self.rows.currentRow() + step) % self.rows.count())
        else:
            return bool(super().eventFilter(watched, event))
        return True


@guarded
class MarksList(QObject):
    """Opens the list in one view: by a key, and after a click on a spot with several marks, unless it
    becomes a double click or a selection. `on`: the view that is clicked, where that is not the text;
    `marks_at`: what a point of it has. `popup`: what is open."""

    def __init__(
        self,
        view: ReaderView,
        on: QAbstractScrollArea | None = None,
        marks_at: Callable[[QPoint], Sequence[Annotation]] | None = None,
    ) -> None:
        on = on or view
        super().__init__(on)
        self._view = view
        self._on = on
        self._marks_at = marks_at or self._marks_in_text
        self.popup: MarksPopup | None = None
        self._pressed = QPoint()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._open_clicked)
        on.viewport().installEventFilter(self)
        on.installEventFilter(self)

    def open_at(self, offset: int) -> bool:
        """List the marks on a code point, under it; False where there are not several."""
        session = self._view.session
        marks = [] if session.marks_hidden else session.annotations.at(offset)
        return self._open(marks, self._view.links.mark_of(Span(offset, offset + 1)))

    def _open_clicked(self) -> None:
        offset = self._view.offset_at(self._pressed) if self._on is self._view else None
        if offset is not None:
            self.open_at(offset)
        else:
            place = self._on.viewport().mapToGlobal(self._pressed)
            self._open(self._marks_at(self._pressed), QRect(place, _POINTER))

    def _open(self, marks: Sequence[Annotation], mark: QRect) -> bool:
        if len(marks) < 2:
            return False
        theme = self._view.layout_.style.theme
        popup = self.popup = MarksPopup(self._view.session, marks, theme, self._on)
        popup.destroyed.connect(self._closed)
        popup.open_by(mark)
        popup.rows.setFocus(Qt.FocusReason.PopupFocusReason)
        return True

    def _marks_in_text(self, point: QPoint) -> Sequence[Annotation]:
        session, offset = self._view.session, self._view.offset_at(point)
        return [] if offset is None or session.marks_hidden else session.annotations.at(offset)

    def _closed(self) -> None:
        self.popup = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: a click waits for whether another follows."""
        kind = event.type()
        if kind in (
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonDblClick,
            QEvent.Type.KeyPress,
            QEvent.Type.Wheel,
        ):
            self._soon.stop()
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            point = event.position().toPoint()
            if kind == QEvent.Type.MouseButtonPress:
                self._pressed = point
            elif kind == QEvent.Type.MouseButtonRelease:
                self._released(point)
        return bool(super().eventFilter(watched, event))

    def _released(self, point: QPoint) -> None:
        if (point - self._pressed).manhattanLength() >= 4:
            return
        if len(self._marks_at(point)) > 1:
            self._soon.start(QApplication.doubleClickInterval() + 50)
