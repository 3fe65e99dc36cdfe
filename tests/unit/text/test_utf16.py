import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from closereader.text.utf16 import Utf16Map

HARD = [
    "",
    "plain",
    "naïve café",
    "e\u0301t\u00e9",
    "𓀀𓂀𓆣 hieroglyphs",
    "𒀀𒀁 cuneiform 𒂗",
    "👩‍👩‍👧‍👦 family, 👩🏽‍🚀 astronaut, 🇧🇴 flag",
    "𝔞b𝔠",
    "\U0010ffff",
]
texts = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("a 𓀀𒀀👩🏽\u200d\uffff")),
    max_size=60,
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("text", HARD)
def test_every_offset_has_the_position_that_encoding_gives(text):
    positions = Utf16Map(text)
    assert [positions.position(i) for i in range(len(text) + 1)] == [
        units(text[:i]) for i in range(len(text) + 1)
    ]
    assert positions.units == units(text)


@given(texts)
@example("𓀀")
@settings(max_examples=150, deadline=None)
def test_offset_and_position_are_inverse(text):
    positions = Utf16Map(text)
    for offset in range(len(text) + 1):
        assert positions.position(offset) == units(text[:offset])
        assert positions.offset(positions.position(offset)) == offset


@given(texts)
@settings(max_examples=100, deadline=None)
def test_every_position_belongs_to_the_character_that_covers_it(text):
    positions = Utf16Map(text)
    owners = [i for i, c in enumerate(text) for _ in range(units(c))]
    assert [positions.offset(p) for p in range(positions.units)] == owners
    assert positions.offset(positions.units) == len(text)


def test_the_middle_of_a_pair_belongs_to_its_character():
    assert Utf16Map("a𓀀b").offset(2) == 1


def test_what_lies_outside_is_held_inside():
    positions = Utf16Map("a𓀀")
    assert (positions.position(-3), positions.position(99)) == (0, 3)
    assert (positions.offset(-3), positions.offset(99)) == (0, 2)
