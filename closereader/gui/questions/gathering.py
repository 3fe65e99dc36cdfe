"""Which question evidence is being looked for, and adding it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from closereader.gui import keys
from closereader.gui.questions.states import asked
from closereader.gui.widgets import shorten
from closereader.i18n import _
from closereader.library import questions as commands
from closereader.library.links import End
from closereader.model.annotation import Annotation, AnnotationId, AnnotationKind, QuestionState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from closereader.gui.session import Session


class Gathering(QObject):
    """The question of one reading that was chosen last: it stays while the reader looks for passages,
    until another question is chosen, or it is let go. `changed()`: it is another, or none."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._question: AnnotationId | None = None
        session.chosen_note_changed.connect(self._follow_choice)
        session.annotations_changed.connect(self._follow_notes)
        session.reading_opened.connect(self.let_go)

    @property
    def question(self) -> Annotation | None:
        """The question that evidence is added to; None where none was chosen."""
        return self._session.annotations.get(self._question)

    def let_go(self) -> None:
        """No question any more."""
        self._take(None)

    def add(self, question: Annotation, ends: Sequence[End]) -> None:
        """Let these passages bear on the question, as one step."""
        if not ends:
            return
        was_open = question.state is QuestionState.OPEN

        def say(added: list[Annotation]) -> None:
            words = shorten(asked(question), 60)
            if not added:
                told = _("That is evidence for “{question}” already.")
            elif was_open:
                told = _("Evidence for “{question}”, which is taken up now. {undo} takes it back.")
            else:
                told = _("Evidence for “{question}”. {undo} takes it back.")
            self._session.messages.info(told.format(question=words, undo=keys.told("edit.undo")))

        self._session.run(
            _("Add evidence"), commands.add_evidence, question.id, list(ends), then=say
        )

    def _take(self, question: AnnotationId | None) -> None:
        if question != self._question:
            self._question = question
            self.changed.emit()

    def _follow_choice(self) -> None:
        chosen = self._session.annotations.get(self._session.chosen_note)
        if chosen is not None and chosen.kind is AnnotationKind.QUESTION:
            self._take(chosen.id)

    def _follow_notes(self, _changes: object) -> None:
        question = self.question
        if self._question is not None and (
            question is None or question.kind is not AnnotationKind.QUESTION
        ):
            self.let_go()
        else:
            self.changed.emit()
