import pytest

from closereader.errors import InputRefused
from closereader.library import meanings, queries
from closereader.model.colour import Colour


def test_a_colour_is_given_another_meaning_and_its_first_one_back(lib):
    lib.run("Rename", meanings.rename, Colour.TEAL, "  Key\nterm ")
    assert queries.meanings(lib)[Colour.TEAL] == "Key term"
    lib.run("Rename", meanings.rename, Colour.TEAL, "")
    assert queries.meanings(lib)[Colour.TEAL] == "Definition"


def test_a_meaning_that_fits_on_no_card_is_refused(lib):
    with pytest.raises(InputRefused):
        lib.run("Rename", meanings.rename, Colour.TEAL, "x" * 61)
    assert queries.meanings(lib)[Colour.TEAL] == "Definition"
