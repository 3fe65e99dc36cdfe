"""Cycles are collected by the GUI thread's timer, and by no worker."""

import gc
import threading
import weakref

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui import garbage


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
