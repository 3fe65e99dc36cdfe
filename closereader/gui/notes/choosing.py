"""A list of cards of which one is chosen, and several can be selected to be changed together."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from closereader.gui import dragging
from closereader.gui.guard import guarded
from closereader.gui.notes.model import NotesModel
from closereader.gui.rows import RowView
from closereader.gui.session import Session
from closereader.i18n import ngettext
from closereader.model.annotation import Annotation, AnnotationId

AnyIndex = QModelIndex | QPersistentModelIndex
_Moves = QAbstractItemView.CursorAction
_MOVES = {
    Qt.Key.Key_Up: _Moves.MoveUp,
    Qt.Key.Key_Down: _Moves.MoveDown,
    Qt.Key.Key_PageUp: _Moves.MovePageUp,
    Qt.Key.Key_PageDown: _Moves.MovePageDown,
    Qt.Key.Key_Home: _Moves.MoveHome,
    Qt.Key.Key_End: _Moves.MoveEnd,
}
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_USUAL_CARD = 120


@guarded
class ChoosingView(RowView):
    """The chosen note is the one that the text follows (`session.chosen_note`); the selection is the
    list's own, and usually just that note. `selection_changed`: others are selected now."""

    selection_changed = Signal()

    def __init__(self, session: Session, model: NotesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, estimate=_USUAL_CARD, bottom=2)
        self._session = session
        self._notes = model
        # Empty: the chosen note alone is selected.
        self._selected: set[AnnotationId] = set()
        self._in_order: list[AnnotationId] | None = None
        self._anchor: AnnotationId | None = None
        self._is_selecting = False
        self._pressed_selected: AnnotationId | None = None
        self.setDragEnabled(True)
        # Of Qt's modes the one that tells screen readers that several can be selected.
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        session.chosen_note_changed.connect(self._choice_moved)
        model.counted.connect(self._drop_hidden)

    # What is selected

    def selected_ids(self) -> list[AnnotationId]:
        """The notes that are selected, as they stand in the list; else the chosen one, if it does."""
        if self._selected:
            if self._in_order is None:
                self._in_order = sorted(self._selected, key=self._notes.row_of)
            return list(self._in_order)
        chosen = self._session.chosen_note
        return [chosen] if chosen is not None and self._notes.row_of(chosen) >= 0 else []

    @property
    def has_several(self) -> bool:
        """Whether other notes than the chosen one are selected."""
        return bool(self._selected)

    def is_selected(self, annotation_id: AnnotationId) -> bool:
        """Whether it is one of several that are selected."""
        return annotation_id in self._selected

    def select_all(self) -> None:
        """Select all notes that are shown."""
        rows = range(self._notes.rowCount())
        self._select(self._notes.note(row).id for row in rows)

    def select_one(self) -> None:
        """Select the chosen note alone."""
        self._select(())

    def select_notes(self, ids: Iterable[AnnotationId]) -> None:
        """Select these, as far as they are shown."""
        self._select(one for one in ids if self._notes.row_of(one) >= 0)

    def _select(self, ids: Iterable[AnnotationId]) -> None:
        selected = set(ids)
        if selected == {self._session.chosen_note}:
            selected = set()
        if selected != self._selected:
            self._selected = selected
            self._in_order = None
            self._tell_qt()
            self.viewport().update()
            self.selection_changed.emit()

    def _tell_qt(self) -> None:
        """Qt's own selection is what screen readers are told."""
        if self.selectionModel() is None:
            return
        rows = [self._notes.row_of(one) for one in self.selected_ids()] if self._selected else []
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        chosen = QItemSelection()
        start = 0
        for place, row in enumerate(rows):
            if place + 1 == len(rows) or rows[place + 1] != row + 1:
                chosen.select(self._notes.index(rows[start]), self._notes.index(row))
                start = place + 1
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _drop_hidden(self) -> None:
        """Notes are gone, or left out by the filter: they are not selected any more."""
        self._in_order = None
        if self._selected:
            self._select([one for one in self._selected if self._notes.row_of(one) >= 0])
            self._tell_qt()

    def _choice_moved(self) -> None:
        if not self._is_selecting:
            self._anchor = self._session.chosen_note
            self._select(())

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Qt's: the chosen card is the selected one, unless several are."""
        super().currentChanged(current, previous)
        if not self._selected:
            self._tell_qt()

    def selectionCommand(
        self, index: AnyIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Qt's: it selects nothing by itself; what is selected are notes, whatever rows they move to."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    # Selecting

    def _choose(self, note: Annotation, *, go: bool) -> None:
        raise NotImplementedError

    def _choose_beside(self, note: Annotation) -> None:
        """Make it the chosen one; what is selected stays so."""
        self._is_selecting = True
        try:
            self._choose(note, go=False)
        finally:
            self._is_selecting = False

    def _toggle(self, note: Annotation) -> None:
        before = set(self.selected_ids())
        self._choose_beside(note)
        self._anchor = note.id
        self._select(before ^ {note.id})

    def _extend(self, note: Annotation, *, adds: bool) -> None:
        """Select all from where selecting began to this one; with `adds`, beside what is selected."""
        begun = self._notes.row_of(self._anchor)
        if begun < 0:
            begun = max(self._notes.row_of(self._session.chosen_note), 0)
            self._anchor = self._notes.note(begun).id
        here = self._notes.row_of(note.id)
        between = range(min(begun, here), max(begun, here) + 1)
        kept = self._selected if adds else set()
        self._choose_beside(note)
        self._select(kept | {self._notes.note(row).id for row in between})

    # Keys

    def _select_by_key(self, event: QKeyEvent) -> bool:
        """Whether the key moved in the list, or selected something there."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        current = self.currentIndex()
        if event.key() == Qt.Key.Key_A and modifiers == _CONTROL:
            self.select_all()
        elif event.key() == Qt.Key.Key_Space and modifiers == _CONTROL and current.isValid():
            self._toggle(self._notes.note(current.row()))
        elif event.key() == Qt.Key.Key_Escape and self._selected:
            self.select_one()
        elif event.key() in _MOVES and not modifiers & ~(_CONTROL | _SHIFT):
            there = self.moveCursor(_MOVES[Qt.Key(event.key())], modifiers)
            if there.isValid() and (there != current or self._selected):
                self._move_to(self._notes.note(there.row()), modifiers)
        else:
            return False
        return True

    def _move_to(self, note: Annotation, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & _SHIFT:
            self._extend(note, adds=bool(modifiers & _CONTROL))
        elif modifiers & _CONTROL:
            before = self.selected_ids()
            self._choose_beside(note)
            self._select(before)
        else:
            self._choose(note, go=False)
            self._anchor = note.id
            self.select_one()

    # Pointer

    def _select_by_press(self, event: QMouseEvent, note: Annotation) -> bool:
        """Whether the press of a button selected something, or left it as it was."""
        modifiers = event.modifiers()
        self._pressed_selected = None
        if event.button() == Qt.MouseButton.LeftButton and modifiers & _SHIFT:
            self._extend(note, adds=bool(modifiers & _CONTROL))
        elif event.button() == Qt.MouseButton.LeftButton and modifiers & _CONTROL:
            self._toggle(note)
        elif note.id in self._selected:
            # Perhaps all of them are to be dragged away: a mere click is known when it ends.
            if event.button() == Qt.MouseButton.LeftButton:
                self._pressed_selected = note.id
        else:
            return False
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's: a click on one of several chooses it alone."""
        super().mouseReleaseEvent(event)
        clicked, self._pressed_selected = self._pressed_selected, None
        row = self._notes.row_of(clicked)
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._notes.note(row), go=True)
            self._anchor = clicked
            self.select_one()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Qt's: carry all that is selected."""
        self._pressed_selected = None
        notes = [self._notes.note(self._notes.row_of(one)) for one in self.selected_ids()]
        if notes:
            words = "\n\n".join(filter(None, (note.quote or note.comment for note in notes)))
            drag = QDrag(self)
            drag.setMimeData(dragging.with_notes([note.id for note in notes], words))
            words = ngettext("{count} note", "{count} notes", len(notes))
            drag.setPixmap(dragging.picture(words, self.palette()))
            drag.exec(Qt.DropAction.CopyAction)
