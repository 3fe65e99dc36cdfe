"""Addresses in running words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.errors import NoSuchPassage
from closereader.model.address import Addresses
from closereader.text.references import reference_at, references
from tests.helpers.libraries import document


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Compare ¶9.", ["¶9"]),
        ("¶12.3, and ¶¶ 4–5; see ¶7-9.2.", ["¶12.3", "¶¶ 4–5", "¶7-9.2"]),
        ("l. 145 and ll. 3–7 of p. 31, pp. xii", ["l. 145", "ll. 3–7", "p. 31", "pp. xii"]),
        ("(https://example.org/a_(b)).", ["https://example.org/a_(b)"]),
        ("see https://example.org/¶9?x=1, then", ["https://example.org/¶9?x=1"]),
        ("12 p.m., 3 l. milk, Op. 9, help. 3, all. 5", []),
        ("In 1998 there were 12.3 of them", []),
    ],
)
def test_what_is_an_address_is_found_and_nothing_else(text: str, targets: list[str]) -> None:
    assert [each.target for each in references(text)] == targets


def test_the_one_at_the_caret() -> None:
    text = "see ¶9 now"
    assert [getattr(reference_at(text, at), "target", "") for at in (3, 4, 6, 7)] == [
        "",
        "¶9",
        "¶9",
        "",
    ]


@given(st.text(alphabet=st.sampled_from("¶lp. 0123456789-–,()https:/x\n"), max_size=40))
def test_every_one_found_is_understood_as_an_address(text: str) -> None:
    made = document()
    addresses = Addresses(made.text, made.blocks)
    for each in references(text):
        assert text[each.start : each.end] == each.target
        if not each.is_web:
            assert "is not an address" not in told_of(addresses, each.target)


def told_of(addresses: Addresses, target: str) -> str:
    """What is said where there is no such passage."""
    try:
        addresses.find(target)
    except NoSuchPassage as told:
        return str(told)
    return ""
