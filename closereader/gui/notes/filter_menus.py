"""The menus of the filter: tags; colours, kinds and all else that notes can be chosen by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from closereader.gui import theme as themes
from closereader.gui.entities.picker import EntityPicker
from closereader.gui.notes.filter import notes_naming, tag_counts
from closereader.gui.notes.filter_words import KINDS, FilterWords
from closereader.gui.notes.saved_filters import SavedFilters
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import StayingMenu, swatch
from closereader.model.annotation import AnchorState, Annotation, AnnotationKind
from closereader.model.colour import Colour
from closereader.model.entity import EntityId

if TYPE_CHECKING:
    from closereader.gui.notes.filter_row import FilterRow

# So many names are offered at once; the others are found by typing.
_MOST_NAMES = 12


class FilterMenus(QObject):
    """Filled when they are opened, with how many notes each entry would leave."""

    def __init__(self, row: FilterRow, session: Session, words: FilterWords) -> None:
        super().__init__(row)
        self._row = row
        self._session = session
        self._words = words
        self._theme = themes.load("light")
        self._comments = self._inner(self.tr("Comment"), self._fill_comments)
        self._readers = self._inner(self.tr("Readers"), self._fill_readers)
        self._passes = self._inner(self.tr("Passes"), self._fill_passes)
        self._names = self._inner(self.tr("Names in the passage"), self._fill_names)
        self.saved = SavedFilters(row, session, words)
        row.tags.menu().aboutToShow.connect(self._fill_tags)
        row.marks.menu().aboutToShow.connect(self._fill_marks)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme

    def _inner(self, title: str, fill: Any) -> StayingMenu:
        menu = StayingMenu(self._row)
        menu.setTitle(title)
        menu.aboutToShow.connect(fill)
        return menu

    def _fill_tags(self) -> None:
        menu, chosen = self._row.tags.menu(), self._row.filter.tags
        menu.clear()
        counts = tag_counts(self._session.annotations)
        above = {tag.rpartition("/")[0] for tag, _ in counts}
        for tag, count in counts:
            depth = tag.count("/")
            name = tag.rpartition("/")[2] + ("/" if tag in above else "")
            self._add(menu, "    " * depth + f"{name}\t{count}", "tags", tag)
        if not counts:
            menu.addAction(self.tr("No note has a tag yet")).setEnabled(False)
        if chosen:
            menu.addSeparator()
            menu.addAction(self.tr("All tags")).triggered.connect(
                lambda: self._row.change(tags=frozenset())
            )

    def _fill_marks(self) -> None:
        menu, chosen = self._row.marks.menu(), self._row.filter
        menu.clear()
        counts = counts_of(self._session.annotations)
        for colour in Colour:
            text = f"{self._words.colour(colour)}\t{counts[colour]}"
            action = self._add(menu, text, "colours", colour)
            theme = self._theme
            action.setIcon(swatch(theme.marks[colour], theme.edges[colour], theme.text))
        menu.addSeparator()
        for kind in KINDS:
            if counts[kind] or kind in chosen.kinds:
                self._add(menu, f"{self._words.kind(kind)}\t{counts[kind]}", "kinds", kind)
        menu.addSeparator()
        notes = self._session.annotations
        unsure = sum(1 for note in notes if note.anchor is not AnchorState.SURE)
        if unsure or chosen.to_check:
            words = f"{self._words.to_check()}\t{unsure}"
            action = check(menu, words, chosen.to_check)
            action.toggled.connect(lambda is_on: self._row.change(to_check=is_on))
        menu.addMenu(self._comments)
        if chosen.readers or len({note.reader for note in notes}) > 1:
            menu.addMenu(self._readers)
        if chosen.passes or len({note.pass_number for note in notes}) > 1:
            menu.addMenu(self._passes)
        menu.addMenu(self._names)
        self._names.setEnabled(self._session.entities_ready)
        menu.addSeparator()
        menu.addMenu(self.saved.menu)

    def _fill_comments(self) -> None:
        self._comments.clear()
        commented = sum(1 for note in self._session.annotations if note.comment.strip())
        others = len(self._session.annotations) - commented
        entries = {}
        for has_comment, count in ((True, commented), (False, others)):
            text = f"{self._words.comment(has_comment=has_comment)}\t{count}"
            is_on = self._row.filter.has_comment is has_comment
            entries[has_comment] = check(self._comments, text, is_on)
        for has_comment, action in entries.items():
            other = entries[not has_comment]
            action.toggled.connect(
                lambda on, has=has_comment, beside=other: self._choose_comment(has, on, beside)
            )

    def _choose_comment(self, has_comment: bool, is_on: bool, other: QAction) -> None:
        # Only one of the two can be asked for.
        other.blockSignals(True)
        other.setChecked(False)
        other.blockSignals(False)
        self._row.change(has_comment=has_comment if is_on else None)

    def _fill_readers(self) -> None:
        counts = Counter(note.reader for note in self._session.annotations)
        names = sorted({*counts, *self._row.filter.readers}, key=lambda name: (-counts[name], name))
        self._readers.clear()
        for name in names:
            self._add(self._readers, f"{self._words.reader(name)}\t{counts[name]}", "readers", name)

    def _fill_passes(self) -> None:
        counts = Counter(note.pass_number for note in self._session.annotations)
        self._passes.clear()
        for number in sorted({*counts, *self._row.filter.passes}):
            text = f"{self._words.pass_(number)}\t{counts[number]}"
            self._add(self._passes, text, "passes", number)

    def _fill_names(self) -> None:
        """The chosen name first, then those that most notes have in their passage."""
        menu, session = self._names, self._session
        menu.clear()
        counts = notes_naming(session.annotations, session.mentions())
        first = [one for one in (session.chosen_entity, *self._row.filter.entities) if one]
        offered = list(dict.fromkeys([*first, *(one for one, _count in counts.most_common())]))
        for entity_id in offered[:_MOST_NAMES]:
            text = f"{self._words.entity(entity_id)}\t{counts[entity_id]}"
            action = self._add(menu, text, "entities", entity_id)
            entity = session.entity(entity_id)
            if entity is not None:
                colour = self._theme.kinds[entity.kind]
                action.setIcon(swatch(colour, colour, self._theme.card, side=12))
        if not offered:
            menu.addAction(self.tr("No note has a name in its passage")).setEnabled(False)
        if len(offered) > _MOST_NAMES:
            menu.addSeparator()
            ids = offered[_MOST_NAMES:]
            menu.addAction(self.tr("More names…")).triggered.connect(lambda: self.pick(ids))

    def pick(self, ids: Iterable[EntityId]) -> EntityPicker:
        """Let the reader find one of these names by typing."""
        entities = [e for e in map(self._session.entity, ids) if e is not None]
        asked = self.tr("Show notes on passages that name…")
        picker = EntityPicker(entities, asked, self._theme, self._row)
        picker.picked.connect(lambda one: self._row.switch("entities", EntityId(one), True))
        picker.open_at(self._row.marks.mapToGlobal(QPoint(0, self._row.marks.height())))
        return picker

    def _add(self, menu: QMenu, text: str, part: str, value: Any) -> QAction:
        action = check(menu, text, value in getattr(self._row.filter, part))
        action.toggled.connect(lambda on: self._row.switch(part, value, on))
        return action


def check(menu: QMenu, text: str, is_on: bool) -> QAction:
    """An entry that is on or off."""
    action = menu.addAction(text.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(is_on)
    return action


def counts_of(notes: Iterable[Annotation]) -> Counter[Colour | AnnotationKind]:
    """How many notes there are of each colour and of each kind."""
    counts: Counter[Colour | AnnotationKind] = Counter()
    for note in notes:
        counts[note.kind] += 1
        if note.kind is not AnnotationKind.BOOKMARK:
            counts[note.colour] += 1
    return counts
