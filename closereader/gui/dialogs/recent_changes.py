"""The list of recent changes, from which one can be taken back."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from closereader.gui.dialogs.followed_list import FollowedList
from closereader.gui.dialogs.kept_list import Line
from closereader.gui.guard import guarded
from closereader.gui.moments import moment
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.i18n import _, ngettext
from closereader.library.recent import Known, Recent, recent
from closereader.model.step import Step
from closereader.progress import Progress


@guarded
class RecentChanges(FollowedList):
    """Newest first; what was undone stands above, in italics. Follows what happens while it is open."""

    def __init__(
        self,
        session: Session,
        flush: Callable[[], object],
        theme: Callable[[], Theme],
        parent: QWidget,
    ) -> None:
        """`flush`: what is being typed becomes a change of its own."""
        title, question = self.tr("Recent changes"), self.tr("Filter the changes")
        super().__init__(title, question, session, theme, parent)
        self._known: Known = {}
        self._flush = flush
        self.take_back = self.add_button(self.tr("Take back this one"), self.act)
        self.through = self.add_button(self.tr("Undo to here"), self._retrace)
        self.buttons.addStretch(1)
        self.add_button(self.tr("Close"), self.close)
        self.follow()

    def read(self, progress: Progress) -> list[Line]:
        """The steps, newest first; called in a worker."""
        return [_line(one) for one in recent(self._library, progress, self._known)]

    def show_read(self, lines: list[Line]) -> None:
        """Show them; the newest that is done is chosen."""
        nothing = self.tr("Nothing has been changed yet. Whatever you change will be listed here.")
        first = next((n for n, line in enumerate(lines) if not line.is_faded), 0)
        self.show_lines(lines, nothing, first=first)

    def _step(self) -> Step | None:
        """The step chosen, as it stands in the library now."""
        chosen = self.chosen()
        if not chosen:
            return None
        with self._library.read() as snapshot:
            return snapshot.history.get(chosen[0])

    def chosen_changed(self) -> None:
        """What can be done with the step that is chosen."""
        rows = self.list.selectionModel().selectedIndexes()
        is_done = bool(rows) and not self.model.lines[rows[0].row()].is_faded
        self.take_back.setEnabled(is_done)
        self.through.setEnabled(bool(rows))
        redo = bool(rows) and not is_done
        self.through.setText(self.tr("Redo to here") if redo else self.tr("Undo to here"))

    def act(self) -> None:
        """Take this change back, and leave the later ones."""
        self._flush()
        step = self._step()
        if step is not None and step.is_done:
            library = self._library
            self._make(step.label, step.weight, lambda p: library.take_back(step.number, p))

    def _retrace(self) -> None:
        """Undo, or redo, all up to the chosen step."""
        self._flush()
        step = self._step()
        if step is None:
            return
        library, number = self._library, step.number
        with library.read() as snapshot:
            weight = sum(
                each.weight
                for each in snapshot.history.all()
                if each.is_done == step.is_done
                and (each.number >= number if step.is_done else each.number <= number)
            )
        retrace = library.undo if step.is_done else library.redo
        self._make(step.label, weight, lambda p: retrace(p, through=number))

    def _make(self, label: str, weight: int, change: Callable[[Progress], object]) -> None:
        self.tell("")

        def work(progress: Progress) -> str:
            change(progress)
            return ""

        self.change(label, weight, work, self.tell)


def _line(one: Recent) -> Line:
    step, about = one.step, one.step.about
    where = []
    if about.records > 1:
        where.append(
            ngettext("{count} note", "{count} notes", about.records)
            if about.start >= 0
            else ngettext("{count} thing", "{count} things", about.records)
        )
    if one.paragraph:
        where.append(f"¶{one.paragraph}")
    if one.title and one.title != about.words:
        where.append(one.title)
    heading = step.label if step.is_done else _("{what} (undone)").format(what=step.label)
    words = f"“{about.words}”" if about.words else ""
    below = " · ".join(part for part in (" · ".join(where), words) if part)
    return Line(step.number, heading, below, moment(step.made), is_faded=not step.is_done)
