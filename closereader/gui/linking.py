"""L here, L there: links two passages, in one text or from one side to the other; and follows a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QCursor

from closereader.gui import keys
from closereader.gui.kind_popup import KindPopup
from closereader.gui.stepping import note_meant
from closereader.gui.widgets import shorten
from closereader.i18n import _
from closereader.library import links
from closereader.model.annotation import LINK_KINDS
from closereader.model.span import Span

if TYPE_CHECKING:
    from closereader.gui.desk import Desk
    from closereader.gui.main_window import MainWindow
    from closereader.library.links import End
    from closereader.model.annotation import Annotation, AnnotationId
    from closereader.model.link import Linked

_LONGEST = 60


class Linking:
    """Of one window. The first end waits until the second is given, whatever is done between."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._first: End | None = None
        self.popup: KindPopup | None = None

    # Making

    def link(self) -> None:
        """Take the passage that is chosen now as one end; with both, link them."""
        window = self._window
        end = self._end()
        if end is None:
            window.messages.info(
                _("Select a passage, or choose a note, and press {key}.").format(
                    key=keys.told("note.link")
                )
            )
            return
        if self._first is None:
            self._first = end
            text = window.session.text
            words = "" if text is None else " ".join(end.span.text_of(text.text).split())
            window.messages.offer(
                _("From “{words}”: go to the other passage, here or in another reading, and press {key}.")
                .format(key=keys.told("note.link"), words=shorten(words, _LONGEST)),
                _("No link"),
                self.give_up,
            )  # fmt: skip
            window.reader.hide_bar()
            return
        first, self._first = self._first, None
        window.session.run(_("Link"), links.link, first, end, then=self._linked)
        window.reader.hide_bar()

    def give_up(self) -> None:
        """Forget the first end."""
        if self._first is not None:
            self._first = None
            self._window.messages.info(_("No link was made."))

    def ask_kind(
        self, note: AnnotationId, other: AnnotationId, mark: QRect, current: str = ""
    ) -> None:
        """Ask beside `mark` (on the screen) what the link from one note to the other says; it is made
        already, and stays as it is where nothing is chosen."""
        window = self._window
        library = window.library

        def show(used: list[str]) -> None:
            wording = window.notes.model.wording
            kinds = dict.fromkeys((*used, *LINK_KINDS))
            said = [(k, wording.link_kind(k, is_outgoing=True) or k) for k in kinds]
            popup = self.popup = KindPopup(said, window, current=current)
            popup.chosen.connect(lambda kind: self.set_kind(note, other, kind))
            popup.done.connect(self._asked)
            popup.open_beside(mark)

        window.tasks.run(
            _("Finding links"),
            lambda _progress: links.used_kinds(library),
            show,
            window.messages.error,
        )

    def kind_wanted(self, note: AnnotationId, other: AnnotationId, kind: str, asks: bool) -> None:
        """A link is to say this; or `asks`, at the pointer, what else than this."""
        if asks:
            self.ask_kind(note, other, QRect(QCursor.pos(), QSize(1, 1)), kind)
        else:
            self.set_kind(note, other, kind)

    def set_kind(self, note: AnnotationId, other: AnnotationId, kind: str) -> None:
        """Let the link between two notes say this, as a step of its own."""
        self._window.session.run(_("Kind of link"), links.set_kind, note, other, kind)

    def _asked(self) -> None:
        self.popup = None
        self._window.reader.take_focus()

    def unlink(self, note: AnnotationId, other: AnnotationId) -> None:
        """Take a link away; undo brings it back."""
        self._window.session.run(_("Remove link"), links.unlink, note, other)

    def _end(self) -> End | None:
        session = self._window.session
        if session.reading is None:
            return None
        note = note_meant(session)
        span = session.selection
        if span is not None and (note is None or note.span != span):
            return links.End(session.reading.id, span, colour=session.last_colour)
        return None if note is None else links.End(note.reading_id, note.span, note.id)

    def _linked(self, ends: tuple[Annotation, Annotation]) -> None:
        window = self._window
        for note in ends:
            desk = window.desks.with_reading(note.reading_id)
            if desk is not None:
                desk.reader.view.clear_selection()
                desk.session.choose_note(note.id)
        window.messages.info(
            _("Linked. {key} goes from one to the other.").format(key=keys.told("go.linked"))
        )
        source, target = ends
        if all(one.target != target.id or not one.kind for one in source.links):
            desk = window.desks.active
            self.ask_kind(source.id, target.id, desk.reader.view.links.mark_of(target.span))

    # Following

    def follow_chosen(self) -> bool:
        """Go to what the chosen note, or the one at the caret, is linked with; where there are
        several, to the next of them each time. False where there is none."""
        session = self._window.session
        notes = [
            session.annotations.get(session.chosen_note),
            *session.annotations.at(session.caret),
        ]
        for note in notes:
            others = session.linked.of(note.id) if note is not None else ()
            if others:
                self.follow(others[self._turn(others)])
                return True
        return False

    def go_on(self) -> None:
        """The action: as `follow_chosen`, and say so where nothing is linked."""
        if not self.follow_chosen():
            self._window.messages.info(
                _("Nothing is linked here. L here and L there links two passages.")
            )

    def follow(self, linked: Linked) -> None:
        """Show the other end: on the side where its reading is open, else beside this one."""
        window = self._window
        note = linked.note
        desk = window.desks.with_reading(note.reading_id)
        if desk is None:
            window.desks.open_beside(note.reading_id, note.span)
            self._say(linked)
            return
        other = window.desks.other
        if desk is window.desks.active and other is not None and _is_in_sight(other, note):
            # It stands beside itself, and the other side shows the place already.
            desk = other
        window.desks.activate(desk)
        desk.session.choose_note(note.id)
        desk.session.go_to.emit(note.span, True)
        desk.reader.take_focus()

    def _say(self, linked: Linked) -> None:
        self._window.messages.info(
            _("Opened beside: “{title}”.").format(title=linked.reading.title)
        )

    def _turn(self, others: tuple[Linked, ...]) -> int:
        """Of several, the one after the one shown last."""
        ids = [other.note.id for other in others]
        shown = {desk.session.chosen_note for desk in self._window.desks.shown}
        last = next((i for i, id_ in enumerate(ids) if id_ in shown), -1)
        return (last + 1) % len(ids)


def _is_in_sight(desk: Desk, note: Annotation) -> bool:
    reading = desk.session.reading
    if reading is None or reading.id != note.reading_id:
        return False
    shown = desk.reader.views.shown
    room = shown.area.viewport().rect()
    span = Span(note.start, max(note.end, note.start + 1))
    return any(room.contains(box.topLeft()) for box in shown.rects(span))
