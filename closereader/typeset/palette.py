"""The colours of the printed page, as #RRGGBB."""

from closereader.model.colour import Colour

# The printed tint of a mark; black text on it keeps a contrast of 7:1 and more.
TINTS: dict[Colour, str] = {
    Colour.YELLOW: "#FBE9A6",
    Colour.GREEN: "#CFE8CF",
    Colour.BLUE: "#CFE0F5",
    Colour.RED: "#F6D0D6",
    Colour.VIOLET: "#E0D5F2",
    Colour.ORANGE: "#FBD9B5",
    Colour.TEAL: "#C9E9E6",
    Colour.GREY: "#E4E1DA",
}

# The same hue where it is a line and not a ground: rules of notes, underlines, strokes.
STROKES: dict[Colour, str] = {
    Colour.YELLOW: "#E6C84A",
    Colour.GREEN: "#7DBB7D",
    Colour.BLUE: "#6F9FD8",
    Colour.RED: "#DB7F8D",
    Colour.VIOLET: "#A98FD8",
    Colour.ORANGE: "#E89F55",
    Colour.TEAL: "#57B3AC",
    Colour.GREY: "#A29C90",
}

INKS: dict[str, str] = {
    "ink": "#23211D",
    "quiet": "#6F6A61",
    "byline": "#6F6A61",
    "number": "#A8A29A",
    "line": "#DDD9D0",
    "accent": "#8A3B2A",
}


def rgb(colour: str) -> tuple[float, float, float]:
    """`#RRGGBB` as three parts from 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue
