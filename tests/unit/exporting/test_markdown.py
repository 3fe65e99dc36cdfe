import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from closereader.exporting import export
from closereader.exporting.markdown import as_markdown, escape, obsidian_tag
from closereader.model.annotation import (
    EVIDENCE,
    AnnotationId,
    AnnotationKind,
    Link,
    QuestionState,
)
from closereader.model.document import BlockKind, Role
from closereader.model.entity import EntityKind
from closereader.progress import Progress
from tests.helpers.printed import HOSTILE, Builder, entity, export_job, mark

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def reading():
    build = Builder().add("The Title", BlockKind.HEADING, 1, Role.TITLE).add("Words before.")
    return (
        build.add("A chapter", BlockKind.HEADING, 2)
        .add("First sentence. Second sentence here.")
        .reading()
    )


def kinds(markdown: str) -> list[str]:
    return [t.type for t in PARSER.parse(markdown)]


def test_front_matter_is_yaml_with_title_author_and_tags() -> None:
    text = reading()
    told = as_markdown(export_job(text, [mark(text.text, 0, 3, tags=("theme/exile", "two words"))]))
    lines = told.split("---\n")[1].splitlines()
    values = {line.split(": ", 1)[0]: json.loads(line.split(": ", 1)[1]) for line in lines}
    assert values["title"] == "Of Efficient Offices"
    assert values["author"] == "A Hand Unknown"
    assert values["tags"] == ["theme/exile", "two-words"]


def test_an_annotation_is_a_callout_with_quotation_address_comment_and_tags() -> None:
    text = reading()
    start = text.text.index("Second")
    note = mark(text.text, start, start + 15, comment="Why *this*?\n\n- one", tags=("theme/exile",))
    told = as_markdown(export_job(text, [note]))
    assert told.endswith(
        "## A chapter\n\n> [!evidence] ¶2.2 · Evidence\n> > Second sentence\n>\n> Why *this*?\n>\n> - one\n>\n"
        "> #theme/exile\n\n^cr-00000000000040008000000000000000\n"
    )


def test_a_question_is_a_question_and_links_lead_to_their_blocks() -> None:
    text = reading()
    other = AnnotationId("abcdef12-3456-4000-8000-000000000000")
    note = mark(text.text, 0, 3, kind=AnnotationKind.QUESTION, links=(Link(other),))
    told = as_markdown(export_job(text, [note]))
    assert "> [!question]" in told
    assert "[[#^cr-abcdef12345640008000000000000000]]" in told


def test_questions_are_listed_as_arranged_with_state_and_evidence() -> None:
    text = reading()
    known = mark(text.text, 4, 9, id=AnnotationId("known"))
    asked = {"kind": AnnotationKind.QUESTION}
    late = mark(text.text, 10, 15, id=AnnotationId("late"), comment="Why?", rank=1,
                state=QuestionState.ANSWERED, links=(Link(known.id, EVIDENCE),), **asked)  # fmt: skip
    early = mark(text.text, 0, 3, id=AnnotationId("early"), comment="Who?", rank=2, **asked)
    told = as_markdown(export_job(text, [early, late, known]))
    listed = told[told.index("## Questions") :].splitlines()
    assert listed[2].startswith("1. Why? ([[#^cr-late|")
    assert listed[2].endswith("· answered)")
    assert re.fullmatch(r"    - Evidence: \[\[#\^cr-known\|.*\]\]", listed[3])
    assert listed[4].startswith("2. Who? ([[#^cr-early|")
    callout = told[: told.index("^cr-late")]
    assert "Evidence: [[#^cr-known|" in callout
    assert "evidence [[" not in told


def test_every_callout_has_a_block_id_of_its_own() -> None:
    text = reading()
    marks = [mark(text.text, n, n + 3, id=AnnotationId(f"1m8634f7v4ws000{n}")) for n in range(4)]
    told = as_markdown(export_job(text, marks))
    assert sorted(line for line in told.splitlines() if line.startswith("^")) == [
        f"^cr-1m8634f7v4ws000{n}" for n in range(4)
    ]


