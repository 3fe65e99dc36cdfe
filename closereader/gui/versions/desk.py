"""The desk after a new version: the notes in three heaps, and old and new text side by side, where each
can be looked at, accepted, put elsewhere or taken away. What is left alone stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog

from closereader.gui.guard import guarded
from closereader.gui.notes.wording import Wording
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.versions.alike import AcceptAlike
from closereader.gui.versions.heaps import HeapModel
from closereader.gui.versions.keys import Wish, wish_of
from closereader.gui.versions.lay_out import HEAPS, DeskParts
from closereader.gui.versions.matter import Matter, prepare
from closereader.i18n import _
from closereader.library import versions
from closereader.model.annotation import WITHOUT_PASSAGE, AnchorState, Annotation, AnnotationId
from closereader.model.annotation_index import order
from closereader.model.changes import Change
from closereader.model.span import Span
from closereader.text.word_edges import next_word_edge

_SIZE = (1180, 760)


@guarded
class VersionsDesk(QDialog):
    """Stays open beside the window, and follows the notes. `theme`: what the window has now."""

    def __init__(self, session: Session, theme: Callable[[], Theme], parent: object) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self.session = session
        self._theme = theme
        self.setWindowTitle(self.tr("Notes after a new version"))
        self.resize(*_SIZE)
        self._of = None if session.reading is None else session.reading.id
        self.matter: Matter | None = None
        self.current: AnnotationId | None = None
        self._asked = 0
        # The note that was taken back, or done again, is to be looked at.
        self._is_retracing = False
        self.model = HeapModel(Wording(session, self), self._old_words, self)
        self.parts = DeskParts(self.model, self)
        self._heaps: dict[AnchorState, list[Annotation]] = {state: [] for state in HEAPS}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._refresh)
        self.parts.set_theme(theme())
        self.alike = AcceptAlike(session, self.parts.alike, self._near)
        self._connect()
        self._prepare()

    def _connect(self) -> None:
        parts, session = self.parts, self.session
        parts.tabs.currentChanged.connect(self._show_heap)
        parts.list.selectionModel().currentChanged.connect(lambda now, _old: self._row(now.row()))
        for part in (parts.list, parts.old, parts.new):
            part.pressed.connect(self._key)
            part.focused.connect(self._tell_keys)
        parts.new.chose.connect(self._tell_choice)
        parts.take.clicked.connect(self.take)
        parts.remove.clicked.connect(self.remove)
        parts.following.clicked.connect(lambda: self.step(1))
        parts.close_.clicked.connect(self.close)
        session.annotations_changed.connect(self._follow)
        session.passes.changed.connect(lambda: self._follow())
        session.reading_opened.connect(self._opened)
        self.finished.connect(self._forget)

    def _forget(self) -> None:
        # What is still being read is wanted by nobody.
        self._asked += 1
        self._soon.stop()
        self.deleteLater()

    # What lies on it

    def _prepare(self) -> None:
        reading = self.session.reading
        if reading is None:
            return
        asked = self._asked = self._asked + 1
        self.session.tasks.run(
            _("Comparing the two versions"),
            lambda progress: prepare(self.session.library, reading.id, progress),
            lambda matter: self._take_matter(asked, matter),
            self.session.messages.error,
            soon=True,
        )

    def _take_matter(self, asked: int, matter: Matter) -> None:
        # A book takes some 50 ms to be laid out: each text has a turn of its own.
        latest = None if matter.latest is None else matter.old[matter.latest.version]
        steps = (
            lambda: self.parts.new.show_side(matter.new),
            lambda: self.parts.old.show_side(latest),
            lambda: self._begin(matter),
        )
        self._in_turn(asked, steps)

    def _in_turn(self, asked: int, steps: Sequence[Callable[[], object]]) -> None:
        if asked == self._asked and steps:
            steps[0]()
            QTimer.singleShot(0, self, lambda: self._in_turn(asked, steps[1:]))

    def _begin(self, matter: Matter) -> None:
        self.matter = matter
        self.parts.name(matter)
        self._refresh()
        first = self.open_notes()
        if self.note() is not None:
            self.choose(self.current)
        elif first:
            self.choose(first[0].id)
        else:
            self.parts.tabs.setCurrentIndex(0)
            self._show_heap()
        self.parts.list.setFocus()

    def _opened(self) -> None:
        reading, session = self.session.reading, self.session
        if reading is not None and reading.id == self._of:
            if self.matter is None or session.text != self.matter.new.shown.text:
                # Its notes count in another text than the one that lies here.
                self.matter = self.current = None
                self._show_note()
                self._prepare()
        elif not session.is_opening:
            self.close()

    @property
    def is_ready(self) -> bool:
        """Whether both texts lie on it."""
        return self.matter is not None

    def open_notes(self) -> list[Annotation]:
        """Those that wait for their reader's eye, in order of place."""
        waiting = [*self._heaps[AnchorState.APPROXIMATE], *self._heaps[AnchorState.LOST]]
        return sorted(waiting, key=order)

    def note(self) -> Annotation | None:
        """The note that is looked at."""
        return next(
            (n for heap in self._heaps.values() for n in heap if n.id == self.current), None
        )

    def _follow(self, changes: Sequence[Change] | None = None) -> None:
        self._soon.start()
        if self._is_retracing and changes and isinstance(changes[0].after, Annotation):
            self._is_retracing = False
            self._refresh()
            self.choose(changes[0].after.id)

    def _refresh(self) -> None:
        heaps: dict[AnchorState, list[Annotation]] = {state: [] for state in HEAPS}
        for note in sorted(self.session.passes.all_notes(), key=order):
            heaps[note.anchor].append(note)
        before = self.note()
        self._heaps = heaps
        self.parts.count({state: len(notes) for state, notes in heaps.items()})
        self._show_heap()
        if self.note() != before:
            self._show_note()

    # Choosing

    def choose(self, annotation_id: AnnotationId | None) -> None:
        """Look at this note, in whichever heap it is."""
        self.current = annotation_id
        note = self.note()
        if note is not None:
            self.parts.tabs.setCurrentIndex(HEAPS.index(note.anchor))
        self._show_heap()
        self._show_note()

    def step(self, by: int) -> None:
        """Look at the next, or the previous, of those that wait."""
        waiting = self.open_notes()
        if not waiting:
            self.parts.tell(self.tr("Every note is on its words."))
            return
        ids = [note.id for note in waiting]
        if self.current in ids:
            number = (ids.index(self.current) + by) % len(ids)
        else:
            note = self.note()
            here = order(note) if note is not None else (0, 0, "", AnnotationId(""))
            beyond = [n for n, each in enumerate(waiting) if order(each) > here]
            number = (beyond[0] if beyond else 0) if by > 0 else (beyond[0] if beyond else 0) - 1
        self.choose(ids[number])

    def _show_heap(self, _index: int = 0) -> None:
        state = HEAPS[max(self.parts.tabs.currentIndex(), 0)]
        notes = self._heaps[state]
        if notes != self.model.notes:
            self.model.show_rows(notes)
        row = self.model.row_of(self.current)
        if row >= 0 and row != self.parts.list.currentIndex().row():
            self.parts.list.setCurrentIndex(self.model.index(row))
        self.parts.show_nothing(state, is_empty=not notes)

    def _row(self, row: int) -> None:
        if 0 <= row < len(self.model.notes) and self.model.notes[row].id != self.current:
            self.current = self.model.notes[row].id
            self._show_note()

    def _show_note(self) -> None:
        note, matter, parts = self.note(), self.matter, self.parts
        parts.tell("")
        self._tell_choice()
        if note is None or matter is None:
            parts.old.show_none()
            parts.new.show_none()
            return
        found = matter.places.of(note)
        version = found[0] if found is not None else matter.latest
        parts.name_old(version)
        parts.old.show_side(None if version is None else matter.old[version.version])
        if found is not None:
            parts.old.show_passage(found[1], note.colour, select=False)
        is_lost = note.anchor is AnchorState.LOST
        parts.new.show_passage(note.span, note.colour, select=not is_lost)
        self._tell_choice()

    def _old_words(self, note: Annotation) -> str:
        if self.matter is None:
            return note.quote
        found = self.matter.places.of(note)
        return note.quote if found is None else found[1].text_of(found[0].text.text)

    # Doing

    def take(self) -> None:
        """Accept the note where it stands, or put it on what is selected in the new text."""
        note = self.note()
        if note is None or self.matter is None:
            return
        span = self._chosen(note)
        if span is None:
            self.parts.tell(
                self.tr("Select its passage in the text at the right, then press Enter.")
                if note.area is None
                else self.tr("Its page is gone: select words for it to stand beside, or leave it.")
            )
            return
        if span == note.span and note.anchor is AnchorState.SURE:
            self.step(1)
        elif span == note.span and note.anchor is AnchorState.APPROXIMATE:
            self._change(_("Accept a note’s place"), versions.accept, [note.id])
        else:
            self._change(_("Put a note on its passage"), versions.put_on, note.id, span)

    def _chosen(self, note: Annotation) -> Span | None:
        """Where the note is meant to stand; None for one that needs words, where none are chosen."""
        selected = self.parts.new.selected()
        if note.area is not None:
            return selected if note.anchor is AnchorState.LOST else note.span
        if selected is not None:
            return selected
        if note.anchor is not AnchorState.LOST:
            return note.span
        caret = self.parts.new.caret()
        is_point = note.kind in WITHOUT_PASSAGE and not note.quote
        return Span(caret, caret) if is_point else None

    def remove(self) -> None:
        """Take the note away; undo brings it back."""
        note = self.note()
        if note is not None:
            following = self._following(note)
            self.session.remove([note.id], then=lambda _none: self._go_on(following))

    def _near(self) -> list[tuple[Annotation, str]]:
        """The uncertain notes, with what each stood on before."""
        return [(note, self._old_words(note)) for note in self._heaps[AnchorState.APPROXIMATE]]

    def _change(self, label: str, command: Callable[..., object], *arguments: object) -> None:
        note = self.note()
        following = None if note is None else self._following(note)
        self.session.run(label, command, *arguments, then=lambda _done: self._go_on(following))

    def _following(self, note: Annotation) -> AnnotationId | None:
        """What is looked at when this one is done with."""
        waiting = [each for each in self.open_notes() if each.id != note.id]
        beyond = [each for each in waiting if order(each) > order(note)]
        following: Sequence[Annotation] = beyond or waiting
        return following[0].id if following else None

    def _go_on(self, following: AnnotationId | None) -> None:
        self._refresh()
        if following is not None:
            self.choose(following)
            return
        if self.note() is not None:
            self.choose(self.current)
        self.parts.tell(self.tr("Every note is on its words."))

    # Keys

    def _key(self, event: QKeyEvent) -> None:
        in_list = self.parts.list.hasFocus()
        match wish_of(event, in_list=in_list):
            case Wish.TAKE:
                self.take()
            case Wish.NEXT:
                self.step(1)
            case Wish.PREVIOUS:
                self.step(-1)
            case Wish.REMOVE:
                self.remove()
            case Wish.UNDO:
                self._is_retracing = True
                self.session.undo()
            case Wish.REDO:
                self._is_retracing = True
                self.session.redo()
            case Wish.LEAVE:
                self._leave()
            case (by, at_start, by_letter):
                self._move_edge(by, at_start=at_start, by_letter=by_letter)

    def _leave(self) -> None:
        """Back from the text to the list, with what was selected let go; from there the desk closes."""
        if self.parts.list.hasFocus():
            self.close()
            return
        self._show_note()
        self.parts.list.setFocus()

    def _move_edge(self, by: int, *, at_start: bool, by_letter: bool) -> None:
        note, matter = self.note(), self.matter
        if note is None or matter is None or note.area is not None:
            return
        text = matter.new.shown.text.text
        span = self.parts.new.selected() or note.span
        edge = span.start if at_start else span.end
        if by_letter:
            edge = min(max(edge + by, 0), len(text))
        else:
            edge = next_word_edge(text, edge, by, at_start=at_start)
        low, high = (edge, span.end) if at_start else (span.start, edge)
        if low < high:
            self.parts.new.put_selection(Span(low, high), from_end=at_start)
            self._tell_choice()

    def _tell_choice(self) -> None:
        note = self.note()
        selected = self.parts.new.selected()
        self.parts.show_note(note, is_moved=note is not None and selected not in (None, note.span))
        self._tell_keys()

    def _tell_keys(self) -> None:
        note = self.note()
        self.parts.tell_keys(
            in_text=self.parts.new.hasFocus() or self.parts.old.hasFocus(),
            is_lost=note is not None and note.anchor is AnchorState.LOST,
        )

    # Qt's

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's: in a narrow window the texts stand one below the other."""
        super().resizeEvent(event)
        self.parts.fit(self.width())

    def changeEvent(self, event: object) -> None:
        """Qt's: the window may have other colours now."""
        super().changeEvent(event)  # type: ignore[arg-type]
        if hasattr(self, "parts"):
            self.parts.set_theme(self._theme())
