"""My essay: what a person types, sends, drops and clicks, and what is in the library after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui import dragging
from closereader.gui.main_window import MainWindow
from closereader.library import annotations, essays
from closereader.library.essay_check import Standing
from closereader.model.span import Span
from tests.helpers.essay import (
    FIRST,
    PAGE,
    SECOND,
    kept,
    key,
    place_of,
    select,
    send,
    underlined,
    write,
)
from tests.helpers.window import press, quote, window_on


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with window_on(qtbot, tmp_path, PAGE) as made:
        yield made


def test_ctrl_e_quotes_the_selection_while_the_tab_is_hidden(window: MainWindow) -> None:
    span = select(window, FIRST)
    press(window, "Ctrl+E")
    essay = kept(window)
    assert essay.text == f"“{FIRST}” (¶1)"
    assert essay.quotations[0].source == span
    assert not window.right.essay.isVisible()
    assert window.reader.view.hasFocus() or window.focusWidget() is window.reader.view


def test_ctrl_e_quotes_the_chosen_note_and_remembers_it(window: MainWindow) -> None:
    select(window, FIRST)
    press(window, "1")
    assert window.session.selection is None
    press(window, "Ctrl+E")
    assert kept(window).quotations[0].annotation == window.session.chosen_note


def test_without_a_passage_nothing_is_sent(window: MainWindow) -> None:
    window.reader.view.clear_selection()
    press(window, "Ctrl+E")
    assert essays.every(window.library) == []


def test_what_is_sent_stands_where_the_caret_is(window: MainWindow) -> None:
    write(window, "She says that and more")
    window.right.essay.edit.put_caret(len("She says that"))
    send(window, FIRST)
    assert kept(window).text == f"She says that “{FIRST}” (¶1) and more"
    edit = window.right.essay.edit
    assert edit.text[edit.caret :] == " and more"


def test_ctrl_e_quotes_the_mark_at_the_caret(window: MainWindow) -> None:
    span = select(window, FIRST)
    press(window, "1")
    window.session.choose_note(None)
    window.reader.view.go_to(Span(span.start + 1, span.start + 1), flash=False)
    press(window, "Ctrl+E")
    assert kept(window).text == f"“{FIRST}” (¶1)"


def test_the_first_word_typed_begins_the_essay(window: MainWindow) -> None:
    write(window, "A word")
    assert kept(window).text == "A word"
    assert kept(window).readings == (window.session.reading.id,)
    write(window, "s more")
    assert kept(window).text == "A words more"


def test_typing_is_kept_at_each_pause_and_while_it_goes_on(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.trigger("view.essay")
    edit = window.right.essay.edit
    QTest.keyClicks(edit, "half a sen")
    qtbot.waitUntil(lambda: bool(essays.every(window.library)), timeout=3000)
    assert kept(window).text == "half a sen"
    for letter in "tence typed without any pause at all":
        QTest.keyClicks(edit, letter)
        qtbot.wait(60)
    assert len(kept(window).text) > len("half a sentence typed")


def test_an_edited_quotation_is_underlined_where_it_is_changed(window: MainWindow) -> None:
    send(window, FIRST)
    window.trigger("view.essay")
    pane = window.right.essay
    pane.edit.put_caret(pane.edit.text.index("fell") + 4)
    QTest.keyClicks(pane.edit, "s")
    assert underlined(window) == "fells"
    assert "1 changed" in pane.counts.text()
    key(window, "Backspace")
    assert underlined(window) == ""
    pane.edit.put_caret(pane.edit.text.index("fell"))
    QTest.keyClicks(pane.edit, "[then] ")
    assert "1 exact" in pane.counts.text()
    assert pane.edit.check.quotations[0].standing is Standing.LAWFUL
    pane.flush()
    assert kept(window).quotations[0].span.text_of(kept(window).text).startswith("the river [then]")


def test_the_exact_words_can_be_put_back(window: MainWindow) -> None:
    send(window, FIRST)
    pane = window.right.essay
    window.trigger("view.essay")
    pane.edit.put_caret(5)
    QTest.keyClicks(pane.edit, "xx")
    pane.next_wrong()
    assert pane.edit.textCursor().selectedText() == "xxriver"
    pane.restore(pane.edit.check.wrong[0])
    assert pane.edit.text == f"“{FIRST}” (¶1)"


def test_undo_takes_the_quotation_and_brings_it_back_with_its_range(
    window: MainWindow,
) -> None:
    write(window, "Words. ")
    send(window, FIRST)
    sent = kept(window)
    window.trigger("view.essay")
    edit = window.right.essay.edit
    edit.selectAll()
    key(window, "Delete")
    window.right.essay.flush()
    assert kept(window).quotations == ()
    key(window, "Ctrl+Z")
    assert kept(window).quotations == sent.quotations
    assert edit.text == sent.text
    assert edit.check.exact == 1


def test_a_click_on_the_address_and_a_key_go_to_the_passage(
    qtbot: QtBot, window: MainWindow
) -> None:
    send(window, SECOND)
    window.trigger("view.essay")
    pane = window.right.essay
    with qtbot.waitSignal(window.session.go_to) as gone:
        QTest.mouseClick(
            pane.edit.viewport(), Qt.MouseButton.LeftButton, pos=place_of(window, "¶2")
        )
    assert gone.args == [quote(window, SECOND), True]
    window.trigger("view.essay")
    pane.edit.put_caret(5)
    with qtbot.waitSignal(window.session.go_to):
        key(window, "Ctrl+Return")


def test_escape_leads_back_to_the_text_and_f6_into_the_essay(window: MainWindow) -> None:
    write(window, "Word")
    key(window, "Escape")
    assert window.focusWidget() is window.reader.view
    window.trigger("view.next_pane")
    assert window.focusWidget() is window.right.essay.edit


def test_the_note_that_is_quoted_lights_while_the_caret_is_in_it(window: MainWindow) -> None:
    select(window, FIRST)
    press(window, "1")
    press(window, "Ctrl+E")
    note = window.session.chosen_note
    window.trigger("view.essay")
    window.right.essay.edit.put_caret(4)
    assert window.session.hovered_note == note
    QTest.keyClicks(window.right.essay.edit, " ")
    window.right.essay.edit.put_caret(0)
    window.trigger("view.essay")


def test_a_passage_copied_in_the_text_is_pasted_as_a_quotation(window: MainWindow) -> None:
    select(window, FIRST)
    window.trigger("edit.copy")
    assert QGuiApplication.clipboard().text() == FIRST
    write(window, "As she says ")
    window.right.essay.edit.paste()
    assert kept(window).text == f"As she says “{FIRST}” (¶1)"


def test_notes_dropped_become_quotations_and_other_words_stay_words(window: MainWindow) -> None:
    reading = window.session.reading.id
    note = window.library.run("Mark", annotations.add, reading, quote(window, SECOND))
    write(window, "See ")
    edit = window.right.essay.edit
    window.reader.view.setFocus()
    edit.insertFromMimeData(dragging.with_notes([note.id]))
    assert edit.hasFocus()
    assert kept(window).quotations[0].annotation == note.id
    foreign = QMimeData()
    foreign.setText("foreign words")
    foreign.setHtml("<b>foreign words</b>")
    edit.insertFromMimeData(foreign)
    window.right.essay.flush()
    assert kept(window).text == f"See “{SECOND}” (¶2)foreign words"
    assert len(kept(window).quotations) == 1


def test_what_is_dropped_in_a_word_stands_beside_it(window: MainWindow) -> None:
    note = window.library.run(
        "Mark", annotations.add, window.session.reading.id, quote(window, SECOND)
    )
    write(window, "A bridge stood")
    edit = window.right.essay.edit
    edit.put_caret(6)
    edit.insertFromMimeData(dragging.with_notes([note.id]))
    assert kept(window).text == f"A bridge “{SECOND}” (¶2) stood"


def test_typed_quotations_with_an_address_are_bound_and_others_can_be(
    qtbot: QtBot, window: MainWindow
) -> None:
    write(window, f"“{FIRST}” (¶1) and “so” “{SECOND}”")
    pane = window.right.essay
    assert [q.source for q in kept(window).quotations] == [quote(window, FIRST)]
    qtbot.waitUntil(lambda: len(pane.edit.check.quotations) == 2, timeout=3000)
    loose = pane.edit.check.quotations[1]
    assert loose.bound is None
    pane.add_address(loose)
    assert kept(window).text.endswith(f"“{SECOND}” (¶2)")
    assert len(kept(window).quotations) == 2


def test_an_empty_essay_says_how_to_begin_in_as_many_lines_as_it_takes(window: MainWindow) -> None:
    window.right.show_essay()
    edit = window.right.essay.edit
    QApplication.processEvents()

    def lowest_ink() -> int:
        image = edit.viewport().grab().toImage()
        ground = image.pixel(2, image.height() - 3)
        rows = range(0, image.height(), 2)
        inked = [y for y in rows if any(image.pixel(x, y) != ground for x in range(14, 200))]
        return max(inked, default=0)

    assert lowest_ink() > 2 * edit.fontMetrics().height()
    write(window, "x")
    assert lowest_ink() < 2 * edit.fontMetrics().height()
