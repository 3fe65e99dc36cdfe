"""Three panes beside one another: how wide they are, at first and as they are remembered."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

USUAL_WIDTHS = (286, 776, 336)
LEAST_WIDTHS = (200, 320, 240)


def side_by_side(panes: Sequence[QWidget], widths: Sequence[int], parent: QWidget) -> QSplitter:
    """A splitter over left, centre and right; the centre takes what the window grows by."""
    splitter = QSplitter(Qt.Orientation.Horizontal, parent)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for index, pane in enumerate(panes):
        pane.setMinimumWidth(LEAST_WIDTHS[index])
        splitter.addWidget(pane)
        splitter.setStretchFactor(index, 1 if index == 1 else 0)
    splitter.setSizes(list(widths))
    return splitter


def widths_from(stored: str) -> tuple[int, int, int]:
    """The widths a setting remembers; a pane that was hidden, and so 0 wide, opens at its usual width."""
    parts = stored.split(",")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return USUAL_WIDTHS
    left, centre, right = (int(p) or usual for p, usual in zip(parts, USUAL_WIDTHS, strict=True))
    return left, centre, right
