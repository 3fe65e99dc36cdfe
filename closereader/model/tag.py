"""Tags as a hierarchy: what stands above which, what colour one has; the tags themselves are words on
annotations."""

from collections.abc import Mapping
from dataclasses import dataclass

from closereader.model.colour import Colour


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that has a colour. `name`: all of it, "theme/supply"."""

    name: str
    colour: Colour


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag, or one above a tag, with how many notes bear it or one below it, each note once.
    `here`: of the reading asked about; `everywhere`: of the library."""

    name: str
    here: int
    everywhere: int


def is_at_or_below(tag: str, above: str) -> bool:
    """Whether `tag` is `above`, or below it in the hierarchy ("theme/supply" is below "theme")."""
    return tag == above or tag.startswith(f"{above}/")


def lineage(tag: str) -> list[str]:
    """The tags above it from the highest down, and itself: "theme", "theme/supply"."""
    parts = tag.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def colour_of(tag: str, colours: Mapping[str, Colour]) -> Colour | None:
    """The colour a tag is shown in: its own, else that of the nearest above it that has one."""
    return next((colours[name] for name in reversed(lineage(tag)) if name in colours), None)
