"""The pane of questions: which states are shown, the cards, and which question takes evidence."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import keys
from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.notes import card as cards
from closereader.gui.notes.selected_bar import SelectedBar
from closereader.gui.notes.tags_on_cards import TagsOnCards
from closereader.gui.questions.gathering import Gathering
from closereader.gui.questions.model import QuestionsModel
from closereader.gui.questions.states import asked, state_icon, state_name
from closereader.gui.questions.view import QuestionsView
from closereader.gui.rows.instead import list_or_words
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import ElidedLabel, LinkButton, QuietText
from closereader.model.annotation import AnnotationId, AnnotationKind, QuestionState

_GAP = 6
# Round the words on a button, as the style sheet has it.
_PADDING = 16


@guarded
class QuestionsPane(QWidget):
    """Every question of the open reading. `left`: the reader wants back to the text; `ask_wanted()`:
    they want to ask one."""

    left = Signal()
    ask_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName(self.tr("Questions"))
        self.model = QuestionsModel(session, self)
        self.gathering = Gathering(session)
        self.view = QuestionsView(session, self.model, self.gathering)
        self.selected_bar = SelectedBar(session, self.view)
        TagsOnCards(session, self.view, self.model)
        self.states = {state: self._state_button(state) for state in QuestionState}
        self.ask = QToolButton()
        self.ask.setProperty("boxed", True)
        self.ask.setText(self.tr("Ask"))
        self.ask.setFont(themes.interface_font(12))
        self.ask.setAccessibleName(self.tr("Ask a question"))
        self.ask.setToolTip(self.tr("A question on the selection, or at the caret · Q"))
        self.ask.clicked.connect(self.ask_wanted)
        self._nothing = QuietText()
        self._gathers = ElidedLabel()
        self._gathers.setFont(themes.interface_font(12))
        self._gathers.setProperty("quiet", True)
        self._let_go = LinkButton(self.tr("Stop"))
        self._let_go.setAccessibleName(self.tr("Stop adding evidence to this question"))
        self._let_go.clicked.connect(self.gathering.let_go)
        self._strip = QWidget()
        self._lay_out()
        self.view.left.connect(self.left)
        self.selected_bar.left.connect(self.view.focus_list)
        self.view.evidence_dropped.connect(self._add_dropped)
        self.model.counted.connect(self._tell_counts)
        self.gathering.changed.connect(self._tell_gathering)
        self.set_theme(themes.load("light"))
        self._tell_counts()
        self._tell_gathering()

    def _state_button(self, state: QuestionState) -> QToolButton:
        button = QToolButton()
        button.setObjectName("questionState")
        button.setProperty("boxed", True)
        button.setCheckable(True)
        button.setFont(themes.interface_font(12))
        button.setIconSize(QSize(14, 14))
        button.toggled.connect(lambda _on: self._show_states())
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(cards.SIDE, 10, cards.SIDE, 0)
        row.setSpacing(_GAP)
        for button in self.states.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.ask)
        self._stack = list_or_words(self.view, self._nothing, side=cards.SIDE)
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(cards.SIDE + 2, 0, cards.SIDE, 8)
        strip.addWidget(self._gathers, 1)
        strip.addWidget(self._let_go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        column.addWidget(self.selected_bar)
        column.addWidget(self._strip)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self.view.set_theme(theme)
        self.selected_bar.set_theme(theme)
        for state, button in self.states.items():
            button.setIcon(state_icon(state, theme))
        self.setPalette(theme.palette())

    def flush(self) -> None:
        """Save what is being typed; call before the window or the reading closes."""
        self.view.flush()

    def take_focus(self) -> None:
        """Put the focus on the cards, or on what asks where there are none."""
        if self.model.rowCount():
            self.view.focus_list()
        else:
            self.ask.setFocus(Qt.FocusReason.OtherFocusReason)

    def name_keys(self) -> None:
        """Say by which keys questions are asked, and get their evidence."""
        self._tell_counts()
        self._tell_gathering()

    def is_question(self, note: AnnotationId) -> bool:
        """Whether that note is a question of this reading."""
        found = self._session.annotations.get(note)
        return found is not None and found.kind is AnnotationKind.QUESTION

    # States

    def _show_states(self) -> None:
        self.model.show_states(frozenset(s for s, b in self.states.items() if b.isChecked()))

    def _tell_counts(self) -> None:
        counts = self.model.counts()
        for state, button in self.states.items():
            name = state_name(state)
            button.setProperty("words", f"{name} {counts[state]}")
            button.setAccessibleName(
                self.tr("{state}: {count}").format(state=name, count=counts[state])
            )
        self._fit()
        self._nothing.setText(self._why_nothing(sum(counts.values())))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _why_nothing(self, total: int) -> str:
        if self._session.is_opening:
            return ""
        if self._session.reading is None:
            return self.tr("Open a reading to see its questions here.")
        if total:
            return self.tr("No question is in this state.")
        return self.tr(
            "No questions yet. Select a passage and press {ask} to ask one; without a selection, "
            "{ask} asks at the caret. {bears} makes a passage evidence for the question you chose."
        ).format(ask=keys.told("note.question"), bears=keys.told("note.evidence"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: in a narrow pane the states are signs and counts."""
        super().resizeEvent(event)
        # Not while the layout that is resized is still at work.
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        buttons = list(self.states.values())
        words = [str(button.property("words")) for button in buttons]
        metrics = buttons[0].fontMetrics()
        needed = sum(metrics.horizontalAdvance(each) + _PADDING + _GAP for each in words)
        fits = needed <= self.width() - 2 * cards.SIDE - self.ask.sizeHint().width()
        styles = Qt.ToolButtonStyle
        style = styles.ToolButtonTextOnly if fits else styles.ToolButtonTextBesideIcon
        for button, each in zip(buttons, words, strict=True):
            button.setToolButtonStyle(style)
            button.setText(each if fits else each.rpartition(" ")[2])
            button.setToolTip("" if fits else each)

    # Evidence

    def _tell_gathering(self) -> None:
        question = self.gathering.question
        self._strip.setVisible(question is not None)
        if question is not None:
            words = self.tr("{key} adds evidence to “{words}”").format(
                key=keys.told("note.evidence"), words=asked(question)
            )
            self._gathers.setText(words)

    def _add_dropped(self, question_id: str, ends: list[object]) -> None:
        question = self._session.annotations.get(question_id)  # type: ignore[arg-type]
        if question is not None:
            self.gathering.add(question, ends)  # type: ignore[arg-type]
