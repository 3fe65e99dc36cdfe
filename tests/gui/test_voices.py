"""Voices: the programs of the system, with `sh` in their place, and Qt's own where it is installed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from closereader.gui.reader import voices
from closereader.gui.reader.voices import ProgramVoice, SpeechProgram


def program(script: str, **more: object) -> ProgramVoice:
    def command(language: str, _speed: float) -> list[str]:
        return ["-c", script, "sh", language]

    return ProgramVoice(SpeechProgram("sh", command, **more), "/bin/sh")


def test_a_program_is_given_the_words_and_says_when_it_has_ended(
    qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "said"
    voice = program(f"cat > {target}; echo $1 >> {target}")
    with qtbot.waitSignal(voice.finished):
        voice.speak("“Ana” cantó.", "es", 1.0)
    assert target.read_text() == "“Ana” cantó.es\n"


def test_words_with_a_dash_are_words_and_no_option(qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "said"
    voice = program(f'echo "$2" > {target}', takes_words=True)
    with qtbot.waitSignal(voice.finished):
        voice.speak("--help me", "es", 1.0)
    assert target.read_text() == "--help me\n"


def test_a_program_that_is_stopped_says_nothing_more(qtbot: QtBot) -> None:
    voice = program("exec sleep 30")
    heard: list[str] = []
    voice.finished.connect(lambda: heard.append("finished"))
    voice.failed.connect(heard.append)
    voice.speak("A long sentence.", "en", 1.0)
    process = voice.findChild(QObject)
    with qtbot.waitSignal(process.destroyed):
        voice.stop()
    assert heard == []


def test_a_language_that_a_program_lacks_is_read_in_its_own(qtbot: QtBot) -> None:
    voice = program('test -z "$1"')
    with qtbot.waitSignal(voice.finished):
        voice.speak("Quidquid latine dictum sit.", "la", 1.0)


def test_a_program_without_a_loudspeaker_does_not_race_through_the_book(qtbot: QtBot) -> None:
    voice = program("exit 0")
    with qtbot.waitSignal(voice.finished):
        voice.speak("A sentence that would take some seconds.", "en", 1.0)
    with qtbot.waitSignal(voice.failed) as why:
        voice.speak("Another sentence that would take some seconds.", "en", 1.0)
    assert "loudspeaker" in why.args[0]


def test_a_program_that_fails_or_is_gone_is_said_to_fail(qtbot: QtBot) -> None:
    for voice in (program("exit 3"), ProgramVoice(voices._LINUX[1], "/nowhere/espeak-ng")):
        with qtbot.waitSignal(voice.failed):
            voice.speak("Words.", "", 1.0)


@pytest.mark.parametrize("speed", [0.5, 1.0, 2.3])
def test_every_program_is_called_within_its_limits(speed: float) -> None:
    for system in (voices._LINUX, *voices._PROGRAMS.values()):
        for spoken in system:
            arguments = spoken.command("en", speed)
            assert all(isinstance(argument, str) for argument in arguments)
    assert voices._LINUX[0].command("en", speed)[4] in {"-94", "0", "100"}


def test_qts_own_module_speaks_where_it_is_installed(qtbot: QtBot) -> None:
    pytest.importorskip("PySide6.QtTextToSpeech")
    from closereader.gui.reader.qt_voice import QtVoice

    parent = QObject()
    voice = QtVoice.find(parent, "mock")
    assert voice is not None
    with qtbot.waitSignal(voice.finished):
        voice.speak("Four words and speed.", "en", 2.0)
