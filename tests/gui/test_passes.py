"""Reading a text several times in the window: earlier marks out of sight, back, and compared."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog

from closereader.gui.dialogs.pass_comparison import PassComparison
from closereader.library import annotations, passes, queries
from closereader.model.colour import Colour
from closereader.model.comparison import Outcome
from closereader.model.reading_pass import EVERY, NEWEST
from closereader.model.span import Span
from tests.helpers.notes import shown
from tests.helpers.window import notes, press, quote


def mark(window, words, **details):
    """A note on these words, as in the library."""
    return window.session.run(
        "Highlight",
        annotations.add,
        window.session.reading.id,
        quote(window, words),
        **details,
    )


@pytest.fixture
def read_once(window):
    """The window with two notes of a first reading."""
    mark(window, "old bridge", colour=Colour.YELLOW, comment="Why old?")
    mark(window, "half the town", colour=Colour.GREEN)
    return window


def entry(window, words):
    """The entry of the menu of passes that begins with `words`."""
    menu = window.status.passes.menu()
    menu.aboutToShow.emit()
    return next(a for a in menu.actions() if a.text().startswith(words))


def said(window):
    return "" if window.notes.hidden.isHidden() else window.notes.hidden.words.text()


# Beginning


def test_a_new_pass_begins_with_the_old_marks_out_of_sight(read_once):
    window = read_once
    assert window.status.passes.isHidden()
    window.trigger("pass.start")
    assert len(window.session.annotations) == 0
    assert shown(window.notes) == []
    assert said(window) == "2 notes of earlier passes hidden"
    assert window.status.passes.text() == "Pass 2 ⌄"
    assert window.status.notes.text() == "0 notes"
    assert len(notes(window)) == 2


def test_a_mark_made_now_bears_the_new_pass_and_is_seen(read_once):
    window = read_once
    window.trigger("pass.start")
    window.reader.view.select(quote(window, "old bridge"))
    press(window, "3")
    (made,) = window.session.annotations
    assert made.pass_number == 2
    assert shown(window.notes) == ["old bridge"]
    assert [note.pass_number for note in notes(window)] == [1, 2, 1]


def test_undo_takes_the_pass_back_and_the_marks_are_there_again(read_once):
    window = read_once
    window.trigger("pass.start")
    assert window.library.undo_label == "Start a new pass"
    window.trigger("edit.undo")
    assert shown(window.notes) == ["old bridge", "half the town"]
    assert window.status.passes.isHidden()
    assert said(window) == ""
    window.trigger("edit.redo")
    assert shown(window.notes) == []


def test_the_caret_steps_over_what_is_out_of_sight(read_once):
    window = read_once
    window.trigger("pass.start")
    made = mark(window, "The town walked")
    window.session.choose_note(None)
    press(window, "N")
    assert window.session.chosen_note == made.id
    press(window, "N")
    assert window.session.chosen_note == made.id


def test_what_is_being_written_is_kept_in_its_pass(qtbot, read_once):
    window = read_once
    first = notes(window)[0]
    window.session.edit_comment.emit(first.id)
    qtbot.keyClicks(window.notes.view.editor.comment, " Because")
    window.trigger("pass.start")
    assert "Because" in queries.annotation(window.library, first.id).comment


# Looking at others


def test_show_brings_all_back_and_each_card_names_its_pass(read_once):
    window = read_once
    window.trigger("pass.start")
    mark(window, "The town walked")
    window.notes.hidden.show_all.click()
    assert len(shown(window.notes)) == 3
    assert window.status.passes.text() == "All passes ⌄"
    heads = [window.notes.model.wording.head(note) for note in window.session.annotations]
    assert [head.rpartition(" · ")[2] for head in heads] == ["pass 1", "pass 1", "pass 2"]
    assert window.actions_["pass.every"].isChecked()
    window.trigger("pass.every")
    assert shown(window.notes) == ["The town walked"]


def test_one_pass_is_looked_at_alone_and_a_new_mark_joins_it(read_once):
    window = read_once
    window.trigger("pass.start")
    mark(window, "The town walked")
    entry(window, "Pass 1").trigger()
    entry(window, "Pass 2").trigger()
    assert window.status.passes.text() == "Pass 1 ⌄"
    assert shown(window.notes) == ["old bridge", "half the town"]
    assert said(window) == "1 note of other passes hidden"
    mark(window, "said nothing")
    assert shown(window.notes)[-2:] == ["said nothing", "The town walked"]


def test_the_last_pass_shown_cannot_be_switched_off(read_once):
    window = read_once
    window.trigger("pass.start")
    entry(window, "Pass 2").trigger()
    assert window.session.passes.shown == {2}


def test_what_is_looked_at_is_remembered_for_the_reading(read_once):
    window = read_once
    window.trigger("pass.start")
    window.notes.hidden.show_all.click()
    assert passes.shown(window.library, window.session.reading.id) == EVERY
    reading = window.session.reading.id
    window.session.close()
    window.open_reading(reading)
    assert len(window.session.annotations) == 2
    entry(window, "The newest").trigger()
    assert passes.shown(window.library, reading) == NEWEST
    assert len(window.session.annotations) == 0


def test_a_change_to_a_note_out_of_sight_is_followed(read_once):
    window = read_once
    window.trigger("pass.start")
    first, second = notes(window)
    window.session.run("Comment", annotations.set_comment, first.id, "Later")
    window.session.run("Delete", annotations.remove, [second.id])
    assert shown(window.notes) == []
    assert said(window) == "1 note of earlier passes hidden"
    window.notes.hidden.show_all.click()
    assert [note.comment for note in window.session.annotations] == ["Later"]


def test_a_pass_is_named_and_taken_back(monkeypatch, read_once):
    window = read_once
    window.trigger("pass.start")
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_kw: ("For the seminar", True))
    entry(window, "Name pass 2").trigger()
    assert window.status.passes.text() == "Pass 2 – For the seminar ⌄"
    assert entry(window, "Take pass 2 back").isEnabled()
    mark(window, "The town walked")
    assert not entry(window, "Take pass 2 back").isEnabled()
    window.session.undo()
    entry(window, "Take pass 2 back").trigger()
    assert shown(window.notes) == ["old bridge", "half the town"]


# Comparing


@pytest.fixture
def compared(qtbot, read_once):
    """The comparison of two passes: one passage kept, one changed, one dropped, one new."""
    window = read_once
    mark(window, "said nothing", colour=Colour.BLUE)
    window.trigger("pass.start")
    mark(window, "the old bridge", colour=Colour.YELLOW)
    mark(window, "half the town", colour=Colour.RED)
    mark(window, "The town walked")
    window.trigger("pass.compare")
    dialog = next(c for c in window.children() if isinstance(c, PassComparison))
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 4)
    yield dialog
    dialog.close()


def test_two_passes_are_compared_by_place(compared):
    model = compared.model
    outcomes = [model.rows[number].outcome for number in range(4)]
    assert outcomes == [
        Outcome.KEPT,
        Outcome.CHANGED,
        Outcome.ONLY_FIRST,
        Outcome.ONLY_SECOND,
    ]
    assert [button.text() for button in compared.outcomes.values()] == [
        "In both · 1",
        "Changed my mind · 1",
        "Only in pass 1 · 1",
        "Only in pass 2 · 1",
    ]
    spoken = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "you changed your mind, ¶1 · Claim → Question, “half the town”"


def test_a_row_leads_to_its_passage(qtbot, compared, window):
    with qtbot.waitSignal(window.session.go_to) as went:
        index = compared.model.index(2)
        compared.list.setCurrentIndex(index)
        qtbot.keyClick(compared.list, Qt.Key.Key_Return)
    assert went.args == [quote(window, "said nothing"), True]


def test_one_outcome_is_looked_at_alone(compared):
    for outcome, button in compared.outcomes.items():
        if outcome is not Outcome.CHANGED:
            button.click()
    assert compared.model.rowCount() == 1
    assert compared.model.rows[0].outcome is Outcome.CHANGED


def test_the_comparison_follows_the_notes(qtbot, compared, window):
    mark(window, "nobody should walk")
    qtbot.waitUntil(lambda: compared.model.rowCount() == 5)


def test_with_one_pass_there_is_nothing_to_compare(qtbot, read_once):
    with qtbot.waitSignal(read_once.messages.said) as told:
        read_once.trigger("pass.compare")
    assert "one pass so far" in told.args[0]
    assert not [c for c in read_once.children() if isinstance(c, PassComparison)]


# Exporting


@pytest.mark.parametrize(("form", "count"), [("passes shown", 1), ("all passes", 3)])
def test_an_export_has_the_passes_asked_for(qtbot, monkeypatch, tmp_path, read_once, form, count):
    window = read_once
    window.trigger("pass.start")
    mark(window, "The town walked")
    target = tmp_path / "out.json"

    def answer(_parent, _title, _proposed, forms):
        return str(target), next(f for f in forms.split(";;") if "JSON" in f and form in f)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    window.trigger("file.export")
    qtbot.waitUntil(target.exists, timeout=10_000)
    written = json.loads(target.read_text(encoding="utf-8"))["annotations"]
    assert len(written) == count
    assert written[-1]["pass"] == 2


def test_with_one_pass_the_export_asks_nothing_new(monkeypatch, read_once):
    asked = []

    def answer(_parent, _title, _proposed, forms):
        asked.append(forms)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    read_once.trigger("file.export")
    assert asked == ["Markdown (*.md);;Annotated PDF (*.pdf);;JSON (*.json)"]


# What is in the text


def test_no_mark_out_of_sight_is_found_in_the_text(read_once):
    window = read_once
    where = quote(window, "old bridge")
    assert window.session.annotations.at(where.start)
    window.trigger("pass.start")
    assert window.session.annotations.at(where.start) == []
    assert list(window.session.annotations.touching(0, 9999)) == []
    assert isinstance(where, Span)
