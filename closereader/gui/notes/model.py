"""The notes a pane shows, as a list model that follows the session row by row."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from closereader.gui.guard import guarded
from closereader.gui.notes.filter import Haystacks, NoteOrder, Sieve, SortKey, sort_key
from closereader.gui.notes.wording import Wording
from closereader.gui.session import Session
from closereader.model.annotation import Annotation, AnnotationId, AnnotationKind
from closereader.model.changes import Change
from closereader.model.note_filter import NoteFilter

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

# More changes at once than this are cheaper as one reset.
_MOST_ROW_BY_ROW = 50
_FOLDED_AT_ONCE = 150


@guarded
class NotesModel(QAbstractListModel):
    """One row a note, sorted by keys, so that every change finds its row by bisection.

    `counted`: how many notes there are, or how many are shown, may have changed.
    """

    counted = Signal()

    def __init__(
        self,
        session: Session,
        parent: QObject | None = None,
        *,
        only: AnnotationKind | None = None,
    ) -> None:
        """`only`: notes of that kind alone are shown."""
        super().__init__(parent)
        self._session = session
        self.wording = Wording(session, self)
        self._order = NoteOrder.PLACE
        self._filter = NoteFilter()
        self._sieve = Sieve(self._filter)
        self._only = only
        self._pinned: AnnotationId | None = None
        self._haystacks = Haystacks()
        self._keys: list[SortKey] = []
        self._key_of: dict[AnnotationId, SortKey] = {}
        # Its own: while a row is being taken out, the session has the note no longer.
        self._shown: dict[AnnotationId, Annotation] = {}
        self._questions = 0
        self._fold_soon = QTimer(self)
        self._fold_soon.setInterval(0)
        self._fold_soon.timeout.connect(self._fold_some)
        self._unfolded: list[Annotation] = []
        session.reading_opened.connect(self._forget_words)
        session.reading_opened.connect(self._reread)
        session.annotations_changed.connect(self._follow)
        session.meanings_changed.connect(self._say_all_anew)
        session.entities_changed.connect(self._name_anew)
        self._reread()

    # What is shown

    @property
    def filter(self) -> NoteFilter:
        """What the notes must have to be shown."""
        return self._filter

    @property
    def order(self) -> NoteOrder:
        """In which order they are shown."""
        return self._order

    @property
    def total(self) -> int:
        """How many notes there are before the filter, of the kind that is shown."""
        return len(self._session.annotations) if self._only is None else self._questions

    @property
    def questions(self) -> int:
        """How many of the reading's notes are questions."""
        return self._questions

    def set_filter(self, chosen: NoteFilter) -> None:
        """Show only the notes it takes."""
        if chosen != self._filter:
            self._filter = chosen
            self._make_sieve()
            self._rebuild()

    def _make_sieve(self) -> None:
        named = [
            (mention.start, mention.end)
            for entity in map(self._session.entity, self._filter.entities)
            if entity is not None
            for mention in entity.mentions
        ]
        self._sieve = Sieve(self._filter, named)

    def set_order(self, order: NoteOrder) -> None:
        """Show them in that order."""
        if order is not self._order:
            self._order = order
            self._rebuild()

    def pin(self, annotation_id: AnnotationId | None) -> None:
        """Show this one whatever the filter says, as long as it is being written on."""
        before, self._pinned = self._pinned, annotation_id
        for one in {before, annotation_id} - {None}:
            note = self._session.annotations.get(one)
            if note is not None:
                self._put(note)
        if before != annotation_id:
            self.counted.emit()

    def note(self, row: int) -> Annotation:
        """The note in that row."""
        return self._shown[AnnotationId(str(self._keys[row][-1]))]

    def row_of(self, annotation_id: AnnotationId | None) -> int:
        """The row of that note; -1 where it is not shown."""
        key = None if annotation_id is None else self._key_of.get(annotation_id)
        return -1 if key is None else bisect_left(self._keys, key)

    def row_near(self, offset: int) -> int:
        """The row of the first note at or after code point `offset`, else of the last; -1
        without rows or where they are not in order of place."""
        if self._order is not NoteOrder.PLACE or not self._keys:
            return -1
        return min(bisect_left(self._keys, (offset, -1, "", "")), len(self._keys) - 1)

    # Qt's questions

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many notes are shown."""
        return 0 if parent.isValid() else len(self._keys)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """A note can be chosen, and dragged."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The note in words, for those who hear it and for tests."""
        if not index.isValid() or index.row() >= len(self._keys):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.wording.spoken(self.note(index.row()))
        return None

    # Following

    def _follow(self, changes: Sequence[Change] | None) -> None:
        if changes is None or len(changes) > _MOST_ROW_BY_ROW:
            self._reread()
            return
        for change in changes:
            self._count(change)
            if isinstance(change.after, Annotation):
                self._put(change.after)
            elif isinstance(change.before, Annotation):
                self._haystacks.forget(change.before.id)
                self._take(change.before.id)
        self.counted.emit()

    def _count(self, change: Change) -> None:
        for record, by in ((change.before, -1), (change.after, 1)):
            if isinstance(record, Annotation) and record.kind is AnnotationKind.QUESTION:
                self._questions += by

    def _put(self, note: Annotation) -> None:
        """Bring the note's row to where it belongs, if it belongs anywhere."""
        key = self._key(note)
        before = self._key_of.get(note.id)
        if not self._is_shown(note):
            self._take(note.id)
        elif before == key:
            self._shown[note.id] = note
            index = self.index(bisect_left(self._keys, key))
            self.dataChanged.emit(index, index)
        else:
            self._take(note.id)
            row = bisect_left(self._keys, key)
            self.beginInsertRows(QModelIndex(), row, row)
            self._keys.insert(row, key)
            self._key_of[note.id] = key
            self._shown[note.id] = note
            self.endInsertRows()

    def _take(self, annotation_id: AnnotationId) -> None:
        key = self._key_of.get(annotation_id)
        if key is None:
            return
        row = bisect_left(self._keys, key)
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._keys[row]
        del self._key_of[annotation_id], self._shown[annotation_id]
        self.endRemoveRows()

    def _key(self, note: Annotation) -> SortKey:
        """Sorts the rows; its last part is the note's id."""
        return sort_key(note, self._order)

    def _is_shown(self, note: Annotation) -> bool:
        if note.id == self._pinned:
            return True
        if self._only is not None and note.kind is not self._only:
            return False
        return self._sieve(note, self._haystacks)

    def _reread(self) -> None:
        """The reading, or all of its notes, may be others."""
        notes = list(self._session.annotations)
        self._questions = [note.kind for note in notes].count(AnnotationKind.QUESTION)
        if self._fold_soon.isActive():
            self._unfolded = notes[::-1]
        self._rebuild()

    def _forget_words(self) -> None:
        self._haystacks = Haystacks()
        self._fold_soon.stop()
        self._make_sieve()

    def expect_words(self) -> None:
        """Words will be looked for soon: fold those of all notes while nothing else is done, so that
        the first key in the filter is quick too. Not before: of 10,000 they take 3 MB."""
        self._unfolded = list(self._session.annotations)[::-1]
        self._fold_soon.start()

    def _rebuild(self) -> None:
        notes = list(self._session.annotations)
        if self._filter.words.strip():
            self._haystacks.prepare(notes)
        self.beginResetModel()
        is_whole = self._only is None and not self._filter.is_on
        kept = notes if is_whole else [note for note in notes if self._is_shown(note)]
        self._shown = {note.id: note for note in kept}
        if is_whole and self._order is NoteOrder.PLACE:
            # The index has the same keys in the same order: for thousands of notes half the time.
            self._keys = list[SortKey](self._session.annotations.keys())
            self._key_of = dict(zip(self._shown, self._keys, strict=True))
        else:
            self._key_of = {note.id: self._key(note) for note in kept}
            self._keys = sorted(self._key_of.values())
        self.endResetModel()
        self.counted.emit()

    def _fold_some(self) -> None:
        some, self._unfolded = self._unfolded[-_FOLDED_AT_ONCE:], self._unfolded[:-_FOLDED_AT_ONCE]
        self._haystacks.prepare(some)
        if not self._unfolded:
            self._fold_soon.stop()

    def _name_anew(self) -> None:
        """What is named in the text, and where, is known now, or is something else."""
        if self._filter.entities:
            self._make_sieve()
            self._rebuild()

    def _say_all_anew(self) -> None:
        if self._keys:
            self.dataChanged.emit(self.index(0), self.index(len(self._keys) - 1))
