"""What the actions that concern essays do: quote a passage, show the tab, go to what is quoted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from closereader.gui.essay.uses_on_cards import UsesOnCards
from closereader.gui.stepping import passage_meant
from closereader.i18n import _
from closereader.library.essay_evidence import Use
from closereader.model.annotation import AnnotationId
from closereader.model.essay import Essay
from closereader.model.reading import ReadingId
from closereader.model.span import Span

if TYPE_CHECKING:
    from closereader.gui.desk import Desk
    from closereader.gui.main_window import MainWindow


def handlers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What to call for these rows of the table of actions."""
    return {
        "note.essay": lambda: send(window),
        "view.essay": lambda: show(window),
        "file.essay": lambda: export(window),
    }


def connect(window: MainWindow, desk: Desk) -> None:
    """Join a desk's essay to the window."""
    pane, uses = desk.right.essay, desk.session.uses
    for view in (desk.notes.view, desk.questions.view):
        UsesOnCards(view, uses)
    uses.quote_wanted.connect(pane.send_notes)
    desk.session.stepped_essay.connect(lambda essay: _show_step(window, desk, essay))
    uses.wanted.connect(lambda use: _show_use(window, desk, use))
    pane.passage_wanted.connect(lambda reading, span: go_to(window, reading, span))
    pane.export_wanted.connect(lambda: export(window))
    pane.sent.connect(lambda essay: _say(window, desk, essay))


def send(window: MainWindow) -> None:
    """Quote the selection in the essay, else the passage of the chosen note or of the mark at the
    caret, or of what is chosen below the essay."""
    session, pane = window.session, window.right.essay
    if session.reading is None:
        return
    row = pane.beside.list.chosen if pane.beside.list.hasFocus() else None
    if row is not None and row.note is not None:
        pane.send(row.note.reading_id, row.note.span, row.note.id)
        return
    cards = window.notes.view
    if cards.has_several and cards.hasFocus():
        pane.send_notes(cards.selected_ids())
        return
    span = passage_meant(session)
    if span is None:
        window.messages.info(_("Select a passage first, or choose a note on one."))
        return
    here = next((one for one in session.annotations.at(span.start) if one.span == span), None)
    used: AnnotationId | str = here.id if here is not None else ""
    pane.send(session.reading.id, span, used)
    window.reader.hide_bar()


def export(window: MainWindow) -> None:
    """Check the quotations, and write the essay to a file."""
    from closereader.gui.essay.export import export as ask

    ask(window)


def show(window: MainWindow) -> None:
    """Show the essay, and put the keyboard into it."""
    if not window.right.isVisible():
        window.room.demand("right")
    window.right.show_essay()
    window.right.essay.take_focus()


def go_to(window: MainWindow, reading_id: ReadingId, span: Span) -> None:
    """Show a passage that is quoted: where its reading is open, else in place of the active one."""
    if window.desks.with_reading(reading_id) is None:
        window.desks.active.right.essay.flush()
    window.open_at(reading_id, span)


def _show_use(window: MainWindow, desk: Desk, use: Use) -> None:
    window.desks.activate(desk)
    show(window)
    desk.right.essay.choose(use.essay)
    desk.right.essay.show_at(use.offset)


def _show_step(window: MainWindow, desk: Desk, essay: Essay | None) -> None:
    """Something was undone or done again in that essay: it is shown, so that nothing changes unseen."""
    pane = desk.right.essay
    if essay is not None and desk is window.desks.active and not pane.isVisible():
        pane.choose(essay.id)
        desk.right.show_essay()


def _say(window: MainWindow, desk: Desk, essay: Essay) -> None:
    if desk.right.essay.isVisible():
        return
    said = _("Quoted in “{title}”.").format(title=essay.title)
    window.messages.offer(said, _("Show"), lambda: show(window))
