"""A scan read by the system's OCR program: its pages drawn, read two at a time, and laid out as text.

Nothing of it runs in this process but the order of the work: pages are drawn, and their words put
together, in children of ours; the words are read by the OCR program.
"""

import json
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from closereader import confined, log
from closereader.errors import CloseReaderError, ConfinedFailure, UnreadableFile
from closereader.i18n import _, ngettext
from closereader.importing import wire
from closereader.importing.scan_words import SeenPage, seen_page
from closereader.model.document import Document
from closereader.ocr import OcrProgram, read_page
from closereader.ocr.program import require_languages
from closereader.progress import Cancelled, Progress

AT_ONCE = 2
_DRAWING = confined.Limits(seconds=60, megabytes=500)
_PUTTING_TOGETHER = confined.Limits(seconds=600, megabytes=500, silence=20)
_LOOK_S = 0.1
_DOUBTFUL = 0.25


@dataclass(frozen=True, slots=True)
class ScanFile:
    """The scan. `name`: for sentences about it."""

    path: Path
    name: str
    password: str = ""


@dataclass(frozen=True, slots=True)
class Unsure:
    """A word the program was not sure of: its code points in the text, its page (from 0), and how sure it
    was, from 0 to 100."""

    start: int
    end: int
    page: int
    confidence: int


@dataclass(frozen=True, slots=True)
class ScanRead:
    """What came of it: the whole reading anew. `read`: the pages (from 0) that words were read on;
    `empty`: those that had none; `failed`: those that could not be read."""

    document: Document
    read: tuple[int, ...]
    empty: tuple[int, ...]
    failed: tuple[int, ...]
    unsure: tuple[Unsure, ...]
    words: int

    @property
    def is_doubtful(self) -> bool:
        """Whether so many words are unsure that the language is likely another."""
        return len(self.unsure) > _DOUBTFUL * self.words


@dataclass(slots=True)
class _Pages:
    seen: dict[int, SeenPage] = field(default_factory=dict)
    failed: list[int] = field(default_factory=list)


def read_scan(
    file: ScanFile,
    program: OcrProgram,
    pages: Sequence[int],
    languages: tuple[str, ...],
    progress: Progress,
    *,
    folder: Path,
    kept: Mapping[int, SeenPage] | None = None,
    is_enough: Callable[[], bool] = lambda: False,
) -> ScanRead:
    """Read `pages` (from 0) of the scan. `folder`: an empty one, for the pictures in the file; `kept`: what
    other pages say that have no text in the file, from an earlier time; `is_enough`: when it says so, no
    further page is begun and the rest is left out.

    Raises `OcrUnusable`; `UnreadableFile` where not one page could be read; `Cancelled`."""
    require_languages(program, languages)
    with tempfile.TemporaryDirectory(prefix="closereader-") as drawn:
        reader = _Reader(file, program, languages, Path(drawn))
        found = reader.read(list(dict.fromkeys(pages)), progress.part(0, 0.97), is_enough)
    if not any(page.words for page in found.seen.values()):
        raise UnreadableFile(file.name, _why_nothing(found))
    return _put_together(file, found, kept or {}, folder, progress.part(0.97, 1))


