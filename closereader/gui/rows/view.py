"""A view of a flat list whose rows differ in height; only the rows in sight are ever measured.

Why not QListView: it asks the size of every row on opening, on every resize and after every
insertion, which for 10,000 cards costs seconds with real sizes and 50 ms even with cached ones.
Why a QAbstractItemView and no bare scroll area: keyboard, editors, drag and drop come with it.
Why a QListView all the same: screen readers are given a list of rows for the class of that name
and nothing for any other. Its layout is passed over: every method here calls
QAbstractItemView's, and `doItemsLayout` lays nothing out.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from closereader.gui.guard import guarded
from closereader.gui.heights import Heights

AnyIndex = QModelIndex | QPersistentModelIndex

# This many rows are measured while the reader rests, so that the scroll bar of a list of usual
# length is exact; longer lists keep estimates for what was never in sight.
_MEASURED_AT_REST = 500
_MEASURED_AT_ONCE = 12


@guarded
class RowView(QListView):
    """Rows below one another, drawn by the delegate, scrolled by the pixel.

    Delegates leave 12 pixels free at the right, where the scroll bar lies.

    The delegate's `sizeHint` tells a row's height for the width in `option.rect`, and must be
    quick to ask again. Rows above the view's upper edge that turn out higher or lower than they
    were thought move the scroll bar, never the picture.
    """

    hovered = Signal(QModelIndex)  # invalid: the pointer is over no row
    settled = Signal()  # rows may stand elsewhere than before

    def __init__(
        self, parent: QWidget | None = None, *, estimate: int = 26, bottom: int = 8
    ) -> None:
        super().__init__(parent)
        self._estimate = estimate
        self._bottom = bottom
        self._heights = Heights[int]()
        self._settling = False
        self._hovered = QPersistentModelIndex()
        self._pressed = QPersistentModelIndex()
        self._rest = QTimer(self)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self._measure_at_rest)
        self._rested = 0
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)

    # Where rows are

    @property
    def row_width(self) -> int:
        """Pixels a row is wide, whether the scroll bar shows or not: it lies in the margin that
        delegates leave at the right, so that nothing moves when it comes."""
        return self.width()

    def visualRect(self, index: AnyIndex) -> QRect:
        """Where the row stands in the viewport, perhaps outside of it."""
        if not index.isValid() or index.row() >= len(self._heights):
            return QRect()
        top = self._heights.top(index.row()) - self.verticalOffset()
        return QRect(0, top, self.row_width, self._heights[index.row()])

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row at a point of the viewport."""
        y = point.y() + self.verticalOffset()
        if self.model() is None or not 0 <= y < self._heights.total:
            return QModelIndex()
        return self.model().index(self._heights.row_at(y), 0)

    def rows_in_sight(self) -> range:
        """The numbers of the rows of which something can be seen."""
        top = self.verticalOffset()
        first = self._heights.row_at(top)
        if first < 0:
            return range(0)
        return range(first, self._heights.row_at(top + max(self.viewport().height() - 1, 0)) + 1)

    def is_in_sight(self, index: AnyIndex, height: int | None = None) -> bool:
        """Whether the whole row can be seen, or its beginning where it is higher than the view;
        with `height`, whether it could in a view so high."""
        rect = self.visualRect(index)
        height = self.viewport().height() if height is None else height
        return (
            rect.isValid() and rect.top() >= 0 and rect.top() + min(rect.height(), height) <= height
        )

    def scrollTo(
        self,
        index: AnyIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring the row into view, as little as is needed unless `hint` says where to put it."""
        if not index.isValid() or index.row() >= len(self._heights):
            return
        # The row and those that come into view with it are measured on the way.
        for _ in range(4):
            self._measure(index.row())
            before = self.verticalOffset()
            self._update_range()
            self.verticalScrollBar().setValue(self._target(index.row(), hint))
            self._settle()
            if self.verticalOffset() == before:
                break

    def _target(self, row: int, hint: QAbstractItemView.ScrollHint) -> int:
        top, height = self._heights.top(row), self._heights[row]
        view, now = self.viewport().height(), self.verticalOffset()
        if hint is QAbstractItemView.ScrollHint.PositionAtTop or height > view:
            return top
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            return top - (view - height) // 2
        if hint is QAbstractItemView.ScrollHint.PositionAtBottom or top + height > now + view:
            return top + height - view
        return min(now, top)

    def verticalOffset(self) -> int:
        """How many pixels of the list lie above the view."""
        return self.verticalScrollBar().value()

    # Following the model

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show this model's rows; it stays the view's model for good."""
        QAbstractItemView.setModel(self, model)
        if model is not None:
            # While they are about to be removed the model still has them.
            model.rowsRemoved.connect(lambda *_: self.relay())

    def reset(self) -> None:
        """Read the model anew."""
        QAbstractItemView.reset(self)
        count = self.model().rowCount() if self.model() is not None else 0
        self._heights = Heights([self._estimate] * count)
        self._hovered = QPersistentModelIndex()
        self.relay()

    def rowsInserted(self, parent: AnyIndex, start: int, end: int) -> None:
        """Make room for the new rows; what is in sight stays where it is."""
        count = end - start + 1
        above = self._heights.top(start) < self.verticalOffset()
        self._heights.insert(start, [self._estimate] * count)
        if above:
            self._scroll_silently(self.verticalOffset() + count * self._estimate)
        QAbstractItemView.rowsInserted(self, parent, start, end)
        self.relay()

    def rowsAboutToBeRemoved(self, parent: AnyIndex, start: int, end: int) -> None:
        """Close the gap; what is in sight below it stays where it is."""
        # Another row becomes the current one in place of one that goes; nobody asked to see it.
        scrolls = self.hasAutoScroll()
        self.setAutoScroll(False)
        QAbstractItemView.rowsAboutToBeRemoved(self, parent, start, end)
        self.setAutoScroll(scrolls)
        height = self._heights.top(end + 1) - self._heights.top(start)
        if self._heights.top(end + 1) <= self.verticalOffset():
            self._scroll_silently(self.verticalOffset() - height)
        self._heights.remove(start, end - start + 1)

    def dataChanged(
        self, top_left: AnyIndex, bottom_right: AnyIndex, roles: Sequence[int] = ()
    ) -> None:
        """Some rows may be drawn otherwise, and be higher or lower."""
        QAbstractItemView.dataChanged(self, top_left, bottom_right, roles)
        self.relay()

    def relay(self) -> None:
        """Measure anew what is in sight, and the rest when there is time."""
        self._rested = 0
        self._rest.start()
        self._settle()
        self.viewport().update()

    # Measuring

    def _measure(self, row: int) -> int:
        """Ask the delegate for one height; returns by how much it differs from what was thought."""
        if row >= self.model().rowCount():
            return 0
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = QRect(0, 0, self.row_width, 0)
        index = self.model().index(row, 0)
        height = self.itemDelegateForIndex(index).sizeHint(option, index).height()
        before = self._heights[row]
        if height != before:
            self._heights.set(row, height)
        return height - before

    def _settle(self) -> None:
        """Measure the rows in sight and hold the picture still meanwhile."""
        if self._settling or self.model() is None:
            return
        self._settling = True
        try:
            top = self.verticalOffset()
            row = self._heights.row_at(top)
            y = self._heights.top(row) if row >= 0 else 0
            while 0 <= row < len(self._heights) and y < top + self.viewport().height():
                difference = self._measure(row)
                if (y < top and y + self._heights[row] - difference <= top + 1) or (
                    y < top and difference and not self.hasFocus()
                ):
                    top += difference
                y += self._heights[row]
                row += 1
            self._update_range()
            self.verticalScrollBar().setValue(top)
        finally:
            self._settling = False
        self.updateEditorGeometries()
        self.settled.emit()

    def _measure_at_rest(self) -> None:
        last = min(len(self._heights), _MEASURED_AT_REST, self.model().rowCount())
        stop = min(self._rested + _MEASURED_AT_ONCE, last)
        moved = 0
        edge = self._heights.row_at(self.verticalOffset())
        for row in range(self._rested, stop):
            difference = self._measure(row)
            moved += difference if row < edge else 0
        self._rested = stop
        if moved:
            self._scroll_silently(self.verticalOffset() + moved)
        if stop >= last:
            self._rest.stop()
            self._settle()

    def _update_range(self) -> None:
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setPageStep(height)
        content = self._heights.total + self._bottom
        bar.setRange(0, max(content - height, 0))

    def _scroll_silently(self, value: int) -> None:
        settling, self._settling = self._settling, True
        self._update_range()
        self.verticalScrollBar().setValue(value)
        self._settling = settling

    def doItemsLayout(self) -> None:
        """Nothing is laid out before it is in sight."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Set the scroll bar's range."""
        self._update_range()
        QAbstractItemView.updateGeometries(self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Measure what comes into view, and draw it."""
        self._settle()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure what is in sight at the new width; what is uppermost stays so
        unless the current row would go out of sight."""
        row = self._heights.row_at(self.verticalOffset())
        current = self.currentIndex()
        was_in_sight = current.isValid() and self.is_in_sight(current, event.oldSize().height())
        QAbstractItemView.resizeEvent(self, event)
        if row >= 0 and event.oldSize().width() != event.size().width():
            self._scroll_silently(self._heights.top(row))
        self.relay()
        if was_in_sight:
            self.scrollTo(current)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows in sight."""
        if self.model() is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        base = option.state
        current, hovered = self.currentIndex(), self._hovered
        rows = self.rows_in_sight()
        top = self._heights.top(rows.start) - self.verticalOffset() if rows else 0
        for row in rows:
            rect = QRect(0, top, self.row_width, self._heights[row])
            top += rect.height()
            if row >= self.model().rowCount() or not event.rect().intersects(rect):
                continue
            index = self.model().index(row, 0)
            option.rect = rect
            option.state = base & ~QStyle.StateFlag.State_HasFocus
            if index == current:
                option.state |= QStyle.StateFlag.State_Selected
                if self.hasFocus():
                    option.state |= QStyle.StateFlag.State_HasFocus
            if hovered.isValid() and hovered.row() == row:
                option.state |= QStyle.StateFlag.State_MouseOver
            painter.save()
            self.itemDelegateForIndex(index).paint(painter, option, index)
            painter.restore()

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember what was pressed. The list does not move under the pointer: what half shows
        would be another row by the time the button is let go."""
        self._pressed = QPersistentModelIndex(self.indexAt(event.position().toPoint()))
        scrolls = self.hasAutoScroll()
        self.setAutoScroll(False)
        super().mousePressEvent(event)
        self.setAutoScroll(scrolls)

    def was_clicked(self, event: QMouseEvent) -> QModelIndex:
        """The row that the left button was pressed and is let go over; invalid for none."""
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        return index if is_left and index.isValid() and index == self._pressed else QModelIndex()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which row the pointer is over."""
        # First: what follows may carry the row away, and comes back when it was let go elsewhere.
        self._hover(self.indexAt(event.position().toPoint()))
        QAbstractItemView.mouseMoveEvent(self, event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The pointer that leaves the view is over no row."""
        if event.type() == QEvent.Type.Leave:
            self._hover(QModelIndex())
        return bool(super().viewportEvent(event))

    def _hover(self, index: QModelIndex) -> None:
        if index != self._hovered:
            self._hovered = QPersistentModelIndex(index)
            self.viewport().update()
            self.hovered.emit(index)

    # Keyboard and selection

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of their own here; panes have a field to search by."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Up and down by a row that can be chosen, by a view, to either end."""
        if self.model() is None or not len(self._heights):
            return QModelIndex()
        moves = QAbstractItemView.CursorAction
        row, last = self.currentIndex().row(), len(self._heights) - 1
        if action in (moves.MoveUp, moves.MovePrevious, moves.MoveLeft):
            return self._nearest(row - 1 if row >= 0 else last, -1)
        if action in (moves.MoveDown, moves.MoveNext, moves.MoveRight):
            return self._nearest(row + 1, 1)
        if action == moves.MoveHome:
            return self._nearest(0, 1)
        if action == moves.MoveEnd:
            return self._nearest(last, -1)
        by = self.viewport().height() * (-1 if action == moves.MovePageUp else 1)
        there = self._heights.row_at(self._heights.top(max(row, 0)) + by)
        return self._nearest(there, -1 if by < 0 else 1)

    def _nearest(self, row: int, step: int) -> QModelIndex:
        """The next row from `row` on that can be chosen; the current one where there is none."""
        while 0 <= row < len(self._heights):
            index = self.model().index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                return index
            row += step
        return self.currentIndex()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the row under the rectangle's middle."""
        index = self.indexAt(rect.center())
        self.selectionModel().select(QItemSelection(index, index), command)
