"""What is under the pointer: lit while it is there, chosen when it is clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt

from closereader.gui.reader.handles import HandleDrag
from closereader.text.trim import trim

if TYPE_CHECKING:
    from closereader.gui.reader.view import ReaderView
    from closereader.model.annotation import AnnotationId
    from closereader.model.document import Picture


def hover(view: ReaderView, point: QPoint) -> None:
    """Light the note under a point of the viewport, and show what a click would do."""
    session = view.session
    offset = view.offset_at(point)
    shape = Qt.CursorShape.IBeamCursor
    hovered = None
    if offset is not None and not session.marks_hidden:
        marks = session.annotations.at(offset)
        hovered = marks[0].id if marks else None
    signed = view.overlay.signs.at(in_document(view, point))
    if signed:
        hovered = signed[0].id
    lines = view.link_lines
    is_on_link = offset is None and not signed and lines is not None and lines.hover(point)
    if HandleDrag.over(view, point):
        shape = Qt.CursorShape.SizeHorCursor
    elif (
        is_on_link
        or picture_at(view, point) is not None
        or hovered is not None
        or (
            offset is not None
            and (session.mention_at(offset) is not None or view.links.at(offset) is not None)
        )
    ):
        shape = Qt.CursorShape.PointingHandCursor
    view.viewport().setCursor(shape)
    session.hover_note(hovered)


def click(view: ReaderView, point: QPoint) -> None:
    """Follow the link there; else choose the name and the shortest mark, and with another click at
    the place the next mark. Beside all of them, nothing is chosen any more."""
    session = view.session
    signed = [note.id for note in view.overlay.signs.at(in_document(view, point))]
    if signed:
        _choose_next(view, signed)
        note = session.annotations.get(session.chosen_note)
        if note is not None and note.area is not None:
            view.links.show_area(note.area)
        return
    offset = view.offset_at(point)
    if offset is None:
        picture = picture_at(view, point)
        if picture is not None:
            view.picture_wanted.emit(picture)
        elif view.link_lines is None or not view.link_lines.click(point):
            session.choose_note(None)
        return
    link = view.links.at(offset)
    if link is not None and view.links.follow(link):
        return
    found = session.mention_at(offset)
    if found is not None:
        session.choose_entity(found[0].id, found[1])
    ids = [note.id for note in session.annotations.at(offset)]
    if ids:
        _choose_next(view, ids)
    elif found is None:
        session.choose_note(None)


def choose_for_menu(view: ReaderView, point: QPoint) -> None:
    """Choose the shortest mark there, since the menu is about it; a chosen one that is there too stays.
    Beside all of them, nothing is chosen any more."""
    session, offset = view.session, view.offset_at(point)
    ids = [note.id for note in view.overlay.signs.at(in_document(view, point))]
    if not ids and offset is not None and not session.marks_hidden:
        ids = [note.id for note in session.annotations.at(offset)]
    if session.chosen_note not in ids:
        session.choose_note(ids[0] if ids else None)


def picture_at(view: ReaderView, point: QPoint) -> Picture | None:
    """The picture under a point of the viewport."""
    layout, place = view.layout_, in_document(view, point)
    if view.positions is None or not layout.sketch.pictures:
        return None
    number = layout.number_at(place.y())
    rect = layout.figures.rect(number, layout.left, layout.text_top(number))
    return layout.figures.picture(number) if rect is not None and rect.contains(place) else None


def picture_above(view: ReaderView, offset: int) -> float:
    """How much room the picture takes above the block that begins at code point `offset`; 0 where none
    does, or it has none."""
    if view.positions is None or not view.layout_.sketch.pictures:
        return 0.0
    number = view.document().findBlock(view.positions.position(offset)).blockNumber()
    begins = view.layout_.blocks[number].start == offset
    return view.layout_.figures.room(number) if begins else 0.0


def in_document(view: ReaderView, point: QPoint) -> QPointF:
    """A point of the viewport in the coordinates of the whole text."""
    return QPointF(point.x(), point.y() + view.verticalScrollBar().value())


def _choose_next(view: ReaderView, ids: list[AnnotationId]) -> None:
    chosen = view.session.chosen_note
    index = ids.index(chosen) + 1 if chosen in ids and len(ids) > 1 else 0
    view.session.choose_note(ids[index % len(ids)])


def double_click(view: ReaderView, point: QPoint) -> None:
    """Select the word there; on a sign in the margin, write on its note."""
    # Not at the top: the first picture is drawn before rules of words are needed.
    from closereader.text.segment import word_at

    signed = view.overlay.signs.at(in_document(view, point))
    if signed:
        view.session.edit_comment.emit(signed[0].id)
        return
    offset = view.offset_at(point)
    if offset is not None and view.session.text is not None:
        text = view.session.text.text
        span = trim(text, word_at(text, offset))
        if span is not None:
            view.select(span)
