"""The menus of the tab: which essay, and what can be done at a place of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from closereader.gui import theme as themes
from closereader.library.essay_check import Checked
from closereader.model.essay import Essay

if TYPE_CHECKING:
    from closereader.gui.essay.pane import EssayPane


def fill(pane: EssayPane) -> None:
    """Offer the essays of this reading first, then those on others, and what can be done with one."""
    menu, writing = pane.menu_button.menu(), pane.writing
    menu.clear()
    pane.flush()
    essay, reading_id = writing.essay, writing.reading_id
    every = writing.all()
    mine = [one for one in every if reading_id in one.readings]
    for one in mine:
        _add_essay(pane, menu, one)
    others = [one for one in every if one not in mine]
    if others:
        menu.addSection(pane.tr("On other readings"))
        for one in others:
            _add_essay(pane, menu, one)
    menu.addSeparator()
    menu.addAction(pane.tr("New essay")).triggered.connect(pane.begin_new)
    if essay is not None and reading_id is not None and reading_id not in essay.readings:
        also = menu.addAction(pane.tr("Write on this reading too"))
        also.triggered.connect(writing.add_reading)
    export = menu.addAction(pane.tr("Export essay…"))
    export.triggered.connect(pane.export_wanted)
    remove = menu.addAction(pane.tr("Delete this essay"))
    remove.triggered.connect(writing.remove)
    for action in (export, remove):
        action.setEnabled(essay is not None)


def _add_essay(pane: EssayPane, menu: QMenu, essay: Essay) -> None:
    shown = pane.writing.essay
    action = menu.addAction(essay.title.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(shown is not None and essay.id == shown.id)
    action.triggered.connect(lambda _=False, e=essay.id: pane.choose(e))


def show_over_text(pane: EssayPane, here: Checked | None, where: QPoint) -> None:
    """What any field offers, what can be done with the quotation there, and the formats."""
    menu = pane.edit.createStandardContextMenu()
    # The field keeps no steps of its own; those of the library are the window's.
    for action in menu.actions()[:3]:
        menu.removeAction(action)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setFont(themes.interface_font(13))
    menu.addSeparator()
    if here is not None and here.source is not None:
        menu.addAction(pane.tr("Go to the passage")).triggered.connect(lambda: pane.go_to(here))
        if here.differences and here.bound is not None:
            menu.addAction(pane.tr("Put in the exact words")).triggered.connect(
                lambda: pane.restore(here)
            )
        if here.address is None and here.bound is None:
            menu.addAction(pane.tr("Add its address")).triggered.connect(
                lambda: pane.add_address(here)
            )
        menu.addSeparator()
    pane.edit.add_keys_to(menu)
    menu.popup(where)
