"""A comment's Markdown as data, and tags counted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.gui.notes.filter import tag_counts
from closereader.model.annotation import Annotation, AnnotationKind
from closereader.model.colour import Colour
from closereader.text.comment import paragraphs, plain


def styled(comment):
    """Each stretch of each paragraph with its styles' names."""
    return [
        (paragraph.text[s.start : s.end], sorted(style.name for style in s.styles))
        for paragraph in paragraphs(comment)
        for s in paragraph.stretches
    ]


def test_plain_words_are_one_paragraph():
    assert [p.text for p in paragraphs("Only words, “quoted” – and ¶9.")] == [
        "Only words, “quoted” – and ¶9."
    ]
    assert paragraphs(" \n ") == []


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("*a* **b**", [("a", ["EMPHASIS"]), ("b", ["STRONG"])]),
        ("`c` ~~d~~", [("c", ["CODE"]), ("d", ["STRIKE"])]),
        ("***e***", [("e", ["EMPHASIS", "STRONG"])]),
        ("🎉 *after an emoji*", [("after an emoji", ["EMPHASIS"])]),
        ("[words](http://example.org/x)", [("words", ["LINK"])]),
        ("# A heading", [("A heading", ["STRONG"])]),
        ("```\nx = 1\n```", [("x = 1", ["CODE"])]),
    ],
)
def test_marks_become_styles(comment, expected):
    assert styled(comment) == expected


def test_a_typed_line_end_is_a_line_end():
    assert [p.text for p in paragraphs("one\ntwo *x*\n\nthree")] == ["one\ntwo x", "three"]


def test_lists_keep_their_numbers_and_depth():
    found = paragraphs("3. three\n4. four\n   - inner")
    assert [(p.marker, p.text, p.depth) for p in found] == [
        ("3.", "three", 1),
        ("4.", "four", 1),
        ("•", "inner", 2),
    ]


@pytest.mark.parametrize(
    "comment", ["<b>bold</b>", "<script>alert(1)</script>", "a <img src='http://x/y.png'> b"]
)
def test_html_stays_what_was_typed(comment):
    assert "".join(p.text for p in paragraphs(comment)) == comment


def test_an_image_shows_its_words_alone():
    assert [p.text for p in paragraphs("![a map](http://example.org/map.png)")] == ["a map"]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab *_`[]()#>-+1.\n\t~\\<&!🎉é"), max_size=60))
def test_no_comment_breaks_it_and_every_stretch_lies_in_its_text(comment):
    for paragraph in paragraphs(comment):
        for stretch in paragraph.stretches:
            assert 0 <= stretch.start < stretch.end <= len(paragraph.text)


# Tags


def test_a_tag_above_counts_each_note_below_it_once():
    notes = [
        Annotation(
            id=str(n),
            reading_id="r",
            reader="",
            kind=AnnotationKind.HIGHLIGHT,
            colour=Colour.RED,
            start=0,
            end=1,
            quote="x",
            tags=tags,
        )
        for n, tags in enumerate([("a/b", "a/c"), ("a/b/d",), ("e",)])
    ]
    assert tag_counts(notes) == [("a", 2), ("a/b", 2), ("a/b/d", 1), ("a/c", 1), ("e", 1)]


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("", ""),
        ("Who is **we**?", "Who is we?"),
        ("- mirror\n- *silence*", "mirror silence"),
        ("First.\n\nThen  this.", "First. Then this."),
    ],
)
def test_what_it_says_stands_on_one_line_without_signs(comment: str, words: str) -> None:
    assert plain(comment) == words
