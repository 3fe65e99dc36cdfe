"""Tesseract on this computer: where it is, which version, which languages; and how to get it."""

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from closereader import confined, log
from closereader.errors import CloseReaderError, ConfinedFailure
from closereader.i18n import _
from closereader.ocr import languages
from closereader.progress import Progress

NAME = "tesseract"
# Not a language: by it the program finds out which way up a page stands.
ORIENTATION = "osd"
OLDEST = 4
_LIMITS = confined.Limits(seconds=20, megabytes=500)
_LANGUAGE = re.compile(r"[A-Za-z0-9_]+(?:/[A-Za-z0-9_]+)?")
# Where its packages put it without naming the place in PATH, as a window started by a click has it.
_USUAL = {
    "darwin": ("/opt/homebrew/bin", "/usr/local/bin", "/opt/local/bin"),
    "win32": (
        r"%ProgramFiles%\Tesseract-OCR",
        r"%ProgramFiles(x86)%\Tesseract-OCR",
        r"%LocalAppData%\Programs\Tesseract-OCR",
        r"%LocalAppData%\Tesseract-OCR",
    ),
}


class OcrUnusable(CloseReaderError):
    """There is no OCR program, or it does not answer as one; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class OcrProgram:
    """An installed Tesseract. `languages`: its codes for those it can read, in alphabetical order;
    `can_turn`: whether it can find out which way up a page stands."""

    path: str
    version: str
    languages: tuple[str, ...]
    can_turn: bool = False


def find() -> str | None:
    """Where the program is; None where it is not installed. Starts nothing."""
    found = shutil.which(NAME)
    if found is not None:
        return found
    for folder in _USUAL.get(sys.platform, ()):
        found = shutil.which(NAME, path=os.path.expandvars(folder))
        if found is not None:
            return found
    return None


def usable(progress: Progress) -> OcrProgram:
    """The installed program, asked for its version and languages, which takes a moment. Raises
    `OcrUnusable`, `Cancelled`."""
    path = find()
    if path is None:
        raise OcrUnusable(
            _("There is no OCR program on this computer.") + " " + how_to_get().replace("\n", " ")
        )
    version = _version(_said(path, "--version", progress))
    if version is None:
        raise OcrUnusable(_not_usable(path))
    if int(version.split(".")[0]) < OLDEST:
        raise OcrUnusable(
            _("The installed Tesseract {version} is too old: version {oldest} is needed.").format(
                version=version, oldest=OLDEST
            )
        )
    codes = _listed(_said(path, "--list-langs", progress))
    spoken = tuple(sorted(code for code in codes if code not in (ORIENTATION, "equ")))
    if not spoken:
        raise OcrUnusable(_("Tesseract has no language installed.") + " " + how_to_add("eng"))
    return OcrProgram(path, version, spoken, ORIENTATION in codes)


def how_to_get() -> str:
    """What to do where none is installed: the line for this system first, each on its own."""
    lines = {
        "linux": _("Debian, Ubuntu: {command}").format(
            command="sudo apt install tesseract-ocr tesseract-ocr-eng"
        ),
        "fedora": _("Fedora: {command}").format(
            command="sudo dnf install tesseract tesseract-langpack-eng"
        ),
        "darwin": _("macOS, with Homebrew: {command}").format(
            command="brew install tesseract tesseract-lang"
        ),
        "win32": _("Windows: {command}").format(command="winget install UB-Mannheim.TesseractOCR"),
    }
    return "\n".join(sorted(lines.values(), key=lambda line: line != lines.get(sys.platform)))


def how_to_add(code: str) -> str:
    """How this system adds a language; the package of English stands for all."""
    name = code.replace("_", "-")
    if sys.platform == "darwin":
        return _("Add all languages by: {command}").format(command="brew install tesseract-lang")
    if sys.platform == "win32":
        return _("Run Tesseract's installer again and tick the language.")
    return _("Debian and Ubuntu add it by: {first}; Fedora by: {second}").format(
        first=f"sudo apt install tesseract-ocr-{name}",
        second=f"sudo dnf install tesseract-langpack-{code}",
    )


def require_languages(program: OcrProgram, wanted: tuple[str, ...]) -> None:
    """Raise `OcrUnusable` for a language the program does not have, or for none."""
    for code in wanted:
        if code not in program.languages:
            raise OcrUnusable(
                _("Tesseract cannot read “{language}” here; it has: {all}.").format(
                    language=languages.name_of(code)[:40], all=", ".join(program.languages)
                )
                + " "
                + (how_to_add(code) if _LANGUAGE.fullmatch(code) else "")
            )
    if not wanted:
        raise OcrUnusable(_("Choose the language that the pages are in."))


def _said(path: str, question: str, progress: Progress) -> str:
    try:
        ended = confined.run_program([path, question], _LIMITS, progress)
    except (OSError, ConfinedFailure) as error:
        raise OcrUnusable(_not_usable(path)) from error
    # Some builds tell of themselves where errors are told.
    said = (ended.output + b"\n" + ended.errors).decode("utf-8", "replace")
    if ended.code:
        log.get(__name__).warning("%s %s ended with %s: %s", path, question, ended.code, said[:400])
        raise OcrUnusable(_not_usable(path))
    return said


def _not_usable(path: str) -> str:
    return _(
        "“{path}” does not answer as Tesseract does. Install it again, or take it out of the way."
    ).format(path=Path(path).name)


def _version(said: str) -> str | None:
    found = re.search(r"^tesseract(?:\s+v?|-)(\d+(?:\.\d+)*)", said, re.M)
    return found[1] if found else None


def _listed(said: str) -> tuple[str, ...]:
    """The codes of `--list-langs`: a line each, below a line about them."""
    lines = (line.strip() for line in said.splitlines())
    return tuple(dict.fromkeys(line for line in lines if _LANGUAGE.fullmatch(line)))
