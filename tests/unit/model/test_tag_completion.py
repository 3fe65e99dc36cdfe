import pytest

from closereader.model.colour import Colour
from closereader.model.tag import TagUse, colour_of
from closereader.model.tag_completion import as_known, suggestions

KNOWN = [
    TagUse(name, 0, count)
    for name, count in (
        ("theme", 9),
        ("theme/supply", 4),
        ("theme/supply/gas", 3),
        ("theme/roads", 5),
        ("form/theme", 1),
        ("Élan", 2),
        ("voice", 7),
        ("the voice", 1),
    )
]


def names(typed, taken=()):
    return [use.name for use in suggestions(typed, KNOWN, taken)]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", []),
        (" / ", []),
        ("the", ["theme", "theme/roads", "theme/supply", "theme/supply/gas", "the voice"]),
        ("THÈME", ["theme", "theme/roads", "theme/supply", "theme/supply/gas", "form/theme"]),
        ("theme/", ["theme/roads", "theme/supply", "theme/supply/gas"]),
        ("theme / s", ["theme/supply", "theme/supply/gas"]),
        ("supply", ["theme/supply", "theme/supply/gas"]),
        ("elan", ["Élan"]),
        ("#voice", ["voice", "the voice"]),
        ("nothing", []),
    ],
)
def test_what_is_offered_for_what_was_typed(typed, offered):
    assert names(typed)[: len(offered) or 1] == offered


def test_what_a_note_has_already_is_not_offered_again():
    assert "theme" not in names("theme", taken=["theme"])


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("Theme", "theme"),
        ("elan", "Élan"),
        ("Thème/new", "theme/new"),
        ("THEME/Supply/new", "theme/supply/new"),
        ("theme/Supplies", "theme/Supplies"),
        ("quite new", "quite new"),
    ],
)
def test_a_tag_is_spelled_as_the_librarys_are(typed, spelled):
    assert as_known(typed, KNOWN) == spelled


def test_where_both_spellings_are_in_use_the_typed_one_is_meant():
    both = [TagUse("Voice", 0, 1), TagUse("voice", 0, 9)]
    assert as_known("Voice", both) == "Voice"
    assert as_known("VOICE", both) == "voice"


def test_a_tag_has_its_own_colour_or_that_of_the_nearest_above_it():
    colours = {"theme": Colour.RED, "theme/supply/gas": Colour.TEAL}
    assert colour_of("theme/supply", colours) is Colour.RED
    assert colour_of("theme/supply/gas/tax", colours) is Colour.TEAL
    assert colour_of("themes", colours) is None
