"""Small libraries for tests: documents, a clock that stands still, what a library holds."""

import random
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from closereader.library.history import History
from closereader.library.library import Library
from closereader.model.document import Block, BlockKind, Document, Role
from closereader.store.database import Sources
from closereader.store.ids import IdSource

# What a person made, as against what is derived from it.
USER_TABLES = (
    "readings",
    "reading_texts",
    "annotations",
    "entity_decisions",
    "meanings",
    "tags",
    "passes",
    "filters",
    "essays",
    "places",
)

PARAGRAPHS = (
    "The Gas Question",
    "In October the roads to La Paz were closed, and the city ran out of gas.",
    "President Mesa spoke of a referendum; the assembly – El Alto’s – spoke of the gas. 🎉",
    "“¿De quién es el gas?” people asked. Nobody answered.",
)


def document(*paragraphs: str, title: str = "The Gas Question") -> Document:
    """A document of a title line and paragraphs, one block a line."""
    lines = paragraphs or PARAGRAPHS
    blocks, start = [], 0
    for number, line in enumerate(lines):
        kind = BlockKind.PARAGRAPH if number else BlockKind.HEADING
        role = Role.NONE if number else Role.TITLE
        blocks.append(Block(start, start + len(line), kind, 0 if number else 1, role))
        start += len(line) + 1
    return Document("\n".join(lines), tuple(blocks), title=title)


class Clock:
    """A clock for both kinds of time; it stands still until moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 12, tzinfo=UTC)
        self.seconds = 0.0

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds


def open_library(folder: Path, clock: Clock | None = None, seed: int = 1) -> Library:
    clock = clock or Clock()
    chance = random.Random(seed)
    return Library.open(
        folder,
        reader="Reader",
        sources=Sources(clock=lambda: clock.now, ids=IdSource(chance.getrandbits)),
        history=History(lambda: clock.seconds),
    )


def dump(path: Path, tables: tuple[str, ...] = USER_TABLES) -> dict[str, list[tuple]]:
    """Every row of these tables, read past the program."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return {t: sorted(connection.execute(f"SELECT * FROM {t}"), key=repr) for t in tables}
    finally:
        connection.close()


def index(path: Path) -> list[tuple]:
    """What the search index holds, without its own numbering."""
    rows = dump(path, ("search_rows",))["search_rows"]
    return sorted(row[1:] for row in rows)
