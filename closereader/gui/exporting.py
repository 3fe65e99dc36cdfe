"""Exports of the open reading: where to, in which form; made in a task, said when done."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from closereader.exporting import ExportOptions, ExportReport
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
        self._ask(window, title, ".pdf", [(self.tr("Annotated PDF"), "pdf")])

    def export(self, window: QWidget, only: Collection[AnnotationId] | None = None) -> None:
        """Export in a form of the reader's choice; of the notes, `only` these where given."""
        kinds = [
            # The first is the one the dialog shows, and the proposed name's.
            (self.tr("Markdown"), "md"),
            (self.tr("Annotated PDF"), "pdf"),
            (self.tr("JSON"), "json"),
        ]
        title = self.tr("Export as")
        if only is not None:
            title = ngettext(
                "Export only the {count} selected note",
                "Export only the {count} selected notes",
                len(only),
            )
        self._ask(window, title, ".md", kinds, only)

    def _ask(
        self,
        window: QWidget,
        title: str,
        ending: str,
        kinds: Sequence[tuple[str, str]],
        only: Collection[AnnotationId] | None = None,
    ) -> None:
        reading = self._session.reading
        if reading is None:
            return
        called = reading.title
        if only is not None:
            called += " – " + ngettext("{count} note", "{count} notes", len(only))
        proposed = Path(self.folder) / (file_name(called) + ending)
        forms = self._forms(kinds, has_choice=only is None)
        name, form = QFileDialog.getSaveFileName(window, title, str(proposed), ";;".join(forms))
        if not name:
            return
        target = in_form(Path(name), proposed, form)
        self.folder = str(target.parent)
        if only is None and not forms.get(form, True):
            only = [note.id for note in self._session.annotations]
        self.write(target, only)

    def _forms(self, kinds: Sequence[tuple[str, str]], *, has_choice: bool) -> dict[str, bool]:
        """What the dialog offers as forms of the file, and whether each has the notes of all passes;
        there is a choice where some are out of sight."""
        if not has_choice or not self._session.passes.hidden:
            return {f"{name} (*.{ending})": True for name, ending in kinds}
        shown = {
            self.tr("{form}, passes shown").format(form=name) + f" (*.{ending})": False
            for name, ending in kinds
        }
        every = {
            self.tr("{form}, all passes").format(form=name) + f" (*.{ending})": True
            for name, ending in kinds
        }
        return shown | every

    def write(self, target: Path, only: Collection[AnnotationId] | None = None) -> None:
        """Export the open reading to `target`, whose ending says the form; of the notes, `only`
        these where given."""
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
                ExportOptions(),
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
