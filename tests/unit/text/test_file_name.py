"""A title becomes a name that every system takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereader.text.file_name import file_name, own_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Bolivia, June 2005", "Bolivia, June 2005"),
        ("Revolution: All Power!", "Revolution All Power"),
        ("../../etc/passwd", "etc passwd"),
        ("con", "con reading"),
        ("NUL.txt", "NUL.txt reading"),
        ("", "reading"),
        ("???", "reading"),
        (".hidden", "hidden"),
        ("La revolución\nde 1952", "La revolución de 1952"),
    ],
)
def test_a_title_is_kept_as_far_as_it_can_be(title: str, name: str) -> None:
    assert file_name(title) == name


@given(st.text(max_size=300))
def test_any_title_gives_a_name_without_separators_or_signs(title: str) -> None:
    name = file_name(title)
    assert name
    assert len(name) <= 88
    assert not set(name) & set('<>:"/\\|?*\0\n\r\t')
    assert name[0] not in ". "
    assert name[-1] not in ". "


@pytest.mark.parametrize(
    ("had", "kept"),
    [
        ("Smith (2004) – Water & Gas.pdf", "Smith (2004) – Water & Gas.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a:b*c?.txt", "a_b_c_.txt"),
        (".hidden.md", "hidden.md"),
        ("con.txt", "con reading.txt"),
        ("", ""),
        ("...", ""),
        ("x" * 300 + ".pdf", "x" * 200 + ".pdf"),
    ],
)
def test_the_name_a_file_had_is_kept_as_far_as_any_system_takes_it(had: str, kept: str) -> None:
    assert own_name(had) == kept
