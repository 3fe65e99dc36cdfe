"""The voice of Qt's speech module, where PySide6_Addons is installed; it is no part of what we need."""

from __future__ import annotations

import contextlib
import importlib
from typing import Any

from PySide6.QtCore import QLocale, QObject

from closereader.gui.reader.voices import Voice, rate_of
from closereader.i18n import _


class QtVoice(Voice):
    """One engine of `QTextToSpeech`."""

    def __init__(self, engine: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._speaking = False
        self.name = str(engine.engine())
        engine.stateChanged.connect(self._changed)

    @classmethod
    def find(cls, parent: QObject, engine: str = "") -> QtVoice | None:
        """The engine of that name, else the system's own; None without the module or a voice."""
        with contextlib.suppress(ImportError):
            made = importlib.import_module("PySide6.QtTextToSpeech").QTextToSpeech
            real = [name for name in made.availableEngines() if name != "mock"]
            if engine or real:
                speaker = made(engine or real[0], parent)
                if speaker.availableVoices():
                    return cls(speaker, parent)
                speaker.deleteLater()
        return None

    def speak(self, words: str, language: str, speed: float) -> None:
        """Hand `words` to the engine."""
        self.stop()
        locale = QLocale(language)
        known = {there.language() for there in self._engine.availableLocales()}
        spoken = self._engine.locale().language()
        if language and locale.language() != spoken and locale.language() in known:
            self._engine.setLocale(locale)
        self._engine.setRate(rate_of(speed))
        self._speaking = True
        self._engine.say(words)

    def stop(self) -> None:
        """Be silent at once."""
        self._speaking = False
        self._engine.stop()

    def _changed(self, state: Any) -> None:
        if not self._speaking:
            return
        if state.name == "Ready":
            self._speaking = False
            self.finished.emit()
        elif state.name == "Error":
            self._speaking = False
            self.failed.emit(
                _("The system's voice does not work: {why}").format(why=self._engine.errorString())
            )
