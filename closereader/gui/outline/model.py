"""The headings and contents of the open reading as a list model, with their notes counted."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from closereader.gui.guard import guarded
from closereader.gui.session import Session
from closereader.i18n import ngettext
from closereader.model.annotation import Annotation
from closereader.model.changes import Change
from closereader.model.contents import Section, sections
from closereader.model.reading import ReadingId

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@guarded
class OutlineModel(QAbstractListModel):
    """One row a heading, in order. A note counts in the section, down to the next heading of any
    level, in which it begins. `moved`: another section is the current one."""

    moved = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._headings: list[Section] = []
        self._starts: list[int] = []
        self._counts: list[int] = []
        self._current = -1
        self._place: tuple[ReadingId | None, int] = (None, 0)
        session.reading_opened.connect(self._read)
        session.annotations_changed.connect(self._count)
        session.place_changed.connect(self._move)
        self._read()

    @property
    def current(self) -> int:
        """The row of the section the reader stands in; -1 before the first heading."""
        return self._current

    def heading(self, row: int) -> Section:
        """The heading in that row."""
        return self._headings[row]

    def notes(self, row: int) -> int:
        """How many notes begin in its section."""
        return self._counts[row]

    def section(self, offset: int) -> int:
        """The row of the section that holds code point `offset`; -1 before the first heading."""
        return bisect_right(self._starts, offset) - 1

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many headings there are."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The heading in words."""
        if not index.isValid() or index.row() >= len(self._headings):
            return None
        heading, count = self._headings[index.row()], self._counts[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return heading.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            level = self.tr("level {level}").format(level=heading.depth + 1)
            parts = [heading.text, level]
            if count:
                parts.append(ngettext("{count} note", "{count} notes", count))
            if index.row() == self._current:
                parts.append(self.tr("current section"))
            return ", ".join(parts)
        return None

    def _read(self) -> None:
        self.beginResetModel()
        text, reading = self._session.text, self._session.reading
        # A PDF has no marks of headings, only large letters.
        are_guessed = reading is not None and reading.format == "pdf"
        self._headings = [] if text is None else sections(text, are_guessed=are_guessed)
        self._starts = [heading.span.start for heading in self._headings]
        # The reader may have gone to its place in the new text before this was told of it.
        known = reading is not None and self._place[0] == reading.id
        self._current = self.section(self._place[1] if known else 0)
        self._count_all()
        self.endResetModel()
        self.moved.emit()

    def _count_all(self) -> None:
        self._counts = [0] * len(self._headings)
        for note in self._session.annotations:
            self._add(note, 1)

    def _count(self, changes: Sequence[Change] | None) -> None:
        if changes is None:
            self._count_all()
        else:
            for change in changes:
                if _is_in_place(change):
                    continue
                for record, by in ((change.before, -1), (change.after, 1)):
                    if isinstance(record, Annotation):
                        self._add(record, by)
        if self._headings:
            self.dataChanged.emit(self.index(0), self.index(len(self._headings) - 1))

    def _add(self, note: Annotation, by: int) -> None:
        row = self.section(note.start)
        if row >= 0:
            self._counts[row] += by

    def _move(self, offset: int) -> None:
        reading = self._session.reading
        self._place = (None if reading is None else reading.id, offset)
        row = self.section(offset)
        if row != self._current:
            before, self._current = self._current, row
            for changed in (before, row):
                if changed >= 0:
                    index = self.index(changed)
                    self.dataChanged.emit(index, index)
            self.moved.emit()


def _is_in_place(change: Change) -> bool:
    """Whether the note begins where it began."""
    before, after = change.before, change.after
    return (
        isinstance(before, Annotation)
        and isinstance(after, Annotation)
        and before.start == after.start
    )
