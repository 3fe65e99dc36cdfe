"""A session over a real library in a temporary folder, with a short reading and notes in it."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from closereader.gui import theme as themes
from closereader.gui.app import open_window
from closereader.gui.bus import Bus
from closereader.gui.main_window import MainWindow
from closereader.gui.messages import Messages
from closereader.gui.notes import NotesPane
from closereader.gui.session import Session
from closereader.gui.tasks import Tasks
from closereader.library import annotations, queries, readings
from closereader.library.library import Library
from closereader.model.annotation import Annotation, AnnotationKind
from closereader.model.colour import Colour
from closereader.model.document import Block, BlockKind, Document, Role
from closereader.model.entity import Entity, EntityId, EntityKind, Mention
from closereader.model.span import Span
from tests.helpers.window import TEXT

BLOCKS = (
    (BlockKind.HEADING, 1, Role.TITLE, "A Town and Its Water"),
    (BlockKind.METADATA, 0, Role.BYLINE, "A chronicle in two parts"),
    (
        BlockKind.PARAGRAPH,
        0,
        Role.NONE,
        "In the spring of 1999 Ana Ledesma climbed to the spring above Vilcabuena. The roads into "
        "the town had been closed for two weeks, bread was short, and the council could not meet.",
    ),
    (
        BlockKind.PARAGRAPH,
        0,
        Role.NONE,
        "The quarrel was older than the woman. Tomás Ibarra, her deputy, inherited the office, the "
        "unpaid promise of a vote, and a town divided between the upper and the lower streets.",
    ),
    (BlockKind.HEADING, 2, Role.NONE, "The blockade"),
    (
        BlockKind.PARAGRAPH,
        0,
        Role.NONE,
        "Vilcabuena stands on the rim above the valley. Whoever holds its three roads holds the "
        "supply of the fields below. Ledesma asked for a vote rather than a government of the "
        "streets.",
    ),
    (
        BlockKind.PARAGRAPH,
        0,
        Role.NONE,
        "Four demands were read aloud at each assembly, always in the same order, so that a "
        "listener who had missed the first could join at the second. The Water League kept the "
        "list.",
    ),
    (BlockKind.HEADING, 2, Role.NONE, "The vote"),
    (
        BlockKind.PARAGRAPH,
        0,
        Role.NONE,
        "By December Ledesma had won with 53 per cent. Ibarra left for the coast, and the Water "
        "League printed the song that everyone in Vilcabuena had sung.",
    ),
)


def build_document() -> Document:
    """A reading of two sections and five paragraphs."""
    text = ""
    blocks = []
    for kind, level, role, words in BLOCKS:
        start = len(text)
        text += words
        blocks.append(Block(start, len(text), kind, level, role))
        text += "\n"
    return Document(text=text[:-1], blocks=tuple(blocks), title=BLOCKS[0][3], language="en")


NAMES = (
    (EntityKind.PERSON, "Ana Ledesma", ("Ana Ledesma", "Ledesma")),
    (EntityKind.PERSON, "Tomás Ibarra", ("Tomás Ibarra", "Ibarra")),
    (EntityKind.PLACE, "Vilcabuena", ("Vilcabuena",)),
    (EntityKind.ORG, "Water League", ("Water League",)),
    (EntityKind.DATE, "spring of 1999", ("spring of 1999",)),
)


def build_entities(text: str) -> tuple[Entity, ...]:
    """What a recogniser would find in that reading."""
    found = []
    for kind, name, forms in NAMES:
        entity_id = EntityId(f"{kind.value}:{name}")
        mentions: list[Mention] = []
        for form in forms:
            at = text.find(form)
            while at >= 0:
                if not any(m.start <= at < m.end for m in mentions):
                    mentions.append(Mention(at, at + len(form), form, kind, entity_id))
                at = text.find(form, at + 1)
        mentions.sort(key=lambda mention: mention.start)
        found.append(Entity(entity_id, kind, name, forms[1:], tuple(mentions)))
    return tuple(found)


@pytest.fixture(scope="session", autouse=True)
def _fonts(qapp: QApplication) -> None:
    themes.load_fonts()


@pytest.fixture(scope="session", autouse=True)
def _no_collection_in_workers() -> Iterator[None]:
    """As in the program (`gui/garbage.py`): a worker's allocation must not destroy widgets."""
    gc.disable()
    yield
    gc.enable()


_THOROUGH_EACH = 40
_collections = 0


@pytest.fixture(autouse=True)
def _collect_here(_no_collection_in_workers: None) -> Iterator[None]:
    """What a test leaves is collected after it. What outlives that (modules, caches) is not looked at
    again each time: after a thousand tests that took as long as the tests themselves."""
    global _collections
    yield
    _collections += 1
    if _collections % _THOROUGH_EACH == 0:
        gc.unfreeze()
    gc.collect()
    gc.freeze()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library", reader="Reader")
    yield opened
    opened.close()


@pytest.fixture
def session(
    qapp: QApplication, library: Library, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Session]:
    """The reading is open; its names are found at once, in the thread of the test."""
    reading, _ = library.run("Add reading", readings.add, build_document())
    monkeypatch.setattr(queries, "entities", _entities)
    bus, tasks = Bus(library), Tasks()
    made = Session(library, bus, tasks, Messages())
    made.open(reading.id)
    yield made
    made.close()
    tasks.close()
    bus.close()


def _entities(lib: Library, reading_id: object, progress: object) -> tuple[Entity, ...]:
    from closereader.entities import apply

    text = queries.reading_text(lib, reading_id).text
    return apply(build_entities(text), text, queries.decisions(lib, reading_id))


@pytest.fixture
def note(session: Session) -> Callable[..., Annotation]:
    """Makes a note on the first place of some words."""

    def make(
        words: str,
        *,
        colour: Colour = Colour.YELLOW,
        kind: AnnotationKind = AnnotationKind.HIGHLIGHT,
        comment: str = "",
        tags: tuple[str, ...] = (),
    ) -> Annotation:
        start = session.text.text.index(words)
        return session.library.run(
            "Highlight",
            annotations.add,
            session.reading.id,
            Span(start, start + len(words)),
            colour=colour,
            kind=kind,
            comment=comment,
            tags=tags,
        )

    return make


@pytest.fixture
def pane(qtbot: QtBot, session: Session) -> NotesPane:
    """The pane of notes, shown, its model watched by Qt's own tester."""
    made = NotesPane(session)
    qtbot.addWidget(made)
    made.resize(335, 700)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show()
    return made


@pytest.fixture
def three(note: Callable[..., Annotation]) -> list[Annotation]:
    """A note in each of three paragraphs, and a question."""
    return [
        note("The roads into the town", comment="Material pressure first", tags=("theme/supply",)),
        note("unpaid promise", colour=Colour.GREEN, comment="Diction", tags=("diction",)),
        note("government of the streets", colour=Colour.BLUE, tags=("theme/voice", "diction")),
        note("bread was short", colour=Colour.RED, kind=AnnotationKind.QUESTION, comment="Why?"),
    ]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, article: Path) -> Iterator[MainWindow]:
    library = Library.open(tmp_path / "library", reader="Reader")
    window = open_window(library, [str(article)])
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.session.entities_ready, timeout=20_000)
    window.reader.view.setFocus()
    yield window
    window.close()
    library.close()
