"""What the context menu of a question has beside that of any note."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from closereader.gui.questions.states import state_icon, state_name
from closereader.gui.theme import Theme
from closereader.gui.widgets import shorten
from closereader.model.annotation import Annotation, QuestionState

if TYPE_CHECKING:
    from closereader.gui.questions.view import QuestionsView

_NATIVE = QKeySequence.SequenceFormat.NativeText


def add_question_entries(
    menu: QMenu, view: "QuestionsView", question: Annotation, theme: Theme
) -> None:
    """State, order and evidence, before what the menu has already."""
    first = menu.actions()[0]
    entries: list[QAction] = []
    for state in QuestionState:
        action = QAction(state_icon(state, theme), state_name(state), menu)
        action.setCheckable(True)
        action.setChecked(state is question.state)
        action.triggered.connect(lambda _=False, s=state: view.set_state(question, s))
        entries.append(action)
    menu.insertActions(first, entries)
    menu.insertSeparator(first)
    for words, key, by in ((_tr("Move up"), "Alt+Up", -1), (_tr("Move down"), "Alt+Down", 1)):
        shown = QKeySequence(key).toString(_NATIVE)
        action = QAction(f"{words}\t{shown}", menu)
        action.triggered.connect(lambda _=False, n=by: view.move_question(question, n))
        menu.insertAction(first, action)
    lines = view.evidence(question)
    if lines:
        gone = QMenu(_tr("No longer evidence"), menu)
        gone.setFont(menu.font())
        for linked in lines:
            words = shorten(linked.note.quote or linked.note.comment, 40).replace("&", "&&")
            gone.addAction(words).triggered.connect(
                lambda _=False, one=linked: view.remove_evidence(question, one)
            )
        menu.insertMenu(first, gone)
    menu.insertSeparator(first)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Questions", text)
