"""Three panes beside one another: how wide they are, at first and as they are remembered."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

USUAL_WIDTHS = (286, 776, 336)
LEAST_WIDTHS = (200, 220, 240)
_HANDLE = 1
# A text narrower than this is not read with pleasure, of two beside each other each: side panes make
# room, if they can.
_PLEASANT = {1: 360, 2: 430}


def side_by_side(panes: Sequence[QWidget], widths: Sequence[int], parent: QWidget) -> QSplitter:
    """A splitter over left, centre and right; the centre takes what the window grows by."""
    splitter = QSplitter(Qt.Orientation.Horizontal, parent)
    splitter.setHandleWidth(_HANDLE)
    splitter.setChildrenCollapsible(False)
    for index, pane in enumerate(panes):
        pane.setMinimumWidth(LEAST_WIDTHS[index])
        splitter.addWidget(pane)
        splitter.setStretchFactor(index, 1 if index == 1 else 0)
    splitter.setSizes(list(widths))
    return splitter


def arrange(
    width: int,
    widths: Sequence[int],
    wanted: tuple[bool, bool],
    texts: int = 1,
    held: str = "",
) -> tuple[int, int, int]:
    """The widths of left, centre and right in a window `width` wide, 0 for a pane that is hidden;
    between them are the handles.

    `widths`: as the reader dragged them; `wanted`: which side panes they want to see. These give way
    to the text: they become narrower, then the right one is hidden, then the left one. `held` ("left"
    or "right") is never hidden."""
    pleasant = _PLEASANT[texts] * texts
    shown = {"left": wanted[0], "right": wanted[1]}
    least = {"left": LEAST_WIDTHS[0], "right": LEAST_WIDTHS[2]}
    for name in ("right", "left"):
        taken = sum(least[side] + _HANDLE for side, is_shown in shown.items() if is_shown)
        if taken + pleasant > width and name != held:
            shown[name] = False
    sizes = {"left": widths[0] * shown["left"], "right": widths[2] * shown["right"]}
    width -= _HANDLE * sum(shown.values())
    over = sum(sizes.values()) + pleasant - width
    if over > 0:
        slack = {side: max(size - least[side], 0) for side, size in sizes.items()}
        for side, size in sizes.items():
            share = slack[side] / max(sum(slack.values()), 1)
            sizes[side] = size - min(round(over * share), slack[side])
    left, right = sizes["left"], sizes["right"]
    return left, max(width - left - right, 0), right


def widths_from(stored: str) -> tuple[int, int, int]:
    """The widths a setting remembers; a pane that was hidden, and so 0 wide, opens at its usual width."""
    parts = stored.split(",")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return USUAL_WIDTHS
    left, centre, right = (int(p) or usual for p, usual in zip(parts, USUAL_WIDTHS, strict=True))
    return left, centre, right
