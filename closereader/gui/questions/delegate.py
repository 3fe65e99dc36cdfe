"""Draws a question: a note's card with its state at the upper right and its evidence in lines below."""

from dataclasses import dataclass, field, fields
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from closereader.gui import theme as themes
from closereader.gui.guard import guarded
from closereader.gui.notes import card as cards
from closereader.gui.notes.card import Card
from closereader.gui.notes.delegate import AnyIndex, CardDelegate
from closereader.gui.questions.states import draw_state, state_name
from closereader.model.annotation import EVIDENCE, AnchorState, Annotation, AnnotationId
from closereader.model.link import Linked

# Pixels.
_ABOVE, _LINE, _SIGN = 7, 22, 10
_STATE_HEIGHT = 19
_REMOVE = 20
_PLACE_GAP = 8
_CENTRE = Qt.AlignmentFlag.AlignVCenter


class Part(Enum):
    """What of a card can be clicked."""

    STATE = auto()
    LINE = auto()
    REMOVE = auto()


@dataclass(frozen=True)
class EvidenceLine:
    """One passage that bears on the question, from the card's upper left corner."""

    rect: QRectF
    remove: QRectF
    linked: Linked


@dataclass(frozen=True)
class QuestionCard(Card):
    """A card with a question's own parts. `state`: where its state stands."""

    state: QRectF = field(default_factory=QRectF)
    evidence: tuple[EvidenceLine, ...] = ()


