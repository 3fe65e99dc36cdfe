"""The sample reading and its annotations hold together and show what they are there to show."""

import json
from collections import Counter
from itertools import combinations

import pytest

from closereader import bundle, importing
from closereader.model.annotation import AnnotationKind
from closereader.model.colour import Colour
from closereader.model.document import BlockKind, Document, InlineStyle, Role
from closereader.progress import Progress

READING = bundle.resource("sample", "bolivia-june-2005.md")
ANNOTATIONS = bundle.resource("sample", "annotations.json")


@pytest.fixture(scope="module")
def document() -> Document:
    return importing.read_file(READING, Progress())


@pytest.fixture(scope="module")
def drafts() -> list[dict[str, object]]:
    return json.loads(ANNOTATIONS.read_text(encoding="utf-8"))


def blocks(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind is kind]


def span(document: Document, draft: dict[str, object]) -> tuple[int, int]:
    start = document.text.index(draft["quote"])
    return start, start + len(draft["quote"])


def test_it_has_the_length_of_an_article(document: Document) -> None:
    assert 1500 <= len(document.text.split()) <= 2500


def test_its_title_and_subtitle_are_found(document: Document) -> None:
    assert document.title == "Bolivia, June 2005"
    subtitles = [document.text[b.start : b.end] for b in document.blocks if b.role is Role.SUBTITLE]
    assert subtitles == ["A reader’s chronicle of three weeks and two presidents"]


def test_it_shows_every_kind_of_block_that_an_article_has(document: Document) -> None:
    headings = blocks(document, BlockKind.HEADING)
    assert headings[1:] == [
        "An inheritance",
        "Five questions",
        "The blockade",
        "Three weeks",
        "The line of succession",
        "Afterwards",
    ]
    assert [item[:3] for item in blocks(document, BlockKind.LIST_ITEM)] == [
        "1. ",
        "2. ",
        "3. ",
        "4. ",
    ]
    assert [verse.count("\n") for verse in blocks(document, BlockKind.VERSE)] == [1, 3]
    assert blocks(document, BlockKind.QUOTATION)[0].startswith("I believed that")
    assert document.text.endswith("Free to copy (CC0).")


def test_its_closing_line_is_set_apart_as_the_source(document: Document) -> None:
    assert document.blocks[-1].kind is BlockKind.METADATA
    assert document.blocks[-1].role is Role.SOURCE


def test_spanish_words_are_set_in_emphasis(document: Document) -> None:
    emphasised = {
        document.text[i.start : i.end] for i in document.inlines if i.style is InlineStyle.EMPHASIS
    }
    assert {"guerra", "cabildo", "creí", "Bolivia merece mejores días"} <= emphasised


def test_each_annotated_passage_stands_in_the_text_exactly_once(
    document: Document, drafts: list[dict[str, object]]
) -> None:
    assert {draft["quote"]: document.text.count(draft["quote"]) for draft in drafts} == {
        draft["quote"]: 1 for draft in drafts
    }


def test_what_stands_around_each_passage_is_told_truly(
    document: Document, drafts: list[dict[str, object]]
) -> None:
    for draft in drafts:
        start, end = span(document, draft)
        assert document.text[:start].endswith(draft["prefix"])
        assert document.text[end:].startswith(draft["suffix"])


def test_annotations_come_in_the_order_of_the_text(
    document: Document, drafts: list[dict[str, object]]
) -> None:
    starts = [span(document, draft)[0] for draft in drafts]
    assert 22 <= len(drafts) <= 26
    assert starts == sorted(starts)


def test_kinds_and_colours_are_those_of_the_program(drafts: list[dict[str, object]]) -> None:
    kinds = Counter(AnnotationKind(draft["kind"]) for draft in drafts)
    assert kinds[AnnotationKind.UNDERLINE] == 1
    assert kinds[AnnotationKind.QUESTION] == 5
    assert len({Colour(draft["colour"]) for draft in drafts}) >= 6


def test_two_pairs_overlap_one_inside_the_other_and_one_across(
    document: Document, drafts: list[dict[str, object]]
) -> None:
    spans = [span(document, draft) for draft in drafts]
    pairs = [(a, b) for a, b in combinations(spans, 2) if a[0] < b[1] and b[0] < a[1]]
    inside = [(a, b) for a, b in pairs if b[1] <= a[1]]
    assert (len(pairs), len(inside)) == (2, 1)


def test_comments_are_short_and_a_few_marks_have_none(drafts: list[dict[str, object]]) -> None:
    comments = [draft["comment"] for draft in drafts]
    assert comments.count("") == 3
    assert all(len(comment) <= 200 for comment in comments)
    assert any("*" in comment for comment in comments)


def test_tags_form_a_hierarchy(drafts: list[dict[str, object]]) -> None:
    tags = Counter(tag for draft in drafts for tag in draft["tags"])
    assert all(draft["tags"] for draft in drafts)
    assert sum(count for tag, count in tags.items() if tag.startswith("form/")) >= 5
    assert tags["theme/supply"] >= 3
    assert all(tag == tag.strip().lower() for tag in tags)
