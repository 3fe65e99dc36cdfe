"""A list of annotations from anywhere is taken or refused, never a fault."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closereader.cli import drafts
from closereader.errors import CloseReaderError
from closereader.model.colour import FIRST_MEANINGS

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
RECORDS = st.lists(
    st.dictionaries(st.sampled_from([*sorted(drafts._SAID), "x"]), VALUES, max_size=5) | VALUES,
    max_size=3,
)


def taken(path):
    """What was read, or the sentence of the refusal."""
    try:
        return drafts.read_list(str(path), FIRST_MEANINGS)[0], ""
    except CloseReaderError as error:
        return None, str(error)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(RECORDS | VALUES)
def test_any_json_is_taken_or_refused_in_a_sentence(tmp_path, value):
    path = tmp_path / "list.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    wishes, refusal = taken(path)
    assert refusal.startswith("list.json: ") if wishes is None else len(wishes) == len(value)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=60))
def test_any_bytes_are_taken_or_refused(tmp_path, data):
    path = tmp_path / "list.json"
    path.write_bytes(data)
    wishes, refusal = taken(path)
    assert (wishes is None) == bool(refusal)


@pytest.mark.parametrize("words", ["Evidence", "evidence ", "yellow", "1", "YELLOW"])
def test_yellow_has_many_names(words):
    assert drafts.parse_colour(words, FIRST_MEANINGS) == "yellow"


def test_two_colours_of_one_meaning_are_not_told_apart_by_it():
    meanings = {**FIRST_MEANINGS, drafts.Colour.GREEN: "Evidence"}
    with pytest.raises(drafts.BadValue):
        drafts.parse_colour("Evidence", meanings)
