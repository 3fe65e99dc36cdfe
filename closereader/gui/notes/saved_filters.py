"""The menu of filters kept under a name: to ask for one again, keep this one, rename, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QMenu

from closereader.gui import theme as themes
from closereader.gui.notes.filter_words import FilterWords
from closereader.gui.session import Session
from closereader.i18n import _
from closereader.library import filters
from closereader.model.note_filter import SavedFilter

if TYPE_CHECKING:
    from closereader.gui.notes.filter_row import FilterRow


class SavedFilters(QObject):
    """Read from the library when the menu is opened: another reading, or window, may have kept one."""

    def __init__(self, row: FilterRow, session: Session, words: FilterWords) -> None:
        super().__init__(row)
        self._row = row
        self._session = session
        self._words = words
        self.menu = self._inner(self.tr("Saved filters"))
        self._renaming = self._inner(self.tr("Rename"))
        self._deleting = self._inner(self.tr("Delete"))
        self.menu.aboutToShow.connect(self._fill)

    def _inner(self, title: str) -> QMenu:
        menu = QMenu(title, self._row)
        menu.setFont(themes.interface_font(13))
        return menu

    def _fill(self) -> None:
        for menu in (self.menu, self._renaming, self._deleting):
            menu.clear()
        kept = filters.saved(self._session.library)
        for one in kept:
            name = one.name.replace("&", "&&")
            action = self.menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(one.filter == self._row.filter)
            action.triggered.connect(lambda _=False, o=one: self._row.set_filter(o.filter))
            self._renaming.addAction(name + "…").triggered.connect(
                lambda _=False, o=one: self.rename(o)
            )
            self._deleting.addAction(name).triggered.connect(lambda _=False, o=one: self.delete(o))
        if kept:
            self.menu.addSeparator()
        save = self.menu.addAction(self.tr("Save this filter…"))
        save.setEnabled(self._row.filter.is_on)
        save.triggered.connect(self.save)
        if kept:
            self.menu.addMenu(self._renaming)
            self.menu.addMenu(self._deleting)

    def save(self) -> None:
        """Ask for a name and keep what is asked for now."""
        chosen = self._row.filter
        proposed = self._words.name_for(chosen)[: filters.LONGEST_NAME]
        name, given = QInputDialog.getText(
            self._row,
            self.tr("Save this filter"),
            self.tr("Its name; a filter that has this name already becomes this one:"),
            text=proposed,
        )
        if given:
            self._session.run(_("Save filter"), filters.save, name, chosen)

    def rename(self, kept: SavedFilter) -> None:
        """Ask for another name."""
        name, given = QInputDialog.getText(
            self._row, self.tr("Rename the filter"), self.tr("Its name:"), text=kept.name
        )
        if given and name != kept.name:
            self._session.run(_("Rename filter"), filters.rename, kept.id, name)

    def delete(self, kept: SavedFilter) -> None:
        """Keep it no longer; undo brings it back."""
        self._session.run(_("Delete filter"), filters.remove, kept.id)
