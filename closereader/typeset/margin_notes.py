"""Where the notes of the margin stand: beside their lines, never over one another or off the page."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """A piece of a note: the page and height where it would stand, and how high it is (points from
    the top of the page down). `note` says whose piece it is; the first piece carries its heading.
    `again`: what a later piece needs besides where it opens a page, for a repeated heading."""

    note: int
    page: int
    y: float
    height: float
    again: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands: its page and its upper edge, in points from the top."""

    wish: Wish
    page: int
    y: float
    height: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


def place(
    wishes: Sequence[Wish], tops: Sequence[float], bottom: float, gap: float
) -> tuple[list[Place], list[Wish]]:
    """Places for `wishes` (in order of page and height) on as many pages as there are `tops`,
    between the page's top and `bottom`, `gap` points apart (pieces of one note stand close); and
    those left over at the end.

    Order is kept. On each page as many as fit stand as near to where they wish as the others allow
    (their mean displacement is zero within each cluster); the rest goes on to the next page.
    """
    placed: list[Place] = []
    waiting: list[Wish] = []
    following = 0
    for page, top in enumerate(tops):
        while following < len(wishes) and wishes[following].page <= page:
            waiting.append(wishes[following])
            following += 1
        fitting = _how_many_fit(waiting, bottom - top, gap)
        here, waiting = waiting[:fitting], waiting[fitting:]
        # What comes from an earlier page wishes to stand at the top.
        heights = [top if wish.page < page else wish.y for wish in here]
        edges = _spread(here, heights, top, bottom, gap)
        placed += [
            Place(w, page, y, _height(here, i))
            for i, (w, y) in enumerate(zip(here, edges, strict=True))
        ]
    return placed, waiting + list(wishes[following:])


def _gap_before(wishes: Sequence[Wish], index: int, gap: float) -> float:
    if index == 0:
        return 0.0
    return 0.0 if wishes[index - 1].note == wishes[index].note else gap


def _height(wishes: Sequence[Wish], index: int) -> float:
    return wishes[index].height + (wishes[index].again if index == 0 else 0.0)


def _how_many_fit(wishes: Sequence[Wish], room: float, gap: float) -> int:
    used = 0.0
    for index in range(len(wishes)):
        used += _gap_before(wishes, index, gap) + _height(wishes, index)
        if used > room:
            return index
    return len(wishes)


def _spread(
    wishes: Sequence[Wish], heights: Sequence[float], top: float, bottom: float, gap: float
) -> list[float]:
    """Upper edges, least squares away from `heights` in order (pool adjacent violators)."""
    # Each piece's edge is the cluster's plus what stands before it in the cluster.
    before: list[float] = []
    used = 0.0
    for index in range(len(wishes)):
        used += _gap_before(wishes, index, gap)
        before.append(used)
        used += _height(wishes, index)
    clusters: list[tuple[float, int]] = []  # sum of wished starts, how many
    for height, offset in zip(heights, before, strict=True):
        clusters.append((height - offset, 1))
        while len(clusters) > 1 and _mean(clusters[-2]) >= _mean(clusters[-1]):
            later = clusters.pop()
            clusters[-1] = (clusters[-1][0] + later[0], clusters[-1][1] + later[1])
    starts = [_mean(cluster) for cluster in clusters for _ in range(cluster[1])]
    latest = bottom - used
    return [
        min(max(start, top), latest) + offset for start, offset in zip(starts, before, strict=True)
    ]


def _mean(cluster: tuple[float, int]) -> float:
    return cluster[0] / cluster[1]
