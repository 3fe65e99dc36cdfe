"""Lays out what comes into sight before it is drawn: heights that were guessed become known."""

from closereader.gui.reader.layout import ReaderLayout


def lay_out(layout: ReaderLayout, top: float, height: float) -> None:
    """Set the blocks from `top` of the document on, until `height` pixels are filled."""
    number = layout.number_at(top)
    while number < len(layout.blocks):
        layout.lay(number)
        if layout.top(number) > top + height:
            break
        number += 1


def grown_above(layout: ReaderLayout, top: float) -> float:
    """Set the block at `top` of the document; returns by how many pixels the part of it above has
    grown: 0 where it begins there, or grew by less than one."""
    number = layout.number_at(top)
    begins_above = layout.top(number) < top
    delta = layout.lay(number)
    return delta if begins_above and abs(delta) >= 1 else 0.0
