"""What the actions on the versions of a reading do: take a new one, check its notes, look at earlier ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from closereader.errors import PasswordNeeded, printable_name
from closereader.gui import of_about
from closereader.gui.dialogs.earlier_versions import EarlierVersions
from closereader.gui.dialogs.password import PasswordDialog
from closereader.gui.versions.desk import VersionsDesk
from closereader.i18n import _, ngettext
from closereader.importing import Wishes
from closereader.library import absorbing, queries, returning, versions
from closereader.model.annotation import AnnotationId
from closereader.model.changes import Changes
from closereader.model.document import Document
from closereader.model.reading import EarlierText, Reading, ReadingId
from closereader.progress import Progress

if TYPE_CHECKING:
    from closereader.gui.desk import Desk
    from closereader.gui.main_window import MainWindow

# A version touches every note and every block: it is always made in a task.
_WEIGHT = 1_000_000


def handlers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """What to call for these rows of the table of actions."""
    return {
        "file.version": lambda: choose(window, of_about.meant(window)),
        "file.versions": lambda: show_earlier(window),
        "note.check": lambda: check_notes(window),
    }


def connect(window: MainWindow) -> None:
    """Offer to take what was added as the new version of what it is like."""
    window.bus.changed.connect(lambda changes: _follow(window, changes))


def connect_desk(window: MainWindow, desk: Desk) -> None:
    """Lead from the notes to the desk on which they are checked."""
    desk.notes.to_check.wanted.connect(lambda: check_notes(window))
    for view in (desk.notes.view, desk.questions.view):
        view.check_wanted.connect(lambda note: check_notes(window, AnnotationId(note)))


def choose(window: MainWindow, reading_id: ReadingId | None) -> None:
    """Ask for the file that is the new version of this reading."""
    if reading_id is None:
        return
    from closereader.importing import FORMATS

    endings = " ".join(f"*{e}" for endings in FORMATS.values() for e in endings)
    readings = _("Readings ({endings})").format(endings=endings)
    title = queries.reading(window.library, reading_id).title
    file, _kind = QFileDialog.getOpenFileName(
        window,
        _("New version of “{title}”").format(title=title),
        "",
        readings + ";;" + _("All files (*)"),
    )
    if file:
        take(window, reading_id, Path(file))


def take(
    window: MainWindow, reading_id: ReadingId, path: Path, password: str | None = None
) -> None:
    """Let this file be the new version of the reading, and say what became of its notes. One that is
    encrypted is tried with the password of the version before, then asked for its own."""
    window.messages.begin()

    def work(progress: Progress) -> Document | Reading | PasswordNeeded:
        progress(0, 0, _("Reading the new version"))
        known = password or queries.reading(window.library, reading_id).password
        try:
            document = versions.read_file(
                window.library, reading_id, path, progress, Wishes(password=known or None)
            )
        except PasswordNeeded as error:
            return error
        return versions.another_of(window.library, reading_id, document) or document

    def change(document: Document | Reading | PasswordNeeded) -> None:
        if isinstance(document, PasswordNeeded):
            _unlock(window, reading_id, path, is_wrong=password is not None)
            return
        if isinstance(document, Reading):
            _offer_other(window, document, queries.reading(window.library, reading_id))
            return
        window.turns.change(
            _("New version"),
            lambda progress: versions.take_document(window.library, reading_id, document, progress),
            _WEIGHT,
            lambda taken: _tell(window, taken),
        )

    window.right.flush()
    window.tasks.run(_("Reading the new version"), work, change, window.messages.error)


def _unlock(window: MainWindow, reading_id: ReadingId, path: Path, *, is_wrong: bool) -> None:
    dialog = PasswordDialog(printable_name(path), window, is_wrong=is_wrong)
    if dialog.exec():
        take(window, reading_id, path, dialog.password)


def check_notes(window: MainWindow, note: AnnotationId | None = None) -> VersionsDesk | None:
    """Open the desk on the notes that are not surely on their words, at this `note`; where it is open,
    show it."""
    if window.session.reading is None:
        return None
    for desk in window.findChildren(VersionsDesk):
        if desk.isVisible() and desk.session is window.session:
            desk.raise_()
            desk.activateWindow()
            if note is not None:
                desk.choose(note)
            return desk
    window.right.flush()
    desk = VersionsDesk(window.session, lambda: window.theme, window)
    desk.current = note
    desk.show()
    return desk


def show_earlier(window: MainWindow) -> None:
    """List the versions that the reading had, to look at and to take out."""
    if window.session.reading is not None:
        dialog = EarlierVersions(window.session, window.theme, window)
        dialog.return_wanted.connect(lambda earlier: _return(window, earlier))
        dialog.show()


def _return(window: MainWindow, earlier: EarlierText) -> None:
    window.messages.begin()
    window.right.flush()
    window.turns.change(
        _("Return to version {number}").format(number=earlier.version),
        lambda progress: returning.return_reading(window.library, earlier, progress),
        _WEIGHT,
        lambda taken: _tell(window, taken),
    )


def _tell(window: MainWindow, taken: versions.Taken) -> None:
    reading = taken.reading
    if not taken.is_new:
        window.messages.info(
            _("That is the version you have of “{title}”.").format(title=reading.title)
        )
        return
    said = _("Version {number} of “{title}”.").format(number=reading.version, title=reading.title)
    said = f"{said} {versions.summary(taken)}"
    if taken.is_another_text:
        said = " ".join((said, _("If that was another text, undo brings the one before back.")))
    details = "\n".join(taken.notices)
    if taken.to_check:
        window.messages.offer(
            said, _("Check them"), lambda: _go_and_check(window, reading.id), details
        )
    else:
        window.messages.info(said, details)


def _go_and_check(window: MainWindow, reading_id: ReadingId) -> None:
    window.open_reading(reading_id)
    session = window.session
    if session.reading is not None:
        check_notes(window)
        return

    def opened() -> None:
        if session.reading is not None:
            session.reading_opened.disconnect(opened)
            if session.reading.id == reading_id:
                check_notes(window)

    # A book is on its way.
    session.reading_opened.connect(opened)


# Offering what was added as a new version


def _follow(window: MainWindow, changes: Changes) -> None:
    if changes.label != _("Add reading"):
        return
    added = [after for before, after in changes.pairs(Reading) if before is None and after]
    if len(added) != 1:
        return
    new = added[0]

    def look(progress: Progress) -> tuple[Reading, int] | None:
        old = versions.alike(window.library, new.id, progress)
        if old is None:
            return None
        return old, len(queries.annotations(window.library, old.id))

    def offer(found: tuple[Reading, int] | None) -> None:
        if found is not None:
            _offer(window, new, *found)

    window.tasks.run(_("Looking for earlier versions"), look, offer, _nothing)


def _nothing(_sentence: str) -> None:
    """It was only a suggestion."""


def _offer(window: MainWindow, new: Reading, old: Reading, count: int) -> None:
    notes = ngettext("{count} note", "{count} notes", count)
    said = _(
        "You have a reading much like this one, “{old}”, with {notes}. Both are kept, unless you take this "
        "as its new version: then its notes are found again here."
    ).format(old=old.title, notes=notes if count else _("no notes"))
    _ask(window, said, new, old)


def _offer_other(window: MainWindow, new: Reading, old: Reading) -> None:
    """The file that was chosen is a reading of its own already."""
    said = _(
        "That file is in the library already, as “{new}”. It can become the new version of “{old}”: all "
        "that is written on either is then there."
    ).format(new=new.title, old=old.title)
    _ask(window, said, new, old)


def _ask(window: MainWindow, said: str, new: Reading, old: Reading) -> None:
    """Ask whether the one reading is the new version of the other, until that is answered, or one of
    them is gone."""
    ids = {new.id, old.id}

    def act() -> None:
        absorb(window, old.id, new.id)

    def follow(changes: Changes) -> None:
        gone = {before.id for before, after in changes.pairs(Reading) if before and after is None}
        if gone & ids:
            window.bus.changed.disconnect(follow)
            window.messages.withdraw(act)

    window.bus.changed.connect(follow)
    window.messages.offer(
        said,
        _("Take it as the new version"),
        act,
        otherwise=_("Keep both"),
    )


def absorb(window: MainWindow, old: ReadingId, new: ReadingId) -> None:
    """Let the reading that was just added be the new version of the other, and show that."""

    def change(progress: Progress) -> Any:
        return absorbing.absorb_reading(window.library, old, new, progress)

    def done(taken: versions.Taken) -> None:
        window.open_reading(old)
        _tell(window, taken)

    window.right.flush()
    window.turns.change(_("New version"), change, _WEIGHT, done)
