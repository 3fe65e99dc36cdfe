"""What the actions that concern passes do: begin to read the text once more, look at others, compare."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QInputDialog, QMenu

from closereader.gui.notes.filter_menus import check
from closereader.i18n import _, ngettext
from closereader.library import passes
from closereader.model.reading_pass import EVERY, NEWEST, Pass, PassesShown

if TYPE_CHECKING:
    from closereader.gui.main_window import MainWindow


def handlers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What to call for these rows of the table of actions."""
    return {
        "pass.start": lambda: start(window),
        "pass.compare": lambda: compare(window),
        "pass.every": lambda: show_every(window),
    }


def start(window: MainWindow) -> None:
    """Begin to read the text once more, with the marks made so far out of sight."""
    session = window.session
    if session.reading is None:
        return
    # What is being typed belongs to the pass it was begun in.
    window.right.flush()

    def begun(made: Pass) -> None:
        session.passes.look_at(NEWEST)
        count = len(session.passes.hidden)
        said = _("Pass {number} has begun.").format(number=made.number)
        if count:
            said += " " + ngettext(
                "{count} note of earlier passes is out of sight, not gone.",
                "{count} notes of earlier passes are out of sight, not gone.",
                count,
            )
        window.messages.offer(said, _("Undo"), lambda: window.trigger("edit.undo"))

    session.run(_("Start a new pass"), passes.start, session.reading.id, then=begun)


def show_every(window: MainWindow) -> None:
    """Show the marks of all passes, or of the newest alone."""
    shown = window.session.passes
    window.right.flush()
    shown.look_at(NEWEST if shown.wanted == EVERY else EVERY)
    window.following.show_passes()


def compare(window: MainWindow) -> None:
    """Show what was marked in one pass and in another."""
    from closereader.gui.dialogs.pass_comparison import PassComparison

    session = window.session
    if session.reading is None:
        return
    if not session.passes.has_several:
        window.messages.info(
            _("There is one pass so far: start a new one to read the text once more.")
        )
        return
    PassComparison(session, window.theme, window).show()


def told(window: MainWindow) -> str:
    """Which passes are looked at, as briefly as can be; "" where there is one."""
    shown = window.session.passes
    if not shown.has_several:
        return ""
    if len(shown.shown) == len(shown.numbers):
        return _("All passes")
    numbers = sorted(shown.shown)
    if len(numbers) == 1:
        return shown.name_of(numbers[0])
    return _("Passes {numbers}").format(numbers=", ".join(map(str, numbers)))


def fill(menu: QMenu, window: MainWindow) -> None:
    """What can be looked at, and done with the passes of the open reading."""
    menu.clear()
    shown = window.session.passes
    counts: dict[int, int] = {}
    for note in shown.all_notes():
        counts[note.pass_number] = counts.get(note.pass_number, 0) + 1
    group = QActionGroup(menu)
    whole: tuple[tuple[str, PassesShown], ...] = (
        (_("The newest pass alone"), NEWEST),
        (_("All passes"), EVERY),
    )
    for words, wanted in whole:
        action = check(menu, words, shown.wanted == wanted)
        group.addAction(action)
        action.triggered.connect(lambda _on=False, w=wanted: _look_at(window, w))
    menu.addSeparator()
    for number in shown.numbers:
        words = f"{shown.name_of(number)}\t{counts.get(number, 0)}"
        action = check(menu, words, number in shown.shown)
        action.toggled.connect(lambda on, n=number: _switch(window, n, on))
    menu.addSeparator()
    menu.addAction(window.actions_["pass.compare"])
    menu.addAction(window.actions_["pass.start"])
    latest = shown.record(shown.numbers[-1])
    if latest is not None:
        words = _("Name pass {number}…").format(number=latest.number)
        menu.addAction(words).triggered.connect(lambda: rename(window, latest))
        words = _("Take pass {number} back").format(number=latest.number)
        back = menu.addAction(words)
        back.setEnabled(not counts.get(latest.number))
        back.triggered.connect(lambda: take_back(window, latest))


def rename(window: MainWindow, kept: Pass) -> None:
    """Ask what the pass is for."""
    name, given = QInputDialog.getText(
        window,
        _("Name pass {number}").format(number=kept.number),
        _("What this reading is for, in a few words:"),
        text=kept.name,
    )
    if given and name != kept.name:
        window.session.run(_("Name a pass"), passes.rename, kept.id, name)


def take_back(window: MainWindow, kept: Pass) -> None:
    """Go on in the pass before; undo brings this one back."""
    window.session.run(_("Take a pass back"), passes.remove, kept.id)


def _look_at(window: MainWindow, wanted: PassesShown) -> None:
    window.right.flush()
    window.session.passes.look_at(wanted)


def _switch(window: MainWindow, number: int, is_on: bool) -> None:
    shown = window.session.passes.shown
    chosen = shown | {number} if is_on else shown - {number}
    # With none of them there would be nothing to look at: the last one stays.
    _look_at(window, chosen or shown)
