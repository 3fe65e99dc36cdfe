"""The list of cards: pointer and keys, the editor on a card, what is chosen and hovered."""

from collections.abc import Callable, Sequence
from itertools import chain

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from closereader.gui import keys
from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.notes import card as cards
from closereader.gui.notes import several
from closereader.gui.notes.choosing import ChoosingView
from closereader.gui.notes.delegate import CardDelegate
from closereader.gui.notes.editor import CardEditor
from closereader.gui.notes.menu import note_menu
from closereader.gui.notes.model import NotesModel
from closereader.gui.notes.references import References
from closereader.gui.notes.tips import show_tip
from closereader.gui.rows.asked import asked_at
from closereader.gui.session import Session
from closereader.gui.theme import Theme
from closereader.model.annotation import Annotation, AnnotationId, AnnotationKind
from closereader.model.colour import Colour
from closereader.model.link import Linked

_HIGHLIGHTS = {f"highlight.{number}": colour for number, colour in enumerate(Colour, start=1)}
_KINDS = {
    "note.underline": AnnotationKind.UNDERLINE,
    "note.strike": AnnotationKind.STRIKE,
}


@guarded
class NotesView(ChoosingView):
    """Cards below one another. `left`: the reader is done here and wants back to the text;
    `led`: the reader was just sent to a passage from here; `link_wanted(Linked)`: to the other end
    of that link; `unlink_wanted(id, id)`: the link between those notes is to go; `link_kind_wanted(id,
    id, kind, asks)`: it is to say that, or another word to be asked for; `tags_wanted`: all that are
    selected are to be tagged; `export_wanted(list of ids)`: those notes alone."""

    left = Signal()
    led = Signal()
    link_wanted = Signal(object)
    unlink_wanted = Signal(str, str)
    tags_wanted = Signal()
    check_wanted = Signal(str)
    export_wanted = Signal(list)
    web_wanted = Signal(str, QRect)
    link_kind_wanted = Signal(str, str, str, bool)

    def __init__(self, session: Session, model: NotesModel, parent: QWidget | None = None) -> None:
        super().__init__(session, model, parent)
        self._theme = themes.load("light")
        self._clicked: AnnotationId | None = None
        self._top: tuple[Annotation, int] | None = None
        # Whether a note that is to be written on is written on here.
        self.takes: Callable[[AnnotationId], bool] = lambda _note: True
        self._delegate = self._make_delegate()
        self.setItemDelegate(self._delegate)
        model.modelAboutToBeReset.connect(self._remember_top)
        self.setModel(model)
        model.modelReset.connect(self._restore_top)
        self.setAccessibleName(self.tr("Notes"))
        self.references = References(self, session, model, self._delegate)
        self.editor = CardEditor(session, self.viewport())
        self.editor.grown.connect(self._fit_editor)
        self.editor.moved.connect(self._show_caret)
        self.editor.left.connect(self._leave_editor)
        self.editor.follow_wanted.connect(self.references.follow)
        self.editor.closed.connect(self.close_editor)
        self.settled.connect(self._place_editor)
        self.hovered.connect(self._tell_hovered)
        session.edit_comment.connect(lambda note: self._edit(note, self.edit_comment))
        session.edit_tags.connect(lambda note: self._edit(note, self.edit_tags))
        session.chosen_note_changed.connect(self._follow_choice)
        session.hovered_note_changed.connect(self.viewport().update)
        model.counted.connect(self._follow_notes)
        session.annotations_changed.connect(self._follow_editor)
        session.turns.freed.connect(self._follow_editor)
        session.linked.changed.connect(self.relay)
        session.reading_opened.connect(self.close_editor)

    def _make_delegate(self) -> CardDelegate:
        return CardDelegate(self._session, self._notes, self.is_selected, self)

    def set_theme(self, theme: Theme) -> None:
        """Take these colours."""
        self._theme = theme
        self._delegate.set_theme(theme)
        self.editor.set_theme(theme)
        palette = theme.palette()
        palette.setColor(palette.ColorRole.Base, theme.panel)
        self.setPalette(palette)
        self.viewport().update()

    # Choosing

    def current_note(self) -> Annotation | None:
        """The note that stands chosen in the list."""
        index = self.currentIndex()
        return self._notes.note(index.row()) if index.isValid() else None

    def focus_list(self) -> None:
        """Take the focus; with nothing chosen yet, choose the first card in sight."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        rows = self.rows_in_sight()
        if not self.currentIndex().isValid() and rows:
            self._choose(self._notes.note(rows.start), go=False)

    def _choose(self, note: Annotation, *, go: bool) -> None:
        if go:
            self.led.emit()
        self._session.choose_note(note.id, go=go)

    def _follow_choice(self) -> None:
        row = self._notes.row_of(self._session.chosen_note)
        self._set_current(row)
        self.relay()  # The chosen card shows all of its comment, the one before no longer.
        if row >= 0 and not self.editor.has_focus():
            self.scrollTo(self._notes.index(row))

    def _set_current(self, row: int) -> None:
        if row != self.currentIndex().row():
            self.setAutoScroll(False)
            self.setCurrentIndex(self._notes.index(row) if row >= 0 else QModelIndex())
            self.setAutoScroll(True)

    def _follow_notes(self) -> None:
        """Rows may have moved: what is chosen and what is written on stay the same notes."""
        self._set_current(self._notes.row_of(self._session.chosen_note))
        if self.editor.note is not None:
            self._place_editor()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What has the keyboard's focus is always the chosen card, and no other."""
        super().focusInEvent(event)
        row = self._notes.row_of(self._session.chosen_note)
        self._set_current(row)
        by_keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if row < 0 and event.reason() in by_keys:
            self.focus_list()

    def _remember_top(self) -> None:
        """Which card stands uppermost, and where: a filter or another process resets the list."""
        rows = self.rows_in_sight()
        self._top = None
        if rows and rows.start < self._notes.rowCount():
            note = self._notes.note(rows.start)
            self._top = (note, self.visualRect(self._notes.index(rows.start)).top())

    def _restore_top(self) -> None:
        if self._top is None:
            return
        note, top = self._top
        row = self._notes.row_of(note.id)
        if row < 0:
            row, top = self._notes.row_near(note.start), 0
        if row > 0 or top:
            index = self._notes.index(max(row, 0))
            self.scrollTo(index, self.ScrollHint.PositionAtTop)
            self.verticalScrollBar().setValue(self.verticalOffset() - top)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down choose, Enter goes there, and the letters do what they do in the text."""
        note = self.current_note()
        with_control = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if self._select_by_key(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif with_control or note is None or not self._act(event, note):
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent, note: Annotation) -> bool:
        key, action = event.key(), keys.means(event)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(note, go=True)
        elif key == Qt.Key.Key_F2 or action == "note.comment":
            self.edit_comment(note.id)
        elif action == "note.tag" and self.has_several:
            self.tags_wanted.emit()
        elif action == "note.tag":
            self.edit_tags(note.id)
        elif key == Qt.Key.Key_Backspace or action == "note.delete":
            self.remove(self.selected_ids())
        elif action in _HIGHLIGHTS:
            self._session.recolour(self.selected_ids(), _HIGHLIGHTS[action])
        elif action in _KINDS:
            self._session.set_kind(self.selected_ids(), _KINDS[action])
        else:
            return False
        return True

    def remove(self, ids: Sequence[AnnotationId]) -> None:
        """Delete these notes, in their order here; the next one is chosen in their place."""
        gone = set(ids)
        rows = range(self._notes.rowCount())
        last = self._notes.row_of(ids[-1]) if ids else -1
        others = chain(rows[last + 1 :], reversed(rows[: max(last, 0)]))
        after = next((n for n in map(self._notes.note, others) if n.id not in gone), None)

        def choose_after(_gone: object) -> None:
            chosen = None if after is None else after.id
            self._session.choose_note(chosen if chosen in self._session.annotations else None)

        self._session.remove(ids, choose_after)

    # Pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the note and shows its passage."""
        index = self._card_at(event.position().toPoint())
        linked = self._link_at(index, event.position()) if index.isValid() else None
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if linked is not None and is_plain and event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._notes.note(index.row()), go=False)
            self.link_wanted.emit(linked)
            return
        referred = self.references.at(index, event.position())
        if referred is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._notes.note(index.row()), go=False)
            self.references.follow(*referred)
            return
        super().mousePressEvent(event)
        self._clicked = None
        if index.isValid() and not self._select_by_press(event, self._notes.note(index.row())):
            self._clicked = self._notes.note(index.row()).id
            go = event.button() == Qt.MouseButton.LeftButton
            self._choose(self._notes.note(index.row()), go=go)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Over what a comment refers to, show that a click goes there."""
        super().mouseMoveEvent(event)
        self.references.point_at(self._card_at(event.position().toPoint()), event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click writes on the note whose first click it follows; that click may have
        moved the cards."""
        clicked, self._clicked = self._clicked, None
        index = self._card_at(event.position().toPoint())
        if clicked is None and index.isValid():
            clicked = self._notes.note(index.row()).id
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if clicked is not None and is_plain and event.button() == Qt.MouseButton.LeftButton:
            self.edit_comment(clicked)

    def _link_at(self, index: QModelIndex, point: QPointF) -> Linked | None:
        rect = self.visualRect(index)
        within = point - QPointF(rect.left() + cards.SIDE, rect.top() + 1)
        return self._delegate.link_at(self._notes.note(index.row()), rect.width(), within)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the note, by pointer or by the menu key."""
        index, where = asked_at(self, event, self._card_at)
        if index.isValid():
            note = self._notes.note(index.row())
            if self.is_selected(note.id):
                several.menu(self, self._session, self._theme).popup(where)
                return
            self._choose(note, go=False)
            self.select_one()
            self._menu(note).popup(where)

    def _menu(self, note: Annotation) -> QMenu:
        return note_menu(self, self._session, note, self._theme)

    def link_words(self, linked: Linked) -> str:
        """What a link is called on its card."""
        return self._notes.wording.link(linked)

    def viewportEvent(self, event: QEvent) -> bool:
        """Over the time, tell it in full."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            show_tip(self, self._notes, event)
            return True
        return super().viewportEvent(event)

    def _card_at(self, point: QPoint) -> QModelIndex:
        index = self.indexAt(point)
        rect = self.visualRect(index).adjusted(0, 0, 0, -cards.GAP)
        return index if rect.contains(point) else QModelIndex()

    def _tell_hovered(self, index: QModelIndex) -> None:
        self._session.hover_note(self._notes.note(index.row()).id if index.isValid() else None)

    # Writing

    def _edit(self, note: AnnotationId, edit: Callable[[AnnotationId], None]) -> None:
        if self.takes(note):
            edit(note)

    def edit_comment(self, annotation_id: AnnotationId) -> None:
        """Open the note's card to write its comment."""
        if self._open_editor(annotation_id):
            self.editor.comment.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_caret()

    def edit_tags(self, annotation_id: AnnotationId) -> None:
        """Open the note's card to write its tags."""
        if self._open_editor(annotation_id):
            self.editor.tags.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_caret()

    def _open_editor(self, annotation_id: AnnotationId) -> bool:
        note = self._session.annotations.get(annotation_id)
        if note is None:
            return False
        # A filter may hide it: it is shown as long as it is written on.
        self._notes.pin(note.id)
        self._session.choose_note(note.id)
        self.select_one()
        self.editor.open(note)
        self._fit_editor()
        self.scrollTo(self._notes.index(self._notes.row_of(note.id)))
        return True

    def close_editor(self) -> None:
        """Save what is written and show the card as it is read."""
        if self.editor.note is not None:
            self.editor.close_note()
            self._end_editing()

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self.editor.flush()

    def _end_editing(self) -> None:
        self._delegate.set_editor(None, 0)
        self._notes.pin(None)
        self.relay()

    def _leave_editor(self) -> None:
        self.close_editor()
        self.left.emit()

    def _fit_editor(self) -> None:
        """Make the card as high as what is written on it."""
        if self.editor.note is None:
            return
        width = self.row_width - 2 * cards.SIDE - cards.LEFT - cards.RIGHT
        self._delegate.set_editor(self.editor.note, self.editor.height_at(width))
        self.relay()
        self._show_caret()

    def _show_caret(self) -> None:
        """Scroll so far that the line being typed in can be seen."""
        rect = self.editor.caret_rect()
        if rect is None:
            return
        top = self.editor.mapTo(self.viewport(), rect.topLeft()).y() - cards.BOTTOM
        bottom = self.editor.mapTo(self.viewport(), rect.bottomLeft()).y() + cards.BOTTOM
        hidden = max(bottom - self.viewport().height(), 0) or min(top, 0)
        if hidden:
            self.verticalScrollBar().setValue(self.verticalOffset() + hidden)

    def _place_editor(self) -> None:
        row = self._notes.row_of(self.editor.note)
        if row < 0:
            return
        rect = self.visualRect(self._notes.index(row))
        card = self._delegate.card(self._notes.note(row), rect.width())
        left = cards.SIDE + cards.LEFT
        width = rect.width() - left - cards.SIDE - cards.RIGHT
        height = card.height - card.below - card.editor_top - cards.BOTTOM
        place = QRect(left, rect.top() + 1 + card.editor_top, width, height)
        if place != self.editor.geometry():
            narrower = place.width() != self.editor.width()
            self.editor.setGeometry(place)
            if narrower:
                self._fit_editor()

    def _follow_editor(self) -> None:
        if self.editor.note is None or self._session.turns.is_behind:
            return  # What was typed last may be waiting for its turn, and is not to be taken back.
        note = self._session.annotations.get(self.editor.note)
        if note is None:
            self.editor.abandon()
            self._end_editing()
        else:
            self.editor.follow(note)
