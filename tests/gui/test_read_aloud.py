"""Reading aloud, with a voice that makes no sound: what is said, lit, marked, and when it ends."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from closereader import settings
from closereader.gui.main_window import MainWindow
from closereader.gui.reader import voices
from closereader.gui.reader.voices import Voice
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.span import Span
from tests.helpers.window import notes, press, quote


class Silent(Voice):
    """Says nothing, and ends a sentence when the test says so."""

    name = "silent"

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str, float]] = []
        self.is_speaking = False

    def speak(self, words: str, language: str, speed: float) -> None:
        self.said.append((words, language, speed))
        self.is_speaking = True

    def stop(self) -> None:
        self.is_speaking = False

    def end(self) -> None:
        self.is_speaking = False
        self.finished.emit()


@pytest.fixture
def voice(monkeypatch: pytest.MonkeyPatch) -> Silent:
    made = Silent()
    monkeypatch.setattr(voices, "find_voices", lambda _parent: [made])
    return made


@pytest.fixture
def told(window: MainWindow) -> Iterator[list[str]]:
    said: list[str] = []
    window.messages.said.connect(lambda sentence, _details, _is_error: said.append(sentence))
    return said


def put_caret(window: MainWindow, words: str) -> None:
    span = quote(window, words)
    window.reader.view.go_to(Span(span.start, span.start), flash=False)


def lit(window: MainWindow) -> str:
    spoken = window.session.spoken
    return "" if spoken is None else " ".join(spoken.text_of(window.session.text.text).split())


def click(window: MainWindow, name: str) -> None:
    bar = window.commands.aloud.bar
    button = next(b for b in bar.findChildren(QToolButton) if b.accessibleName().startswith(name))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_reads_from_the_sentence_of_the_caret_on(window: MainWindow, voice: Silent) -> None:
    put_caret(window, "the bridge was sound")
    press(window, "Ctrl+Alt+R")
    assert lit(window).startswith("Then it said that the bridge was sound")
    assert voice.said[-1][0] == lit(window)
    voice.end()
    assert lit(window) == "What the town said"
    voice.end()
    assert voice.said[-1][0] == "The town walked on it."
    voice.end()
    assert not lit(window)
    assert not window.commands.aloud.bar.isVisible()


def test_it_reads_from_the_selection_on_which_is_dropped(window: MainWindow, voice: Silent) -> None:
    window.reader.view.select(quote(window, "Nobody had seen"))
    press(window, "Ctrl+Alt+R")
    assert lit(window).startswith("Nobody had seen them for forty years")
    assert window.session.selection is None


def test_space_pauses_and_goes_on_from_the_beginning_of_the_sentence(
    window: MainWindow, voice: Silent
) -> None:
    press(window, "Ctrl+Alt+R")
    press(window, "Space")
    assert not voice.is_speaking
    assert lit(window)
    press(window, "Space")
    assert voice.is_speaking
    assert voice.said[0] == voice.said[1]
    press(window, "Ctrl+Alt+R")
    assert not voice.is_speaking
    assert lit(window)


def test_full_stop_and_comma_step_by_a_sentence_silently_while_it_is_paused(
    window: MainWindow, voice: Silent
) -> None:
    put_caret(window, "In March")
    press(window, "Ctrl+Alt+R")
    press(window, ".")
    assert lit(window).startswith("Nobody had seen")
    press(window, "Space")
    count = len(voice.said)
    press(window, ",")
    press(window, ",")
    assert lit(window) == "By Ann Example"
    assert len(voice.said) == count


def test_the_buttons_of_the_bar_do_what_the_keys_do(window: MainWindow, voice: Silent) -> None:
    put_caret(window, "In March")
    press(window, "Ctrl+Alt+R")
    click(window, "Next sentence")
    assert lit(window).startswith("Nobody had seen")
    click(window, "Previous sentence")
    assert lit(window).startswith("In March")
    click(window, "Pause")
    assert not voice.is_speaking
    click(window, "Go on")
    assert voice.is_speaking
    click(window, "Stop")
    assert not voice.is_speaking
    assert not lit(window)


def test_another_speed_is_heard_at_once_and_kept(
    window: MainWindow, voice: Silent, qtbot: QtBot
) -> None:
    press(window, "Ctrl+Alt+R")
    click(window, "Faster")
    click(window, "Faster")
    assert window.commands.aloud.bar.speed.text() == "1.2 ×"
    qtbot.waitUntil(lambda: len(voice.said) == 2)
    assert [speed for _, _, speed in voice.said] == [1.0, 1.2]
    assert voice.said[0][0] == voice.said[1][0]
    assert settings.load().get(settings.SPEECH_SPEED) == 1.2


def test_h_marks_the_sentence_that_is_being_read_and_a_digit_colours_it(
    window: MainWindow, voice: Silent
) -> None:
    put_caret(window, "In March")
    press(window, "Ctrl+Alt+R")
    press(window, "H")
    press(window, "3")
    voice.end()
    press(window, "U")
    first, second = notes(window)
    assert first.quote.startswith("In March 1998")
    assert first.quote.endswith("its feet.")
    assert (first.kind, first.colour) == (AnnotationKind.HIGHLIGHT, Colour.BLUE)
    assert second.quote.startswith("Nobody had seen")
    assert second.kind is AnnotationKind.UNDERLINE
    assert voice.is_speaking


def test_a_sentence_marked_before_is_not_marked_twice(window: MainWindow, voice: Silent) -> None:
    put_caret(window, "In March")
    press(window, "Ctrl+Alt+R")
    press(window, "H")
    voice.end()
    press(window, ",")
    press(window, "2")
    assert [note.colour for note in notes(window)] == [Colour.GREEN]


def test_a_selection_goes_before_the_sentence_being_read(window: MainWindow, voice: Silent) -> None:
    press(window, "Ctrl+Alt+R")
    window.reader.view.select(quote(window, "half the town"))
    press(window, "H")
    assert [note.quote for note in notes(window)] == ["half the town"]


def test_a_comment_on_the_sentence_pauses_the_voice(window: MainWindow, voice: Silent) -> None:
    put_caret(window, "In March")
    press(window, "Ctrl+Alt+R")
    press(window, "C")
    assert not voice.is_speaking
    assert notes(window)[0].quote.startswith("In March")
    assert lit(window)


def test_escape_stops_and_leaves_the_caret_where_the_voice_was(
    window: MainWindow, voice: Silent
) -> None:
    put_caret(window, "In March")
    press(window, "Ctrl+Alt+R")
    voice.end()
    press(window, "Escape")
    assert not voice.is_speaking
    assert window.session.spoken is None
    assert window.session.caret == quote(window, "Nobody had seen").start


@pytest.mark.parametrize("leave", ["file.library", "file.remove"])
def test_leaving_the_reading_stops_it(window: MainWindow, voice: Silent, leave: str) -> None:
    press(window, "Ctrl+Alt+R")
    window.trigger(leave)
    assert not voice.is_speaking
    assert window.session.spoken is None


def test_closing_the_window_stops_it(window: MainWindow, voice: Silent) -> None:
    press(window, "Ctrl+Alt+R")
    window.close()
    assert not voice.is_speaking


def test_the_keys_are_the_texts_own_while_nothing_is_read(
    window: MainWindow, voice: Silent
) -> None:
    assert not window.actions_["aloud.pause"].isEnabled()
    press(window, "Ctrl+Alt+R")
    assert window.actions_["aloud.pause"].isEnabled()
    press(window, "Escape")
    assert not window.actions_["aloud.stop"].isEnabled()
    window.reader.view.select(quote(window, "half the town"))
    press(window, "Escape")
    assert window.session.selection is None


def test_the_sentence_being_read_is_lit_and_no_other(window: MainWindow, voice: Silent) -> None:
    def colours(words: str) -> set[str]:
        QApplication.processEvents()
        picture = window.reader.view.viewport().grab().toImage()
        rect = window.reader.view.overlay.span_rects(quote(window, words))[0]
        shift = window.reader.view.verticalScrollBar().value()
        row = int(rect.top() - shift) + 1
        return {
            picture.pixelColor(x, row).name()
            for x in range(int(rect.left()) + 4, int(rect.right()) - 4)
        }

    page = QColor(window.theme.page).name()
    put_caret(window, "In March")
    press(window, "Ctrl+Alt+R")
    assert page not in colours("March 1998 the")
    assert page in colours("Nobody had")
    voice.end()
    assert page in colours("March 1998 the")
    assert page not in colours("Nobody had")


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2.2 defines it."""

    def luminance(colour: QColor) -> float:
        parts = [
            c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
            for c in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "sepia", "dark", "contrast"])
