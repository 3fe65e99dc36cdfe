"""Adding readings: chosen, dropped, pasted, or handed over by another start; always off the GUI thread.

The importers are imported by the work that needs them: most windows are opened to read.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from closereader.errors import CloseReaderError, printable_name
from closereader.gui.messages import Messages
from closereader.gui.tasks import Tasks
from closereader.i18n import _, ngettext
from closereader.library import queries, readings, sample
from closereader.library.library import Library
from closereader.model.reading import Reading, ReadingId
from closereader.progress import Progress
from closereader.text import hyphenate

Opened = Callable[[ReadingId], None]


class Adding(QObject):
    """Calls `opened` with the reading to show when something was added."""

    def __init__(
        self, library: Library, tasks: Tasks, messages: Messages, opened: Opened, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._tasks = tasks
        self._messages = messages
        self._opened = opened

    def choose(self, window: QWidget) -> None:
        """Let the reader choose files."""
        from closereader.importing import FORMATS

        endings = " ".join(f"*{e}" for endings in FORMATS.values() for e in endings)
        files, _kind = QFileDialog.getOpenFileNames(
            window,
            self.tr("Add readings"),
            "",
            self.tr("Readings ({endings})").format(endings=endings)
            + ";;"
            + self.tr("All files (*)"),
        )
        self.add(files)

    def add(self, files: Sequence[str]) -> None:
        """Add these files; each refused one is said, the others are still added."""
        if not files:
            return
        self._messages.begin()
        paths = [Path(file) for file in files]
        what = (
            _("Adding {name}").format(name=printable_name(paths[0]))
            if len(paths) == 1
            else ngettext("Adding {count} file", "Adding {count} files", len(paths))
        )

        def work(progress: Progress) -> list[Any]:
            from closereader.library import adding

            outcomes: list[Any] = []
            for index, path in enumerate(paths):
                progress(index, len(paths) if len(paths) > 1 else 0, what)
                try:
                    added = adding.add_file(self._library, path, progress)
                    outcomes.append(_told(added.reading, added.is_new, added.notices))
                except CloseReaderError as error:
                    outcomes.append(str(error))
            return outcomes

        self._tasks.run(what, work, self._added, self._messages.error)

    def paste(self) -> None:
        """Add what is on the clipboard: a web page's text with its structure, else plain text."""
        data = QGuiApplication.clipboard().mimeData()
        if data is not None and data.hasHtml() and data.html().strip():
            text, kind = data.html(), "html"
        elif data is not None and data.hasText() and data.text().strip():
            text, kind = data.text(), "text"
        else:
            self._messages.info(self.tr("There is no text on the clipboard."))
            return
        name = self.tr("Pasted text")

        def work(progress: Progress) -> list[Any]:
            from closereader import importing

            document = importing.read_text(text, progress, kind, name)
            reading, is_new = self._library.run(_("Add reading"), readings.add, document)
            return [_told(reading, is_new, document.notices)]

        self._tasks.run(self.tr("Adding the pasted text"), work, self._added, self._messages.error)

    def add_sample(self) -> None:
        """Add the sample reading with its notes, or open it if it is there."""

        def work(progress: Progress) -> list[Any]:
            reading_id = sample.add_sample(self._library, progress)
            hyphenate.prepare(queries.reading(self._library, reading_id).language)
            return [(reading_id, "", True, ())]

        self._tasks.run(
            self.tr("Opening the sample reading"), work, self._added, self._messages.error
        )

    def _added(self, outcomes: list[Any]) -> None:
        refused = [outcome for outcome in outcomes if isinstance(outcome, str)]
        added = [outcome for outcome in outcomes if not isinstance(outcome, str)]
        if added:
            reading_id, title, is_new, notices = added[-1]
            self._opened(reading_id)
            if not is_new:
                self._messages.info(
                    self.tr("“{title}” is already in the library.").format(title=title)
                )
            elif notices:
                self._messages.info(" ".join(notices))
            elif len(added) > 1:
                self._messages.info(
                    ngettext("{count} reading added.", "{count} readings added.", len(added))
                )
        if refused:
            rest = "\n".join(refused[1:])
            more = self.tr(" (and {count} more)").format(count=len(refused) - 1) if rest else ""
            self._messages.error(refused[0] + more, rest)


def _told(
    reading: Reading, is_new: bool, notices: tuple[str, ...]
) -> tuple[ReadingId, str, bool, tuple[str, ...]]:
    # It is shown next, and its lines are then broken once and not twice.
    hyphenate.prepare(reading.language)
    return reading.id, reading.title, is_new, notices
