"""Letters of vertical writing that a PDF's page has one by one, each below the one before."""

from dataclasses import dataclass, field
from itertools import pairwise

from closereader.importing.pdf_letters import Letters

# From here on are the scripts that are written so.
_FIRST = "\u2e80"
_FEWEST = 20
_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Stacked:
    """Places of letters: `all` that stand in columns, `next` those that directly follow another."""

    all: set[int] = field(default_factory=set)
    next: set[int] = field(default_factory=set)


def stacked_in(letters: Letters) -> Stacked:
    """The letters of a page that is written in columns; none of another."""
    places = [place for place, letter in enumerate(letters.text) if letter >= _FIRST]
    found = Stacked()
    if len(places) < _FEWEST:
        return found
    for a, b in pairwise(places):
        if letters.text[a + 1 : b].strip():
            continue
        high = letters.top[a] - letters.bottom[a]
        step = letters.y[a] - letters.y[b]
        if abs(letters.x[b] - letters.x[a]) < 0.25 * high and 0.6 * high < step < 1.6 * high:
            found.all.update((a, b))
            found.next.add(b)
    return found if len(found.all) > _SHARE * len(places) else Stacked()
