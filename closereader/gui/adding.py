"""Adding readings: chosen, dropped, pasted, or handed over by another start; always off the GUI thread.

The importers are imported by the work that needs them: most windows are opened to read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from closereader.errors import printable_name
from closereader.gui.messages import Messages
from closereader.gui.tasks import Tasks
from closereader.gui.theme import Theme
from closereader.i18n import _, ngettext
from closereader.library import queries, readings, sample
from closereader.library.library import Library
from closereader.model.reading import ReadingId
from closereader.progress import Progress
from closereader.text import hyphenate

if TYPE_CHECKING:
    from closereader.library.adding_many import OfFile, Report

Opened = Callable[[ReadingId], None]


class Adding(QObject):
    """Calls `opened` with the reading to show when one was added. Of several files a report is shown.
    `added(id, notices)`: one is new, and was said to be there. `begun(path)`: a single
    file is being read; `ended()`: it was, or will not be; that a reading is to be shown was told before."""

    added = Signal(str, object)
    begun = Signal(str)
    ended = Signal()

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        messages: Messages,
        opened: Opened,
        theme: Callable[[], Theme],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library = library
        self._tasks = tasks
        self._messages = messages
        self._opened = opened
        self._theme = theme
        self._window = window
        self._folder = ""
        # Those that opened a file, while the window is open: they are tried before the next is asked for.
        self._passwords: list[str] = []

    def choose(self) -> None:
        """Let the reader choose files."""
        from closereader.gui.kinds import file_filters
        from closereader.importing import FORMATS

        filters = ";;".join(file_filters(FORMATS))
        title = self.tr("Add readings")
        files, _kind = QFileDialog.getOpenFileNames(self._window, title, self._folder, filters)
        if files:
            self._folder = str(Path(files[0]).parent)
        self.add(files)

    def choose_folder(self) -> None:
        """Let the reader choose a folder, of which all readings are added."""
        title = self.tr("Add the readings of a folder")
        folder = QFileDialog.getExistingDirectory(self._window, title, self._folder)
        if folder:
            self._folder = folder
            self.add([folder])

    def drop(self, data: QMimeData) -> bool:
        """Add the files and folders that the reader let go of, or copied; False if there are none."""
        files = local_files(data)
        self.add(files)
        return bool(files)

    def add(self, files: Sequence[str]) -> None:
        """Add these files, and the readings in these folders; each refused one is said, the others are
        still added."""
        if not files:
            return
        self._messages.begin()
        paths = [Path(file) for file in files]
        what = (
            _("Adding {name}").format(name=printable_name(paths[0]))
            if len(paths) == 1
            else ngettext("Adding {count} file", "Adding {count} files", len(paths))
        )
        library, passwords = self._library, tuple(self._passwords)

        def work(progress: Progress) -> Report:
            from closereader.library.adding_many import add_files

            report = add_files(library, paths, progress, passwords)
            if len(report.files) == 1:
                # It is shown next, and its lines are then broken once and not twice.
                hyphenate.prepare(report.files[0].language)
            return report

        task = self._tasks.run(what, work, self._unlock, self._messages.error)
        if len(paths) == 1:
            self.begun.emit(str(paths[0]))
            task.ended.connect(self.ended.emit)

    def paste(self) -> None:
        """Add what is on the clipboard: files, a web page's text with its structure, else plain text."""
        data = QGuiApplication.clipboard().mimeData()
        if data is not None and self.drop(data):
            return
        if data is not None and data.hasHtml() and data.html().strip():
            text, kind = data.html(), "html"
        elif data is not None and data.hasText() and data.text().strip():
            text, kind = data.text(), "text"
        else:
            self._messages.info(self.tr("There is no text on the clipboard."))
            return
        name = self.tr("Pasted text")
        library = self._library

        def work(progress: Progress) -> tuple[ReadingId, str, bool, tuple[str, ...]]:
            from closereader import importing

            document = importing.read_text(text, progress, kind, name)
            reading, is_new = library.run(_("Add reading"), readings.add, document)
            hyphenate.prepare(reading.language)
            return reading.id, reading.title, is_new, document.notices

        self._tasks.run(
            self.tr("Adding the pasted text"),
            work,
            lambda added: self._show(*added),
            self._messages.error,
        )

    def add_sample(self) -> None:
        """Add the sample reading with its notes, or open it if it is there."""
        library = self._library

        def work(progress: Progress) -> ReadingId:
            reading_id = sample.add_sample(library, progress)
            hyphenate.prepare(queries.reading(library, reading_id).language)
            return reading_id

        self._tasks.run(
            self.tr("Opening the sample reading"), work, self._opened, self._messages.error
        )

    # What came of files

    def _unlock(self, report: Report, asked: Path | None = None) -> None:
        """Ask for the password of the first file that needs one; when there is none, or the reader wanted
        to stop, show the report. `asked`: the file for which the reader has given one just now."""
        from closereader.gui.dialogs.password import PasswordDialog
        from closereader.library.adding_many import Outcome

        locked = [each for each in report.files if each.outcome is Outcome.LOCKED]
        if not locked or report.is_stopped:
            self._finish(report)
            return
        first = locked[0]
        # What was tried by itself, of another file, is no answer.
        is_wrong = first.path == asked
        others = len(locked) - 1
        name = printable_name(first.path or first.shown)
        dialog = PasswordDialog(name, self._window, others=others, is_wrong=is_wrong)
        dialog.accepted.connect(lambda: self._try(report, locked, dialog))
        dialog.rejected.connect(
            lambda: self._leave_out(report, locked if dialog.leaves_all else locked[:1])
        )
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def _try(self, report: Report, locked: Sequence[OfFile], dialog: Any) -> None:
        password = dialog.password
        tried = locked if dialog.for_all.isChecked() else locked[:1]
        library = self._library

        def work(progress: Progress) -> Report:
            from closereader.library.adding_many import again

            return again(library, report, tried, password, progress)

        def done(told: Report) -> None:
            if told.files != report.files and told.count(tried[0].outcome) < len(locked):
                self._passwords = [password, *(p for p in self._passwords if p != password)]
            self._unlock(told, locked[0].path)

        def failed(sentence: str) -> None:
            self._messages.error(sentence)
            self._finish(report)

        what = _("Adding {name}").format(name=printable_name(locked[0].shown))
        task = self._tasks.run(what, work, done, failed)
        task.cancelled.connect(lambda: self._finish(report))

    def _leave_out(self, report: Report, files: Sequence[OfFile]) -> None:
        from closereader.library.adding_many import left_out

        self._unlock(left_out(report, files))

    def _finish(self, report: Report) -> None:
        from closereader.library.adding_many import Outcome

        if len(report.files) != 1:
            self._report(report)
            return
        (file,) = report.files
        if file.reading is not None:
            self._show(file.reading, file.title, file.outcome is Outcome.ADDED, file.notices)
        elif file.outcome is not Outcome.STOPPED:
            self._messages.error(f"{printable_name(file.shown)}: {file.reason}")

    def _report(self, report: Report) -> None:
        if not report.files:
            if not report.is_stopped:
                self._messages.info(self.tr("There is no file in it."))
            return
        from closereader.gui.dialogs.adding_report_list import AddingReport

        dialog = AddingReport(report, self._opened, self._theme, self._window)
        dialog.show()
        dialog.list.setFocus()

    def _show(
        self, reading_id: ReadingId, title: str, is_new: bool, notices: tuple[str, ...]
    ) -> None:
        self._opened(reading_id)
        if not is_new:
            self._messages.info(self.tr("“{title}” is already in the library.").format(title=title))
        elif notices:
            self._messages.info(" ".join(notices))
        if is_new:
            self.added.emit(reading_id, notices)


def local_files(data: QMimeData) -> list[str]:
    """The files and folders of this computer that the data name."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
