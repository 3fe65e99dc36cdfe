"""What the reader lets a tag look like; the tags themselves are words on annotations."""

from dataclasses import dataclass

from closereader.model.colour import Colour


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that has a colour. `name`: all of it, "theme/supply"."""

    name: str
    colour: Colour


def is_at_or_below(tag: str, above: str) -> bool:
    """Whether `tag` is `above`, or below it in the hierarchy ("theme/supply" is below "theme")."""
    return tag == above or tag.startswith(f"{above}/")
