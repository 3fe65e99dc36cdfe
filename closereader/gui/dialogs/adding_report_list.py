"""What came of many files: each of them in a line that leads to its reading."""

from collections.abc import Callable
from pathlib import Path, PurePath

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QWidget

from closereader.gui.dialogs.kept_list import KeptList, Line
from closereader.gui.guard import guarded
from closereader.gui.theme import Theme
from closereader.gui.widgets import shorten
from closereader.i18n import _, ngettext
from closereader.library.adding_many import OfFile, Outcome, Report
from closereader.model.reading import ReadingId

_LONGEST = 260
# What wants the reader's eye comes first.
_ORDER = (
    Outcome.REFUSED,
    Outcome.LOCKED,
    Outcome.STOPPED,
    Outcome.ADDED,
    Outcome.THERE,
    Outcome.SKIPPED,
)


@guarded
class AddingReport(KeptList):
    """Stands beside the window. `open_reading` is called with the reading of a line."""

    def __init__(
        self,
        report: Report,
        open_reading: Callable[[ReadingId], object],
        theme: Callable[[], Theme],
        parent: QWidget,
    ) -> None:
        super().__init__(self.tr("What was added"), self.tr("Filter the files"), theme, parent)
        self._open_reading = open_reading
        self._folder = self._summary = ""
        self.resize(640, 560)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.open_ = self.add_button(self.tr("Open the reading"), self.act)
        self.add_button(self.tr("Copy"), self.copy)
        self.add_button(self.tr("Save as text…"), self._save)
        self.buttons.addStretch(1)
        self.add_button(self.tr("Close"), self.close)
        self._summary = summary(report)
        # Room for the sentence on the line that is chosen, so that nothing moves when another is.
        self.told.setMinimumHeight(4 * self.told.fontMetrics().lineSpacing())
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._lines = [_line(each) for each in ordered(report)]
        self.show_lines(self._lines, self.tr("There was no file to add."))

    @property
    def text(self) -> str:
        """The report as plain text, a line for each file."""
        return "\n".join((self._summary, "", *(as_text(line.of) for line in self._lines), ""))

    def chosen_changed(self) -> None:
        """Only what is in the library can be opened; what there is to say of it is said whole."""
        chosen = self.chosen()
        self.open_.setEnabled(any(each.reading is not None for each in chosen))
        said = [" ".join((each.reason, *each.notices)).strip() for each in chosen]
        # A scan may have something to say of each of its pages; whole it is in what is copied.
        told = [
            shorten(f"{each.shown}: {words}", _LONGEST)
            for each, words in zip(chosen, said, strict=True)
            if words
        ]
        self.tell("\n".join((self._summary, *told)))

    def act(self) -> None:
        """Open the reading of the chosen line."""
        for each in self.chosen():
            if each.reading is not None:
                self._open_reading(each.reading)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)

    def _save(self) -> None:
        name, _form = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the report"),
            str(Path(self._folder) / self.tr("Added readings.txt")),
            self.tr("Plain text") + " (*.txt)",
        )
        if name:
            self._folder = str(Path(name).parent)
            self.save(Path(name))

    def save(self, target: Path) -> None:
        """Write the report to this file."""
        try:
            target.write_text(self.text, encoding="utf-8")
        except OSError as error:
            self.tell(
                self.tr("The report could not be written to {name}: {reason}.").format(
                    name=target.name, reason=error.strerror or type(error).__name__
                )
            )
        else:
            self.tell(self.tr("The report is in {name}.").format(name=target.name))


def ordered(report: Report) -> list[OfFile]:
    """The files, those that were refused first, then those that were added with remarks."""
    return sorted(report.files, key=lambda each: (_ORDER.index(each.outcome), not each.notices))


def summary(report: Report) -> str:
    """How many came to what, in a sentence or two."""
    counts = {outcome: report.count(outcome) for outcome in Outcome}
    remarks = sum(bool(each.notices) for each in report.files)
    added = ngettext(
        "{count} reading was added", "{count} readings were added", counts[Outcome.ADDED]
    )
    if remarks:
        added += _(", {count} of them with remarks").format(count=remarks)
    parts = [added]
    refused = counts[Outcome.REFUSED] + counts[Outcome.LOCKED]
    for count, words in (
        (counts[Outcome.THERE], _("{count} already there")),
        (refused, _("{count} refused")),
        (counts[Outcome.SKIPPED], _("{count} left out")),
        (counts[Outcome.STOPPED], _("{count} not tried")),
    ):
        if count:
            parts.append(words.format(count=count))
    return " · ".join(parts)


def as_text(each: OfFile) -> str:
    """What came of one file, as a line of plain text."""
    title = f" “{each.title}”" if each.title else ""
    return f"{each.shown}: {_(each.outcome.value)}{title}" + "".join(
        f" – {words}" for words in (each.reason, *each.notices) if words
    )


def _line(each: OfFile) -> Line:
    said = " ".join(words for words in (each.reason, *each.notices) if words)
    aside = _(each.outcome.value)
    if each.outcome is Outcome.ADDED and each.notices:
        aside = _("added, with remarks")
    below = " · ".join(words for words in (each.shown if each.title else "", said) if words)
    is_faded = each.outcome in (Outcome.SKIPPED, Outcome.STOPPED)
    return Line(each, each.title or PurePath(each.shown).name, below, aside, is_faded=is_faded)
