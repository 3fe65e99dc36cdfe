"""The context menu of a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from closereader.gui import theme as themes
from closereader.gui.actions import colour_name
from closereader.gui.notes.menu import add_entry
from closereader.gui.tags.rows import TagRow
from closereader.gui.theme import Theme
from closereader.gui.widgets import menu_style, swatch
from closereader.model.colour import Colour

if TYPE_CHECKING:
    from closereader.gui.tags.pane import TagsPane


def tag_menu(pane: TagsPane, row: TagRow, theme: Theme) -> QMenu:
    """Everything that can be done with a tag; the menu deletes itself when it closes."""
    menu = QMenu(pane)
    menu.setFont(themes.interface_font(13))
    menu.setStyleSheet(menu_style(theme))
    menu.aboutToHide.connect(menu.deleteLater)
    name = row.name
    add_entry(menu, _tr("Show its notes"), "Return").triggered.connect(
        lambda: pane.filter_wanted.emit(name)
    )
    add_entry(menu, _tr("Put on the chosen note"), "Ctrl+Return").triggered.connect(
        lambda: pane.put_on_chosen(name)
    )
    add_entry(menu, _tr("Find in the library"), "").triggered.connect(
        lambda: pane.search_wanted.emit(name)
    )
    menu.addSeparator()
    add_entry(menu, _tr("Rename or move…"), "F2").triggered.connect(lambda: pane.view.rename(name))
    _add_colours(menu, pane, name, theme)
    add_entry(menu, _tr("Merge into…"), "M").triggered.connect(lambda: pane.pick_merge(name))
    menu.addSeparator()
    add_entry(menu, _tr("Delete"), "Del").triggered.connect(lambda: pane.changes.remove(name))
    if row.has_below:
        add_entry(menu, _tr("Delete, but keep what is below"), "").triggered.connect(
            lambda: pane.changes.remove(name, keep_below=True)
        )
    return menu


def _add_colours(menu: QMenu, pane: TagsPane, name: str, theme: Theme) -> None:
    colours = menu.addMenu(_tr("Colour"))
    colours.setFont(menu.font())
    own = pane.known.own_colour(name)
    for number, colour in enumerate(Colour, start=1):
        action = add_entry(colours, colour_name(colour), str(number))
        action.setIcon(swatch(theme.marks[colour], theme.edges[colour], theme.text))
        action.setCheckable(True)
        action.setChecked(colour is own)
        action.triggered.connect(lambda _=False, c=colour: pane.changes.set_colour(name, c))
    colours.addSeparator()
    none = add_entry(colours, _tr("None of its own"), "0")
    none.setCheckable(True)
    none.setChecked(own is None)
    none.triggered.connect(lambda: pane.changes.set_colour(name, None))


def _tr(text: str) -> str:
    return QCoreApplication.translate("TagsPane", text)
