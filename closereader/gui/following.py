"""What the window's own strips (title, header, status line, menus) show, kept in step."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from closereader import settings
from closereader.gui import of_passes
from closereader.gui.main_window import LIBRARY
from closereader.i18n import ngettext
from closereader.library import queries
from closereader.model.annotation import AnchorState, Annotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from closereader.gui.desk import Desk
    from closereader.gui.main_window import MainWindow
    from closereader.model.changes import Change, Changes, Record
    from closereader.model.reading import Reading
    from closereader.store.glance import Glance


class Following:
    """Slots for the signals of session and library; each shows one thing anew."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._tags: Counter[str] = Counter()

    def reading_opened(self, desk: Desk) -> None:
        """Another reading, or none, is open on that desk."""
        window = self._window
        reading = desk.session.reading
        if reading is None:
            if desk.session.is_opening:
                return
            if desk in window.desks.shown and len(window.desks.shown) == 2:
                window.desks.close(desk)
            elif desk is window.desks.active:
                window.show_library()
        else:
            queries.set_opened(window.library, reading.id)
        self.name_reading(desk)
        if desk is window.desks.active:
            self.count_notes()
            self.show_passes()
            self.show_place(desk.reader.travel.place)

    def desk_changed(self) -> None:
        """The other of two readings is worked on now."""
        window = self._window
        self.name_reading(window.desks.active)
        self.count_notes()
        self.show_passes()
        self.show_place(window.reader.travel.place)
        views = window.reader.views
        window.actions_.set_pages(views.has_pages, views.are_pages_shown)
        window.actions_["view.hide_marks"].setChecked(window.session.marks_hidden)

    def glanced(self, desk: Desk, seen: Glance) -> None:
        """Title and header name what is on its way."""
        self._name(desk, seen.reading)

    def name_reading(self, desk: Desk) -> None:
        """Title and header name what is open, and the strip over the text."""
        window = self._window
        reading = desk.session.reading
        if reading is not None:
            self._name(desk, reading)
        elif desk is window.desks.active and not desk.session.is_opening:
            if window.pages.currentIndex() != LIBRARY:
                window.setWindowTitle("closereader")
            window.header.set_reading("", "")

    def _name(self, desk: Desk, reading: Reading) -> None:
        window = self._window
        desk.strip.set_reading(reading)
        # There may be two: a screen reader says which.
        desk.reader.views.set_name(window.tr("Reading: {title}").format(title=reading.title))
        if desk is not window.desks.active:
            return
        if window.pages.currentIndex() != LIBRARY:
            window.setWindowTitle(f"{reading.title} – closereader")
        about = " · ".join(part for part in (reading.author, reading.date) if part)
        window.header.set_reading(reading.title, about)

    def name_colours(self) -> None:
        """The colours are called by what they mean."""
        window = self._window
        window.header.set_meanings(window.session.meanings)
        window.actions_.set_meanings(window.session.meanings)

    def count_notes(self, changes: Sequence[Change] | None = None) -> None:
        """How many notes and tags the reading has; `changes`: what is different since it was last
        counted, None where all may be."""
        window = self._window
        if changes is None:
            notes_now = window.session.annotations
            self._tags = Counter(chain.from_iterable(note.tags for note in notes_now))
        else:
            for change in changes:
                before, after = _tags_of(change.before), _tags_of(change.after)
                # Thousands may have changed their colour alone.
                if before != after:
                    for tag in before:
                        self._tags[tag] -= 1
                    for tag in after:
                        self._tags[tag] += 1
        tags = [tag for tag, count in self._tags.items() if count > 0]
        notes = ngettext("{count} note", "{count} notes", len(window.session.annotations))
        tagged = ngettext("{count} tag", "{count} tags", len(tags))
        said = f"{notes} · {tagged}" if tags else notes
        waiting = sum(n.anchor is not AnchorState.SURE for n in window.session.annotations)
        if waiting:
            to_check = ngettext("{count} to check", "{count} to check", waiting)
            said = f"{said} · {to_check}"
        window.status.notes.setText(said)

    def show_passes(self) -> None:
        """Which passes of the reading are looked at."""
        window = self._window
        window.status.show_passes(of_passes.told(window))
        shown = window.session.passes
        window.actions_["pass.every"].setEnabled(shown.has_several)
        window.actions_["pass.every"].setChecked(shown.shown.issuperset(shown.numbers))

    def show_place(self, offset: int) -> None:
        """Where in the reading code point `offset`, the first in sight, is."""
        window = self._window
        text, addresses = window.session.text, window.session.addresses
        if window.pages.currentIndex() == LIBRARY:
            return
        if text is None or addresses is None:
            # It is on its way; what stood here was of something else.
            window.status.place.setText("")
            window.status.share.setText("")
            return
        number = addresses.paragraph_from(offset)
        heading = window.outline.section_at(offset)
        if number is None:
            place = ngettext("{count} paragraph", "{count} paragraphs", addresses.count)
        else:
            place = window.tr("¶ {number} of {count}").format(number=number, count=addresses.count)
        line = None
        if window.settings.get(settings.NUMBERING) == "lines":
            line = addresses.line(offset)
        if line is not None:
            place = window.tr("{place} · l. {line}").format(place=place, line=line)
        window.status.place.setText(f"{place} · {heading}" if heading else place)
        bar = window.reader.views.shown.area.verticalScrollBar()
        share = 100 if bar.maximum() <= 0 else round(100 * bar.value() / bar.maximum())
        left = "" if share >= 100 else self._time_left(offset)
        window.status.share.setText(f"{share} % · {left}" if left else f"{share} %")

    def _time_left(self, offset: int) -> str:
        """About how long the rest takes at a usual pace."""
        minutes = self._window.session.pace.minutes_left(offset)
        if minutes > 120:
            hours = f"{minutes // 60}½" if minutes % 60 else str(minutes // 60)
            return self._window.tr("about {hours} h left").format(hours=hours)
        if not minutes:
            return ""
        return self._window.tr("about {minutes} min left").format(minutes=minutes)

    def show_notes(self, note: str) -> None:
        """A note is to be written on: its pane must be seen."""
        window = self._window
        if not window.right.isVisible():
            window.room.demand("right")
        window.right.show_notes(note)

    def show_entity(self) -> None:
        """An entity was chosen: its pane must be seen."""
        window = self._window
        if window.session.chosen_entity is not None:
            window.left.show_entities()

    def library_changed(self, _changes: Changes | None) -> None:
        """What undo and redo would do, and whether changes can be saved."""
        window = self._window
        undo, redo = window.library.undo_label, window.library.redo_label
        for key, label, plain, named in (
            ("edit.undo", undo, window.tr("Undo"), window.tr("Undo: {what}")),
            ("edit.redo", redo, window.tr("Redo"), window.tr("Redo: {what}")),
        ):
            window.actions_[key].setEnabled(label is not None)
            window.actions_[key].setText(named.format(what=label) if label else plain)
        window.status.saved.setText(
            window.tr("Read only") if window.library.is_read_only else window.tr("Saved")
        )
        window.status.reader.setText(
            window.tr("Reading as: {name}").format(name=window.library.reader)
        )
        if window.pages.currentIndex() == LIBRARY:
            self.tell_library()

    def tell_library(self) -> None:
        """How much the library holds."""
        window = self._window
        listed = queries.readings(window.library)
        readings = ngettext("{count} reading", "{count} readings", len(listed))
        notes = ngettext(
            "{count} note", "{count} notes", sum(summary.annotations for summary in listed)
        )
        window.status.place.setText(f"{readings} · {notes}")
        window.status.share.setText("")
        window.status.notes.setText("")
        window.status.show_passes("")


def _tags_of(record: Record | None) -> tuple[str, ...]:
    return record.tags if isinstance(record, Annotation) else ()
