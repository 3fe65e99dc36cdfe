"""Where the reader is, and about how long the rest takes: in the status line, and kept nowhere."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.importing import parse
from closereader.library import readings


def open_long(window: MainWindow) -> None:
    words = "The river fell so low that the old bridge showed its feet to whoever came to look. "
    text = "\n\n".join(words * 6 for _ in range(100))
    reading, _ = window.library.run("Add", readings.add, parse(text.encode(), "a.txt", None, None))
    window.open_reading(reading.id)
    QApplication.processEvents()


def test_the_share_and_the_time_left_are_told_and_grow_less(
    qtbot: QtBot, window: MainWindow
) -> None:
    open_long(window)
    bar, share = window.reader.view.verticalScrollBar(), window.status.share
    qtbot.waitUntil(lambda: share.text() == "0 % · about 45 min left")
    bar.setValue(bar.maximum() // 2)
    qtbot.waitUntil(lambda: share.text().endswith("min left") and not share.text().startswith("0"))

    def at_the_end() -> bool:
        # Heights become known on the way, so that the end moves.
        bar.setValue(bar.maximum())
        return share.text() == "100 %"

    qtbot.waitUntil(at_the_end)


def test_a_reading_that_is_seen_whole_has_nothing_left(window: MainWindow) -> None:
    window.resize(1280, 1000)
    QApplication.processEvents()
    window.following.show_place(0)
    assert "left" not in window.status.share.text()
