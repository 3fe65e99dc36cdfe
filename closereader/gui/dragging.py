"""What can be dragged from pane to pane: notes of the library, or a passage of a reading."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPixmap

from closereader.gui import theme as themes
from closereader.model.annotation import AnnotationId
from closereader.model.reading import ReadingId
from closereader.model.span import Span

NOTES = "application/x-closereader-notes"
PASSAGE = "application/x-closereader-passage"
_WIDEST = 240


def with_notes(ids: Sequence[AnnotationId], words: str = "") -> QMimeData:
    """These notes; `words` are what another program takes of them."""
    data = QMimeData()
    data.setData(NOTES, json.dumps(list(ids)).encode("ascii"))
    if words:
        data.setText(words)
    return data


def notes_of(data: QMimeData) -> tuple[AnnotationId, ...]:
    """The notes that are dragged, in order; none where it is something else."""
    found = _value(data, NOTES)
    if not isinstance(found, list):
        return ()
    return tuple(AnnotationId(one) for one in found if isinstance(one, str))


def add_passage(data: QMimeData, reading_id: ReadingId, span: Span) -> None:
    """Say with it which passage its words are."""
    value = {"reading": reading_id, "start": span.start, "end": span.end}
    data.setData(PASSAGE, json.dumps(value).encode("ascii"))


def passage_of(data: QMimeData) -> tuple[ReadingId, Span] | None:
    """The passage that is dragged; None where it is something else."""
    found = _value(data, PASSAGE)
    if not isinstance(found, dict):
        return None
    reading_id, start, end = (found.get(key) for key in ("reading", "start", "end"))
    if not isinstance(reading_id, str) or not isinstance(start, int) or not isinstance(end, int):
        return None
    return (ReadingId(reading_id), Span(start, end)) if 0 <= start < end else None


def picture(words: str, palette: QPalette) -> QPixmap:
    """A slip with these words, to hang on the pointer while something is carried; in the colours of
    tool tips of where it comes from."""
    font = themes.interface_font(12)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, _WIDEST)
    rect = QRect(0, 0, metrics.horizontalAdvance(shown) + 2 * themes.GAP, metrics.height() + 8)
    slip = QPixmap(rect.size() * 2)
    slip.setDevicePixelRatio(2)
    slip.fill(Qt.GlobalColor.transparent)
    painter = QPainter(slip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setBrush(palette.toolTipBase())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect, themes.RADIUS, themes.RADIUS)
    painter.setPen(palette.toolTipText().color())
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
    painter.end()
    return slip


def _value(data: QMimeData, form: str) -> object:
    if not data.hasFormat(form):
        return None
    try:
        return json.loads(bytes(data.data(form).data()))
    except ValueError:
        return None
