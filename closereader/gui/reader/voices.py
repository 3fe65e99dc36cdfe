"""Voices that read aloud: those of Qt where its speech module is installed, else the system's own.

A voice says one passage at a time and never blocks. The speech programs of the system need no
library of ours: on Linux Qt's module goes through the same Speech Dispatcher.
"""

from __future__ import annotations

import math
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QObject, QProcess, Signal

from closereader import log
from closereader.i18n import _

# Words a minute at speed 1, as most voices have them.
_USUAL = 175
# No voice says more characters a second than this: one that does makes no sound at all.
_QUICKEST = 150
_SHORT = 24
# Of an argument, in characters: half an hour of speech. Systems take four times as much, in bytes.
_LONGEST = 30_000


class Voice(QObject):
    """`finished()`: all of it was said; `failed(sentence)`: this voice cannot; neither comes after
    `stop`."""

    finished = Signal()
    failed = Signal(str)
    name = ""

    def speak(self, words: str, language: str, speed: float) -> None:
        """Say `words`, instead of what was being said. `language`: a code like "en", or "";
        `speed`: a multiple of the usual one."""
        raise NotImplementedError

    def stop(self) -> None:
        """Be silent at once."""
        raise NotImplementedError


@dataclass(frozen=True)
class SpeechProgram:
    """How a program is asked to speak. `command`: its arguments for a language and a speed;
    `takes_words`: the words are its last argument, else they are its standard input; `silence`:
    arguments of a call that ends what it passed on to a service."""

    name: str
    command: Callable[[str, float], list[str]]
    takes_words: bool = False
    silence: tuple[str, ...] = ()


def rate_of(speed: float) -> float:
    """The rate, from -1 to 1, at which a service speaks at this speed: Speech Dispatcher's driver of
    espeak goes from 80 words a minute over 170 to 390."""
    rate = (speed - 1) / (390 / 170 - 1) if speed > 1 else (speed - 1) / (1 - 80 / 170)
    return max(min(rate, 1.0), -1.0)


def _dispatcher(language: str, speed: float) -> list[str]:
    rate = round(rate_of(speed) * 100)
    chosen = ["-l", language] if language else []
    return ["-w", "-N", "closereader", "-r", str(rate), *chosen, "--"]


def _espeak(language: str, speed: float) -> list[str]:
    chosen = ["-v", language] if language else []
    return ["-b", "1", "-s", str(round(_USUAL * speed)), *chosen, "--stdin"]


def _say(_language: str, speed: float) -> list[str]:
    return ["-r", str(round(_USUAL * speed)), "-f", "-"]


def _powershell(_language: str, speed: float) -> list[str]:
    # From -10 to 10, which is a third and three times the usual speed.
    rate = round(max(min(10 * math.log(speed, 3), 10), -10))
    return [
        "-NoProfile",
        "-Command",
        "[Console]::InputEncoding = [Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech;"
        f" $voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; $voice.Rate = {rate};"
        " $voice.Speak([Console]::In.ReadToEnd())",
    ]


_LINUX = (
    # Its short option: of 0.11 the long one, `--stop`, asks for an argument and does nothing.
    SpeechProgram("spd-say", _dispatcher, takes_words=True, silence=("-S",)),
    SpeechProgram("espeak-ng", _espeak),
)
_PROGRAMS = {
    "darwin": (SpeechProgram("say", _say),),
    "win32": (SpeechProgram("powershell", _powershell),),
}


def find_voices(parent: QObject) -> list[Voice]:
    """The voices there are, the best first; empty where none is installed."""
    # Not at the top: Qt's module loads a sound library with it.
    from closereader.gui.reader.qt_voice import QtVoice

    found: list[Voice] = []
    qt = QtVoice.find(parent)
    if qt is not None:
        found.append(qt)
    for program in _PROGRAMS.get(sys.platform, _LINUX):
        path = shutil.which(program.name)
        if path is not None:
            found.append(ProgramVoice(program, path, parent))
    return found


def how_to_get_one() -> str:
    """What to say where no voice is installed."""
    if sys.platform in _PROGRAMS:
        return _("This system has no voice. Add one in its settings for spoken text.")
    return _(
        "No voice is installed. On Debian and Ubuntu, “sudo apt install speech-dispatcher espeak-ng” "
        "adds one; elsewhere install the package espeak-ng. Then choose Read aloud again."
    )


class ProgramVoice(Voice):
    """A program of the system, started anew for each passage."""

    def __init__(self, program: SpeechProgram, path: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = program.name
        self._program = program
        self._path = path
        self._process: QProcess | None = None
        self._spoken = ("", "", 1.0)
        self._began = 0.0
        self._unheard = 0
        self._unknown: set[str] = set()

    def speak(self, words: str, language: str, speed: float) -> None:
        """Start the program on `words`."""
        self.stop()
        self._spoken = (words, language, speed)
        known = "" if language in self._unknown else language
        arguments = self._program.command(known, speed)
        if self._program.takes_words:
            arguments.append(words[:_LONGEST])
        process = QProcess(self)
        # Methods, and not lambdas that know the process: a voice would be kept by its own child.
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._broke)
        self._process = process
        self._began = monotonic()
        process.start(self._path, arguments)
        if not self._program.takes_words:
            process.write(words.encode("utf-8", "replace"))
        process.closeWriteChannel()

    def stop(self) -> None:
        """End the program."""
        process, self._process = self._process, None
        if process is None:
            return
        process.finished.connect(process.deleteLater)
        process.kill()
        if self._program.silence:
            QProcess.startDetached(self._path, list(self._program.silence))

    def _ended(self, code: int, status: QProcess.ExitStatus) -> None:
        process = self._process
        if process is None or self.sender() is not process:
            return  # One that was stopped.
        self._process = None
        told = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        process.deleteLater()
        words, language, speed = self._spoken
        if code or status is QProcess.ExitStatus.CrashExit:
            if language and language not in self._unknown:
                # Not every voice knows every language; its own is better than none.
                self._unknown.add(language)
                self.speak(words, language, speed)
            else:
                self._fail(told)
            return
        took = monotonic() - self._began
        silent = len(words) > _SHORT and took < len(words) / _QUICKEST / speed
        self._unheard = self._unheard + 1 if silent else 0
        if self._unheard >= 2:
            self._fail(told)
        else:
            self.finished.emit()

    def _broke(self, error: QProcess.ProcessError) -> None:
        process = self._process
        if process is None or self.sender() is not process:
            return
        if error is QProcess.ProcessError.FailedToStart:
            self._process = None
            process.deleteLater()
            self._fail(process.errorString())

    def _fail(self, told: str) -> None:
        log.get(__name__).warning("%s does not speak: %s", self.name, told)
        self._unheard = 0
        self.failed.emit(
            _(
                "{name} made no sound. Check that this computer has a loudspeaker and that "
                "{name} speaks elsewhere."
            ).format(name=self.name)
        )
