"""The measures of the printed sheet and the sizes of its type, in points; the template's and the map's."""

from dataclasses import dataclass

POINTS_A_MM = 72 / 25.4

# Sizes of type in points by the name of a style; a line of the map knows its em by it.
SIZES: dict[str, float] = {
    "title": 22.0,
    "heading1": 17.0,
    "heading2": 13.0,
    "heading3": 12.0,
    "heading4": 11.0,
    "byline": 13.0,
    "body": 11.0,
    "item": 11.0,
    "quotation": 10.4,
    "verse": 10.6,
    "table": 9.4,
    "code": 8.0,
    "figure": 9.6,
    "note": 9.6,
    "metadata": 7.6,
    "margin": 7.9,
    "margin_small": 7.2,
    "running": 7.6,
    "number": 6.6,
    "reference": 5.8,
    "index": 9.4,
}

# The faces of the text, of furniture and notes, and of code; what they lack comes from the system.
FACES: dict[str, tuple[str, ...]] = {
    "text": ("EB Garamond", "Libertinus Serif", "DejaVu Serif", "DejaVu Sans"),
    "plain": ("Inter", "Libertinus Serif", "DejaVu Sans"),
    "code": ("DejaVu Sans Mono", "EB Garamond"),
}

# A line's height around its baseline, in ems of its own size: what a mark covers.
RISE_EM = 0.75
FALL_EM = 0.25


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where things stand on a page, in points from its top left corner.

    `left` to `right` is the whole measure (title, running head, index); `text_left` to
    `text_right` the column of text; line numbers end at `number_right`; the notes' rules begin at
    `rule_left`, their words at `note_left`. Text and notes keep between `top` and `bottom`.
    """

    width: float
    height: float
    left: float = 46.4
    right: float = 548.9
    text_left: float = 76.0
    text_right: float = 386.0
    number_right: float = 66.0
    rule_left: float = 395.4
    rule_width: float = 2.0
    note_left: float = 402.6
    note_right: float = 548.9
    top: float = 82.0
    bottom: float = 783.0
    head_baseline: float = 58.5
    head_rule: float = 64.6
    foot_rule: float = 798.0
    foot_baseline: float = 809.5
    pitch: float = 15.4
    leading: float = 4.4
    spacing: float = 19.8
    note_pitch: float = 10.6
    note_rise: float = 7.6
    note_gap: float = 7.0


def sheet_for(paper: str) -> Sheet:
    """The sheet of a paper by name: "a4" or "letter". Raises KeyError for another."""
    return SHEETS[paper]


def _sheet(width: float, height: float) -> Sheet:
    a4 = Sheet(210 * POINTS_A_MM, 297 * POINTS_A_MM)
    wider, higher = width - a4.width, height - a4.height
    return Sheet(
        width,
        height,
        right=a4.right + wider,
        note_right=a4.note_right + wider,
        bottom=a4.bottom + higher,
        foot_rule=a4.foot_rule + higher,
        foot_baseline=a4.foot_baseline + higher,
    )


SHEETS: dict[str, Sheet] = {
    "a4": _sheet(210 * POINTS_A_MM, 297 * POINTS_A_MM),
    "letter": _sheet(612.0, 792.0),
}