def test_names_stand_at_the_end_with_their_paragraphs() -> None:
    text = Builder().add("Carlos Mesa spoke.").add("Carlos Mesa left El Alto.").reading()
    people = (entity(text.text, "Carlos Mesa"), entity(text.text, "El Alto", EntityKind.PLACE))
    told = as_markdown(export_job(text, entities=people))
    assert "### People\n\n- Mesa, Carlos: ¶1, ¶2\n\n### Places\n\n- El Alto: ¶2\n" in told


@pytest.mark.parametrize(
    "words",
    [
        HOSTILE,
        "# heading",
        "1. item",
        "- item",
        "+ plus",
        "> quote",
        "    code",
        "***",
        "---",
        "| a | b |",
        "<script>x</script>",
        "&amp; &lt;",
        "![x](http://example.org/a.png)",
        "~~~",
        "```",
        "a\\",
        "$x$",
        "==x==",
        "#tag",
        "[[link]]",
        "^block",
        "%% x %%",
        "a www.example.org b",
    ],
)
def test_a_passage_is_shown_letter_for_letter(words: str) -> None:
    (paragraph,) = [t for t in PARSER.parse("x" + escape("\n" + words)) if t.type == "inline"]
    shown = "".join("\n" if c.type == "softbreak" else c.content for c in paragraph.children or [])
    assert shown.removeprefix("x").strip() == words.strip()
    assert {c.type for c in paragraph.children or []} <= {"text", "text_special", "softbreak"}


@settings(max_examples=150, deadline=None)
@given(st.text("ab1.)-+*_`#>|<&![](){}~$=^%:\\\n ", max_size=60))
def test_no_passage_leaves_its_quotation(words: str) -> None:
    build = (
        Builder()
        .add("Before. " + words.replace("\n", " ") + ".")
        .add("line\n" + words + "\nend", BlockKind.VERSE)
    )
    text = build.reading()
    note = mark(text.text, text.blocks[1].start, text.blocks[1].end)
    told = as_markdown(export_job(text, [note]))
    body = told.split("---\n", 2)[2]
    found = kinds(body)
    assert found.count("blockquote_open") == 2
    allowed = {"heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close"}
    assert set(found) <= allowed | {"blockquote_open", "blockquote_close"}


@settings(max_examples=100, deadline=None)
@given(st.text("ab1.-*`#>|<&![]()~\n \t/script", max_size=60))
def test_no_comment_leaves_its_callout_or_brings_html_or_pictures(comment: str) -> None:
    text = reading()
    marks = [
        mark(text.text, 0, 3, 0, comment=comment),
        mark(text.text, 4, 9, 1, comment="last words"),
    ]
    told = as_markdown(export_job(text, marks)).split("---\n", 2)[2]
    tokens = PARSER.parse(told)
    assert not any(t.type == "html_block" for t in tokens)
    inline = [c for t in tokens for c in t.children or []]
    assert not any(c.type in ("html_inline", "image") for c in inline)
    top = [t for t in tokens if t.level == 0]
    assert sum(t.type == "blockquote_open" for t in top) == 2


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("theme/exile", "theme/exile"),
        ("two words", "two-words"),
        ("1984", "1984_"),
        ("?", ""),
        ("a//b!", "a/b"),
    ],
)
def test_tags_suit_obsidian(tag: str, written: str) -> None:
    assert obsidian_tag(tag) == written


def test_what_is_not_in_the_file_is_said(tmp_path: Path) -> None:
    text = reading()
    report = export(
        export_job(text, [mark(text.text, 0, 3, tags=("two words",))]),
        tmp_path / "n.md",
        Progress(),
    )
    assert len(report.lost) == 2
    assert (tmp_path / "n.md").read_text("utf-8").startswith("---\n")


def test_each_kind_is_named() -> None:
    text = reading()
    some = (AnnotationKind.UNDERLINE, AnnotationKind.STRIKE, AnnotationKind.NOTE)
    marks = [mark(text.text, 2, 9, n, kind=kind) for n, kind in enumerate(some)]
    told = as_markdown(export_job(text, marks))
    assert "· underlined" in told
    assert "· struck out" in told
    assert "> [!note] " in told
