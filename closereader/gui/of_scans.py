"""What the action "Read the scan…" does, and where it is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from closereader.gui import keys
from closereader.i18n import _, ngettext

if TYPE_CHECKING:
    from closereader.gui.dialogs.scan import ScanDialog, ScanWish
    from closereader.gui.main_window import MainWindow
    from closereader.gui.tasks import Task
    from closereader.library.scans import ReadAnew, ScanPages
    from closereader.model.reading import Reading, ReadingId
    from closereader.progress import Progress


def handlers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What to call for this row of the table of actions."""
    at_work: dict[ReadingId, Task] = {}
    return {"file.scan": lambda: open_scan(window, at_work)}


def open_scan(window: MainWindow, at_work: dict[ReadingId, Task]) -> None:
    """Let the reader choose which pages of the open reading are read off their pictures. `at_work`: what
    is being read, by reading: nothing is read twice at once."""
    from closereader.library import scans

    reading = window.session.reading
    if reading is None:
        return
    if reading.id in at_work:
        window.messages.info(_("Its pages are being read already; the line below says how far."))
        return

    def look(_progress: Progress) -> ScanPages:
        return scans.pages_of(window.library, reading.id)

    def show(pages: ScanPages) -> None:
        if not pages.count or not pages.is_kept:
            window.messages.info(
                _("“{title}” has no pages of its own to read words from; a PDF has.").format(
                    title=reading.title
                )
            )
            return
        _Scanning(window, reading, pages, at_work).open()

    window.tasks.run(_("Looking at its pages"), look, show, window.messages.error, soon=True)


def offer(window: MainWindow, reading_id: ReadingId, notices: tuple[str, ...]) -> None:
    """A reading was added: where pages of it are pictures without text, or have a bad one, offer to read
    them."""
    from closereader.library import scans

    def look(_progress: Progress) -> ScanPages:
        return scans.pages_of(window.library, reading_id)

    def act() -> None:
        window.open_reading(reading_id)
        window.trigger("file.scan")

    def show(pages: ScanPages) -> None:
        if not pages.is_kept or not (pages.without_text or pages.garbled):
            return
        # Of pictures its own notices tell; that a text is bad is said here alone.
        known = replace(pages, without_text=()) if notices else pages
        said = " ".join(part for part in (*notices, scans.told(known)) if part)
        window.messages.offer(said, _("Read the scan…"), act)

    window.tasks.run(_("Looking at its pages"), look, show, window.messages.error, soon=True)


class _Scanning:
    """One asking: its dialog, then its task."""

    def __init__(
        self,
        window: MainWindow,
        reading: Reading,
        pages: ScanPages,
        at_work: dict[ReadingId, Task],
    ) -> None:
        self._window = window
        self._reading = reading
        self._pages = pages
        self._at_work = at_work
        self._is_enough = False
        self._dialog: ScanDialog | None = None

    def open(self) -> None:
        """Show the dialog, and ask for the program meanwhile."""
        from closereader import ocr
        from closereader.gui.dialogs.scan import ScanDialog

        dialog = ScanDialog(self._reading, self._pages, self._window)
        self._dialog = dialog
        dialog.destroyed.connect(self._forget)
        dialog.asked.connect(self._read)
        dialog.stopped.connect(self._stop)
        dialog.show()
        self._window.tasks.run(
            _("Looking for the OCR program"),
            ocr.usable,
            lambda program: self._tell(lambda shown: shown.take_program(program)),
            self._refuse,
            soon=True,
        )

    def _forget(self) -> None:
        self._dialog = None

    def _refuse(self, why: str) -> None:
        self._tell(lambda dialog: dialog.refuse(why))

    def _tell(self, act: Callable[[ScanDialog], object]) -> bool:
        """Do this with the dialog, if it is open still."""
        if self._dialog is None:
            return False
        act(self._dialog)
        return True

    def _read(self, wish: ScanWish) -> None:
        from closereader.library import scans

        window, reading = self._window, self._reading
        self._is_enough = False

        def work(progress: Progress) -> ReadAnew:
            return scans.read_scan(
                window.library,
                reading.id,
                wish.pages,
                wish.languages,
                progress,
                is_enough=lambda: self._is_enough,
            )

        what = _("Reading the scan “{title}”").format(title=reading.title)
        task = window.tasks.run(what, work, self._done, self._failed)
        self._at_work[reading.id] = task
        task.ended.connect(lambda: self._at_work.pop(reading.id, None))
        self._tell(lambda dialog: dialog.follow(task))

    def _stop(self, keeps: bool) -> None:
        task = self._at_work.get(self._reading.id)
        if keeps:
            self._is_enough = True
        elif task is not None:
            task.cancel()

    def _failed(self, sentence: str) -> None:
        if not self._tell(lambda dialog: dialog.failed(sentence)):
            self._window.messages.error(sentence)

    def _done(self, read: ReadAnew) -> None:
        from closereader.library import scans

        said = ngettext("One page was read.", "{count} pages were read.", len(read.pages))
        left = len(read.failed) + len(read.empty)
        if left:
            said += " " + ngettext(
                "On one no word was found.", "On {count} no word was found.", left
            )
        if read.to_check:
            said += " " + ngettext(
                "One note waits for your eye.", "{count} notes wait for your eye.", read.to_check
            )
        if not read.unsure:
            undo = _("{undo} takes it back.").format(undo=keys.told("edit.undo"))
            self._window.messages.info(f"{said} {undo}")
            return
        said += " " + ngettext(
            "One word is uncertain.", "{count} words are uncertain.", len(read.unsure)
        )
        if read.is_doubtful:
            said += " " + scans.hint()
        self._window.messages.offer(said, _("Show them"), lambda: self._show_unsure(read))

    def _show_unsure(self, read: ReadAnew) -> None:
        from closereader.gui.dialogs.unsure_words import UnsureWords

        UnsureWords.of(read, self._window)