class _Reader:
    def __init__(
        self, file: ScanFile, program: OcrProgram, languages: tuple[str, ...], folder: Path
    ) -> None:
        self._file = file
        self._program = program
        self._languages = languages
        self._folder = folder

    def read(self, pages: list[int], progress: Progress, is_enough: Callable[[], bool]) -> _Pages:
        found = _Pages()
        waiting = list(reversed(pages))
        at_work: dict[Future[SeenPage], int] = {}
        began = time.monotonic()
        # Of their own: the bar is told of whole pages, and each only hears of the wish to stop.
        watched = progress.part(0, 0)
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="scan") as pool:
            try:
                while waiting or at_work:
                    while waiting and len(at_work) < AT_ONCE and not is_enough():
                        number = waiting.pop()
                        at_work[pool.submit(self._page, number, watched)] = number
                    if not at_work:
                        break
                    ended, _rest = wait(at_work, _LOOK_S, FIRST_COMPLETED)
                    for future in ended:
                        self._take(future, at_work.pop(future), found)
                    done = len(found.seen) + len(found.failed)
                    progress(done, len(pages), _told(done, len(pages), time.monotonic() - began))
            except BaseException:
                for future in at_work:
                    future.cancel()
                raise
        return found

    def _take(self, future: "Future[SeenPage]", number: int, found: _Pages) -> None:
        try:
            found.seen[number] = future.result()
        except Cancelled:
            raise
        except CloseReaderError as error:
            log.get(__name__).warning("page %d was not read: %s", number + 1, error)
            found.failed.append(number)

    def _page(self, number: int, progress: Progress) -> SeenPage:
        picture = self._folder / f"{number}.pgm"
        try:
            drawn = self._drawn(number, 0, picture, progress)
            read = self._words(picture, drawn, progress, may_turn=True)
            turn = read.turn
            if turn:
                drawn = self._drawn(number, turn, picture, progress)
                read = self._words(picture, drawn, progress, may_turn=False)
            return seen_page(number, tuple(drawn["page"]), tuple(drawn["size"]), turn, read.words)
        finally:
            picture.unlink(missing_ok=True)

    def _words(
        self, picture: Path, drawn: dict[str, Any], progress: Progress, *, may_turn: bool
    ) -> Any:
        width, height = drawn["size"]
        return read_page(
            self._program,
            picture,
            (width, height),
            drawn["dpi"],
            self._languages,
            progress,
            may_turn=may_turn,
        )

    def _drawn(self, number: int, turn: int, picture: Path, progress: Progress) -> dict[str, Any]:
        arguments = {
            "path": str(self._file.path),
            "password": self._file.password,
            "name": self._file.name,
            "number": number,
            "turn": turn,
            "target": str(picture),
        }
        target = "closereader.importing.scan_pictures:draw_in_child"
        try:
            drawn: dict[str, Any] = confined.run(target, arguments, _DRAWING, progress)
        except confined.ChildRefused as error:
            raise ConfinedFailure(str(error)) from error
        return drawn


def _put_together(
    file: ScanFile,
    found: _Pages,
    kept: Mapping[int, SeenPage],
    folder: Path,
    progress: Progress,
) -> ScanRead:
    progress(0, 0, _("Putting the words together"))
    words = folder / "words.json"
    # What was read now goes before what was there.
    pages = [page for page in kept.values() if page.number not in found.seen]
    told = {
        "read": [asdict(page) for page in found.seen.values()],
        "kept": [asdict(page) for page in pages],
    }
    words.write_text(json.dumps(told), encoding="ascii")
    arguments = {
        "path": str(file.path),
        "password": file.password,
        "name": file.name,
        "words": str(words),
        "folder": str(folder),
    }
    target = "closereader.importing.scan_text:document_in_child"
    try:
        answer = confined.run(target, arguments, _PUTTING_TOGETHER, progress)
        document = wire.from_wire(answer["document"])
        unsure = tuple(Unsure(*map(int, each)) for each in answer["unsure"])
    except (confined.ChildRefused, ConfinedFailure, ValueError, TypeError, KeyError) as error:
        raise UnreadableFile(
            file.name,
            _("Its pages were read, but could not be put together: {cause}.").format(cause=error),
        ) from error
    numbers = sorted(found.seen)
    return ScanRead(
        document,
        tuple(number for number in numbers if found.seen[number].words),
        tuple(number for number in numbers if not found.seen[number].words),
        tuple(sorted(found.failed)),
        tuple(each for each in unsure if 0 <= each.start < each.end <= len(document.text)),
        sum(len(page.words) for page in found.seen.values()),
    )


def _told(done: int, total: int, seconds: float) -> str:
    """Which page, and how long the rest will take once that can be said."""
    page = _("Reading page {number} of {total}").format(number=min(done + 1, total), total=total)
    if not done or done >= total:
        return page
    return f"{page} – {time_left(seconds / done * (total - done))}"


def time_left(seconds: float) -> str:
    """ "about 3 minutes left"."""
    if seconds < 50:
        tens = max(round(seconds / 10) * 10, 10)
        return _("about {count} seconds left").format(count=tens)
    minutes = max(round(seconds / 60), 1)
    return ngettext("about {count} minute left", "about {count} minutes left", minutes)


def _why_nothing(found: _Pages) -> str:
    if found.failed and not found.seen:
        return _("Tesseract could not read its pages. The log has the details; try other pages.")
    return _(
        "No word was found on its pages. Look whether they show text at all, and whether the language "
        "is theirs."
    )
