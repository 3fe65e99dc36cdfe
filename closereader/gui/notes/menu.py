"""The context menu of a note."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from closereader.gui import keys
from closereader.gui import theme as themes
from closereader.gui.notes.model import NotesModel
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.gui.widgets import menu_style, swatch
from closereader.library.annotations import possible_kinds
from closereader.model.annotation import (
    EVIDENCE,
    LINK_KINDS,
    AnchorState,
    Annotation,
    AnnotationKind,
)
from closereader.model.colour import Colour
from closereader.model.link import Linked

if TYPE_CHECKING:
    from closereader.gui.notes.view import NotesView


def note_menu(view: "NotesView", session: Session, note: Annotation, theme: Theme) -> QMenu:
    """Everything that can be done with `note`; it deletes itself when it closes."""
    menu = QMenu(view)
    menu.setFont(themes.interface_font(13))
    menu.setStyleSheet(menu_style(theme))
    menu.aboutToHide.connect(menu.deleteLater)
    add_entry(menu, _tr("Edit comment"), "F2").triggered.connect(lambda: view.edit_comment(note.id))
    add_entry(menu, _tr("Tags…"), keys.shown("note.tag")).triggered.connect(
        lambda: view.edit_tags(note.id)
    )
    if note.anchor is not AnchorState.SURE:
        check = add_entry(menu, _tr("Check its place…"), keys.shown("note.check"))
        check.triggered.connect(lambda: view.check_wanted.emit(note.id))
    colours = menu.addMenu(_tr("Colour"))
    colours.setFont(menu.font())
    for number, colour in enumerate(Colour, start=1):
        words = session.meanings.get(colour, colour.value)
        action = add_entry(colours, words, keys.shown(f"highlight.{number}"))
        action.setIcon(swatch(theme.marks[colour], theme.edges[colour], theme.text))
        action.setCheckable(True)
        action.setChecked(colour is note.colour)
        action.triggered.connect(lambda _=False, c=colour: session.recolour([note.id], c))
    _add_kinds(menu, session, note)
    view.references.add_to(menu, note)
    for linked in session.linked.of(note.id):
        words = view.link_words(linked)
        one = menu.addMenu(words.replace("&", "&&"))
        one.setFont(menu.font())
        add_entry(one, _tr("Go there"), "").triggered.connect(
            lambda _=False, other=linked: view.link_wanted.emit(other)
        )
        _add_link_kinds(one, view, note, linked)
        add_entry(one, _tr("Remove this link"), "").triggered.connect(
            lambda _=False, other=linked: view.unlink_wanted.emit(note.id, other.note.id)
        )
    send = add_entry(menu, _tr("Send to my essay"), keys.shown("note.essay"))
    send.setEnabled(bool(note.quote))
    send.triggered.connect(lambda: session.uses.quote_wanted.emit([note.id]))
    for use in session.uses.of(note.id):
        add_entry(
            menu, _tr("Go to it in the essay “{title}”").format(title=use.title), ""
        ).triggered.connect(lambda _=False, there=use: session.uses.wanted.emit(there))
    copy = add_entry(menu, _tr("Copy quotation"), "")
    copy.setEnabled(bool(note.quote))
    # As it stands in the text.
    copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(note.quote))
    menu.addSeparator()
    add_entry(menu, _tr("Delete"), keys.shown("note.delete") or "Backspace").triggered.connect(
        lambda: view.remove([note.id])
    )
    return menu


def _add_link_kinds(menu: QMenu, view: "NotesView", note: Annotation, linked: Linked) -> None:
    """What the link can say, as it is read from this note."""
    model = view.model()
    assert isinstance(model, NotesModel)
    wording = model.wording
    ends = (note.id, linked.note.id) if linked.is_outgoing else (linked.note.id, note.id)
    menu.addSeparator()
    if linked.kind != EVIDENCE:
        kinds = dict.fromkeys(filter(None, (*LINK_KINDS, linked.kind)))
        for kind in kinds:
            said = wording.link_kind(kind, is_outgoing=linked.is_outgoing)
            action = add_entry(menu, said or kind, "")
            action.setCheckable(True)
            action.setChecked(kind == linked.kind)
            # Once more takes it away.
            wanted = "" if kind == linked.kind else kind
            action.triggered.connect(
                lambda _=False, k=wanted: view.link_kind_wanted.emit(*ends, k, False)
            )
        add_entry(menu, _tr("Another word…"), "").triggered.connect(
            lambda: view.link_kind_wanted.emit(*ends, linked.kind, True)
        )
        menu.addSeparator()


def _add_kinds(menu: QMenu, session: Session, note: Annotation) -> None:
    """What the note can be made, what it is now ticked."""
    kinds = menu.addMenu(_tr("Kind"))
    kinds.setFont(menu.font())
    for kind in possible_kinds(note):
        key = {AnnotationKind.UNDERLINE: "note.underline", AnnotationKind.STRIKE: "note.strike"}
        action = add_entry(kinds, kind_name(kind), keys.shown(key[kind]) if kind in key else "")
        action.setCheckable(True)
        action.setChecked(kind is note.kind)
        if kind is not note.kind:
            action.triggered.connect(lambda _=False, k=kind: session.set_kind([note.id], k))


def kind_name(kind: AnnotationKind) -> str:
    """The kind as a reader chooses it."""
    return {
        AnnotationKind.HIGHLIGHT: _tr("Highlight"),
        AnnotationKind.UNDERLINE: _tr("Underline"),
        AnnotationKind.STRIKE: _tr("Strike out"),
        AnnotationKind.QUESTION: _tr("Question"),
        AnnotationKind.NOTE: _tr("Note in the margin"),
        AnnotationKind.BOOKMARK: _tr("Bookmark"),
        AnnotationKind.LINK: _tr("Link"),
        AnnotationKind.AREA: _tr("Area of a page"),
    }[kind]


def add_entry(menu: QMenu, text: str, key: str) -> QAction:
    """An entry of the menu; `key`: what does the same in the list, "" for none."""
    action = menu.addAction(text.replace("&", "&&"))
    if key:
        # Shown only: the key is the list's, and a menu that is closed must not take it.
        action.setText(f"{action.text()}\t{QKeySequence(key).toString(NATIVE)}")
    return action


NATIVE = QKeySequence.SequenceFormat.NativeText


def _tr(text: str) -> str:
    return QCoreApplication.translate("NotesView", text)
