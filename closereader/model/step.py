"""A step of the history: what one command did, as far as a list of changes tells it."""

from dataclasses import dataclass

from closereader.model.reading import ReadingId


@dataclass(frozen=True, slots=True)
class About:
    """What a step was about. `records`: how many it touched; `reading`: the one it happened in, ""
    for several or none; `start`: the code point there of its first note, -1 for none; `words`: those
    marked, or the name of what was changed."""

    records: int
    reading: ReadingId | str = ""
    start: int = -1
    words: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step, done or undone. `number` counts up, never used twice while the step is there; `made`:
    ISO 8601 in UTC; `weight`: about how many rows retracing it touches."""

    number: int
    label: str
    made: str
    is_done: bool
    weight: int
    about: About
