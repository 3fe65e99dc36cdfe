"""Tags and cards: a tag dropped on a card is put on its note, on one of several that are selected on all
of these; and where tags get other colours, their chips are drawn anew."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint

from closereader.gui.dragged_tag import TagTarget
from closereader.gui.notes import card as cards
from closereader.gui.notes.choosing import ChoosingView
from closereader.gui.notes.delegate import CardDelegate
from closereader.gui.notes.model import NotesModel
from closereader.gui.session import Session
from closereader.gui.tags.changes import TagChanges
from closereader.model.annotation import AnnotationId


class TagsOnCards(QObject):
    """Lights the cards that would get the tag."""

    def __init__(self, session: Session, view: ChoosingView, model: NotesModel) -> None:
        super().__init__(view)
        delegate = view.itemDelegate()
        assert isinstance(delegate, CardDelegate)
        self._view = view
        self._notes = model
        self._delegate = delegate
        session.known_tags.recoloured.connect(self._draw_anew)
        self._changes = TagChanges(session, self)
        TagTarget(view.viewport(), self._over, lambda: self._light(()), self._drop)

    def _over(self, _tag: str, point: QPoint) -> bool:
        found = self._at(point)
        self._light(found)
        return bool(found)

    def _drop(self, tag: str, point: QPoint) -> None:
        self._changes.put_on(tag, self._at(point))

    def _at(self, point: QPoint) -> Sequence[AnnotationId]:
        index = self._view.indexAt(point)
        if not self._view.visualRect(index).adjusted(0, 0, 0, -cards.GAP).contains(point):
            return ()
        note = self._notes.note(index.row())
        return self._view.selected_ids() if self._view.is_selected(note.id) else (note.id,)

    def _draw_anew(self) -> None:
        self._delegate.forget_cards()
        self._view.relay()

    def _light(self, ids: Sequence[AnnotationId]) -> None:
        lit = frozenset(ids)
        if lit != self._delegate.lit:
            self._delegate.lit = lit
            self._view.viewport().update()
