"""The readings of the library as rows of a table."""

from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from closereader.gui.guard import guarded
from closereader.gui.kinds import kind_name
from closereader.model.reading import ReadingId, ReadingSummary
from closereader.text.fold import Folding, fold

_AS_WORDS = Folding(case=True, marks=True)

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = int(Qt.ItemDataRole.UserRole)
ID_ROLE = SORT_ROLE + 1
PROGRESS_ROLE = SORT_ROLE + 2
COVER_ROLE = SORT_ROLE + 3


class Column(IntEnum):
    """The columns, from left to right."""

    TITLE = 0
    AUTHOR = 1
    KIND = 2
    PROGRESS = 3
    NOTES = 4
    OPENED = 5


class Shelf(IntEnum):
    """Which readings are shown."""

    ALL = 0
    CONTINUE = 1
    UNANNOTATED = 2


def share_read(summary: ReadingSummary) -> float:
    """How far into the reading its reader stands, from 0 to 1."""
    if summary.reading.characters <= 0:
        return 0.0
    return min(max(summary.place / summary.reading.characters, 0.0), 1.0)


def stands_on(summary: ReadingSummary, shelf: Shelf) -> bool:
    """Whether the reading is shown on that shelf."""
    if shelf is Shelf.CONTINUE:
        return bool(summary.opened) and share_read(summary) < 0.97
    if shelf is Shelf.UNANNOTATED:
        return summary.annotations == 0
    return True


@guarded
class ReadingsModel(QAbstractTableModel):
    """One row a reading."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ReadingSummary] = []

    def set_readings(self, readings: list[ReadingSummary]) -> None:
        """Show these; rows that only changed are changed in place, so that a choice stays."""
        if [r.reading.id for r in readings] == [r.reading.id for r in self._rows]:
            self._rows = readings
            if readings:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(len(readings) - 1, len(Column) - 1)
                )
            return
        self.beginResetModel()
        self._rows = readings
        self.endResetModel()

    def summary(self, row: int) -> ReadingSummary:
        """The reading in a row."""
        return self._rows[row]

    def row_of(self, reading_id: ReadingId) -> int:
        """The row of a reading, -1 if it is not there."""
        return next((i for i, r in enumerate(self._rows) if r.reading.id == reading_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt's: how many readings."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt's: how many columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt's: the columns' names."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Title"),
            self.tr("Author"),
            self.tr("Kind"),
            self.tr("Progress"),
            self.tr("Notes"),
            self.tr("Last opened"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's: one cell."""
        summary = self._rows[index.row()]
        column = Column(index.column())
        if role == ID_ROLE:
            return summary.reading.id
        if role == PROGRESS_ROLE:
            return share_read(summary)
        if role == COVER_ROLE:
            return summary.reading.cover
        if role == SORT_ROLE:
            return self._sort_key(summary, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(summary, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Column.TITLE:
            return self.tr("{title}, {author}, {notes} notes").format(
                title=summary.reading.title,
                author=summary.reading.author or self.tr("no author"),
                notes=summary.annotations,
            )
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.OPENED and summary.opened:
            return _local(summary.opened).strftime("%Y-%m-%d %H:%M")
        return None

    def _shown(self, summary: ReadingSummary, column: Column) -> str:
        reading = summary.reading
        match column:
            case Column.TITLE:
                return reading.title
            case Column.AUTHOR:
                return reading.author or "—"
            case Column.KIND:
                return kind_name(reading.format, short=True)
            case Column.PROGRESS:
                return f"{round(100 * share_read(summary))} %"
            case Column.NOTES:
                return str(summary.annotations)
            case Column.OPENED:
                return self._when(summary.opened)

    def _when(self, stamp: str) -> str:
        if not stamp:
            return "—"
        then = _local(stamp)
        days = (datetime.now().astimezone().date() - then.date()).days
        if days <= 0:
            return then.strftime("%H:%M")
        if days == 1:
            return self.tr("yesterday")
        return f"{then.day} {then.strftime('%b')}" + (f" {then.year}" if days > 300 else "")

    @staticmethod
    def _sort_key(summary: ReadingSummary, column: Column) -> Any:
        reading = summary.reading
        match column:
            case Column.TITLE:
                return fold(reading.title, _AS_WORDS)
            case Column.AUTHOR:
                return fold(reading.author, _AS_WORDS)
            case Column.KIND:
                return reading.format
            case Column.PROGRESS:
                return share_read(summary)
            case Column.NOTES:
                return summary.annotations
            case Column.OPENED:
                return summary.opened or reading.imported


@guarded
class ShelfModel(QSortFilterProxyModel):
    """The readings of one shelf, sorted by a column."""

    def __init__(self, source: ReadingsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readings = source
        self.shelf = Shelf.ALL
        self.setSourceModel(source)
        self.setSortRole(SORT_ROLE)
        self.setDynamicSortFilter(True)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt's: the columns' names, with an arrow at what they are sorted by: the style's own is
        black in every theme."""
        name = super().headerData(section, orientation, role)
        if role != Qt.ItemDataRole.DisplayRole or section != self.sortColumn():
            return name
        return f"{name} {'↑' if self.sortOrder() is Qt.SortOrder.AscendingOrder else '↓'}"

    def set_shelf(self, shelf: Shelf) -> None:
        """Show this shelf."""
        self.shelf = shelf
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Qt's: whether a reading stands on the shelf."""
        return stands_on(self._readings.summary(source_row), self.shelf)


def _local(stamp: str) -> datetime:
    moment = datetime.fromisoformat(stamp)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone()
