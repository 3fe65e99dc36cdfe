"""What comments refer to: addresses of the reading are gone to, those of the web are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPointF, QRect, Qt
from PySide6.QtWidgets import QMenu

from closereader.gui.notes import card as cards
from closereader.text.references import Reference

if TYPE_CHECKING:
    from closereader.gui.notes.delegate import CardDelegate
    from closereader.gui.notes.model import NotesModel
    from closereader.gui.notes.view import NotesView
    from closereader.gui.session import Session
    from closereader.model.annotation import Annotation

_MOST = 8
_LONGEST = 40


class References:
    """Of one list of cards."""

    def __init__(
        self, view: NotesView, session: Session, model: NotesModel, delegate: CardDelegate
    ) -> None:
        self._view = view
        self._session = session
        self._notes = model
        self._delegate = delegate

    def at(self, index: QModelIndex, point: QPointF) -> tuple[Reference, QRect] | None:
        """What the card's comment refers to at a point of the viewport, and where that is on the
        screen."""
        view = self._view
        if not index.isValid():
            return None
        rect = view.visualRect(index)
        corner = QPointF(rect.left() + cards.SIDE, rect.top() + 1)
        found = self._delegate.reference_at(
            self._notes.note(index.row()), rect.width(), point - corner
        )
        if found is None:
            return None
        box = found[1].translated(corner).toAlignedRect()
        return found[0], QRect(view.viewport().mapToGlobal(box.topLeft()), box.size())

    def point_at(self, index: QModelIndex, point: QPointF) -> None:
        """Show by the pointer whether a click there goes anywhere."""
        leads = self.at(index, point) is not None or self._is_chip(index, point)
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor
        self._view.viewport().setCursor(shape)

    def _is_chip(self, index: QModelIndex, point: QPointF) -> bool:
        """Whether it is on the sign of a link, or of a place where an essay quotes the note."""
        if not index.isValid():
            return False
        rect = self._view.visualRect(index)
        width, within = rect.width(), point - QPointF(rect.left() + cards.SIDE, rect.top() + 1)
        link = self._delegate.link_at(self._notes.note(index.row()), width, within)
        return link is not None or self._delegate.use_at(index, width, within) is not None

    def follow(self, reference: Reference, mark: QRect) -> None:
        """Go to the address; show one of the web beside `mark`."""
        if reference.is_web:
            self._view.web_wanted.emit(reference.target, mark)
        else:
            self._view.led.emit()
            chosen = self._session.chosen_note
            self._session.go_to_address(reference.target)
            # The caret left its passage, but the reader is still at the card.
            self._session.choose_note(chosen)

    def add_to(self, menu: QMenu, note: Annotation) -> None:
        """An entry for each of what the note's comment refers to."""
        seen: dict[str, Reference] = {}
        for reference in cards.references_of(note.comment):
            if self._notes.wording.leads(reference):
                seen.setdefault(reference.target, reference)
        for reference in list(seen.values())[:_MOST]:
            words = reference.target
            form = (
                self._view.tr("Show {address}")
                if reference.is_web
                else self._view.tr("Go to {address}")
            )
            if len(words) > _LONGEST:
                words = f"{words[:_LONGEST]}…"
            action = menu.addAction(form.format(address=words).replace("&", "&&"))
            action.triggered.connect(
                lambda _=False, r=reference: self.follow(r, self._mark_of(note))
            )

    def _mark_of(self, note: Annotation) -> QRect:
        view = self._view
        rect = view.visualRect(self._notes.index(self._notes.row_of(note.id)))
        return QRect(view.viewport().mapToGlobal(rect.topLeft()), rect.size())
