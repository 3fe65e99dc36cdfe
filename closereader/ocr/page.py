"""One picture of a page, read by Tesseract in a process of its own."""

import re
import statistics
from dataclasses import dataclass
from pathlib import Path

from closereader import confined, log
from closereader.errors import ConfinedFailure
from closereader.i18n import _
from closereader.ocr.program import OcrProgram
from closereader.ocr.words import Word, words_of
from closereader.progress import Progress

LIMITS = confined.Limits(seconds=120, megabytes=1500)
"""For one page. At 300 dpi one of a book takes 3 s and 150 MB, a newspaper's 40 s."""

# Pages are read side by side, each by one thread: several for a page cost more than they bring.
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1"}
_DOUBTFUL = 60.0
# What the program itself calls a sure finding is 15; upside-down pages of a few lines have 2 to 4.
_SURE_OF_TURN = 2.0


class PageFailed(ConfinedFailure):
    """The program did not read this page; others may do."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """The words of a picture. `turn`: by how many degrees clockwise the picture must be turned so that
    its words stand upright; where it is not 0 the words are not worth keeping."""

    words: tuple[Word, ...]
    turn: int = 0


def read_page(
    program: OcrProgram,
    picture: Path,
    size: tuple[int, int],
    dpi: int,
    languages: tuple[str, ...],
    progress: Progress,
    *,
    may_turn: bool = True,
) -> PageRead:
    """Read a picture of `size` pixels. `may_turn`: look which way up it stands, where its words give
    reason to. Raises `PageFailed`, `Cancelled`."""
    asked = ["-l", "+".join(languages), "--psm", "3", "--dpi", str(dpi)]
    tsv = _run(program, picture, [*asked, "-c", "tessedit_create_tsv=1"], progress)
    words = words_of(tsv, *size)
    turn = _turn(program, picture, dpi, progress) if may_turn and _looks_turned(words) else 0
    return PageRead(words, turn)


def _looks_turned(words: tuple[Word, ...]) -> bool:
    """Whether most words are higher than wide, or hardly one could be read."""
    long = [word for word in words if len(word.text) >= 4]
    if not long:
        return True
    if 2 * sum(word.is_upright for word in long) < len(long):
        return True
    return statistics.fmean(word.confidence for word in words) < _DOUBTFUL


def _turn(program: OcrProgram, picture: Path, dpi: int, progress: Progress) -> int:
    if not program.can_turn:
        return 0
    try:
        said = _run(program, picture, ["--psm", "0", "--dpi", str(dpi)], progress)
    except PageFailed:
        return 0  # It says so of pages with too few letters to tell.
    turn = re.search(r"^Rotate: (\d+)$", said, re.M)
    sure = re.search(r"^Orientation confidence: (\d+(?:\.\d+)?)$", said, re.M)
    if turn is None or sure is None or float(sure[1]) < _SURE_OF_TURN:
        return 0
    return int(turn[1]) % 360 if int(turn[1]) % 90 == 0 else 0


def _run(program: OcrProgram, picture: Path, options: list[str], progress: Progress) -> str:
    command = [program.path, str(picture), "stdout", *options]
    try:
        ended = confined.run_program(command, LIMITS, progress, _ENVIRONMENT)
    except OSError as error:
        raise PageFailed(_("Tesseract could not be started")) from error
    if ended.code:
        log.get(__name__).info(
            "%s ended with %s: %s",
            command,
            ended.code,
            ended.errors[-400:].decode("utf-8", "replace"),
        )
        raise PageFailed(_("Tesseract did not read it"))
    return ended.output.decode("utf-8", "replace")
