"""The trash: what was deleted in the last thirty days, to be brought back or deleted for good."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtWidgets import QAbstractItemView, QWidget

from closereader.gui.dialogs.followed_list import FollowedList
from closereader.gui.dialogs.kept_list import Line
from closereader.gui.guard import guarded
from closereader.gui.moments import moment
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.i18n import _, ngettext
from closereader.library import trash
from closereader.library.trash import Deleted
from closereader.model.trashed import Trashed, TrashedEssay, TrashedNote, TrashedReading
from closereader.progress import Progress
from closereader.text.comment import plain

_LONGEST = 200


@guarded
class TrashDialog(FollowedList):
    """The last deleted first. What is deleted for good can be put back while this is open."""

    def __init__(self, session: Session, theme: Callable[[], Theme], parent: QWidget) -> None:
        super().__init__(self.tr("Trash"), self.tr("Filter the trash"), session, theme, parent)
        self._deleted: list[Deleted] = []
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.restore = self.add_button(self.tr("Restore"), self.act)
        self.for_good = self.add_button(self.tr("Delete for good"), self.delete)
        self.empty = self.add_button(self.tr("Empty"), self._empty)
        self.put_back = self.add_button(self.tr("Put back"), self._put_back)
        self.put_back.setToolTip(self.tr("Put what was just deleted for good into the trash again"))
        self.put_back.hide()
        self.buttons.addStretch(1)
        self.add_button(self.tr("Close"), self.close)
        self.follow()

    def read(self, progress: Progress) -> list[Line]:
        """What was deleted, the last first; called in a worker."""
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        return [_line(one, now) for one in trash.trashed(self._library)]

    def show_read(self, lines: list[Line]) -> None:
        """Show it."""
        nothing = self.tr(
            "The trash is empty. Notes, essays and readings that you delete stay here for thirty days."
        )
        self.show_lines(lines, nothing)

    def chosen_changed(self) -> None:
        """What can be done with what is chosen."""
        is_any = self.list.selectionModel().hasSelection()
        self.restore.setEnabled(is_any)
        self.for_good.setEnabled(is_any)
        self.empty.setEnabled(bool(self._all))

    def act(self) -> None:
        """Bring back what is chosen; a note's reading with it, where that is gone too."""
        library, chosen = self._library, self.chosen()
        if not chosen:
            return

        def work(progress: Progress) -> str:
            whole = trash.with_readings(library, chosen)
            library.run(_("Restore"), trash.restore, whole, progress=progress)
            if len(whole) > len(chosen):
                return _("What was deleted is back, and the reading that it belongs to.")
            if len(chosen) == 1:
                return _("“{what}” is back.").format(what=_told(chosen[0])[0])
            return ngettext("{count} thing is back.", "{count} things are back.", len(chosen))

        self._make(_("Restore"), _weight(chosen), work)

    def delete(self) -> None:
        """Delete for good what is chosen."""
        self._delete(self.chosen())

    def _empty(self) -> None:
        self._delete([line.of for line in self._all])

    def _delete(self, chosen: Sequence[Trashed]) -> None:
        library = self._library
        if not chosen:
            return

        def work(_progress: Progress) -> str:
            self._deleted.append(library.run(_("Delete for good"), trash.delete, chosen))
            return ngettext(
                "{count} thing was deleted for good. Until you close this list you can put it back.",
                "{count} things were deleted for good. Until you close this list you can put them back.",
                len(chosen),
            )

        self._make(_("Delete for good"), _weight(chosen), work)

    def _put_back(self) -> None:
        library, deleted = self._library, self._deleted
        self._deleted = []

        def work(_progress: Progress) -> str:
            for one in deleted:
                library.run(_("Put back"), trash.put_back, one)
            return _("What was deleted for good is in the trash again.")

        self._make(_("Put back"), sum(len(one.rows) for one in deleted), work)

    def _make(self, label: str, weight: int, work: Callable[[Progress], str]) -> None:
        self.change(label, weight, work, self._made)

    def _made(self, sentence: str) -> None:
        self.tell(sentence)
        self.put_back.setVisible(bool(self._deleted))
        self.look()


def _line(one: Trashed, now: str) -> Line:
    days = one.days_left(now)
    left = ngettext("{count} day left", "{count} days left", days)
    heading, parts, is_quoted = _told(one)
    below = " · ".join(part for part in (*parts, moment(one.deleted)) if part)
    return Line(one, heading, below, left, is_quoted=is_quoted)


def _told(one: Trashed) -> tuple[str, tuple[str, ...], bool]:
    """How it is called, what is said of it, and whether that are words of a reading."""
    if isinstance(one, TrashedReading):
        notes = ngettext("{count} note", "{count} notes", one.notes) if one.notes else ""
        return one.title, (_("Reading"), one.author, notes), False
    if isinstance(one, TrashedEssay):
        return one.title, (_("Essay"), _short(one.text)), False
    assert isinstance(one, TrashedNote)
    where = one.title
    if not one.reading_is_there:
        where = (
            _("{title}, removed too").format(title=one.title) if one.title else _("reading removed")
        )
    said = _short(plain(one.comment[:_LONGEST]))
    about = (said, " ".join(f"#{tag}" for tag in one.tags), where)
    if one.quote.strip():
        return " ".join(one.quote.split()), about, True
    return said or _("Note"), about[1:], False


def _short(words: str) -> str:
    return " ".join(words[:_LONGEST].split())


def _weight(chosen: Sequence[Trashed]) -> int:
    # The text of a reading is found block by block; how many those are nobody asks here.
    return sum(500 + one.notes if isinstance(one, TrashedReading) else 1 for one in chosen)
