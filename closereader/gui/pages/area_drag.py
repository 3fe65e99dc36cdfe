"""Drawing an area of a page with the mouse, moving it, and pulling its corners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt

from closereader.gui.pages.marks import corners
from closereader.library import areas
from closereader.model.annotation import Annotation
from closereader.model.area import Area, Rect

if TYPE_CHECKING:
    from closereader.gui.pages.view import PagesView

_REACH = 7.0
# Points; what is smaller was no area but a slip of the hand.
_LEAST = 4.0


class AreaDrag:
    """One drag: shows the area as it would be, and changes it once, when the button is let go.

    `corner`: the one that is pulled (0 to 3, clockwise from the top left as shown), -1 for the whole.
    """

    def __init__(
        self,
        view: PagesView,
        page: int,
        at: tuple[float, float],
        note: Annotation | None,
        corner: int,
    ) -> None:
        self._view = view
        self._page = page
        self._at = at
        self._note = note
        self._corner = corner
        self._area: Area | None = note.area if note is not None else None

    @classmethod
    def begin(cls, view: PagesView, point: QPoint, *, is_new: bool) -> AreaDrag | None:
        """The drag that a press at a point of the viewport begins, if it is one of an area."""
        place = view.place_at(point)
        if place is None:
            return None
        if is_new:
            at = view.sheets.within(place.page, place.x, place.y)
            return cls(view, place.page, at, None, -1)
        found = _grabbed(view, point)
        if found is None or found[0].area is None:
            return None
        return cls(view, found[0].area.page, (place.x, place.y), *found)

    @staticmethod
    def shape(view: PagesView, point: QPoint) -> Qt.CursorShape | None:
        """The pointer over what can be dragged here."""
        found = _grabbed(view, point)
        if found is None:
            return None
        shapes = (Qt.CursorShape.SizeFDiagCursor, Qt.CursorShape.SizeBDiagCursor)
        return Qt.CursorShape.SizeAllCursor if found[1] < 0 else shapes[found[1] % 2]

    def move(self, point: QPoint) -> None:
        """The pointer is at a point of the viewport."""
        view = self._view
        there = QPointF(point) + view.shift
        x, y = view.sheets.on_page(self._page, there)
        if self._note is None:
            self._show(self._between(self._at, view.sheets.within(self._page, x, y)))
            return
        assert self._note.area is not None
        rect = self._note.area.rect
        if self._corner < 0:
            self._show(self._moved(rect, x - self._at[0], y - self._at[1]))
            return
        box = view.sheets.shown(self._page, rect)
        fixed = corners(box)[(self._corner + 2) % 4]
        other = view.sheets.on_page(self._page, fixed)
        self._show(self._between(other, view.sheets.within(self._page, x, y)))

    def finish(self, *, is_click: bool) -> None:
        """The button was let go: save it, as one step; a mere click chooses."""
        view, note, area = self._view, self._note, self._area
        view.marks.area = None
        view.repaint_marks()
        if note is not None and is_click:
            view.session.choose_note(note.id)
        elif area is not None and not is_click:
            kept(view, note, area)

    def _show(self, rect: Rect | None) -> None:
        if rect is not None:
            self._area = Area(self._page, rect)
            self._view.marks.area = (self._note, self._area)
            self._view.repaint_marks()

    def _between(self, one: tuple[float, float], other: tuple[float, float]) -> Rect | None:
        left, right = sorted((one[0], other[0]))
        top, bottom = sorted((one[1], other[1]))
        if right - left < _LEAST or bottom - top < _LEAST:
            return None
        return Rect(left, top, right, bottom)

    def _moved(self, rect: Rect, across: float, down: float) -> Rect:
        width, height = self._view.sheets.points(self._page)
        left = min(max(rect.left + across, 0.0), max(width - rect.width, 0.0))
        top = min(max(rect.top + down, 0.0), max(height - rect.height, 0.0))
        return Rect(left, top, left + rect.width, top + rect.height)


def kept(view: PagesView, note: Annotation | None, area: Area) -> None:
    """Let a note be about this area, as one step; without one, mark it in the last colour, and choose it."""
    session = view.session
    if session.reading is None:
        return
    if note is not None:
        session.messages.retract()
        if area != note.area:
            session.run(view.tr("Move the area"), areas.set_area, note.id, area)
        return

    def choose(made: Annotation) -> None:
        session.messages.retract()  # What was said to do was done.
        if made.id in session.annotations:
            session.choose_note(made.id)

    session.run(
        view.tr("Mark an area"),
        areas.add,
        session.reading.id,
        area,
        colour=session.last_colour,
        then=choose,
    )


def _grabbed(view: PagesView, point: QPoint) -> tuple[Annotation, int] | None:
    """The chosen area, if it is at a point, and which of its corners, -1 for none."""
    session = view.session
    note = session.annotations.get(session.chosen_note)
    if note is None or note.area is None or session.marks_hidden:
        return None
    if note.area.page >= len(view.sheets):
        return None
    there = QPointF(point) + view.shift
    box = view.sheets.shown(note.area.page, note.area.rect)
    for index, corner in enumerate(corners(box)):
        if (corner - there).manhattanLength() < 2 * _REACH:
            return note, index
    return (note, -1) if box.contains(there) else None
