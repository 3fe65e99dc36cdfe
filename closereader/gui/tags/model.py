"""The rows of the browser of tags as a list model."""

from dataclasses import replace

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from closereader.gui.actions import colour_name
from closereader.gui.guard import guarded
from closereader.gui.session import Session
from closereader.gui.tags.rows import TagRow, Wanted, rows
from closereader.i18n import ngettext
from closereader.model.tag import TagUse

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@guarded
class TagsModel(QAbstractListModel):
    """Follows the library's tags while it is `awake`. `renamed(tag, name)`: another name was typed;
    `counted`: there may be more or fewer rows."""

    renamed = Signal(str, str)
    counted = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = Wanted()
        self._uses: list[TagUse] = []
        self._rows: list[TagRow] = []
        self._is_awake = False
        self._is_stale = True
        session.known_tags.changed.connect(self._follow)
        session.known_tags.recoloured.connect(self._say_anew)
        session.reading_opened.connect(self._follow)

    def wake(self, awake: bool) -> None:
        """Follow the library, or leave that until the tags are looked at."""
        self._is_awake = awake
        if awake and self._is_stale:
            self._read()

    # What is shown

    @property
    def wanted(self) -> Wanted:
        """Filter, and what is closed."""
        return self._wanted

    @property
    def uses(self) -> list[TagUse]:
        """All tags, whatever the filter says."""
        return self._uses

    def want(self, **parts: object) -> None:
        """Show something else: the fields of `Wanted`."""
        self._wanted = replace(self._wanted, **parts)  # type: ignore[arg-type]
        self._show()

    def open(self, tag: str, is_open: bool) -> None:
        """Show what is below the tag, or not."""
        closed = self._wanted.closed
        self.want(closed=closed - {tag} if is_open else closed | {tag})

    def row(self, index: AnyIndex) -> TagRow | None:
        """The tag in that row."""
        return self._rows[index.row()] if self._has(index) else None

    def index_of(self, tag: str | None) -> QModelIndex:
        """Where that tag stands; invalid where it is not shown."""
        for number, row in enumerate(self._rows):
            if row.name == tag:
                return self.index(number)
        return QModelIndex()

    # Qt's questions

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Qt's: how many tags are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's: the tag in words."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.EditRole:
            return row.name
        if role == Qt.ItemDataRole.DisplayRole:
            return row.last
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(self._told(row))
        return None

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Qt's: another name was typed."""
        row = self.row(index)
        if row is None or role != Qt.ItemDataRole.EditRole:
            return False
        self.renamed.emit(row.name, str(value))
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Qt's: a tag can be chosen, renamed where it stands, and taken along."""
        flag = Qt.ItemFlag
        if not self._has(index):
            return flag.NoItemFlags
        return (
            flag.ItemIsEnabled
            | flag.ItemIsSelectable
            | flag.ItemIsEditable
            | flag.ItemIsDragEnabled
            | flag.ItemIsDropEnabled
        )

    def _told(self, row: TagRow) -> list[str]:
        use = row.use
        told = [use.name]
        if use.here:
            told.append(ngettext("{count} note here", "{count} notes here", use.here))
        if use.everywhere > use.here:
            told.append(
                ngettext("{count} note in the library", "{count} in the library", use.everywhere)
            )
        colour = self._session.known_tags.colour(row.name)
        if colour is not None:
            told.append(colour_name(colour))
        if row.has_below:
            told.append(self.tr("open") if row.is_open else self.tr("closed"))
        return told

    def _has(self, index: AnyIndex) -> bool:
        return index.isValid() and index.row() < len(self._rows)

    # Following

    def _follow(self) -> None:
        self._is_stale = True
        if self._is_awake:
            self._read()

    def _read(self) -> None:
        self._uses = self._session.known_tags.uses()
        self._is_stale = False
        self._show()

    def _show(self) -> None:
        made = rows(self._uses, self._wanted)
        if [row.name for row in made] == [row.name for row in self._rows]:
            self._rows = made
            self._say_anew()
        else:
            self.beginResetModel()
            self._rows = made
            self.endResetModel()
        self.counted.emit()

    def _say_anew(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
