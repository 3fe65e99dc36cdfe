"""What the reader lets a colour mean."""

from dataclasses import dataclass

from closereader.model.colour import Colour


@dataclass(frozen=True, slots=True)
class Meaning:
    """The word a colour stands for, in the bar, the cards, the filter and every export."""

    colour: Colour
    name: str
