"""What can be done with several notes at once, each as one step of undo; and the menu that offers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu

from closereader.gui import keys
from closereader.gui import theme as themes
from closereader.gui.notes.menu import add_entry, kind_name
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import menu_style, swatch
from closereader.i18n import ngettext
from closereader.library import annotations as commands
from closereader.model.annotation import Annotation, AnnotationId, AnnotationKind
from closereader.model.colour import Colour

if TYPE_CHECKING:
    from closereader.gui.notes.choosing import ChoosingView
    from closereader.gui.notes.view import NotesView


def notes_of(view: ChoosingView, session: Session) -> list[Annotation]:
    """The notes that are selected."""
    found = (session.annotations.get(one) for one in view.selected_ids())
    return [note for note in found if note is not None]


def copy_quotations(notes: Sequence[Annotation]) -> None:
    """Put the passages of these notes on the clipboard, one below the other."""
    QGuiApplication.clipboard().setText("\n\n".join(n.quote for n in notes if n.quote))


def shared_tags(notes: Sequence[Annotation]) -> list[str]:
    """The tags that all of them bear, in the order of the first."""
    others = [set(note.tags) for note in notes[1:]]
    return [tag for tag in notes[0].tags if all(tag in tags for tags in others)] if notes else []


def change_tags(
    session: Session, ids: Sequence[AnnotationId], before: Sequence[str], after: Sequence[str]
) -> None:
    """Make the tags that all of these notes share those of `after` where they were those of
    `before`; other tags of theirs stay."""
    added = [tag for tag in after if tag not in before]
    taken = [tag for tag in before if tag not in after]
    if added:
        label = ngettext("Tag", "Tag {count} notes", len(ids))
        session.run(label, commands.add_tags, list(ids), added, weight=len(ids))
    if taken:
        label = ngettext("Remove a tag", "Remove a tag from {count} notes", len(ids))
        session.run(label, commands.take_tags, list(ids), taken, weight=len(ids))


def set_kind(session: Session, notes: Sequence[Annotation], kind: AnnotationKind) -> None:
    """Make those notes this kind that can be it: one beside the text marks no words."""
    ids = [note.id for note in notes if kind in commands.possible_kinds(note)]
    if ids:
        session.set_kind(ids, kind)


def fill_colours(menu: QMenu, view: ChoosingView, session: Session, theme: Theme) -> None:
    """An entry for every colour; a tick where all that is selected has it."""
    borne = {note.colour for note in notes_of(view, session)}
    group = _one_of(menu)
    for number, colour in enumerate(Colour, start=1):
        words = session.meanings.get(colour, colour.value)
        action = add_entry(menu, words, str(number))
        action.setIcon(swatch(theme.marks[colour], theme.edges[colour], theme.text))
        action.setCheckable(True)
        group.addAction(action)
        action.setChecked(borne == {colour})
        action.triggered.connect(lambda _=False, c=colour: session.recolour(view.selected_ids(), c))


def fill_kinds(menu: QMenu, view: ChoosingView, session: Session) -> None:
    """An entry for every kind that one of them can be; a tick where all are of that kind."""
    notes = notes_of(view, session)
    group = _one_of(menu)
    possible = dict.fromkeys(k for note in notes for k in commands.possible_kinds(note))
    for kind in possible:
        action = add_entry(menu, kind_name(kind), "")
        action.setCheckable(True)
        group.addAction(action)
        action.setChecked(all(note.kind is kind for note in notes))
        action.triggered.connect(
            lambda _=False, k=kind: set_kind(session, notes_of(view, session), k)
        )


def menu(view: NotesView, session: Session, theme: Theme) -> QMenu:
    """Everything that can be done with all that is selected; it deletes itself when it closes."""
    made = QMenu(view)
    made.setFont(themes.interface_font(13))
    made.setStyleSheet(menu_style(theme))
    made.aboutToHide.connect(made.deleteLater)
    title = made.addAction(told(len(view.selected_ids())))
    title.setEnabled(False)
    made.addSeparator()
    add_entry(made, _tr("Tags…"), keys.shown("note.tag")).triggered.connect(view.tags_wanted)
    colours, kinds = made.addMenu(_tr("Colour")), made.addMenu(_tr("Kind"))
    for inner in (colours, kinds):
        inner.setFont(made.font())
    fill_colours(colours, view, session, theme)
    fill_kinds(kinds, view, session)
    add_entry(made, _tr("Send to my essay"), keys.shown("note.essay")).triggered.connect(
        lambda: session.uses.quote_wanted.emit(view.selected_ids())
    )
    add_entry(made, _tr("Copy quotations"), "").triggered.connect(
        lambda: copy_quotations(notes_of(view, session))
    )
    add_entry(made, _tr("Export…"), "").triggered.connect(
        lambda: view.export_wanted.emit(view.selected_ids())
    )
    made.addSeparator()
    add_entry(made, _tr("Delete"), keys.shown("note.delete") or "Backspace").triggered.connect(
        lambda: view.remove(view.selected_ids())
    )
    return made


def told(count: int) -> str:
    """That so many are selected."""
    return ngettext("{count} note selected", "{count} notes selected", count)


def _one_of(menu: QMenu) -> QActionGroup:
    # In a group the choice closes the menu, and is made only once.
    group = QActionGroup(menu)
    group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
    return group


def _tr(text: str) -> str:
    return QCoreApplication.translate("NotesView", text)
