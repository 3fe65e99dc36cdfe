"""A question in a few words: what it asks; how far it has come, as a word and a sign and never by
colour alone."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPen, QPixmap

from closereader.gui.theme import Theme
from closereader.model.annotation import Annotation, QuestionState
from closereader.text.comment import plain

_ORDER = tuple(QuestionState)
_SIGN = 11.0


def state_name(state: QuestionState) -> str:
    """The state as the reader sees it."""
    return {
        QuestionState.OPEN: _tr("Open"),
        QuestionState.TAKEN_UP: _tr("Taken up"),
        QuestionState.ANSWERED: _tr("Answered"),
    }[state]


def asked(question: Annotation) -> str:
    """What it asks, on one line and without the signs of Markdown; else the passage it asks about;
    dots where it has not been put into words yet."""
    return plain(question.comment) or " ".join(question.quote.split()) or "…"


def state_after(state: QuestionState) -> QuestionState:
    """What a click makes of it; after the last comes the first."""
    return _ORDER[(_ORDER.index(state) + 1) % len(_ORDER)]


def draw_state(painter: QPainter, rect: QRectF, state: QuestionState, theme: Theme) -> None:
    """A ring for an open question, half filled once it is taken up, full with a tick when it is
    answered."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(rect.width(), rect.height())
    disc = QRectF(0, 0, side - 1.4, side - 1.4)
    disc.moveCenter(rect.center())
    painter.setPen(QPen(theme.text, 1.3))
    painter.setBrush(theme.text if state is QuestionState.ANSWERED else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(disc)
    if state is QuestionState.TAKEN_UP:
        painter.setBrush(theme.text)
        painter.drawPie(disc, 90 * 16, 180 * 16)
    elif state is QuestionState.ANSWERED:
        tick = QPainterPath(_at(disc, 0.27, 0.52))
        tick.lineTo(_at(disc, 0.44, 0.69))
        tick.lineTo(_at(disc, 0.75, 0.33))
        painter.setPen(QPen(theme.card, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(tick)
    painter.restore()


def state_icon(state: QuestionState, theme: Theme) -> QIcon:
    """The sign, for buttons and menus."""
    picture = QPixmap(28, 28)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_state(painter, QRectF(1.5, 1.5, _SIGN, _SIGN), state, theme)
    painter.end()
    return QIcon(picture)


def _at(rect: QRectF, x: float, y: float) -> QPointF:
    return QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height())


def _tr(text: str) -> str:
    return QCoreApplication.translate("Questions", text)
