"""Comments: formatted by keys, and what they refer to is gone to from the card and the field."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from closereader.gui.main_window import MainWindow
from closereader.gui.notes.menu import note_menu
from closereader.library import annotations
from closereader.model.annotation import Annotation
from tests.helpers.notes import stored
from tests.helpers.window import notes, quote

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def key(field, words: str) -> None:
    combination = QKeySequence(words)[0]
    QTest.keyClick(field, combination.key(), combination.keyboardModifiers())


@pytest.fixture
def field(pane, three):
    """The field of a note whose comment is empty."""
    pane.view.edit_comment(three[2].id)
    QApplication.processEvents()
    return pane.view.editor.comment


def test_a_comment_is_written_and_formatted_without_the_mouse(field, session, three):
    QTest.keyClicks(field, "Whose ")
    key(field, "Ctrl+B")
    QTest.keyClicks(field, "streets")
    key(field, "Right")
    key(field, "Right")
    QTest.keyClicks(field, "?")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "- hers")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "theirs")
    key(field, "Ctrl+I")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "End.")
    field.flush()
    assert stored(
        session, three[2]
    ).comment == "Whose **streets**?\n- hers\n- *theirs\n- *\nEnd." or (
        stored(session, three[2]).comment == "Whose **streets**?\n- hers\n- *theirs*\nEnd."
    )


@pytest.mark.parametrize(
    ("pressed", "after"),
    [
        ("Ctrl+B", "**some 🎉 words**"),
        ("Ctrl+I", "*some 🎉 words*"),
        ("Ctrl+Shift+X", "~~some 🎉 words~~"),
        ("Ctrl+Shift+7", "1. some 🎉 words"),
        ("Ctrl+Shift+8", "- some 🎉 words"),
    ],
)
def test_a_key_formats_the_selection_and_takes_the_format_away(field, pressed, after):
    field.begin("some 🎉 words")
    field.selectAll()
    key(field, pressed)
    assert field.toPlainText() == after
    key(field, pressed)
    assert field.toPlainText() == "some 🎉 words"


def test_tab_leads_out_of_the_field_also_in_a_list(field, pane):
    QTest.keyClicks(field, "- one")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert pane.view.editor.tags.line.hasFocus()


def test_the_caret_stays_while_another_note_is_undone(field, session, three):
    session.set_comment(three[0].id, "Other words entirely")
    QTest.keyClicks(field, "Half a thou")
    field.moveCursor(field.textCursor().MoveOperation.Left)
    place = field.textCursor().position()
    field.flush()
    # Undo elsewhere: this comment's step stays, as that of another note is taken back by its own.
    session.library.run("Comment", annotations.set_comment, three[1].id, "from another window")
    session.library.undo()
    assert field.toPlainText() == "Half a thou"
    assert field.textCursor().position() == place
    QTest.keyClicks(field, "s")
    assert field.toPlainText() == "Half a thosu"


# What comments refer to


def commented(window: MainWindow, comment: str) -> Annotation:
    reading = window.session.reading
    window.session.run(
        "Note", annotations.add, reading.id, quote(window, "half the town"), comment=comment
    )
    QApplication.processEvents()
    return notes(window)[0]


def start_of(window: MainWindow, address: str) -> int:
    return window.session.addresses.find(address).start


def spot(window: MainWindow, note: Annotation, words: str) -> QPoint:
    """Where these words of the comment stand, in the viewport of the cards."""
    view = window.notes.view
    row = view.visualRect(window.notes.model.index(window.notes.model.row_of(note.id)))
    card = view._delegate.card(note, row.width())
    for placed in card.comment:
        at = placed.lines._layout.text().find(words)
        if at >= 0:
            box = placed.lines.box(at, at + len(words)).translated(placed.x, placed.y)
            centre = box.center().toPoint()
            return QPoint(row.left() + 12 + centre.x(), row.top() + 1 + centre.y())
    raise AssertionError(words)


def click(window: MainWindow, note: Annotation, words: str) -> None:
    QTest.mouseClick(
        window.notes.view.viewport(), Qt.MouseButton.LeftButton, pos=spot(window, note, words)
    )


def test_a_click_on_an_address_goes_there(window: MainWindow) -> None:
    note = commented(window, "Compare *well* ¶3 with ¶99 and `¶2`.")
    click(window, note, "¶3")
    assert window.session.caret == start_of(window, "¶3")
    assert window.session.chosen_note == note.id
    window.session.go_to_address("¶1")
    for dead in ("¶99", "¶2", "Compare"):
        click(window, note, dead)
        assert window.session.caret == note.start, "the card was clicked, no address"


def test_only_addresses_that_exist_are_drawn_as_links(window: MainWindow) -> None:
    note = commented(window, "¶3 ¶99")
    rows = window.notes.view.visualRect(window.notes.model.index(0))
    card = window.notes.view._delegate.card(note, rows.width())
    (placed,) = card.comment
    assert [each.target for each in placed.references] == ["¶3"]
    (form,) = placed.lines._layout.formats()
    assert form.format.foreground().color() == window.theme.link
    assert (form.start, form.length) == (0, 2)


def test_a_line_is_counted_before_it_is_gone_to(qtbot, window: MainWindow) -> None:
    note = commented(window, "see l. 3")
    click(window, note, "l. 3")
    qtbot.waitUntil(lambda: window.session.lines_ready, timeout=60_000)
    line = window.session.addresses.line_span(3)
    qtbot.waitUntil(lambda: window.session.caret == line.start)


def test_control_enter_goes_to_the_address_at_the_caret(window: MainWindow) -> None:
    note = commented(window, "compare ¶3")
    window.session.edit_comment.emit(note.id)
    field = window.notes.view.editor.comment
    QTest.keyClicks(field, " and ¶2")
    QTest.keyClick(field, Qt.Key.Key_Return, CONTROL)
    assert window.session.caret == start_of(window, "¶2")
    assert notes(window)[0].comment == "compare ¶3 and ¶2", "saved before"


def test_the_card_s_menu_names_each_address_once(window: MainWindow) -> None:
    note = commented(window, "¶3, ¶3 & ¶99, [this](https://example.org/a&b)")
    menu = note_menu(window.notes.view, window.session, note, window.theme)
    texts = [action.text() for action in menu.actions()]
    assert "Go to ¶3" in texts
    assert texts.count("Go to ¶3") == 1
    assert "Go to ¶99" not in texts
    assert "Show https://example.org/a&&b" in texts
    next(a for a in menu.actions() if a.text() == "Go to ¶3").trigger()
    assert window.session.caret == start_of(window, "¶3")


@pytest.mark.parametrize("comment", ["see [this](https://example.org)", "see https://example.org"])
def test_a_web_address_is_shown_and_not_opened(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, comment: str
) -> None:
    opened = []
    monkeypatch.setattr(
        "closereader.gui.reader.links.QDesktopServices.openUrl", lambda url: opened.append(url)
    )
    note = commented(window, comment)
    click(window, note, comment.split()[1].strip("[").partition("]")[0][:4])
    popup = window.reader.view.links.popup
    assert popup is not None
    assert popup.accessibleDescription().startswith("https://example.org")
    assert opened == []
    popup.close()


def test_the_field_s_menu_offers_formats_and_no_undo_of_its_own(field, monkeypatch):
    shown = []
    monkeypatch.setattr(
        "PySide6.QtWidgets.QMenu.popup", lambda menu, _point: shown.append(menu), raising=True
    )
    where = field.viewport().mapToGlobal(QPoint(4, 4))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(4, 4), where)
    field.contextMenuEvent(event)
    texts = [action.text().replace("&", "").partition("\t")[0] for action in shown[0].actions()]
    assert texts[:3] == ["Cut", "Copy", "Paste"]
    assert "Strong" in texts