@guarded
class QuestionDelegate(CardDelegate):
    """`gathering`: the question to which E adds; `current`: the line of evidence that the keyboard
    stands on, of the chosen question; -1 for none."""

    gathering: AnnotationId | None = None
    current = -1

    def evidence(self, note: Annotation) -> tuple[Linked, ...]:
        """What bears on the question, in the order it was added."""
        return tuple(
            one
            for one in self._session.linked.of(note.id)
            if one.is_outgoing and one.kind == EVIDENCE
        )

    def links_of(self, note: Annotation) -> tuple[Linked, ...]:
        """All but the evidence, which has lines of its own."""
        shown = set(self.evidence(note))
        return tuple(one for one in self._session.linked.of(note.id) if one not in shown)

    def part_at(
        self, note: Annotation, width: int, point: QPointF
    ) -> tuple[Part, Linked | None] | None:
        """What of the note's card is at a point of it."""
        made = self.question_card(note, width)
        if made.state.contains(point):
            return Part.STATE, None
        for line in made.evidence:
            if line.remove.contains(point):
                return Part.REMOVE, line.linked
            if line.rect.contains(point):
                return Part.LINE, line.linked
        return None

    def question_card(self, note: Annotation, width: int) -> QuestionCard:
        """The question laid out for a view of that width."""
        made = self.card(note, width)
        assert isinstance(made, QuestionCard)
        return made

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Qt's: the card, and the ring round the line that the keyboard stands on."""
        super().paint(painter, option, index)
        note = self._model.note(index.row())
        if note.id != self._session.chosen_note or self.current < 0:
            return
        lines = self.question_card(note, option.rect.width()).evidence
        if self.current < len(lines):
            painter.setPen(QPen(self._theme.accent, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(lines[self.current].rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _key(self, note: Annotation, width: int) -> tuple[object, ...]:
        lines = [(one.note.id, one.note.start, one.reading.title) for one in self.evidence(note)]
        return (*super()._key(note, width), *lines)

    def _make(self, note: Annotation, width: int) -> Card:
        base = super()._make(note, width)
        name = state_name(note.state)
        wide = QFontMetricsF(cards.chip_font()).horizontalAdvance(name) + _SIGN + 22
        state = QRectF(base.width - cards.RIGHT - wide + 3, cards.TOP - 3, wide, _STATE_HEIGHT)
        y = float(base.height - cards.BOTTOM + _ABOVE)
        lines = []
        for one in self.evidence(note):
            rect = QRectF(cards.LEFT - 5, y, base.width - cards.LEFT - cards.RIGHT + 10, _LINE)
            remove = QRectF(rect.right() - _REMOVE, y, _REMOVE, _LINE)
            lines.append(EvidenceLine(rect, remove, one))
            y += _LINE
        below = round(y + 3) - (base.height - cards.BOTTOM) if lines else 0
        parts = {each.name: getattr(base, each.name) for each in fields(base)}
        parts |= {"height": base.height + below, "below": below}
        return QuestionCard(**parts, state=state, evidence=tuple(lines))

    def _paint_head(self, painter: QPainter, note: Annotation, card: Card) -> None:
        assert isinstance(card, QuestionCard)
        theme = self._theme
        painter.setFont(cards.head_font())
        metrics = QFontMetricsF(cards.head_font())
        room = card.state.left() - cards.LEFT - 8
        line = QRectF(cards.LEFT, cards.TOP - 1, room, cards.HEAD_HEIGHT)
        painter.setPen(theme.error if note.anchor is AnchorState.LOST else theme.quiet)
        head = self._model.wording.head(note, says_state=False)
        painter.drawText(line, _CENTRE, metrics.elidedText(head, Qt.TextElideMode.ElideRight, room))
        self._paint_state(painter, note, card.state)
        if note.id == self.gathering != self._session.chosen_note:
            # Quietly: what E adds to need not be what is chosen.
            painter.setPen(QPen(theme.accent, 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            around = QRectF(0, 0, card.width, card.height).adjusted(2.5, 2.5, -2.5, -2.5)
            painter.drawRoundedRect(around, themes.RADIUS - 2, themes.RADIUS - 2)

    def _paint_state(self, painter: QPainter, note: Annotation, rect: QRectF) -> None:
        theme = self._theme
        outline = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.line, 1))
        painter.setBrush(theme.panel)
        painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2)
        sign = QRectF(rect.left() + 7, rect.center().y() - _SIGN / 2, _SIGN, _SIGN)
        draw_state(painter, sign, note.state, theme)
        painter.setFont(cards.chip_font())
        painter.setPen(theme.text)
        words = QRectF(sign.right() + 5, rect.top(), rect.right() - sign.right(), rect.height())
        painter.drawText(words, _CENTRE, state_name(note.state))

    def _paint_chips(self, painter: QPainter, card: Card) -> None:
        super()._paint_chips(painter, card)
        assert isinstance(card, QuestionCard)
        for line in card.evidence:
            self._paint_line(painter, line)
        if card.evidence:
            painter.setPen(QPen(self._theme.line, 1))
            y = card.evidence[0].rect.top() - 3.5
            painter.drawLine(QPointF(cards.LEFT, y), QPointF(card.width - cards.RIGHT, y))

    def _paint_line(self, painter: QPainter, line: EvidenceLine) -> None:
        theme = self._theme
        rect = line.rect
        is_hovered = line.linked.note.id == self._session.hovered_note
        if is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.hover)
            painter.drawRoundedRect(rect, 4, 4)
        painter.setFont(cards.head_font())
        metrics = QFontMetricsF(cards.head_font())
        place = self.place_of(line.linked)
        wide = min(max(metrics.horizontalAdvance(place), 26.0), rect.width() * 0.45)
        painter.setPen(theme.quiet)
        painter.drawText(
            QRectF(rect.left() + 5, rect.top(), wide, rect.height()),
            _CENTRE,
            metrics.elidedText(place, Qt.TextElideMode.ElideRight, wide),
        )
        left = rect.left() + 5 + wide + _PLACE_GAP
        room = line.remove.left() - left
        note = line.linked.note
        words = " ".join((note.quote[:300] or note.comment[:300]).split())
        font = themes.text_font(14, italic=True)
        painter.setFont(font)
        painter.setPen(theme.text)
        painter.drawText(
            QRectF(left, rect.top(), room, rect.height()),
            _CENTRE,
            QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room),
        )
        painter.setFont(cards.comment_font())
        painter.setPen(theme.text if is_hovered else theme.quiet)
        painter.drawText(line.remove, Qt.AlignmentFlag.AlignCenter, "×")

    def place_of(self, linked: Linked) -> str:
        """Where the evidence stands: its address, in another reading that one's title."""
        reading = self._session.reading
        if reading is not None and linked.reading.id == reading.id:
            return self._model.wording.place(linked.note)
        return linked.reading.title
