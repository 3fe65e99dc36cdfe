"""Exports of the open reading: where to, in which form; made in a task, said when done."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from closereader.exporting import ExportOptions, ExportReport
from closereader.gui.session import Session
from closereader.i18n import ngettext
from closereader.library import exchange
from closereader.progress import Progress
from closereader.text.file_name import file_name

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow


class Exporting(QObject):
    """Asks for the file with the system's own dialog, which also asks before it replaces one."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self._folder = documents if Path(documents).is_dir() else str(Path.home())
        self.last: Path | None = None

    @property
    def _session(self) -> Session:
        return self._window.session

    def share(self, window: QWidget) -> None:
        """Export the annotated PDF."""
        self._ask(window, self.tr("Export annotated PDF"), ".pdf", self.tr("Annotated PDF (*.pdf)"))

    def export(self, window: QWidget) -> None:
        """Export in a form of the reader's choice."""
        kinds = ";;".join(
            (
                self.tr("Annotated PDF (*.pdf)"),
                self.tr("Markdown (*.md)"),
                self.tr("JSON (*.json)"),
            )
        )
        self._ask(window, self.tr("Export as"), ".md", kinds)

    def _ask(self, window: QWidget, title: str, ending: str, kinds: str) -> None:
        reading = self._session.reading
        if reading is None:
            return
        proposed = Path(self._folder) / (file_name(reading.title) + ending)
        name, kind = QFileDialog.getSaveFileName(window, title, str(proposed), kinds)
        if not name:
            return
        target = Path(name)
        if not target.suffix:
            target = target.with_suffix("." + kind.rsplit("*.", 1)[-1].rstrip(")"))
        self._folder = str(target.parent)
        self.write(target)

    def write(self, target: Path) -> None:
        """Export the open reading to `target`, whose ending says the form."""
        reading = self._session.reading
        if reading is None:
            return
        library = self._session.library

        def work(progress: Progress) -> ExportReport:
            return exchange.export_reading(library, reading.id, target, ExportOptions(), progress)

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
