"""A quotation is exact, lawfully changed, or changed; and where."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.text.quoting import Outcome, check, find, word_count

SOURCE = (
    "In March 1998 the river fell so low that the old bridge showed its feet. Nobody had seen them\n"
    "for forty years, and “half the town” came to look; they inherited it — all of it [3]. It’s theirs."
)


@pytest.mark.parametrize(
    "quoted",
    [
        "the river fell so low",
        "Nobody had seen them for forty years",
        "seen them / for forty",
        "'half the town' came",
        '"half the town" came',
        "they inherited it -- all of it. It's theirs",
        "all of it [3]",
        "they *inherited* it",
        "> Nobody had seen them\n> for forty years",
        SOURCE,
    ],
)
def test_words_as_they_stand_are_exact(quoted: str) -> None:
    assert check(quoted, SOURCE).outcome is Outcome.EXACT


@pytest.mark.parametrize(
    "quoted",
    [
        "[T]he river fell",
        "the river fell … its feet",
        "the river fell ... its feet",
        "the river fell. . . . Nobody had",
        "the river […] showed its feet",
        "… the river fell …",
        "they [the heirs] inherited it",
        "they inherit[s] it",
        "in[her]ited it",
        "[It]’s theirs",
        "so low [sic] that",
        "[ ]ited it",
        "the river fell so low,",
        "the old bridge showed its f[e]et. … Nobody",
    ],
)
def test_brackets_and_dots_make_a_change_lawful(quoted: str) -> None:
    assert check(quoted, SOURCE).outcome is Outcome.LAWFUL


@pytest.mark.parametrize(
    ("quoted", "said", "source"),
    [
        ("they inherit it", "inherit", "inherited"),
        ("The river fell", "The", "the"),
        ("the river fell so high that", "high", "low"),
        ("the river fell low that the old", "fell low", "fell so low"),
        ("the river never fell so low", "never", ""),
        ("half the town came to look", "town came", "town” came"),
        ("showed its feet … Nobody saw them", "saw", "had seen"),
        ("the river [slowly] rose so low", "rose", "fell"),
    ],
)
def test_a_change_without_a_sign_is_named_with_what_the_source_has(
    quoted: str, said: str, source: str
) -> None:
    verdict = check(quoted, SOURCE)
    assert verdict.is_changed
    (difference,) = verdict.differences
    assert (difference.said, difference.source) == (said, source)
    assert difference.span.text_of(quoted) == said


def test_several_changes_are_told_apart() -> None:
    verdict = check("the river rose so low that the bold bridge showed", SOURCE)
    assert [(d.said, d.source) for d in verdict.differences] == [("rose", "fell"), ("bold", "old")]


def test_words_that_stand_nowhere_are_changed_as_a_whole() -> None:
    verdict = check("quite different things were said here", SOURCE)
    (difference,) = verdict.differences
    assert difference.said == "quite different things were said here"


def test_what_is_left_out_stays_in_order() -> None:
    assert check("showed its feet … the river fell", SOURCE).is_changed


def test_a_part_of_unspaced_writing_is_exact() -> None:
    assert check("何も言わ", "町は何も言わなかった").outcome is Outcome.EXACT
    assert check("何を言わ", "町は何も言わなかった").is_changed


def test_dots_and_brackets_of_the_source_may_be_quoted() -> None:
    source = "She said … nothing [or so they wrote] at all."
    assert check("said … nothing [or so they wrote]", source).outcome is Outcome.EXACT
    assert check("[or so they write] at all.", source).outcome is Outcome.LAWFUL


# Properties

_WORD = st.sampled_from(
    [
        "river",
        "The",
        "the",
        "town",
        "people’s",
        "fell",
        "so",
        "ﬁn",
        "año",
        "água",
        "1998",
        "gas",
        "don't",
    ]
)
_TEXT = st.lists(_WORD, min_size=1, max_size=60).map(" ".join)


@given(_TEXT, st.data())
def test_any_run_of_words_with_lawful_changes_is_lawful(source: str, data: st.DataObject) -> None:
    words = source.split()
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    quoted = words[start:end]
    change = data.draw(st.sampled_from(["nothing", "omit", "insert", "replace", "letter", "edges"]))
    at = data.draw(st.integers(0, len(quoted) - 1))
    if change == "omit":
        quoted[at : at + data.draw(st.integers(1, 5))] = ["…"]
    elif change == "insert":
        quoted.insert(at, "[as they say]")
    elif change == "replace":
        quoted[at] = "[she]"
    elif change == "letter":
        quoted[at] = f"[{quoted[at][0].swapcase()}]{quoted[at][1:]}"
    elif change == "edges":
        quoted = ["…", *quoted, "[…]"]
    space = data.draw(st.sampled_from([" ", "\n", "  ", "\n> "]))
    verdict = check(space.join(quoted), source)
    assert not verdict.is_changed
    assert verdict.differences == ()
    if change == "nothing":
        assert verdict.outcome is Outcome.EXACT


@given(_TEXT, st.data())
def test_any_changed_letter_outside_brackets_is_found(source: str, data: st.DataObject) -> None:
    words = source.split()
    at = data.draw(st.integers(0, len(words) - 1))
    letters = [n for n, c in enumerate(words[at]) if c.isalnum()]
    place = data.draw(st.sampled_from(letters))
    words[at] = f"{words[at][:place]}Ж{words[at][place + 1 :]}"
    if data.draw(st.booleans()):
        words.insert(
            data.draw(st.integers(0, len(words))), data.draw(st.sampled_from(["…", "[x]"]))
        )
    quoted = " ".join(words)
    verdict = check(quoted, source)
    assert verdict.is_changed
    assert any("Ж" in difference.said for difference in verdict.differences)


_HOSTILE = st.text(alphabet="a b[]….'“”>*_-\n\\/é\u0301\u200d🎉何", max_size=120)


@given(_HOSTILE | st.text(max_size=60), _HOSTILE | st.text(max_size=60))
def test_nothing_raises_and_differences_lie_in_the_quotation(quoted: str, source: str) -> None:
    verdict = check(quoted, source)
    assert verdict.is_changed == bool(verdict.differences)
    last = 0
    for difference in verdict.differences:
        assert last <= difference.start <= difference.end <= len(quoted)
        assert difference.said == quoted[difference.start : difference.end]
        last = difference.end
    find(quoted, source)
    assert word_count(quoted) <= len(quoted)


@given(_HOSTILE)
def test_a_text_quotes_itself_exactly(text: str) -> None:
    assert check(text, text).outcome is Outcome.EXACT


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(["a ", "[a", "[a] ", ". ", "x", "a b c d ", "a… ", "“", "'"]),
    st.sampled_from(["a", "a b ", "…", "b ", "]", "d c b a "]),
)
def test_long_and_hostile_texts_come_to_an_end(quoted: str, source: str) -> None:
    check(quoted * 20_000, source * 20_000)


def test_a_quotation_is_found_in_a_long_text() -> None:
    text = "Other words. " * 500 + SOURCE
    found = find("half the town' came […] inherit[ed] it - all", text)
    assert found is not None
    assert found.text_of(text) == "half the town” came to look; they inherited it — all"
    assert find("river", text) is None
    assert find("the river ros", text) is None
