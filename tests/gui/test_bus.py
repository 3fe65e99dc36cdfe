"""Changes reach the panes in the GUI thread, in the order in which they were committed."""

import threading

from closereader.gui.bus import Bus
from closereader.gui.session import Session
from closereader.library import annotations
from closereader.library.library import Library
from closereader.model.span import Span


def test_the_bus_tells_of_a_change_in_a_thread_before_the_next_one(
    session: Session, library: Library
) -> None:
    told: list[str] = []
    bus = Bus(library)
    bus.changed.connect(lambda changes: told.append(changes.label))
    span = Span(0, 4)

    def add(label: str) -> None:
        library.run(label, annotations.add, session.reading.id, span)

    worker = threading.Thread(target=add, args=("in a thread",))
    worker.start()
    worker.join()
    assert told == []
    add("here")
    assert told == ["in a thread", "here"]
    bus.close()
