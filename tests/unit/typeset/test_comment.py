from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.typeset.comment import Part, joined, parts_of, pieces


def words(parts: list[Part]) -> str:
    return "".join("\n" if "br" in run else run["t"] for part in parts for run in part["runs"])


def test_plain_words_are_one_paragraph() -> None:
    assert parts_of("Material pressure comes first.") == [
        {"k": "p", "indent": 0.0, "runs": [{"t": "Material pressure comes first.", "s": []}]}
    ]


def test_emphasis_strong_code_and_links_become_styles() -> None:
    (part,) = parts_of("a *b* **c** `d` [e](https://example.org) ~~f~~")
    assert [(run["t"], run["s"]) for run in part["runs"] if run["t"].strip()] == [
        ("a ", []),
        ("b", ["emphasis"]),
        ("c", ["strong"]),
        ("d", ["code"]),
        ("e", ["link"]),
        ("f", ["strike"]),
    ]


@settings(max_examples=300, deadline=None)
@given(st.text("ab1 .,*`!()-+#>&;“”_é\u00a0", max_size=24).map(str.strip).filter(bool))
def test_plain_comments_read_the_same_as_by_the_whole_parser(comment: str) -> None:
    # A definition of a link, which prints nothing, calls for the parser.
    assert parts_of(comment) == parts_of(comment + "\n\n[xyz]: https://example.org")


def test_lists_keep_their_numbers_and_depth() -> None:
    parts = parts_of("3. three\n4. four\n   - below")
    assert [(p["k"], p["marker"], p["indent"]) for p in parts] == [
        ("item", "3.", 0.0),
        ("item", "4.", 0.0),
        ("item", "•", 8.0),
    ]


def test_a_new_line_in_a_comment_is_a_new_line_in_the_margin() -> None:
    (part,) = parts_of("one\ntwo")
    assert words([part]) == "one\ntwo"


def test_html_stays_as_it_was_typed() -> None:
    assert words(parts_of("<b>bold</b> <script>x</script>")) == "<b>bold</b> <script>x</script>"


def test_a_blank_comment_has_no_parts() -> None:
    assert parts_of(" \n ") == []


def test_lone_surrogates_and_controls_are_replaced() -> None:
    assert words(parts_of("a\ud800b\x00c")) == "a\ufffdb\ufffdc"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abc *`>-#\n", max_size=120), max_size=4), st.integers(5, 80))
def test_pieces_lose_nothing_and_are_whole_again_when_joined(texts: list[str], limit: int) -> None:
    parts = parts_of("\n\n".join(texts))
    dealt = pieces(parts, limit)
    assert words([part for piece in dealt for part in piece]) == words(parts)
    assert words(joined([part for piece in dealt for part in piece])) == words(parts)


def test_pieces_of_a_long_paragraph_are_cut_between_words() -> None:
    parts = parts_of("word " * 200)
    dealt = pieces(parts, 100)
    assert len(dealt) > 8
    assert all(
        words(piece).strip().split(" ") == ["word"] * words(piece).count("word") for piece in dealt
    )
    assert len(joined([part for piece in dealt for part in piece])) == 1
