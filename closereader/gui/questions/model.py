"""The questions that are shown, in the order their reader gave them."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QObject

from closereader.gui.guard import guarded
from closereader.gui.notes.filter import SortKey
from closereader.gui.notes.model import NotesModel
from closereader.gui.session import Session
from closereader.i18n import _
from closereader.library import questions as commands
from closereader.model.annotation import (
    Annotation,
    AnnotationId,
    AnnotationKind,
    QuestionState,
)
from closereader.model.changes import Change
from closereader.model.question import in_order, order


@guarded
class QuestionsModel(NotesModel):
    """One row a question; `show_states` leaves those of other states out."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        self._states: frozenset[QuestionState] = frozenset()
        self._of_state: Counter[QuestionState] = Counter()
        super().__init__(session, parent, only=AnnotationKind.QUESTION)

    @property
    def states(self) -> frozenset[QuestionState]:
        """Which states are shown; none: all."""
        return self._states

    def show_states(self, states: frozenset[QuestionState]) -> None:
        """Show questions of these states alone; none: all."""
        if states != self._states:
            self._states = states
            self._rebuild()

    def counts(self) -> Counter[QuestionState]:
        """How many questions there are of each state, shown or not."""
        return self._of_state

    def row_near(self, offset: int) -> int:
        """None: the rows are not in order of place."""
        return -1

    def move(self, moved: Sequence[AnnotationId], beside: AnnotationId, *, after: bool) -> None:
        """Put questions before another, or after it, as one step."""
        before = [note.id for note in in_order(self._session.annotations)]
        taken = [each for each in before if each in moved]
        ids = [each for each in before if each not in taken]
        if beside not in ids:
            return
        place = ids.index(beside) + after
        ids[place:place] = taken
        reading = self._session.reading
        if reading is not None and ids != before:
            self._session.run(
                _("Arrange questions"), commands.arrange, reading.id, ids, weight=len(ids)
            )

    def _count(self, change: Change) -> None:
        super()._count(change)
        for record, by in ((change.before, -1), (change.after, 1)):
            if isinstance(record, Annotation) and record.kind is AnnotationKind.QUESTION:
                self._of_state[record.state] += by

    def _reread(self) -> None:
        # Counted here and with each change: 10,000 notes are not gone through for one.
        notes = self._session.annotations
        self._of_state = Counter(n.state for n in notes if n.kind is AnnotationKind.QUESTION)
        super()._reread()

    def _key(self, note: Annotation) -> SortKey:
        return order(note)

    def _is_shown(self, note: Annotation) -> bool:
        if note.kind is not AnnotationKind.QUESTION:
            return False
        return note.id == self._pinned or not self._states or note.state in self._states


def neighbour(model: QuestionsModel, question: AnnotationId, by: int) -> AnnotationId | None:
    """The question shown `by` rows below; None beyond either end."""
    row = model.row_of(question)
    there = row + by
    return model.note(there).id if row >= 0 and 0 <= there < model.rowCount() else None
