"""The eight colours of marks and what they mean until the reader says otherwise."""

from enum import StrEnum


class Colour(StrEnum):
    """A mark's colour, in the order of the keys 1 to 8."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    RED = "red"
    VIOLET = "violet"
    ORANGE = "orange"
    TEAL = "teal"
    GREY = "grey"


# What each colour means at first; the reader renames these.
FIRST_MEANINGS: dict[Colour, str] = {
    Colour.YELLOW: "Evidence",
    Colour.GREEN: "Claim",
    Colour.BLUE: "Voice",
    Colour.RED: "Question",
    Colour.VIOLET: "Form",
    Colour.ORANGE: "Context",
    Colour.TEAL: "Definition",
    Colour.GREY: "Unsorted",
}
