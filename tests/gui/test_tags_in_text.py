"""A tag carried into the text, and the list of tags in the window."""

from PySide6.QtCore import QPoint, Qt

from closereader.library import annotations, readings, tags
from closereader.library.annotations import Draft
from closereader.model.colour import Colour
from closereader.model.span import Span
from tests.helpers.drops import drag_over, drop
from tests.helpers.libraries import document
from tests.helpers.window import notes, press, quote


def on(window, words):
    """A point over the first of these words."""
    rect = window.reader.view.overlay.span_rects(quote(window, words))[0]
    scrolled = window.reader.view.verticalScrollBar().value()
    return QPoint(round(rect.left()) + 3, round(rect.center().y()) - scrolled)


def surface(window):
    return window.reader.view.viewport()


def test_a_tag_dropped_on_a_mark_is_put_on_it(window):
    window.reader.view.select(quote(window, "said nothing"))
    press(window, "1")
    where = on(window, "nothing for a week") - QPoint(10, 0)
    assert drag_over(surface(window), "silence", where)
    assert window.session.hovered_note == notes(window)[0].id
    drop(surface(window), "silence", where)
    assert [note.tags for note in notes(window)] == [("silence",)]
    assert window.session.hovered_note is None
    press(window, "Ctrl+Z")
    assert [note.tags for note in notes(window)] == [()]


def test_a_tag_dropped_on_the_selection_marks_it_in_the_last_colour(window):
    window.session.last_colour = Colour.TEAL
    window.reader.view.select(quote(window, "for a week"))
    drop(surface(window), "time/week", on(window, "for a week"))
    (made,) = notes(window)
    assert (made.quote, made.tags, made.colour) == ("for a week", ("time/week",), Colour.TEAL)
    assert window.session.chosen_note == made.id
    assert window.session.selection is None
    window.session.undo()
    assert notes(window) == []


def test_a_tag_is_not_taken_where_nothing_is_marked(window):
    assert not drag_over(surface(window), "silence", on(window, "for a week"))
    drop(surface(window), "silence", on(window, "for a week"))
    assert notes(window) == []


def test_the_list_of_tags_is_reached_by_a_key_and_shows_notes_in_the_window(qtbot, window):
    window.reader.view.select(quote(window, "for a week"))
    press(window, "1")
    window.session.set_tags([notes(window)[0].id], ["time/week"])
    window.room.chosen("left")
    window.trigger("view.tags")
    browser = window.left.tags
    qtbot.waitUntil(browser.view.hasFocus)
    assert browser.isVisible()
    qtbot.keyClick(browser.view, Qt.Key.Key_Return)
    assert window.notes.model.filter.tags == {"time"}
    assert browser.view.delegate.chosen == {"time"}
    qtbot.keyClick(browser.view, Qt.Key.Key_Escape)
    assert window.reader.view.hasFocus()


def test_a_tag_is_looked_for_in_the_library_from_the_list(qtbot, window):
    window.reader.view.select(quote(window, "for a week"))
    press(window, "1")
    window.session.set_tags([notes(window)[0].id], ["time/week"])
    window.left.tags.search_wanted.emit("time/week")
    found = window.library_pane.hits
    qtbot.waitUntil(lambda: found.rowCount() > 0)


def test_a_tag_of_other_readings_leads_to_them(qtbot, window):
    other, _ = window.library.run("Add", readings.add, document(title="Another"))
    window.library.run("Mark", annotations.add, other.id, Span(0, 5), tags=["far"])
    offered = []
    window.messages.offered.connect(lambda _label, act: offered.append(act))
    window.left.tags.filter_wanted.emit("far")
    offered[0]()
    qtbot.waitUntil(lambda: window.library_pane.hits.rowCount() == 1)


def test_a_tag_of_many_notes_is_renamed_while_the_window_goes_on(qtbot, window):
    drafts = [Draft(Span(n, n + 2), tags=("theme/many",)) for n in range(150)]
    window.session.run("Mark", annotations.add_many, window.session.reading.id, drafts)
    window.left.show_tags()
    window.left.tags.changes.rename("theme", "topic")
    qtbot.waitUntil(lambda: notes(window)[0].tags == ("topic/many",))
    qtbot.waitUntil(lambda: window.left.tags.model.index_of("topic/many").isValid())
    assert window.library.undo_label == "Rename tag"
    window.library.run("Again", tags.rename, "topic", "theme")
    assert window.left.tags.model.index_of("theme/many").isValid()
