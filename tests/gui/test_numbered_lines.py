"""The handout's line numbers in the window: the gutter, the status line, Ctrl+G."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QToolButton
from pytestqt.qtbot import QtBot

from closereader import settings
from closereader.errors import ConfinedFailure
from closereader.gui.main_window import MainWindow
from closereader.library import queries, readings
from closereader.model.span import Span
from tests.helpers.libraries import document
from tests.helpers.window import TEXT

PARAGRAPH = (
    "The bridge had three arches, and nobody agreed which of them had been the first; the miller said "
    "the northern, the ferryman the southern, and the council, when it was asked, said nothing. "
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Long enough for some dozen numbered lines."""
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT + "\n" + "\n\n".join([PARAGRAPH * 3] * 6), encoding="utf-8")
    return path


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Callable[[MainWindow, str], None]:
    """Types an address into the box of Ctrl+G."""

    def typed(window: MainWindow, address: str) -> None:
        monkeypatch.setattr(QInputDialog, "getText", lambda *_given: (address, True))
        window.trigger("go.address")

    return typed


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Lines of thirty characters each, counted once the gate is opened."""
    opened = Event()

    def count(lib, reading_id, progress):
        while not opened.wait(0.01):
            progress.check()
        text = queries.reading_text(lib, reading_id)
        return tuple(
            Span(start, min(start + 30, block.end))
            for block in text.blocks
            if block.is_numbered
            for start in range(block.start, block.end, 30)
        )

    monkeypatch.setattr(queries, "lines", count)
    yield opened
    opened.set()


def number_by(window: MainWindow, what: str) -> None:
    window.settings.set(settings.NUMBERING, what)
    window.apply_style()


def until_counted(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.session.lines_ready, timeout=20_000)


def beside(window: MainWindow) -> list[tuple[float, str]]:
    overlay = window.reader.view.overlay
    count = len(window.reader.view.layout_.blocks)
    return [number for block in range(count) for number in overlay.gutter_numbers(block)]


def ink_in_gutter(window: MainWindow) -> list[int]:
    """The heights in the viewport at which there is anything left of the column, a run each."""
    view = window.reader.view
    picture = view.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    left, right = round((view.layout_.left - 44) * ratio), round((view.layout_.left - 14) * ratio)
    ground = picture.pixel(2, 2)
    rows = [
        y
        for y in range(picture.height())
        if any(picture.pixel(x, y) != ground for x in range(left, right))
    ]
    return [round(y / ratio) for n, y in enumerate(rows) if not n or rows[n - 1] != y - 1]


def test_every_fifth_line_is_numbered_beside_the_line_it_begins_in(
    window: MainWindow, qtbot: QtBot
) -> None:
    number_by(window, "lines")
    until_counted(window, qtbot)
    lines = queries.lines(window.library, window.session.reading.id, None)
    numbers = beside(window)
    assert [number for _, number in numbers] == [str(n) for n in range(5, len(lines) + 1, 5)]
    view = window.reader.view
    for top, number in numbers:
        offset = lines[int(number) - 1].start
        (rect, *_) = view.overlay.span_rects(Span(offset, offset + 1))
        assert top <= rect.center().y() <= top + view.layout_.style.line_px


def test_the_numbers_are_drawn_there_and_nothing_else(window: MainWindow, qtbot: QtBot) -> None:
    window.settings.set(settings.TYPE_SIZE, 11)
    number_by(window, "lines")
    until_counted(window, qtbot)
    view = window.reader.view
    view.verticalScrollBar().setValue(0)
    height = view.viewport().height()
    expected = [top for top, _ in beside(window) if top + view.layout_.style.line_px < height]
    drawn = ink_in_gutter(window)
    assert len(expected) >= 3
    assert len(drawn) >= len(expected)
    for top, ink in zip(expected, drawn, strict=False):
        assert top <= ink <= top + view.layout_.style.line_px
    number_by(window, "none")
    assert ink_in_gutter(window) == []


def test_width_and_type_move_the_numbers_and_change_none(window: MainWindow, qtbot: QtBot) -> None:
    number_by(window, "lines")
    until_counted(window, qtbot)
    wide = beside(window)
    window.settings.set(settings.TYPE_SIZE, 28)
    window.settings.set(settings.MEASURE, 45)
    window.apply_style()
    narrow = beside(window)
    assert [number for _, number in narrow] == [number for _, number in wide]
    assert [top for top, _ in narrow] != [top for top, _ in wide]


def test_of_two_numbers_on_one_line_the_first_is_drawn(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(window.session.text.text)
    short = tuple(Span(start, start + 4) for start in range(0, size - 4, 4))
    monkeypatch.setattr(queries, "lines", lambda *_given: short)
    number_by(window, "lines")
    until_counted(window, qtbot)
    numbers = beside(window)
    tops = [top for top, _ in numbers]
    assert len(tops) == len(set(tops))
    shown = [int(number) for _, number in numbers]
    assert shown == sorted(shown)
    assert max(b - a for a, b in pairwise(shown)) > 5


@pytest.mark.parametrize("size", [13, 36])
def test_a_long_number_keeps_clear_of_edge_and_text_in_a_narrow_window(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    start = window.session.text.text.index("The bridge had")
    lines = (Span(0, 0),) * 49_994 + tuple(Span(start + n, start + n + 1) for n in range(9))
    monkeypatch.setattr(queries, "lines", lambda *_given: lines)
    window.settings.set(settings.TYPE_SIZE, size)
    window.trigger("view.left")
    window.trigger("view.right")
    window.resize(480, 600)
    number_by(window, "lines")
    until_counted(window, qtbot)
    view = window.reader.view
    view.show_offset_at_top(start)
    QApplication.processEvents()
    assert "49995" in [number for _, number in beside(window)]
    picture = view.viewport().grab().toImage()
    left = round(view.layout_.left)
    inked = {
        x
        for x in range(left)
        for y in range(10, 90)
        if picture.pixel(x, y) != picture.pixel(0, picture.height() - 2)
    }
    assert inked
    assert min(inked) >= 2
    assert max(inked) <= left - 4


def test_no_lines_are_counted_while_paragraphs_are_numbered(
    window: MainWindow, gate: Event
) -> None:
    paragraphs = beside(window)
    assert [number for _, number in paragraphs][:3] == ["1", "2", "3"]
    assert not any(task.what == "Counting the lines" for task in window.tasks.running)
    assert "l. " not in window.status.place.text()


def test_the_window_is_free_and_the_gutter_empty_while_lines_are_counted(
    window: MainWindow, qtbot: QtBot, gate: Event
) -> None:
    number_by(window, "lines")
    assert beside(window) == []
    qtbot.waitUntil(lambda: window.status._what.text() == "Counting the lines")
    assert window.status._stop.isVisible()
    gate.set()
    until_counted(window, qtbot)
    assert beside(window)


def test_the_status_line_tells_the_line_in_sight(window: MainWindow, qtbot: QtBot) -> None:
    number_by(window, "lines")
    until_counted(window, qtbot)
    lines = queries.lines(window.library, window.session.reading.id, None)
    view = window.reader.view
    window.resize(900, 420)
    view.show_offset_at_top(lines[11].start)
    QApplication.processEvents()
    shown = window.session.addresses.line(view.place()[0])
    assert shown is not None
    qtbot.waitUntil(lambda: f" · l. {shown}" in window.status.place.text())
    number_by(window, "paragraphs")
    assert " · l. " not in window.status.place.text()


def test_lines_are_counted_when_a_reading_is_opened_with_them_on(
    window: MainWindow, qtbot: QtBot
) -> None:
    number_by(window, "lines")
    until_counted(window, qtbot)
    first = beside(window)
    other, _ = window.library.run("Add", readings.add, document())
    window.open_reading(other.id)
    assert not window.session.lines_ready
    assert beside(window) == []
    until_counted(window, qtbot)
    assert beside(window) != first
    assert window.session.addresses.line_span(1).start == len("The Gas Question\n")


def test_a_line_that_is_asked_for_is_counted_and_then_shown(
    window: MainWindow, qtbot: QtBot, ask: Callable[[MainWindow, str], None]
) -> None:
    with qtbot.waitSignal(window.session.go_to, timeout=20_000) as went:
        ask(window, "l. 12")
    lines = queries.lines(window.library, window.session.reading.id, None)
    assert went.args == [lines[11], True]
    with qtbot.waitSignal(window.session.go_to, timeout=100) as again:
        ask(window, "lines 2–3")
    assert again.args == [Span(lines[1].start, lines[2].end), True]


def test_a_line_that_is_not_there_is_told_with_how_many_there_are(
    window: MainWindow, qtbot: QtBot, gate: Event, ask: Callable[[MainWindow, str], None]
) -> None:
    said: list[str] = []
    window.messages.said.connect(lambda text, *_more: said.append(text))
    ask(window, "l. 9999")
    assert said == []
    gate.set()
    until_counted(window, qtbot)
    qtbot.waitUntil(lambda: len(said) == 1)
    assert "lines; there is no l. 9999." in said[0]


def test_only_the_latest_address_is_gone_to(
    window: MainWindow, qtbot: QtBot, gate: Event, ask: Callable[[MainWindow, str], None]
) -> None:
    went: list[Span] = []
    window.session.go_to.connect(lambda span, _flash: went.append(span))
    ask(window, "l. 3")
    ask(window, "¶2")
    gate.set()
    until_counted(window, qtbot)
    assert went == [window.session.addresses.find("¶2")]


def test_lines_of_a_reading_that_was_left_are_not_taken_for_anothers(
    window: MainWindow, qtbot: QtBot, gate: Event, ask: Callable[[MainWindow, str], None]
) -> None:
    went: list[Span] = []
    ask(window, "l. 3")
    other, _ = window.library.run("Add", readings.add, document())
    window.open_reading(other.id)
    window.session.go_to.connect(lambda span, _flash: went.append(span))
    gate.set()
    qtbot.waitUntil(lambda: not window.tasks.running, timeout=20_000)
    assert not window.session.lines_ready
    assert went == []


def test_counting_can_be_stopped_and_asked_for_again(
    window: MainWindow, qtbot: QtBot, gate: Event, ask: Callable[[MainWindow, str], None]
) -> None:
    number_by(window, "lines")
    qtbot.waitUntil(window.status._stop.isVisible)
    QTest.mouseClick(window.status._stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.tasks.running)
    assert beside(window) == []
    gate.set()
    with qtbot.waitSignal(window.session.go_to, timeout=20_000):
        ask(window, "l. 1")
    assert beside(window)


def test_why_lines_could_not_be_counted_is_said(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> None:
        raise ConfinedFailure("The lines could not be counted: it took too long.")

    monkeypatch.setattr(queries, "lines", refuse)
    said: list[str] = []
    window.messages.said.connect(lambda text, *_more: said.append(text))
    number_by(window, "lines")
    qtbot.waitUntil(lambda: said == ["The lines could not be counted: it took too long."])
    assert beside(window) == []


@pytest.mark.parametrize(("name", "value"), [("Off", "none"), ("Lines", "lines")])
def test_numbers_are_chosen_in_the_type_panel(
    window: MainWindow, qtbot: QtBot, gate: Event, name: str, value: str
) -> None:
    gate.set()
    window.trigger("view.type")
    buttons = {b.accessibleName(): b for b in window.type_panel.findChildren(QToolButton)}
    assert buttons["Numbers: Paragraphs"].isChecked()
    QTest.mouseClick(buttons[f"Numbers: {name}"], Qt.MouseButton.LeftButton)
    assert settings.load().get(settings.NUMBERING) == value
    assert window.reader.view.layout_.style.numbering == value
    if value == "lines":
        until_counted(window, qtbot)
    assert bool(beside(window)) == (value == "lines")
