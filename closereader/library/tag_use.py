"""What panes ask about tags: how often each is borne, and what colours they have."""

from closereader.library.library import Library
from closereader.model.colour import Colour
from closereader.model.tag import Tag, TagUse
from closereader.model.tag_tally import TagTally


def tally(lib: Library) -> TagTally:
    """How often each tag of the library is borne now; to be kept in step by the changes published."""
    with lib.read() as snapshot:
        return TagTally(snapshot.tag_sets())


def uses(lib: Library) -> list[TagUse]:
    """Every tag of the library and every tag above one, with how many notes bear it or one below it."""
    return tally(lib).uses()


def colours(lib: Library) -> dict[str, Colour]:
    """The tags that have a colour of their own; see `model.tag.colour_of`."""
    with lib.read() as snapshot:
        return {tag.name: tag.colour for tag in snapshot.select(Tag)}
