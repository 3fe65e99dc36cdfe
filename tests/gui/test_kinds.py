"""All kinds of mark: made by keys and by the pointer, drawn, named, changed, exported."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from closereader.gui.main_window import MainWindow
from closereader.gui.notes.menu import note_menu
from closereader.gui.notes.wording import Wording
from closereader.gui.session import Session
from closereader.model.annotation import Annotation, AnnotationKind
from closereader.model.colour import Colour
from tests.helpers.window import notes, press, quote


def test_x_strikes_the_selection_out(window: MainWindow) -> None:
    window.reader.view.select(quote(window, "showed its feet"))
    press(window, "X")
    (note,) = notes(window)
    assert (note.kind, note.quote) == (AnnotationKind.STRIKE, "showed its feet")
    assert "struck out" in Wording(window.session).head(note)
    assert window.actions_["edit.undo"].text() == "Undo: Strike out"


def test_x_and_u_change_the_chosen_note_and_undo_gives_back_what_it_was(window: MainWindow) -> None:
    window.reader.view.select(quote(window, "showed its feet"))
    press(window, "2")
    press(window, "X")
    press(window, "U")
    (note,) = notes(window)
    assert (note.kind, note.colour) == (AnnotationKind.UNDERLINE, Colour.GREEN)
    window.trigger("edit.undo")
    assert notes(window)[0].kind is AnnotationKind.STRIKE


def test_m_writes_in_the_margin_beside_the_caret(qtbot: QtBot, window: MainWindow) -> None:
    place = quote(window, "sound, that it had").start
    window.reader.view.put_caret(place)
    press(window, "M")
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "Said twice.")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    (note,) = notes(window)
    assert (note.kind, note.start, note.end, note.quote) == (AnnotationKind.NOTE, place, place, "")
    assert note.comment == "Said twice."
    assert Wording(window.session).head(note) == "¶2 · Evidence · note"
    assert window.reader.view.hasFocus()


def test_what_is_marked_after_a_question_is_no_question(window: MainWindow) -> None:
    window.reader.view.select(quote(window, "half the town"))
    press(window, "Q")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    note = margin_note(window, "nobody should walk")
    assert note.colour is Colour.YELLOW


def test_m_with_a_selection_notes_the_passage(window: MainWindow) -> None:
    window.reader.view.select(quote(window, "half the town"))
    press(window, "M")
    (note,) = notes(window)
    assert (note.kind, note.quote) == (AnnotationKind.NOTE, "half the town")


def margin_note(window: MainWindow, words: str) -> Annotation:
    window.session.choose_note(None)
    window.reader.view.put_caret(quote(window, words).start)
    press(window, "M")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    note = window.session.annotations.get(window.session.chosen_note)
    assert note is not None
    return note


def sign_of(window: MainWindow, note: Annotation) -> QPoint:
    """The middle of its sign, in the viewport."""
    view = window.reader.view
    assert view.positions is not None
    number = view.positions.block_index(note.start)
    view.layout_.lay(number)
    (box,) = [box for box, n in view.overlay.signs.of_block(number) if n.id == note.id]
    centre = box.center().toPoint()
    return QPoint(centre.x(), centre.y() - view.verticalScrollBar().value())


def test_its_sign_stands_right_of_its_line_and_is_drawn_in_its_colour(window: MainWindow) -> None:
    note = margin_note(window, "sound, that it had")
    view = window.reader.view
    spot = sign_of(window, note)
    column = view.layout_.left + view.layout_.column
    assert column < spot.x() < view.viewport().width()
    top = view.cursorRect().top()
    assert abs(spot.y() - view.cursorRect().center().y()) < view.cursorRect().height(), top
    window.session.choose_note(None)
    picture = view.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    seen = {
        picture.pixelColor(round((spot.x() + x) * ratio), round((spot.y() + y) * ratio)).name()
        for x in range(-5, 6)
        for y in range(-5, 6)
    }
    assert window.theme.marks[note.colour].name() in seen


def test_a_note_on_a_passage_has_a_stroke_beside_it_and_no_band(window: MainWindow) -> None:
    view = window.reader.view
    view.select(quote(window, "half the town"))
    press(window, "M")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    view.clear_selection()
    window.session.choose_note(None)
    (box,) = view.overlay.span_rects(quote(window, "half the town"))
    picture = view.viewport().grab().toImage()
    ratio, scrolled = picture.devicePixelRatio(), view.verticalScrollBar().value()
    y = box.center().y() - scrolled
    x = view.layout_.left + view.layout_.column + 6
    stroke = picture.pixelColor(round(x * ratio), round(y * ratio))
    assert stroke == window.theme.edges[Colour.YELLOW]
    seen = {
        picture.pixelColor(round(x * ratio), round((box.top() + 5 - scrolled) * ratio)).name()
        for x in range(round(box.left()) + 1, round(box.right()))
    }
    assert window.theme.page.name() in seen
    assert window.theme.marks[Colour.YELLOW].name() not in seen


def test_a_click_on_the_sign_chooses_the_note_and_a_second_click_writes_on_it(
    window: MainWindow,
) -> None:
    note = margin_note(window, "nobody should walk")
    window.session.choose_note(None)
    spot = sign_of(window, note)
    viewport = window.reader.view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=spot)
    assert window.session.chosen_note == note.id
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=spot)
    assert window.notes.view.editor.note == note.id


def test_signs_of_one_line_stand_side_by_side(window: MainWindow) -> None:
    window.resize(1700, 900)
    first = margin_note(window, "nobody should walk")
    second = margin_note(window, "nobody should walk")
    one, other = sign_of(window, first), sign_of(window, second)
    assert one.y() == other.y()
    assert other.x() - one.x() >= 14


def test_o_and_c_find_the_note_that_stands_at_the_caret(window: MainWindow) -> None:
    note = margin_note(window, "nobody should walk")
    window.session.choose_note(None)
    window.reader.view.put_caret(note.start)
    press(window, "O")
    assert window.session.chosen_note == note.id
    window.session.choose_note(None)
    press(window, "C")
    assert window.notes.view.editor.note == note.id


def test_hidden_marks_have_no_signs(window: MainWindow) -> None:
    note = margin_note(window, "nobody should walk")
    window.trigger("view.hide_marks")
    number = window.reader.view.positions.block_index(note.start)
    assert window.reader.view.overlay.signs.of_block(number) == []


def _kinds(menu: QMenu) -> dict[str, bool]:
    (kinds,) = [a.menu() for a in menu.actions() if a.text() == "Kind"]
    return {a.text().partition("\t")[0]: a.isChecked() for a in kinds.actions()}


def _choose_kind(menu: QMenu, words: str) -> None:
    (kinds,) = [a.menu() for a in menu.actions() if a.text() == "Kind"]
    next(action for action in kinds.actions() if action.text() == words).trigger()


def test_the_card_offers_only_the_kinds_a_note_can_be(window: MainWindow) -> None:
    beside = margin_note(window, "nobody should walk")
    window.reader.view.select(quote(window, "half the town"))
    press(window, "1")
    marked = window.session.annotations.get(window.session.chosen_note)
    view = window.notes.view
    menu = note_menu(view, window.session, beside, window.theme)
    assert _kinds(menu) == {
        "Question": False,
        "Note in the margin": True,
        "Bookmark": False,
    }
    menu = note_menu(view, window.session, marked, window.theme)
    assert list(_kinds(menu)) == [
        "Highlight",
        "Underline",
        "Strike out",
        "Question",
        "Note in the margin",
        "Bookmark",
    ]
    _choose_kind(menu, "Question")
    assert window.session.annotations.get(marked.id).kind is AnnotationKind.QUESTION
    assert window.actions_["edit.undo"].text() == "Undo: Change kind"


@pytest.mark.parametrize("kind", [AnnotationKind.NOTE, AnnotationKind.STRIKE])
def test_the_filter_knows_the_kind(
    session: Session, note: Callable[..., Annotation], kind: AnnotationKind
) -> None:
    from closereader.gui.notes.filter import Haystacks, Sieve
    from closereader.model.note_filter import NoteFilter

    made, other = note("bread was short", kind=kind), note("unpaid promise")
    sieve = Sieve(NoteFilter(kinds=frozenset((kind,))))
    assert [sieve(n, Haystacks()) for n in (made, other)] == [True, False]


def test_the_bar_under_a_selection_says_what_the_colours_mean(window: MainWindow) -> None:
    window.resize(1700, 900)
    window.reader.view.select(quote(window, "half the town"))
    window.reader.view.selected.emit(True)
    bar = window.reader.bar
    assert bar.isVisible()
    shown = bar._meaning
    assert shown.isVisible()
    assert shown.text() == "1 Evidence"
    for number, dot in enumerate(bar._dots, start=1):
        dot.setFocus(Qt.FocusReason.TabFocusReason)
        meaning = window.session.meanings[dot.colour]
        assert shown.text() == f"{number} {meaning}"
        assert meaning in dot.accessibleName()
        assert f"{number} {meaning}" in dot.toolTip()
    window.session.last_colour = Colour.BLUE
    window.reader._place_bar()
    window.reader.view.setFocus()
    assert shown.text() == "3 Voice"


def test_in_a_narrow_window_the_bar_leaves_the_words_to_the_tips(
    window: MainWindow, tmp_path: Path
) -> None:
    bar = window.reader.bar
    room = window.reader.view.viewport().rect()
    room.setWidth(bar.sizeHint().width() - 40)
    line = room.adjusted(10, 10, -10, -room.height() + 30)
    bar.show_at([line], room, room)
    assert not bar._meaning.isVisible()
    assert bar.width() <= room.width()
