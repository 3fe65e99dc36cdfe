"""The list of questions: states by a click or a key, order by dragging or keys, evidence dropped on
one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from closereader.gui import dragging
from closereader.gui.guard import guarded
from closereader.gui.notes import card as cards
from closereader.gui.notes.delegate import CardDelegate
from closereader.gui.notes.view import NotesView
from closereader.gui.questions.delegate import Part, QuestionDelegate
from closereader.gui.questions.gathering import Gathering
from closereader.gui.questions.menu import add_question_entries
from closereader.gui.questions.model import QuestionsModel, neighbour
from closereader.gui.questions.states import state_after, state_name
from closereader.gui.session import Session
from closereader.i18n import _
from closereader.library import queries
from closereader.library import questions as commands
from closereader.library.links import End
from closereader.model.annotation import Annotation, AnnotationId, QuestionState
from closereader.model.link import Linked


@guarded
class QuestionsView(NotesView):
    """Cards of questions. `evidence_dropped(question id, ends)`: these passages bear on it."""

    evidence_dropped = Signal(str, list)

    def __init__(
        self,
        session: Session,
        model: QuestionsModel,
        gathering: Gathering,
        parent: QWidget | None = None,
    ) -> None:
        self._questions = model
        self._drop: tuple[AnnotationId, bool | None] | None = None
        super().__init__(session, model, parent)
        self._gathering = gathering
        self.setAccessibleName(self.tr("Questions"))
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        gathering.changed.connect(self._show_gathering)
        session.chosen_note_changed.connect(self._leave_evidence)
        self._show_gathering()

    def _make_delegate(self) -> CardDelegate:
        self._cards = QuestionDelegate(self._session, self._questions, self.is_selected, self)
        return self._cards

    def _show_gathering(self) -> None:
        question = self._gathering.question
        self._cards.gathering = None if question is None else question.id
        self.viewport().update()

    # What is done to a question

    def set_state(self, question: Annotation, state: QuestionState) -> None:
        """Say how far it has come."""
        label = _("Question: {state}").format(state=state_name(state).lower())
        self._session.run(label, commands.set_state, [question.id], state)

    def move_question(self, question: Annotation, by: int) -> None:
        """Put it one place up (-1) or down (1) among those shown."""
        beside = neighbour(self._questions, question.id, by)
        if beside is not None:
            self._questions.move([question.id], beside, after=by > 0)
            self.scrollTo(self._notes.index(self._notes.row_of(question.id)))

    def remove_evidence(self, question: Annotation, linked: Linked) -> None:
        """Let that passage bear on it no longer; its note stays."""
        self._session.run(
            _("Remove evidence"), commands.remove_evidence, question.id, linked.note.id
        )

    def evidence(self, question: Annotation) -> tuple[Linked, ...]:
        """What bears on it."""
        return self._cards.evidence(question)

    def _menu(self, note: Annotation) -> QMenu:
        menu = super()._menu(note)
        add_question_entries(menu, self, note, self._theme)
        return menu

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As in the notes; Alt with Up and Down moves the question, Right goes to its evidence."""
        question = self.current_note()
        key = event.key()
        has_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if question is not None and has_alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_question(question, 1 if key == Qt.Key.Key_Down else -1)
        elif question is None or not self._act_on_evidence(key, question):
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent, note: Annotation) -> bool:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_S):
            self.set_state(note, state_after(note.state))
            return True
        return super()._act(event, note)

    def _act_on_evidence(self, key: int, question: Annotation) -> bool:
        """Right enters the lines of evidence; then Up and Down, Enter and Delete are about them."""
        lines = self.evidence(question)
        current = min(self._cards.current, len(lines) - 1)
        if current < 0:
            if key != Qt.Key.Key_Right:
                return False
            self._stand_on(0 if lines else -1)
            return True
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Escape):
            self._stand_on(-1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._stand_on(min(current + step, len(lines) - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.link_wanted.emit(lines[current])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_evidence(question, lines[current])
            self._stand_on(min(current, len(lines) - 2))
        else:
            return key == Qt.Key.Key_Right
        return True

    def _stand_on(self, line: int) -> None:
        self._cards.current = line
        question = self.current_note()
        if question is not None and line >= 0:
            lines = self.evidence(question)
            note = lines[line].note if line < len(lines) else None
            self._session.hover_note(None if note is None else note.id)
        self.viewport().update()

    def _leave_evidence(self) -> None:
        self._cards.current = -1

    # Pointer

    def _part_at(self, point: QPointF) -> tuple[Annotation, Part, Linked | None] | None:
        index = self._card_at(point.toPoint())
        if not index.isValid():
            return None
        question = self._notes.note(index.row())
        rect = self.visualRect(index)
        within = point - QPointF(rect.left() + cards.SIDE, rect.top() + 1)
        found = self._cards.part_at(question, rect.width(), within)
        return None if found is None else (question, *found)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt's: the state goes on by a click, a line of evidence leads there or goes."""
        found = self._part_at(event.position())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        question, part, linked = found
        self._choose(question, go=False)
        if part is Part.STATE:
            self.set_state(question, state_after(question.state))
        elif linked is not None and part is Part.REMOVE:
            self.remove_evidence(question, linked)
        elif linked is not None:
            self.link_wanted.emit(linked)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt's: two clicks on a control are two clicks."""
        if self._part_at(event.position()) is not None:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt's: over a line of evidence its passage is lit, not the question's."""
        super().mouseMoveEvent(event)
        if event.buttons():
            return
        found = self._part_at(event.position())
        if found is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        linked = None if found is None else found[2]
        index = self._card_at(event.position().toPoint())
        if linked is not None:
            self._session.hover_note(linked.note.id)
        elif index.isValid():
            self._session.hover_note(self._notes.note(index.row()).id)

    def viewportEvent(self, event: QEvent) -> bool:
        """Qt's: what a click on the state or on × does."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._part_at(QPointF(event.pos()))
            if found is not None:
                QToolTip.showText(event.globalPos(), self._tip(*found), self.viewport())
                return True
        return bool(super().viewportEvent(event))

    def _tip(self, question: Annotation, part: Part, linked: Linked | None) -> str:
        if part is Part.STATE:
            after = state_name(state_after(question.state))
            return self.tr("Click or press S: {state}").format(state=after)
        if part is Part.REMOVE:
            return self.tr("No longer evidence for this question")
        return self.tr("Go to the passage")

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt's: questions to be put elsewhere, and whatever can be evidence."""
        if dragging.notes_of(event.mimeData()) or dragging.passage_of(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Qt's: show where it would go."""
        self._show_drop(self._drop_at(event))
        if self._drop is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Qt's: it goes nowhere."""
        self._show_drop(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt's: a question takes its place; a note or passage becomes evidence for the question it
        was dropped on."""
        drop = self._drop_at(event)
        self._show_drop(None)
        if drop is None:
            event.ignore()
            return
        event.acceptProposedAction()
        target, is_after = drop
        if is_after is not None:
            self._questions.move(dragging.notes_of(event.mimeData()), target, after=is_after)
            return
        ends = self._ends(event)
        if ends:
            self.evidence_dropped.emit(target, ends)

    def _drop_at(self, event: QDropEvent) -> tuple[AnnotationId, bool | None] | None:
        """The question under the pointer, and whether what is dragged goes after it or before it;
        None for evidence."""
        data = event.mimeData()
        point = event.position().toPoint()
        index = self.indexAt(point)
        ids = dragging.notes_of(data)
        own = bool(ids) and all(self._notes.row_of(each) >= 0 for each in ids)
        if not index.isValid() and own and self._notes.rowCount():
            last = self._notes.note(self._notes.rowCount() - 1)
            return None if last.id in ids else (last.id, True)
        if not index.isValid() or not (ids or dragging.passage_of(data)):
            return None
        target = self._notes.note(index.row())
        if not own:
            return target.id, None
        if target.id in ids:
            return None
        return target.id, point.y() > self.visualRect(index).center().y() - cards.GAP // 2

    def _ends(self, event: QDropEvent) -> Sequence[End]:
        ids = dragging.notes_of(event.mimeData())
        if ids:
            return self.ends_of(ids)
        passage = dragging.passage_of(event.mimeData())
        colour = self._session.last_colour
        return [] if passage is None else [End(*passage, colour=colour)]

    def ends_of(self, ids: Sequence[AnnotationId]) -> list[End]:
        """These notes, of whatever reading, as ends of links."""
        notes = [queries.annotation(self._session.library, each) for each in ids]
        return [End(note.reading_id, note.span, note.id) for note in notes]

    def _show_drop(self, drop: tuple[AnnotationId, bool | None] | None) -> None:
        if drop != self._drop:
            self._drop = drop
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's: the cards, and where what is dragged would go."""
        super().paintEvent(event)
        row = -1 if self._drop is None else self._notes.row_of(self._drop[0])
        if row < 0 or self._drop is None:
            return
        card = self._frame(self._notes.index(row))
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.accent, 2))
        if self._drop[1] is None:
            painter.drawRoundedRect(card.adjusted(-1, -1, 0, 0), 7, 7)
        else:
            y = card.bottom() + cards.GAP // 2 + 1 if self._drop[1] else card.top() - 4
            y = max(y, 1)
            painter.drawLine(QPoint(card.left(), y), QPoint(card.right(), y))
            painter.setBrush(self._theme.accent)
            painter.drawEllipse(QPoint(card.left(), y), 3, 3)
        painter.end()

    def _frame(self, index: QModelIndex) -> QRect:
        """Where the row's card is drawn."""
        return self.visualRect(index).adjusted(cards.SIDE, 1, -cards.SIDE, 1 - cards.GAP)
