"""A tag dropped in the text: on the selection it marks that, with the tag; on a mark it is put on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QAbstractScrollArea

from closereader.gui.dragged_tag import TagTarget
from closereader.gui.reader import pointing
from closereader.gui.tags.changes import TagChanges
from closereader.model.annotation import AnnotationId

if TYPE_CHECKING:
    from collections.abc import Callable

    from closereader.gui.reader.view import ReaderView


class TagDrops(QObject):
    """Lights the mark that would get the tag; the selection is lit already. `on`: the view it is dropped
    on, where that is not the text; `offset_at`, `mark_at`: what stands at a point of that."""

    def __init__(
        self,
        view: ReaderView,
        on: QAbstractScrollArea | None = None,
        offset_at: Callable[[QPoint], int | None] | None = None,
        mark_at: Callable[[QPoint], AnnotationId | None] | None = None,
    ) -> None:
        on = on or view
        super().__init__(on)
        self._view = view
        self._offset_at = offset_at or view.offset_at
        self._mark = mark_at or self._mark_in_text
        self._changes = TagChanges(view.session, self)
        TagTarget(on.viewport(), self._over, self._end, self._drop)

    def _over(self, _tag: str, point: QPoint) -> bool:
        if self._is_on_selection(point):
            self._end()
            return True
        mark = self._mark(point)
        self._view.session.hover_note(mark)
        return mark is not None

    def _end(self) -> None:
        self._view.session.hover_note(None)

    def _drop(self, tag: str, point: QPoint) -> None:
        session = self._view.session
        if self._is_on_selection(point) and session.selection is not None:
            self._changes.put_on_passage(tag, session.selection)
            self._view.clear_selection()
            return
        mark = self._mark(point)
        if mark is not None:
            self._changes.put_on(tag, [mark])

    def _is_on_selection(self, point: QPoint) -> bool:
        selection, offset = self._view.session.selection, self._offset_at(point)
        return selection is not None and offset is not None and selection.contains(offset)

    def _mark_in_text(self, point: QPoint) -> AnnotationId | None:
        """The shortest mark there, or the one whose sign stands there in the margin."""
        view = self._view
        signed = view.overlay.signs.at(pointing.in_document(view, point))
        if signed:
            return signed[0].id
        offset = view.offset_at(point)
        if offset is None or view.session.marks_hidden:
            return None
        marks = view.session.annotations.at(offset)
        return marks[0].id if marks else None
