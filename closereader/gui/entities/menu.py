"""Context menus of the pane of names."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from closereader.gui import theme as themes
from closereader.gui.entities import marking
from closereader.gui.entities.decisions import Decisions
from closereader.gui.entities.model import EntitiesModel
from closereader.gui.notes.menu import add_entry
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import menu_style, shorten, swatch
from closereader.i18n import ngettext
from closereader.model.entity import Entity, EntityKind


class EntityMenus:
    """Makes the menus; each deletes itself when it closes. `rename` and `pick_merge` open what
    needs the pane; `show_notes` shows the notes in whose passage an entity is named."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        model: EntitiesModel,
        decisions: Decisions,
        rename: Callable[[Entity], None],
        pick_merge: Callable[[Entity], None],
        show_notes: Callable[[Entity], None],
    ) -> None:
        self._parent = parent
        self._session = session
        self._model = model
        self._decisions = decisions
        self._rename = rename
        self._pick_merge = pick_merge
        self._show_notes = show_notes

    def of_entity(self, entity: Entity, theme: Theme) -> QMenu:
        """What can be decided about an entity."""
        menu = self._menu(theme)
        add_entry(menu, _tr("Rename…"), "F2").triggered.connect(lambda: self._rename(entity))
        kinds = menu.addMenu(_tr("Change kind"))
        kinds.setFont(menu.font())
        self._add_kinds(kinds, entity, theme)
        add_entry(menu, _tr("Merge into…"), "M").triggered.connect(lambda: self._pick_merge(entity))
        add_entry(menu, _tr("Notes that mention it"), "").triggered.connect(
            lambda: self._show_notes(entity)
        )
        menu.addSeparator()
        self._add_marking(menu, entity)
        menu.addSeparator()
        add_entry(menu, _tr("Not an entity"), "Del").triggered.connect(
            lambda: self._decisions.reject(entity.id)
        )
        return menu

    def of_mention(self, entity: Entity, mention: int, theme: Theme) -> QMenu:
        """What can be decided about one of its mentions."""
        menu = self._menu(theme)
        add_entry(menu, _tr("Mark this mention"), "").triggered.connect(
            lambda: marking.mark_mention(self._session, entity, mention)
        )
        self._add_marking(menu, entity)
        menu.addSeparator()
        add_entry(menu, _tr("Split this mention off"), "").triggered.connect(
            lambda: self._decisions.split(entity, mention)
        )
        add_entry(menu, _tr("Not this mention"), "Del").triggered.connect(
            lambda: self._decisions.reject_mention(entity, mention)
        )
        return menu

    def fill_add(self, menu: QMenu, chosen: Entity | None, theme: Theme) -> None:
        """What the selected text may be added as."""
        menu.clear()
        if chosen is not None:
            text = _tr("Another mention of {name}").format(name=shorten(chosen.name, 32))
            add_entry(menu, text, "").triggered.connect(lambda: self._decisions.add_mention(chosen))
            menu.addSeparator()
        for kind in EntityKind:
            action = add_entry(menu, self._model.one(kind), "")
            action.setIcon(swatch(theme.kinds[kind], theme.kinds[kind], side=10))
            action.triggered.connect(lambda _=False, k=kind: self._decisions.add_new(k))

    def _add_marking(self, menu: QMenu, entity: Entity) -> None:
        session, count = self._session, len(entity.mentions)
        every = add_entry(
            menu, ngettext("Mark its {count} mention", "Mark all {count} mentions", count), ""
        )
        every.setEnabled(count > 0)
        every.triggered.connect(lambda: marking.mark_mentions(session, entity))
        some = add_entry(menu, _tr("Choose mentions to mark…"), "")
        some.setEnabled(count > 1)
        some.triggered.connect(
            lambda: marking.choose_and_mark(session, entity, self._parent.window())
        )

    def _add_kinds(self, menu: QMenu, entity: Entity, theme: Theme) -> None:
        for kind in EntityKind:
            action = add_entry(menu, self._model.one(kind), "")
            action.setIcon(swatch(theme.kinds[kind], theme.kinds[kind], side=10))
            action.setEnabled(kind is not entity.kind)
            action.triggered.connect(lambda _=False, k=kind: self._decisions.retype(entity.id, k))

    def _menu(self, theme: Theme) -> QMenu:
        menu = QMenu(self._parent)
        menu.setFont(themes.interface_font(13))
        menu.setStyleSheet(menu_style(theme))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu


def _tr(text: str) -> str:
    return QCoreApplication.translate("EntitiesPane", text)
