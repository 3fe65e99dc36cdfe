"""The article the program was first wanted for: what must be found in it, what must not."""

from pathlib import Path

import pytest

from closereader.entities import recognise
from closereader.model.document import Block, BlockKind
from closereader.progress import Progress

ARTICLE = Path(__file__).parents[4] / "shared" / "readings" / "seed-article.txt"
pytestmark = pytest.mark.skipif(
    not ARTICLE.exists(), reason="the shared readings do not lie beside the checkout"
)


@pytest.fixture(scope="module")
def article():
    text = ARTICLE.read_text(encoding="utf-8")
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(at, at + len(line), BlockKind.PARAGRAPH))
        at += len(line) + 1
    return text, blocks


@pytest.fixture(scope="module")
def entities(article):
    return recognise(*article, Progress())


# Kind, name, how many mentions.
MUST = [
    ("PERSON", "Alan Woods", 1),
    ("PERSON", "Carlos Mesa", 6),
    ("PERSON", "Lozada", 2),
    ("PERSON", "Solares", 1),
    ("PERSON", "Evo Morales", 1),
    ("PERSON", "Hugo Chavez", 1),
    ("PERSON", "Lenin", 7),
    ("PERSON", "Trotsky", 2),
    ("PERSON", "Marx", 1),
    ("PERSON", "Engels", 1),
    ("PERSON", "Kerensky", 2),
    ("PLACE", "Bolivia", 32),
    ("PLACE", "La Paz", 4),
    ("PLACE", "El Alto", 6),
    ("PLACE", "Santa Cruz", 1),
    ("PLACE", "Senkhata", 1),
    ("PLACE", "Latin America", 6),
    ("PLACE", "Venezuela", 6),
    ("PLACE", "Ecuador", 1),
    ("PLACE", "Russia", 3),
    ("PLACE", "Paris", 1),
    ("PLACE", "UK", 1),
    ("ORG", "COB", 15),
    ("ORG", "Constituent Assembly", 10),
    ("ORG", "Popular Assemblies", 5),
    ("ORG", "National Popular Assembly", 3),
    ("ORG", "Bolivian People’s Assembly", 1),
    ("ORG", "Federation of neighborhood committees", 1),
    ("ORG", "Bolshevik Party", 4),
    ("GROUP", "Bolivian", 16),
    ("GROUP", "Bolsheviks", 5),
    ("GROUP", "Trotskyist", 3),
    ("GROUP", "Mensheviks", 1),
    ("GROUP", "Socialist Revolutionaries", 1),
    ("GROUP", "Marxists", 1),
    ("GROUP", "Russian", 3),
    ("EVENT", "October Revolution", 1),
    ("EVENT", "Paris Commune", 4),
    ("EVENT", "Caracazo", 2),
    ("WORK", "Internationale", 1),
    ("WORK", "Pulacayo theses", 1),
    ("WORK", "In Defense of Marxism", 1),
    ("DATE", "July/August 2005", 1),
    ("DATE", "autumn of 2003", 3),
    ("DATE", "21st century", 1),
    ("DATE", "February", 3),
    ("DATE", "February 1917", 1),
    ("DATE", "February 1989", 1),
    ("DATE", "1989-90", 1),
    ("DATE", "1952", 1),
    ("DATE", "1946", 1),
    ("DATE", "June 9, 2005", 1),
]


@pytest.mark.parametrize(("kind", "name", "count"), MUST)
def test_what_a_careful_reader_expects_is_found(entities, kind, name, count):
    found = {e.name: e for e in entities if e.kind == kind}
    assert name in found, sorted(found)
    assert len(found[name].mentions) == count


@pytest.mark.parametrize(
    "words",
    "Parliament|Thousands|Miners|Power|Left|Constitution|God|Nature|Soviets|Soviet|President|Yes"
    "|Here|Secondly|Reformism|Bolshevism|Kerenskyism|Discipline|Splits|Armies|Probably|Last|Ah"
    "|All Power|First Amplified Meeting|Vol|General strike|No judge|Take|Wait|Whoever|A|B|C|D"
    "|Elements|Instead|Everywhere|Given|Lacking|Only|We".split("|"),
)
def test_what_is_no_name_is_left(entities, words):
    assert not [m for e in entities for m in e.mentions if m.text == words]


def test_little_else_is_found(entities):
    listed = {(kind, name) for kind, name, _ in MUST}
    others = [(e.kind.value, e.name) for e in entities if (e.kind, e.name) not in listed]
    assert set(others) <= {("ORG", "General Staff"), ("DATE", "2003")}


def test_all_names_of_the_president_are_one_person(entities):
    (mesa,) = [e for e in entities if e.name == "Carlos Mesa"]
    assert {m.text for m in mesa.mentions} == {
        "President Carlos Mesa",
        "Carlos Mesa",
        "President Mesa",
        "Mesa",
    }
    assert not [e for e in entities if e is not mesa and "Mesa" in e.name]


def test_the_gloss_in_brackets_is_no_name_of_the_federation(entities):
    (cob,) = [e for e in entities if e.name == "COB"]
    assert {m.text for m in cob.mentions} == {"COB"}
