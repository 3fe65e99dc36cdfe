"""Exports of the open reading: where to, in which form; made in a task, said when done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from closereader.exporting import OWN_PAGES, ExportOptions, ExportReport
from closereader.gui.session import Session
from closereader.i18n import ngettext
from closereader.library import exchange
from closereader.model.annotation import AnnotationId
from closereader.progress import Progress
from closereader.text.file_name import file_name

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow


def in_form(target: Path, proposed: Path, form: str) -> Path:
    """The file the reader chose, in the form chosen beside it ("Markdown (*.md)") where they wrote no
    ending of their own: the dialog leaves that of the proposed name as it is. No file is replaced
    about which the dialog has not asked."""
    ending = "." + form.rsplit("*.", 1)[-1].rstrip(")")
    if not target.suffix:
        return target.with_suffix(ending)
    if target == proposed and form and not target.with_suffix(ending).exists():
        return target.with_suffix(ending)
    return target


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a file may take. `layout`: of a PDF, "" for the reading's usual one; `is_whole`:
    whether it has the notes of passes that are out of sight."""

    name: str
    ending: str
    layout: str = ""
    is_whole: bool = True

    @property
    def told(self) -> str:
        """As the dialog lists it."""
        return f"{self.name} (*.{self.ending})"


class Exporting(QObject):
    """Asks for the file with the system's own dialog, which also asks before it replaces one."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self.folder = documents if Path(documents).is_dir() else str(Path.home())
        self.last: Path | None = None

    @property
    def _session(self) -> Session:
        return self._window.session

    def share(self, window: QWidget) -> None:
        """Export the annotated PDF."""
        title = self.tr("Export annotated PDF")
        self._ask(window, title, ".pdf", self._pdfs())

    def export(self, window: QWidget, only: Collection[AnnotationId] | None = None) -> None:
        """Export in a form of the reader's choice; of the notes, `only` these where given."""
        kinds = [
            # The first is the one the dialog shows, and the proposed name's.
            Form(self.tr("Markdown"), "md"),
            *self._pdfs(),
            Form(self.tr("JSON"), "json"),
        ]
        title = self.tr("Export as")
        if only is not None:
            title = ngettext(
                "Export only the {count} selected note",
                "Export only the {count} selected notes",
                len(only),
            )
        self._ask(window, title, ".md", kinds, only)

    def _pdfs(self) -> list[Form]:
        """The annotated PDF: of a reading that has pages of its own, these first."""
        reading = self._session.reading
        if reading is None or not exchange.has_own_pages(self._session.library, reading):
            return [Form(self.tr("Annotated PDF"), "pdf", "margin")]
        return [
            Form(self.tr("Annotated PDF, its own pages"), "pdf", OWN_PAGES),
            Form(self.tr("Annotated PDF, set anew with notes in the margin"), "pdf", "margin"),
        ]

    def _ask(
        self,
        window: QWidget,
        title: str,
        ending: str,
        kinds: Sequence[Form],
        only: Collection[AnnotationId] | None = None,
    ) -> None:
        reading = self._session.reading
        if reading is None:
            return
        called = reading.title
        if only is not None:
            called += " – " + ngettext("{count} note", "{count} notes", len(only))
        proposed = Path(self.folder) / (file_name(called) + ending)
        forms = {form.told: form for form in self._forms(kinds, has_choice=only is None)}
        name, told = QFileDialog.getSaveFileName(window, title, str(proposed), ";;".join(forms))
        if not name:
            return
        target = in_form(Path(name), proposed, told)
        self.folder = str(target.parent)
        form = forms.get(told)
        if only is None and form is not None and not form.is_whole:
            only = [note.id for note in self._session.annotations]
        self.write(target, only, form.layout if form is not None else "")

    def _forms(self, kinds: Sequence[Form], *, has_choice: bool) -> list[Form]:
        """What the dialog offers; there is a choice of notes where some passes are out of sight."""
        if not has_choice or not self._session.passes.hidden:
            return list(kinds)
        shown, every = self.tr("{form}, passes shown"), self.tr("{form}, all passes")
        return [
            replace(kind, name=said.format(form=kind.name), is_whole=is_whole)
            for said, is_whole in ((shown, False), (every, True))
            for kind in kinds
        ]

    def write(
        self, target: Path, only: Collection[AnnotationId] | None = None, layout: str = ""
    ) -> None:
        """Export the open reading to `target`, whose ending says the form; of the notes, `only`
        these where given. `layout`: of a PDF, "" for the reading's usual one."""
        reading = self._session.reading
        if reading is None:
            return
        library = self._session.library
        wanted = None if only is None else frozenset(only)

        def work(progress: Progress) -> ExportReport:
            return exchange.export_reading(
                library,
                reading.id,
                target,
                ExportOptions(layout=layout),
                progress,
                only=lambda note: wanted is None or note.id in wanted,
            )

        what = self.tr("Exporting {name}").format(name=target.name)
        self._session.tasks.run(what, work, self._done, self._session.messages.error)

    def _done(self, report: ExportReport) -> None:
        self.last = Path(report.path)
        said = self.tr("Exported: {path}").format(path=report.path)
        if report.lost:
            count = len(report.lost)
            said += "  " + ngettext(
                "{count} thing could not be carried over.",
                "{count} things could not be carried over.",
                count,
            )
        self._session.messages.offer(said, self.tr("Open"), self.open_last, "\n".join(report.lost))

    def open_last(self) -> None:
        """Show the last export with the system's own viewer."""
        if self.last is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.last)))
