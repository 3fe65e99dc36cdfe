"""How much of what a careful reader marks is found, on texts of our own (tests/data/entities)."""

import re
from pathlib import Path

import pytest

from closereader.entities import recognise
from closereader.model.document import Block, BlockKind
from closereader.progress import Progress

DATA = Path(__file__).parents[2] / "data" / "entities"
_MARK = re.compile(r"\{([A-Z]+)#([^|}]+)\|([^}]*)\}")

# Measured with this recogniser, less 0.02.
FLOORS = {
    "history.txt": 0.98,
    "history_russia.txt": 0.98,
    "essay.txt": 0.96,
    "chronicle.txt": 0.97,
    "polemic.txt": 0.97,
    "life.txt": 0.97,
    "story.txt": 0.95,
    "novel.txt": 0.98,
}


def read_marked(name):
    """Text, blocks, and (start, end, kind, entity) of every mark."""
    text, blocks, gold = "", [], []
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        heading = line.startswith("# ")
        line = line.removeprefix("# ")
        text += "\n" if blocks else ""
        start, at = len(text), 0
        for mark in _MARK.finditer(line):
            text += line[at : mark.start()]
            gold.append((len(text), len(text) + len(mark[3]), mark[1], mark[2]))
            text += mark[3]
            at = mark.end()
        text += line[at:]
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        blocks.append(Block(start, len(text), kind, int(heading)))
    return text, blocks, gold


def compare(name):
    """(found and marked, found, marked), each a set of (start, end, kind)."""
    text, blocks, gold = read_marked(name)
    entities = recognise(text, blocks, Progress())
    found = {(m.start, m.end, m.kind.value) for e in entities for m in e.mentions}
    marked = {mark[:3] for mark in gold}
    return found & marked, found, marked


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_names_are_found_as_a_careful_reader_marks_them(name, floor):
    both, found, marked = compare(name)
    assert len(marked) >= 30
    f1 = 2 * len(both) / (len(found) + len(marked))
    assert f1 >= floor, (sorted(marked - found), sorted(found - marked))


@pytest.mark.parametrize(
    ("kind", "floor"),
    [("PERSON", 0.95), ("PLACE", 0.95), ("ORG", 0.93), ("GROUP", 0.95), ("DATE", 0.96)],
)
def test_every_common_kind_is_found_over_all_texts(kind, floor):
    results = [compare(name) for name in FLOORS]
    both, found, marked = (
        sum(1 for result in results for each in result[i] if each[2] == kind) for i in range(3)
    )
    assert 2 * both / (found + marked) >= floor


@pytest.mark.parametrize("name", FLOORS)
def test_names_of_one_entity_come_together_and_of_two_stay_apart(name):
    text, blocks, gold = read_marked(name)
    entity_at = {
        (m.start, m.end): e.id for e in recognise(text, blocks, Progress()) for m in e.mentions
    }
    pairs = [(entity_at.get(mark[:2]), mark[2] + mark[3]) for mark in gold]
    known = [(found, meant) for found, meant in pairs if found]
    # B³, the mean over mentions: how pure is its entity, how whole is the one that was meant.
    pure = whole = 0.0
    for found, meant in known:
        same_found = [m for f, m in known if f == found]
        same_meant = [f for f, m in known if m == meant]
        pure += same_found.count(meant) / len(same_found)
        whole += same_meant.count(found) / len(same_meant)
    assert pure / len(known) >= 0.97
    assert whole / len(known) >= 0.97
