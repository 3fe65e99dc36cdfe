import pytest

from closereader.model.entity import Entity, EntityId, EntityKind
from closereader.typeset.index import heading_of, ranges, sort_key, surname_first


@pytest.mark.parametrize(
    ("name", "aliases", "filed"),
    [
        ("Carlos Mesa", (), "Mesa, Carlos"),
        ("President Mesa", (), "Mesa"),
        ("Gonzalo Sánchez de Lozada", (), "Sánchez de Lozada, Gonzalo"),
        ("Gonzalo Sánchez de Lozada", ("Lozada",), "Sánchez de Lozada, Gonzalo"),
        ("Felipe Quispe Huanca", ("Quispe Huanca",), "Quispe Huanca, Felipe"),
        ("Eduardo Rodríguez Veltzé", ("Rodríguez", "Eduardo"), "Rodríguez Veltzé, Eduardo"),
        ("Ludwig van Beethoven", (), "Beethoven, Ludwig van"),
        ("Martin Luther King Jr.", (), "King, Martin Luther, Jr."),
        ("Lenin", (), "Lenin"),
        ("Mesa, Carlos", (), "Mesa, Carlos"),
        ("", (), ""),
    ],
)
def test_a_person_is_filed_under_the_surname(
    name: str, aliases: tuple[str, ...], filed: str
) -> None:
    assert surname_first(name, aliases) == filed


def test_an_organisation_keeps_its_name_and_shows_its_acronym() -> None:
    body = Entity(EntityId("1"), EntityKind.ORG, "Central Obrera Boliviana", ("COB",), ())
    assert heading_of(body) == "Central Obrera Boliviana (COB)"


def test_neighbouring_lines_are_one_range() -> None:
    assert ranges([33, 14, 15, 16, 2, 15]).replace("\u2060", "") == "2, 14–16, 33"


def test_a_range_cannot_break_at_its_dash() -> None:
    assert "–\u2060" in ranges([1, 2])


def test_names_sort_without_regard_to_accents_and_case() -> None:
    assert sorted(["Zúñiga", "Álvarez", "albedo", "Beni"], key=sort_key) == [
        "albedo",
        "Álvarez",
        "Beni",
        "Zúñiga",
    ]
