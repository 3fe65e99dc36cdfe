"""Draws the cards: a coloured edge, the first line, the passage, the comment, the tags."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.notes import card as cards
from closereader.gui.notes.card import Card
from closereader.gui.notes.model import NotesModel
from closereader.gui.session import Session
from closereader.gui.tags.dot import paint_dot
from closereader.gui.theme import Theme
from closereader.library.essay_evidence import Use
from closereader.model.annotation import AnchorState, Annotation, AnnotationId, AnnotationKind
from closereader.model.link import Linked
from closereader.text.references import Reference

AnyIndex = QModelIndex | QPersistentModelIndex

# Cards kept laid out: some screens full. Heights are kept for all that were ever in sight.
_KEPT = 240
_MOST_HEIGHTS = 50_000
_DASHES = Qt.PenStyle.DashLine


@guarded
class CardDelegate(QStyledItemDelegate):
    """Lays cards out when they come into sight and keeps them until the note changes.

    `sizeHint` and `paint` take the width from `option.rect`.
    """

    def __init__(
        self,
        session: Session,
        model: NotesModel,
        is_selected: Callable[[AnnotationId], bool],
        parent: QObject | None = None,
    ) -> None:
        """`is_selected`: whether that note is one of several that are selected."""
        super().__init__(parent)
        self._session = session
        self._model = model
        self._is_selected = is_selected
        self._theme = themes.load("light")
        self._cards: OrderedDict[tuple[object, ...], Card] = OrderedDict()
        self._heights: dict[tuple[object, ...], int] = {}
        self._edited: AnnotationId | None = None
        self._editor_height = 0
        # The cards that would get what is dragged over them.
        self.lit: frozenset[AnnotationId] = frozenset()

    def set_theme(self, theme: Theme) -> None:
        """Take these colours; heights stay."""
        self._theme = theme
        self._cards.clear()

    def forget_cards(self) -> None:
        """What stands on cards may be of another width."""
        self._cards.clear()
        self._heights.clear()

    def set_editor(self, annotation_id: AnnotationId | None, height: int) -> None:
        """Keep so many pixels free on this note's card for the editor."""
        self._edited = annotation_id
        self._editor_height = height

    def card(self, note: Annotation, width: int) -> Card:
        """The note laid out for a view of that width."""
        key = self._key(note, width)
        made = self._cards.get(key)
        if made is None:
            made = self._make(note, width)
            self._cards[key] = made
            if len(self._cards) > _KEPT:
                self._cards.popitem(last=False)
        else:
            self._cards.move_to_end(key)
        return made

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """The height of the card and of the gap below it."""
        note = self._model.note(index.row())
        width = option.rect.width()
        key = self._key(note, width)
        height = self._heights.get(key)
        if height is None:
            height = self.card(note, width).height
            if len(self._heights) > _MOST_HEIGHTS:
                self._heights.clear()
            self._heights[key] = height
        return QSize(width, height + cards.GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one card."""
        note = self._model.note(index.row())
        card = self.card(note, option.rect.width())
        rect = QRectF(
            option.rect.left() + cards.SIDE, option.rect.top() + 1, card.width, card.height
        )
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) or (
            self._session.hovered_note == note.id
        )
        self._paint_ground(painter, rect, note, is_hovered)
        if option.state & QStyle.StateFlag.State_HasFocus:
            self._paint_focus(painter, rect)
        painter.translate(rect.topLeft())
        self._paint_head(painter, note, card)
        quiet = self._quiet(note)
        if card.quote is not None:
            card.quote.lines.draw(painter, card.quote.x, card.quote.y, quiet)
        for placed in card.comment:
            ink = quiet if placed.is_quiet else self._theme.text
            placed.lines.draw(painter, placed.x, placed.y, ink)
        self._paint_chips(painter, card)

    def _key(self, note: Annotation, width: int) -> tuple[object, ...]:
        is_edited = note.id == self._edited
        return (
            note.id,
            note.modified,
            width,
            note.id == self._session.chosen_note,
            self._editor_height if is_edited else None,
            *self.link_words(note),
        )

    def link_words(self, note: Annotation) -> list[str]:
        """What stands on the chips of its links, in the order of `links_of`, and on those of the
        essays that use it."""
        wording = self._model.wording
        links = [wording.link(other) for other in self.links_of(note)]
        return links + [wording.use(use) for use in self._session.uses.of(note.id)]

    def links_of(self, note: Annotation) -> tuple[Linked, ...]:
        """The links that are shown as chips."""
        return self._session.linked.of(note.id)

    def link_at(self, note: Annotation, width: int, point: QPointF) -> Linked | None:
        """The link whose chip is at a point of the note's card."""
        others = self.links_of(note)
        if not others:
            return None  # Asked whenever the pointer moves: nothing is laid out for it.
        chips = self.card(note, width).chips
        first = len(chips) - len(others) - len(self._session.uses.of(note.id))
        for other, chip in zip(others, chips[first:], strict=False):
            if chip.rect.contains(point):
                return other
        return None

    def use_at(self, index: AnyIndex, width: int, point: QPointF) -> Use | None:
        """The use in an essay whose chip is at a point of a card."""
        note = self._model.note(index.row())
        uses = self._session.uses.of(note.id)
        if not uses:
            return None
        chips = self.card(note, width).chips
        for use, chip in zip(uses, chips[len(chips) - len(uses) :], strict=False):
            if chip.rect.contains(point):
                return use
        return None

    def reference_at(
        self, note: Annotation, width: int, point: QPointF
    ) -> tuple[Reference, QRectF] | None:
        """What its comment refers to at a point of the note's card, and where those words stand."""
        if note.id == self._edited:
            return None
        return self.card(note, width).reference_at(point)

    def _make(self, note: Annotation, width: int) -> Card:
        return cards.make(
            note,
            width - 2 * cards.SIDE,
            self._theme,
            is_whole=note.id == self._session.chosen_note,
            editor=self._editor_height if note.id == self._edited else None,
            links=self.link_words(note),
            leads=self._model.wording.leads,
            colour_of=self._session.known_tags.colour,
        )

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, note: Annotation, is_hovered: bool
    ) -> None:
        theme = self._theme
        outline = QPainterPath()
        outline.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), themes.RADIUS, themes.RADIUS)
        is_selected = self._is_selected(note.id)
        is_lit = note.id in self.lit
        ground = theme.hover if is_hovered or is_lit else theme.card
        painter.fillPath(outline, theme.chosen if is_selected else ground)
        painter.setPen(QPen(theme.accent if is_selected else theme.line, 1))
        painter.drawPath(outline)
        edge = QPainterPath()
        edge.addRoundedRect(rect, themes.RADIUS, themes.RADIUS)
        painter.save()
        painter.setClipRect(QRectF(rect.left(), rect.top(), cards.EDGE, rect.height()))
        is_bookmark = note.kind is AnnotationKind.BOOKMARK
        painter.fillPath(edge, theme.quiet if is_bookmark else theme.edges[note.colour])
        painter.restore()
        if note.id == self._session.chosen_note or is_lit:
            painter.setPen(QPen(theme.accent, 2, _DASHES if is_lit else Qt.PenStyle.SolidLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            around = rect.adjusted(-0.5, -0.5, 0.5, 0.5)
            painter.drawRoundedRect(around, themes.RADIUS + 1, themes.RADIUS + 1)

    def _paint_focus(self, painter: QPainter, rect: QRectF) -> None:
        """A second frame inside that of the chosen card: here the keyboard is."""
        painter.setPen(QPen(self._theme.accent, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        within = rect.adjusted(cards.EDGE + 1.5, 2.5, -2.5, -2.5)
        painter.drawRoundedRect(within, themes.RADIUS - 2, themes.RADIUS - 2)

    def _quiet(self, note: Annotation) -> QColor:
        """The quiet ink; on the ground of what is selected it would be too faint."""
        return self._theme.text if self._is_selected(note.id) else self._theme.quiet

    def _paint_head(self, painter: QPainter, note: Annotation, card: Card) -> None:
        theme = self._theme
        painter.setFont(cards.head_font())
        metrics = QFontMetricsF(cards.head_font())
        when = self._model.wording.when(note)
        room = card.width - cards.LEFT - cards.RIGHT
        time_width = metrics.horizontalAdvance(when)
        line = QRectF(cards.LEFT, cards.TOP - 1, room, cards.HEAD_HEIGHT)
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._quiet(note))
        painter.drawText(line, centre | Qt.AlignmentFlag.AlignRight, when)
        head = metrics.elidedText(
            self._model.wording.head(note), Qt.TextElideMode.ElideRight, room - time_width - 8
        )
        painter.setPen(theme.error if note.anchor is AnchorState.LOST else self._quiet(note))
        painter.drawText(line, centre | Qt.AlignmentFlag.AlignLeft, head)

    def _paint_chips(self, painter: QPainter, card: Card) -> None:
        painter.setFont(cards.chip_font())
        metrics = QFontMetricsF(cards.chip_font())
        for chip in card.chips:
            outline = chip.rect.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(self._theme.line, 1))
            painter.setBrush(self._theme.panel)
            painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2)
            painter.setPen(self._theme.text)
            middle = Qt.TextElideMode.ElideMiddle
            words = metrics.elidedText(chip.text, middle, chip.words.width() + 1)
            painter.drawText(chip.words, Qt.AlignmentFlag.AlignCenter, words)
            if chip.colour is not None:
                centre = QPointF(chip.rect.left() + cards.CHIP_PADDING + 3, chip.rect.center().y())
                paint_dot(painter, centre, chip.colour, self._theme)
