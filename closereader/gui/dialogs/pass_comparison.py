"""Two passes of one reading beside each other: what was marked in one, in the other, in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from closereader.gui import theme as themes
from closereader.gui.choices import ChoiceBox
from closereader.gui.flow import Flow
from closereader.gui.note_rows import NoteRow, NoteRowDelegate, NoteRows
from closereader.gui.notes.wording import Wording
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import QuietText
from closereader.i18n import _
from closereader.model.annotation import Annotation, meaning_of
from closereader.model.comparison import Compared, Outcome, compare
from closereader.text.comment import plain

_SIZE = (560, 620)


class ComparisonModel(NoteRows):
    """One row a passage, in order of place."""

    def __init__(self, session: Session, wording: Wording, parent: QWidget) -> None:
        super().__init__(self._told, parent)
        self._session = session
        self._wording = wording
        self.names = ("", "")

    def show_compared(self, rows: Sequence[Compared], names: tuple[str, str]) -> None:
        """Show these, found in the passes of those names."""
        self.names = names
        self.show_rows(rows)

    def _told(self, found: Compared) -> NoteRow:
        notes = [note for note in (found.first, found.second) if note is not None]
        marks = dict.fromkeys(map(self._mark, notes))
        said = dict.fromkeys(filter(None, (plain(note.comment) for note in notes)))
        return NoteRow(
            f"{self._wording.place(found.place)} · {' → '.join(marks)}",
            " ".join(found.place.quote.split()),
            " → ".join(said),
            # The earlier mark's colour, then the later one's.
            tuple(None if n is None else n.colour for n in (found.first, found.second)),
            aside=self.outcome(found.outcome),
        )

    def outcome(self, outcome: Outcome) -> str:
        """What became of the passage."""
        return {
            Outcome.KEPT: self.tr("in both"),
            Outcome.CHANGED: self.tr("you changed your mind"),
            Outcome.ONLY_FIRST: self.tr("only in {name}").format(name=self.names[0]),
            Outcome.ONLY_SECOND: self.tr("only in {name}").format(name=self.names[1]),
        }[outcome]

    def _mark(self, note: Annotation) -> str:
        meaning = meaning_of(note, self._session.meanings)
        kind = self._wording.kind(note.kind)
        if not meaning or meaning.casefold() == kind.casefold():
            return kind[:1].upper() + kind[1:]
        return f"{meaning}, {kind}" if kind else meaning


class PassComparison(QDialog):
    """Stays open beside the text, and follows it; a click or Enter on a row shows the passage."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Compare passes"))
        self.resize(*_SIZE)
        self._session = session
        self._found: list[Compared] = []
        self._asked = 0
        self.model = ComparisonModel(session, Wording(session, self), self)
        self.first, self.second = ChoiceBox(self), ChoiceBox(self)
        self.first.setAccessibleName(self.tr("The earlier pass"))
        self.second.setAccessibleName(self.tr("The later pass"))
        self.outcomes = {outcome: self._button() for outcome in Outcome}
        self.list = QListView(self)
        self.list.setAccessibleName(self.tr("Passages marked in these passes"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(NoteRowDelegate(self.model, theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._nothing = QuietText(self.tr("No passage is like that."))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(100)
        self._lay_out()
        self._fill_passes()
        self._connect()
        self._compare()

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("boxed", True)
        button.setCheckable(True)
        button.setChecked(True)
        button.setFont(themes.interface_font(12))
        button.toggled.connect(self._show)
        return button

    def _lay_out(self) -> None:
        passes = QHBoxLayout()
        passes.addWidget(self.first, 1)
        passes.addWidget(QuietText("→"))
        passes.addWidget(self.second, 1)
        outcomes = QWidget()
        flow = Flow(outcomes, gap=6)
        for outcome in (Outcome.CHANGED, Outcome.KEPT, Outcome.ONLY_FIRST, Outcome.ONLY_SECOND):
            flow.addWidget(self.outcomes[outcome])
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addLayout(passes)
        column.addWidget(outcomes)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)

    def _connect(self) -> None:
        session = self._session
        for box in (self.first, self.second):
            box.currentIndexChanged.connect(self._compare)
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        self._soon.timeout.connect(self._compare)
        session.annotations_changed.connect(self._follow)
        session.passes.changed.connect(self._follow)
        session.meanings_changed.connect(self._follow)
        session.reading_opened.connect(self.close)
        self.finished.connect(self._forget)

    def _follow(self, _changes: object = None) -> None:
        self._soon.start()

    def _forget(self) -> None:
        # What is still being compared is wanted by nobody.
        self._asked += 1
        self._soon.stop()

    def _fill_passes(self) -> None:
        passes = self._session.passes
        for box, chosen in ((self.first, -2), (self.second, -1)):
            for number in passes.numbers:
                box.addItem(passes.name_of(number), number)
            box.setCurrentIndex(max(len(passes.numbers) + chosen, 0))

    def _compare(self) -> None:
        """In a task: thousands of notes take some tenths of a second."""
        notes = self._session.passes.all_notes()
        numbers = self.first.currentData(), self.second.currentData()
        asked = self._asked = self._asked + 1

        def work(_progress: object) -> list[Compared]:
            first, second = (
                [note for note in notes if note.pass_number == number] for number in numbers
            )
            return compare(first, second)

        def done(found: list[Compared]) -> None:
            if asked == self._asked:
                self._found = found
                self._show()

        self._session.tasks.run(
            _("Comparing passes"), work, done, self._session.messages.error, soon=True
        )

    def _show(self) -> None:
        first, second = self.first.currentData(), self.second.currentData()
        names = (
            self.tr("pass {number}").format(number=first),
            self.tr("pass {number}").format(number=second),
        )
        counts = Counter(each.outcome for each in self._found)
        words = {
            Outcome.CHANGED: self.tr("Changed my mind · {count}"),
            Outcome.KEPT: self.tr("In both · {count}"),
            Outcome.ONLY_FIRST: self.tr("Only in {name} · {count}").replace("{name}", names[0]),
            Outcome.ONLY_SECOND: self.tr("Only in {name} · {count}").replace("{name}", names[1]),
        }
        for outcome, button in self.outcomes.items():
            button.setText(words[outcome].format(count=counts[outcome]))
        rows = [each for each in self._found if self.outcomes[each.outcome].isChecked()]
        self.model.show_compared(rows, names)
        self._nothing.setVisible(not rows)

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            note = self.model.rows[index.row()].place
            if note.id in self._session.annotations:
                self._session.choose_note(note.id)
            self._session.go_to.emit(note.span, True)
