"""The annotated PDF of a reading that came as one: on its own pages, or set anew."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog
from pytestqt.qtbot import QtBot

from closereader.gui.app import open_window
from closereader.gui.main_window import MainWindow
from closereader.library import annotations
from closereader.library.annotations import Draft
from closereader.library.library import Library
from closereader.model.span import Span
from tests.helpers import pdfs


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    file = tmp_path / "ferry.pdf"
    file.write_bytes(pdfs.plain(pdfs.words((30, 300, "The ferry did not come that day."))))
    library = Library.open(tmp_path / "library", reader="Ida Brandt")
    window = open_window(library, [str(file)])
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.session.entities_ready, timeout=20_000)
    note = Draft(span=Span(4, 9), comment="Which one?")
    library.run("Mark", annotations.add_many, window.session.reading.id, [note])
    yield window
    window.close()
    library.close()


@pytest.fixture
def choose(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[int], Path]:
    """Share the annotated PDF in the form that stands at this place in the dialog's list."""

    def share(place: int) -> Path:
        target = tmp_path / f"shared-{place}.pdf"

        def asked(*told: str) -> tuple[str, str]:
            return str(target), told[3].split(";;")[place]

        monkeypatch.setattr(QFileDialog, "getSaveFileName", asked)
        monkeypatch.setattr(QInputDialog, "getText", lambda *_args, text: (text, True))
        with qtbot.waitSignal(window.messages.said, timeout=60_000):
            window.trigger("file.share")
        return target

    return share


def test_a_pdf_is_shared_on_its_own_pages_first(choose: Callable[[int], Path]) -> None:
    with pikepdf.open(choose(0)) as pdf:
        (page,) = pdf.pages
        assert [float(side) for side in page.mediabox] == [0, 0, 300, 400]
        assert str(page.Annots[0].Contents) == "Which one?"


def test_its_text_can_be_set_anew_with_notes_in_the_margin(choose: Callable[[int], Path]) -> None:
    with pikepdf.open(choose(1)) as pdf:
        assert round(float(pdf.pages[0].mediabox[2])) == 595
