"""How far a question has come, in words, for whatever is exported."""

from collections.abc import Callable

from closereader.i18n import _
from closereader.model.annotation import Annotation, AnnotationKind, QuestionState

STATES: dict[QuestionState, Callable[[], str]] = {
    QuestionState.OPEN: lambda: _("open"),
    QuestionState.TAKEN_UP: lambda: _("taken up"),
    QuestionState.ANSWERED: lambda: _("answered"),
}


def state_of(annotation: Annotation) -> str:
    """The question's state in words; "" for what is no question."""
    return STATES[annotation.state]() if annotation.kind is AnnotationKind.QUESTION else ""