def test_the_lit_sentence_can_be_read_in_every_theme(
    window: MainWindow, voice: Silent, name: str
) -> None:
    window.trigger(f"view.theme.{name}")
    put_caret(window, "In March")
    press(window, "Ctrl+Alt+R")
    QApplication.processEvents()
    rect = window.reader.view.overlay.span_rects(quote(window, "In March"))[0]
    picture = window.reader.view.viewport().grab().toImage()
    shift = window.reader.view.verticalScrollBar().value()
    ground = picture.pixelColor(int(rect.left()) + 8, int(rect.top() - shift) + 1)
    assert contrast(ground, window.theme.text) >= 7
    assert contrast(ground, window.theme.page) >= 1.2


def test_the_view_follows_the_voice_unless_its_reader_looks_elsewhere(
    window: MainWindow, voice: Silent
) -> None:
    window.resize(900, 240)
    QApplication.processEvents()
    bar = window.reader.view.verticalScrollBar()
    put_caret(window, "In March")
    press(window, "Ctrl+Alt+R")
    seen = []
    while window.session.spoken is not None:
        rects = window.reader.view.overlay.span_rects(window.session.spoken)
        seen.append(bar.value() <= rects[0].top() < bar.value() + bar.pageStep())
        voice.end()
    assert len(seen) > 5
    assert all(seen)
    put_caret(window, "In March")
    press(window, "Ctrl+Alt+R")
    bar.setValue(bar.maximum())
    voice.end()
    assert bar.value() == bar.maximum()
    press(window, ".")
    assert bar.value() < bar.maximum()


def test_where_there_is_no_voice_one_sentence_says_how_to_get_one(
    window: MainWindow, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voices, "find_voices", lambda _parent: [])
    press(window, "Ctrl+Alt+R")
    assert told == [voices.how_to_get_one()]
    assert window.session.spoken is None


def test_another_voice_takes_over_where_the_first_fails(
    window: MainWindow, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Silent(), Silent()
    monkeypatch.setattr(voices, "find_voices", lambda _parent: [first, second])
    press(window, "Ctrl+Alt+R")
    first.failed.emit("Broken.")
    assert second.said == first.said
    assert told == []
    second.failed.emit("Broken too.")
    assert told == ["Broken too."]
    assert window.session.spoken is None
