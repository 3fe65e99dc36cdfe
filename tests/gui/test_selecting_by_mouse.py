"""What is drawn over with the mouse is what is stored, in any script, at any size."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui import theme as themes
from closereader.gui.reader.look import ReaderStyle
from closereader.gui.reader.pane import ReaderPane
from closereader.gui.session import Session
from closereader.model.colour import Colour
from closereader.model.document import BlockKind
from closereader.text.clusters import whole as whole_characters
from tests.helpers.reader import drag, reader_pane, show


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> ReaderPane:
    made = reader_pane(qtbot, session)
    made.view.setFocus()
    return made


LETTERS = (
    "abc defg, hij. klm-nop fi ffl “q” ",
    "αβγ δεζ ήά· ",
    "漢字かな カナ。",
    "שלום עולם ",
    "مرحبا بكم ",
)
CLUSTERS = ("e\u0301", "a\u0308\u0323", "😀", "👩\u200d🚀", "🇧🇴", "𐌰", "n\u0303")
paragraphs = st.sampled_from(LETTERS).flatmap(
    lambda letters: st.lists(
        st.sampled_from([*letters, *(CLUSTERS if letters.isascii() or "α" in letters else ())]),
        min_size=2,
        max_size=90,
    ).map("".join)
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.lists(paragraphs.filter(str.strip), min_size=1, max_size=3).map("\n".join),
    size=st.integers(13, 34),
    width=st.integers(360, 1000),
    justified=st.booleans(),
    data=st.data(),
)
def test_what_the_mouse_is_drawn_over_is_what_is_stored(
    pane: ReaderPane,
    text: str,
    size: int,
    width: int,
    justified: bool,
    data: st.DataObject,
) -> None:
    whole = show(pane, *((BlockKind.PARAGRAPH, line) for line in text.split("\n")))
    pane.resize(width, 900)
    pane.set_style(ReaderStyle(themes.load("light"), size=size, justified=justified))
    QApplication.processEvents()
    view = pane.view
    assert view.positions is not None
    cursor = view.textCursor()
    cursor.movePosition(cursor.MoveOperation.Start)
    stops = [0]
    while cursor.movePosition(cursor.MoveOperation.NextCharacter):
        stops.append(cursor.position())
    first = data.draw(st.integers(0, len(stops) - 2))
    last = data.draw(st.integers(first + 1, len(stops) - 1))
    points = []
    for position in (stops[first], stops[last]):
        cursor.setPosition(position)
        points.append(view.cursorRect(cursor).center())
    view.clear_selection()
    drag(pane, points[0], points[1])
    # The widget stops inside flags and some emoji; what is stored has whole ones.
    wanted = whole_characters(whole, view.positions.span(stops[first], stops[last])).text_of(whole)
    if not wanted.strip():
        return
    selected = pane.session.selection
    assert selected is not None, (wanted, points)
    assert selected.text_of(whole).strip() == wanted.strip()
    note = pane.session.mark(colour=Colour.GREEN)
    assert note is not None
    assert note.quote.strip() == wanted.strip()
    QTest.qWait(1)
