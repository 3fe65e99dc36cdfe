"""The mouse on the pages: it selects words, chooses what is under it, drags ends and areas, follows links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from closereader.gui.pages.area_drag import AreaDrag
from closereader.gui.pages.pictures import linked_at
from closereader.gui.reader.links import show_address
from closereader.model.annotation import Annotation, AnnotationId
from closereader.model.span import Span
from closereader.text.references import WEB_SCHEMES
from closereader.text.trim import trim

if TYPE_CHECKING:
    from closereader.gui.pages.view import PagesView
    from closereader.pages.drawer import PageLink

_NEAR, _SCROLL_MS, _SCROLL_EDGE = 4, 40, 24
_BUTTON, _SHAPE = Qt.MouseButton, Qt.CursorShape


class PageMouse:
    """Of one view. `is_marking_area`: the next drag draws an area."""

    def __init__(self, view: PagesView) -> None:
        self._view = view
        self._pressed = QPoint()
        self._anchor: int | None = None
        self._area: AreaDrag | None = None
        self._end: tuple[Annotation, int] | None = None
        self._links: dict[int, tuple[PageLink, ...]] = {}
        self._asked: set[int] = set()
        self._third_click = QTimer(view)
        self._third_click.setSingleShot(True)
        self._scrolling = QTimer(view)
        self._scrolling.setInterval(_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll_on)
        self.is_marking_area = False

    def forget(self) -> None:
        """Other pages are shown."""
        self._links.clear()
        self._asked.clear()
        self._anchor = self._area = self._end = None
        self.mark_area(False)

    def take_links(self, page: int, links: object) -> None:
        """The links of a page are known."""
        self._links[page] = links  # type: ignore[assignment]

    def mark_area(self, is_on: bool) -> None:
        """Let the next drag draw an area, or not."""
        self.is_marking_area = is_on
        self._view.area_keys.forget()
        self._view.viewport().setCursor(_SHAPE.CrossCursor if is_on else _SHAPE.IBeamCursor)

    # Qt's events

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        view, point = self._view, event.position().toPoint()
        self._pressed = point
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        if view.words is None:
            return  # The text is not known yet.
        if event.button() == _BUTTON.RightButton:
            if view.session.selection is None:
                self._choose_for_menu(point)
            return
        if event.button() != _BUTTON.LeftButton:
            return
        if self._third_click.isActive():
            self._third_click.stop()
            self._select_round("paragraph", point)
            return
        view.area_keys.forget()
        self._area = AreaDrag.begin(view, point, is_new=self.is_marking_area)
        if self._area is not None:
            return
        self._end = self._end_at(point)
        if self._end is not None:
            return
        offset = self.offset_near(point)
        if offset is None:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = view.text.positions.offset(view.text.textCursor().anchor())  # type: ignore[union-attr]
            self._draw_over(offset)
        else:
            self._anchor = offset
            view.page_keys.put_caret(offset)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved."""
        point = event.position().toPoint()
        if self._area is not None:
            self._area.move(point)
        elif self._end is not None:
            self._drag_end(point)
        elif self._anchor is not None and event.buttons() & _BUTTON.LeftButton:
            if (point - self._pressed).manhattanLength() >= _NEAR:
                self._drag_selection(point)
        elif not event.buttons() and self._view.words is not None:
            self._hover(point)

    def release(self, event: QMouseEvent) -> None:
        """The button was let go."""
        view, point = self._view, event.position().toPoint()
        self._scrolling.stop()
        if view.words is None or event.button() != _BUTTON.LeftButton:
            return
        if self._area is not None:
            area, self._area = self._area, None
            is_click = (point - self._pressed).manhattanLength() < _NEAR
            area.finish(is_click=is_click)
            if self.is_marking_area and not is_click:
                self.mark_area(False)
            return
        if self._end is not None:
            self._finish_end()
            return
        self._anchor = None
        if view.session.selection is not None:
            view.selected.emit(True)
        elif (point - self._pressed).manhattanLength() < _NEAR:
            self._click(point)

    def double_click(self, event: QMouseEvent) -> None:
        """The word; on an area or a sign, write on its note."""
        if event.button() != _BUTTON.LeftButton:
            return
        point = event.position().toPoint()
        beside = self._beside(point)
        if beside:
            self._view.session.edit_comment.emit(beside[0])
            return
        self._select_round("word", point)
        self._third_click.start(QApplication.doubleClickInterval())

    # Words

    def offset_at(self, point: QPoint) -> int | None:
        """The code point under a point of the viewport."""
        view = self._view
        place = view.place_at(point)
        return None if view.words is None or place is None else view.words.offset_at(place)

    def offset_near(self, point: QPoint) -> int | None:
        """The caret's place nearest to a point of the viewport; None where there are no words."""
        view = self._view
        place = view.place_at(point)
        if view.words is None or place is None or view.text.positions is None:
            return None
        return view.words.offset_near(place)

    def _draw_over(self, offset: int) -> None:
        view = self._view
        if self._anchor is not None:
            view.page_keys.select(self._anchor, offset)

    def _drag_selection(self, point: QPoint) -> None:
        offset = self.offset_near(point)
        if offset is not None:
            self._draw_over(offset)
        room = self._view.viewport().rect()
        beyond = not room.adjusted(0, _SCROLL_EDGE, 0, -_SCROLL_EDGE).contains(point)
        if beyond and not self._scrolling.isActive():
            self._scrolling.start()
        elif not beyond:
            self._scrolling.stop()

    def _scroll_on(self) -> None:
        view = self._view
        point = view.viewport().mapFromGlobal(view.cursor().pos())
        room = view.viewport().rect()
        over = max(point.y() - room.bottom() + _SCROLL_EDGE, 0)
        under = max(room.top() + _SCROLL_EDGE - point.y(), 0)
        if not (over or under) or self._anchor is None:
            self._scrolling.stop()
            return
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() + min(over, 60) - min(under, 60))
        offset = self.offset_near(point)
        if offset is not None:
            self._draw_over(offset)

    def _select_round(self, extent: str, point: QPoint) -> None:
        # Not at the top: rules of words are loaded when they are first needed.
        from closereader.model.widening import Extent, round_place

        view = self._view
        offset = self.offset_at(point)
        if offset is None or view.session.text is None:
            return
        span = round_place(view.session.text, offset, Extent(extent))
        span = span and trim(view.session.text.text, span)
        if span is not None:
            view.page_keys.select(span.start, span.end)
            view.selected.emit(True)

    # What is under the pointer

    def _beside(self, point: QPoint) -> list[AnnotationId]:
        """The notes whose sign or area is at a point of the viewport, the one drawn last first."""
        view = self._view
        place = view.place_at(point)
        if place is None or view.session.marks_hidden:
            return []
        there = QPointF(point) + view.shift
        signs = [
            note.id
            for box, note in reversed(view.marks.signs(place.page))
            if box.adjusted(-2, -3, 2, 3).contains(there)
        ]
        return signs + [
            note.id
            for note, box in reversed(view.marks.areas(place.page))
            if note is not None and box.contains(there)
        ]

    def _on(self, point: QPoint) -> list[AnnotationId]:
        """All notes at a point: on its words, then signs and areas."""
        session, offset = self._view.session, self.offset_at(point)
        beside = self._beside(point)
        if offset is None or session.marks_hidden:
            return beside
        return [note.id for note in session.annotations.at(offset)] + beside

    def notes_at(self, point: QPoint) -> list[Annotation]:
        """All notes that a click at a point is about; none where it follows a link."""
        notes = self._view.session.annotations
        found = [] if self._link_at(point) is not None else self._on(point)
        return [note for each in found if (note := notes.get(each)) is not None]

    def mark_at(self, point: QPoint) -> AnnotationId | None:
        """The note at a point: the shortest mark of the words there, a sign, or an area."""
        found = self._on(point)
        return found[0] if found else None

    def _hover(self, point: QPoint) -> None:
        view, session = self._view, self._view.session
        place = view.place_at(point)
        if place is not None and place.page not in self._asked and view.pictures.is_open:
            self._asked.add(place.page)
            view.pictures.want_links(place.page)
        found = self._on(point)
        offset = self.offset_at(point)
        is_on_line = offset is None and not found and view.link_lines.hover(point)
        shape = _SHAPE.IBeamCursor if offset is not None else _SHAPE.ArrowCursor
        if self.is_marking_area:
            shape = _SHAPE.CrossCursor
        elif (dragged := AreaDrag.shape(view, point)) is not None:
            shape = dragged
        elif self._end_at(point) is not None:
            shape = _SHAPE.SizeHorCursor
        elif (
            found
            or is_on_line
            or self._link_at(point) is not None
            or (offset is not None and session.mention_at(offset) is not None)
        ):
            shape = _SHAPE.PointingHandCursor
        view.viewport().setCursor(shape)
        session.hover_note(found[0] if found else None)

    def _click(self, point: QPoint) -> None:
        session = self._view.session
        link = self._link_at(point)
        if link is not None and self._follow(link, point):
            return
        found = self._on(point)
        offset = self.offset_at(point)
        mention = None if offset is None else session.mention_at(offset)
        if mention is not None:
            session.choose_entity(mention[0].id, mention[1])
        if found:
            index = found.index(session.chosen_note) + 1 if session.chosen_note in found else 0
            session.choose_note(found[index % len(found)])
        elif mention is None and (offset is not None or not self._view.link_lines.click(point)):
            session.choose_note(None)

    def _choose_for_menu(self, point: QPoint) -> None:
        session, found = self._view.session, self._on(point)
        if session.chosen_note not in found:
            session.choose_note(found[0] if found else None)

    # Links of the file

    def _link_at(self, point: QPoint) -> PageLink | None:
        place = self._view.place_at(point)
        if place is None:
            return None
        return linked_at(self._links.get(place.page, ()), place.x, place.y)

    def _follow(self, link: PageLink, point: QPoint) -> bool:
        view = self._view
        if link.page >= 0:
            view.jump_wanted.emit(link.page, link.top)
            return True
        if not link.uri.startswith(WEB_SCHEMES):
            return False
        place = view.place_at(point)
        assert place is not None
        box = view.sheets.shown(place.page, link.rect).translated(-view.shift).toAlignedRect()
        mark = QRect(view.viewport().mapToGlobal(box.topLeft()), QSize(box.width(), box.height()))
        self.popup = show_address(view, view.text.layout_.style, link.uri, mark)
        return True

    # Ends of the chosen passage

    def _end_at(self, point: QPoint) -> tuple[Annotation, int] | None:
        """The chosen note, and its other end, if an end can be dragged from a point."""
        view = self._view
        note = view.session.annotations.get(view.session.chosen_note)
        if note is None or view.session.marks_hidden or note.area is not None:
            return None
        boxes = view.marks.handles(note)
        if boxes is None:
            return None
        there = QPointF(point) + view.shift
        for box, other in zip(boxes, (note.end, note.start), strict=True):
            if QRectF(box).contains(there):
                return note, other
        return None

    def _drag_end(self, point: QPoint) -> None:
        assert self._end is not None
        view, (note, fixed) = self._view, self._end
        offset, text = self.offset_near(point), view.session.text
        if offset is None or text is None:
            return
        span = trim(text.text, Span(*sorted((offset, fixed))))
        if span is not None:
            view.text.overlay.preview = (note, span)
            view.repaint_marks()

    def _finish_end(self) -> None:
        assert self._end is not None
        view, (note, _fixed) = self._view, self._end
        preview, view.text.overlay.preview = view.text.overlay.preview, None
        self._end = None
        if preview is not None and preview[1] != note.span:
            view.session.set_span(note.id, preview[1])
        view.repaint_marks()
