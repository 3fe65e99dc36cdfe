"""Which of the eight colours of marks a highlight of a word processor has."""

import colorsys

from closereader.model.colour import Colour

_NAMED = {
    "yellow": Colour.YELLOW, "darkyellow": Colour.YELLOW, "green": Colour.GREEN, "darkgreen": Colour.GREEN,
    "cyan": Colour.TEAL, "darkcyan": Colour.TEAL, "blue": Colour.BLUE, "darkblue": Colour.BLUE,
    "red": Colour.RED, "darkred": Colour.RED, "magenta": Colour.VIOLET, "darkmagenta": Colour.VIOLET,
    "lightgray": Colour.GREY, "darkgray": Colour.GREY,
}  # fmt: skip
# Up to which hue, in degrees, a colour is called so.
_HUES = (
    (15, Colour.RED), (45, Colour.ORANGE), (70, Colour.YELLOW), (160, Colour.GREEN), (195, Colour.TEAL),
    (260, Colour.BLUE), (330, Colour.VIOLET), (360, Colour.RED),
)  # fmt: skip
_PALE = 0.15


def of_name(name: str) -> Colour | None:
    """Of Word's highlighter; None for none, for white, and for black, which hides."""
    return _NAMED.get(name.lower())


def of_hex(code: str) -> Colour | None:
    """Of six hexadecimal figures, with or without "#": the colour nearest in hue; None for "auto", and
    for grey or so pale a colour that it is the paper's."""
    code = code.strip().removeprefix("#")
    try:
        red, green, blue = bytes.fromhex(code)
    except ValueError:
        return None
    hue, light, _saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    strength = (max(red, green, blue) - min(red, green, blue)) / 255
    if strength < _PALE or light < 0.1:
        return None
    return next(colour for most, colour in _HUES if hue * 360 <= most)
