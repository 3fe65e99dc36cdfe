"""Asks the system's spelling program about words: hunspell or aspell, where one is installed.

Each asking is a program of its own that ends with its answer: nothing lasting has to be looked after,
and words that were asked for once are remembered.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QProcess, QTimer, Signal
from shiboken6 import isValid

from closereader import log, paths
from closereader.text import spelling

_HUNSPELL, _ASPELL = "hunspell", "aspell"
_LONGEST_MS = 5000
_MOST_KNOWN = 20_000
_MOST_ASKED = 400


class Spelling(QObject):
    """Of one window. `changed()`: more is known of some words, or it was switched on or off."""

    changed = Signal()

    def __init__(self, is_on: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        found = ((name, shutil.which(name)) for name in (_HUNSPELL, _ASPELL))
        self._name, self._program = next(((n, path) for n, path in found if path), ("", ""))
        self._is_on = is_on
        self._there: list[str] | None = None
        self._languages: tuple[str, ...] = ()
        self._known: dict[str, tuple[str, ...] | None] = {}
        self._waiting: dict[str, None] = {}
        self._process: QProcess | None = None
        self._own = _read_own()

    @property
    def is_available(self) -> bool:
        """Whether a spelling program is installed."""
        return bool(self._program)

    @property
    def is_on(self) -> bool:
        """Whether words are looked at."""
        return self._is_on and self.is_available

    def switch(self, is_on: bool) -> None:
        """Look at words, or not."""
        self._is_on = is_on
        self.changed.emit()

    def use_language(self, language: str) -> None:
        """Take words of this language as right, beside those of the reader's own."""
        languages = (language, QLocale().name())
        if languages != self._languages:
            self._languages = languages
            self._known.clear()
            self._waiting.clear()

    def is_wrong(self, word: str) -> bool:
        """Whether the word is known to be wrong; a reader's own words never are."""
        return word.casefold() not in self._own and spelling.is_wrong(word, self._known)

    def suggestions(self, word: str) -> tuple[str, ...]:
        """What it may have been meant for."""
        return self._known.get(word) or ()

    def learn(self, word: str) -> None:
        """Take the word as right from now on, in all readings."""
        self._own.add(word.casefold())
        _write_own(self._own)
        self.changed.emit()

    def ask(self, words: Sequence[str]) -> None:
        """Ask about those words that are not known yet; `changed` tells."""
        if not self.is_on:
            return
        self._waiting.update((word, None) for word in words if word not in self._known)
        if self._waiting and self._process is None:
            self._go_on()

    # Within

    def _go_on(self) -> None:
        if self._there is None:
            listing = ["-D"] if self._name == _HUNSPELL else ["dicts"]
            self._run(listing, "", self._take_dictionaries)
            return
        names = spelling.chosen(self._there, self._languages)
        if not names:
            self._waiting.clear()
            return
        asked = list(self._waiting)[:_MOST_ASKED]
        for word in asked:
            del self._waiting[word]
        left = list(names)

        def take(told: str) -> None:
            # Wrong is what is right in none of the languages.
            for word, verdict in spelling.answers(told, asked).items():
                if verdict is None or word not in self._known:
                    self._known[word] = verdict
            left.pop(0)
            if left:
                self._run(self._arguments(left[0]), spelling.asked(asked), take)
                return
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self.changed.emit()
            if self._waiting and self._process is None:
                self._go_on()

        self._run(self._arguments(left[0]), spelling.asked(asked), take)

    def _arguments(self, dictionary: str) -> list[str]:
        if self._name == _HUNSPELL:
            return ["-a", "-i", "utf-8", "-d", dictionary]
        return ["-a", "--encoding=utf-8", f"--lang={dictionary}"]

    def _take_dictionaries(self, told: str) -> None:
        self._there = spelling.dictionaries(told)
        self._go_on()

    def _run(self, arguments: list[str], words: str, take: Callable[[str], None]) -> None:
        process = QProcess(self)
        if not words:  # Hunspell tells of its dictionaries where errors are told.
            process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self._process = process
        watch = QTimer(process)
        watch.setSingleShot(True)
        watch.timeout.connect(process.kill)
        watch.start(_LONGEST_MS)

        def ended(code: int, _status: object = None) -> None:
            # Of a window that closes, Qt ends the program with the process, and then tells of it.
            if self._process is not process or not isValid(process):
                return
            self._process = None
            told = bytes(process.readAll().data()).decode("utf-8", "replace")
            process.deleteLater()
            if code and words:
                log.get(__name__).warning("%s does not check: %s", self._name, told[:200])
                self._waiting.clear()
                return
            take(told)

        def broke(error: QProcess.ProcessError) -> None:
            if error is not QProcess.ProcessError.FailedToStart or not isValid(process):
                return
            if self._process is process:
                self._process = None
                self._program = ""
                process.deleteLater()

        process.finished.connect(ended)
        process.errorOccurred.connect(broke)
        process.start(self._program, arguments)
        process.write(words.encode("utf-8", "replace"))
        process.closeWriteChannel()


def _file() -> Path:
    return paths.settings_folder() / "words.txt"


def _read_own() -> set[str]:
    try:
        return set(_file().read_text(encoding="utf-8").split())
    except (OSError, UnicodeDecodeError):
        return set()


def _write_own(own: set[str]) -> None:
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text("".join(f"{word}\n" for word in sorted(own)), encoding="utf-8")
    except OSError as error:
        log.get(__name__).warning("the reader's words could not be kept: %s", error)
