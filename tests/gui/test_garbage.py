"""Cycles are collected by the GUI thread's timer, and by no worker."""

import gc
import threading
import weakref
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader import settings
from closereader.gui import garbage
from closereader.gui.main_window import MainWindow
from closereader.library.library import Library


class Knot:
    """Something that only the collector of cycles can free; remembers which thread did."""

    freed_in: list[int] = []

    def __init__(self) -> None:
        self.me = self

    def __del__(self) -> None:
        self.freed_in.append(threading.get_ident())


def test_a_worker_frees_no_cycle_and_the_timer_does(
    qtbot: QtBot, qapp: QApplication, monkeypatch
) -> None:
    monkeypatch.setattr(garbage, "_EVERY_MS", 10)
    Knot.freed_in = []
    gc.collect()
    collecting = garbage.Garbage(qapp)
    collecting.start()
    try:
        gone = weakref.ref(Knot())
        worker = threading.Thread(target=lambda: [[n] for n in range(50_000)])
        worker.start()
        worker.join()
        assert gone() is not None
        keep = [[n] for n in range(5_000)]
        qtbot.waitUntil(lambda: gone() is None)
        assert Knot.freed_in == [threading.get_ident()]
        del keep
    finally:
        collecting.stop()
        gc.disable()  # As all tests of the window run.


def test_nothing_keeps_what_belonged_to_a_window_that_was_closed(
    qapp: QApplication, tmp_path: Path
) -> None:
    library = Library.open(tmp_path / "library")
    window = MainWindow(library, settings.FixedSettings())
    window.show()
    qapp.processEvents()
    session = weakref.ref(window.session)
    window.close()
    window.deleteLater()
    del window
    for _ in range(3):
        qapp.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    assert session() is None
    library.close()
