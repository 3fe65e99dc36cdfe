"""Any text gives an answer: sound mentions, no crash, the same every time, stoppable."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.entities import recognise
from closereader.model.document import Block, BlockKind
from closereader.model.entity import EntityKind
from closereader.progress import Cancelled, Progress

PIECES = st.sampled_from(
    "the of and in Mr. President Carlos Mesa Bolivia COB ( ) “ ” , . : ; — - ’s ' 2005 June 9 Party"
    " Paris Commune Bolsheviks de la O’Higgins I II St. U.S. Battle ÉTAT İ ß \u00ad \u00a0 \n \t 革命"
    " said wrote novel Marx’s Capital WORKERS' al-Din J. 1989-90 \U0001f642 Federation committees"
    .split(" ")
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=20).map("".join),
)


@settings(max_examples=250, deadline=None)
@given(TEXTS)
def test_mentions_are_sound_in_any_text(text):
    found = recognise(text, (), Progress())
    mentions = sorted((m for e in found for m in e.mentions), key=lambda m: m.start)
    last = 0
    for mention in mentions:
        assert last <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        last = mention.end
    for entity in found:
        assert entity.mentions
        assert entity.name.strip()
        assert entity.name not in entity.aliases
        assert all(m.entity == entity.id and m.kind is entity.kind for m in entity.mentions)
        assert list(entity.mentions) == sorted(entity.mentions, key=lambda m: m.start)
    assert len({entity.id for entity in found}) == len(found)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_entities(text):
    assert recognise(text, (), Progress()) == recognise(text, (), Progress())


def test_the_order_of_sets_in_memory_changes_nothing():
    code = (
        "from closereader.entities import recognise\n"
        "from closereader.progress import Progress\n"
        "text = 'Thomas Mann met Heinrich Mann and Mr. Mann in the U.S. The World Trade"
        " Organization (WTO), the COB and the Commune of Paris. Mann left.'\n"
        "print(recognise(text, (), Progress()))\n"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    "text",
    [
        "玻利维亚的革命。总统卡洛斯·梅萨辞职了。",
        "ボリビアの革命は労働者を励ました。",
        "ثورة بوليفيا مصدر إلهام للعمال",
        "המהפכה בבוליביה",
    ],
)
def test_scripts_without_capitals_give_nothing_rather_than_noise(text):
    assert recognise(text, (), Progress()) == ()


def test_german_nouns_are_not_taken_for_people():
    text = (
        "Die Massen haben sich erhoben. Die Arbeiter und Bauern haben die Straßen und Plätze in"
        " La Paz besetzt. Der verhasste Präsident Carlos Mesa musste zurücktreten. Die Macht ist"
        " auf die Straße übergegangen, und das Parlament hängt in der Luft. Carlos Mesa schweigt."
    )
    found = recognise(text, (), Progress())
    assert {e.name for e in found} == {"Carlos Mesa", "La Paz"}


def test_spanish_names_are_found_by_capitals_and_lists():
    text = (
        "El presidente Carlos Mesa renunció. En La Paz y El Alto los mineros marcharon. La gente"
        " quería escuchar a Evo Morales, pero Morales no habló. Bolivia esperaba."
    )
    found = {e.name: e.kind for e in recognise(text, (), Progress())}
    assert found["Carlos Mesa"] is EntityKind.PERSON
    assert found["Bolivia"] is EntityKind.PLACE
    assert found["La Paz"] is EntityKind.PLACE


def test_the_work_can_be_stopped():
    calls = []

    def should_stop():
        calls.append(1)
        return len(calls) > 3

    text = "Lenin spoke of Bolivia. " * 20_000
    with pytest.raises(Cancelled):
        recognise(text, (), Progress(should_stop=should_stop))


def test_one_endless_line_is_read_too():
    text = "Lenin went to Moscow in 1917 and " * 3_000
    found = recognise(text, (Block(0, len(text), BlockKind.PARAGRAPH),), Progress())
    lenin = next(e for e in found if e.name == "Lenin")
    assert len(lenin.mentions) == 3_000


def test_nothing_is_found_in_nothing():
    assert recognise("", (), Progress()) == ()
    assert recognise(" \n\n", (Block(0, 1, BlockKind.PARAGRAPH),), Progress()) == ()


def test_importing_the_package_reads_no_lists_and_loads_no_patterns():
    code = (
        "import sys, closereader.entities\n"
        "loaded = [m for m in sys.modules if m.startswith('closereader.entities.')]\n"
        "print(loaded, 'regex' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    ).stdout
    assert answer.strip() == "[] False"
