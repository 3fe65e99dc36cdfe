"""What the actions that concern questions do: evidence, states, and the way to their tab and
back to the notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from closereader.gui import keys
from closereader.gui.dialogs.filtered_list import FilteredList
from closereader.gui.questions.states import asked, state_after, state_name
from closereader.gui.stepping import note_meant
from closereader.gui.widgets import shorten
from closereader.i18n import _
from closereader.library.links import End
from closereader.model.annotation import AnnotationKind, QuestionState
from closereader.model.question import in_order

if TYPE_CHECKING:
    from closereader.gui.desk import Desk
    from closereader.gui.main_window import MainWindow
    from closereader.model.annotation import Annotation


def handlers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What to call for these rows of the table of actions."""
    return {
        "note.evidence": lambda: add_evidence(window),
        "note.state": lambda: next_state(window),
        "view.notes": lambda: show_notes(window),
        "view.questions": lambda: show_questions(window),
    }


def add_evidence(window: MainWindow) -> None:
    """Make the passage evidence for the question that was chosen last, on either side; where none
    was, ask which."""
    end = _end(window)
    if end is None:
        window.messages.info(
            _("Select a passage, or choose a note, and press {key}.").format(
                key=keys.told("note.evidence")
            )
        )
        return
    desk, question = _gathering(window) or _asked(window) or (None, None)
    if desk is None or question is None:
        return
    desk.questions.gathering.add(question, [end])
    window.reader.hide_bar()
    if window.session.selection is not None:
        window.reader.view.clear_selection()


def next_state(window: MainWindow) -> None:
    """Let the chosen question go on to its next state."""
    session = window.session
    note = session.annotations.get(session.chosen_note)
    if note is None or note.kind is not AnnotationKind.QUESTION:
        note = window.desks.active.questions.gathering.question
    if note is None:
        window.messages.info(_("Choose a question first."))
        return
    state = state_after(note.state)
    window.desks.active.questions.view.set_state(note, state)
    window.messages.info(_("The question is now: {state}.").format(state=state_name(state).lower()))


def show_notes(window: MainWindow) -> None:
    """Show the notes, with the keyboard on them."""
    if not window.right.isVisible():
        window.room.demand("right")
    window.right.tabs.setCurrentIndex(0)
    window.right.take_focus()


def show_questions(window: MainWindow) -> None:
    """Show the questions, with the keyboard on them."""
    if not window.right.isVisible():
        window.room.demand("right")
    window.right.show_questions()
    window.right.take_focus()


def _end(window: MainWindow) -> End | None:
    session = window.session
    if session.reading is None:
        return None
    span = session.passage
    note = note_meant(session)
    if span is not None and (note is None or note.span != span):
        return End(session.reading.id, span, colour=session.last_colour)
    if note is None or note.kind is AnnotationKind.QUESTION:
        return None
    return End(note.reading_id, note.span, note.id)


def _gathering(window: MainWindow) -> tuple[Desk, Annotation] | None:
    for desk in (window.desks.active, *window.desks.shown):
        question = desk.questions.gathering.question
        if question is not None:
            return desk, question
    return None


def _asked(window: MainWindow) -> tuple[Desk, Annotation] | None:
    """The question the reader names, of those not answered yet."""
    found = [
        (desk, question)
        for desk in window.desks.shown
        for question in in_order(desk.session.annotations)
        if question.state is not QuestionState.ANSWERED
    ]
    if not found:
        window.messages.info(
            _("There is no open question. {key} asks one.").format(key=keys.told("note.question"))
        )
        return None
    dialog = FilteredList(
        _("Evidence for which question?"),
        _("Words of the question"),
        _("No open question has these words."),
        window,
    )
    for desk, question in found:
        addresses = desk.session.addresses
        place = "" if addresses is None else addresses.of_span(question.span)
        aside = " · ".join(part for part in (place, state_name(question.state)) if part)
        dialog.add(shorten(asked(question), 90), (desk, question), aside)
    if not dialog.exec() or dialog.chosen is None:
        return None
    desk, question = dialog.chosen
    desk.session.choose_note(question.id)
    return desk, question
