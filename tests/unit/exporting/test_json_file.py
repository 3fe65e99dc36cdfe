import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.errors import ExportFailed
from closereader.exporting import export
from closereader.exporting.jsonld import encoded
from closereader.progress import Progress
from tests.helpers.printed import EXPORTED, article, entity, export_job, mark


def exported(tmp_path: Path, job) -> dict:
    target = tmp_path / "reading.json"
    report = export(job, target, Progress())
    assert report.lost == ()
    return json.loads(target.read_bytes())


def test_the_file_holds_the_reading_its_annotations_and_entities(tmp_path: Path) -> None:
    text = article(3)
    job = export_job(
        text,
        [mark(text.text, 100, 120, comment="Why?", tags=("a/b",))],
        entities=(entity(text.text, "office"),),
    )
    told = exported(tmp_path, job)
    assert told["format"] == "closereader"
    assert told["exported"] == EXPORTED
    assert told["text"] == text.text
    assert told["reading"]["title"] == job.reading.title
    assert [(b["start"], b["end"], b["kind"]) for b in told["blocks"]] == [
        (b.start, b.end, b.kind.value) for b in text.blocks
    ]
    (name,) = told["entities"]
    assert name["count"] == len(name["mentions"]) > 0
    assert all(text.text[m["start"] : m["end"]] == m["text"] == "office" for m in name["mentions"])


def test_an_annotation_has_the_keys_of_the_command_line_and_its_address(tmp_path: Path) -> None:
    text = article(3)
    start = text.blocks[3].start
    (note,) = exported(
        tmp_path, export_job(text, [mark(text.text, start, start + 20, comment="Why?")])
    )["annotations"]
    keys = "id doc reader kind colour meaning start end quote prefix suffix comment tags links created modified"
    assert set(keys.split()) <= set(note)
    assert note["quote"] == text.text[note["start"] : note["end"]]
    assert (note["meaning"], note["address"][:2]) == ("Evidence", "¶1")


def test_annotations_stand_in_order_of_place(tmp_path: Path) -> None:
    text = article(3)
    marks = [mark(text.text, start, start + 5, n) for n, start in enumerate((300, 100, 200))]
    told = exported(tmp_path, export_job(text, marks))
    assert [note["start"] for note in told["annotations"]] == [100, 200, 300]


def test_a_lone_surrogate_in_a_comment_does_not_stop_the_export(tmp_path: Path) -> None:
    text = article(1)
    told = exported(tmp_path, export_job(text, [mark(text.text, 0, 5, comment="a\ud800b 🎉")]))
    assert told["annotations"][0]["comment"] == "a\ufffdb 🎉"


def test_the_same_job_gives_the_same_bytes(tmp_path: Path) -> None:
    job = export_job(article(2))
    export(job, tmp_path / "a.json", Progress())
    export(job, tmp_path / "b.JSON", Progress())
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.JSON").read_bytes()


def test_an_unknown_ending_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        ExportFailed, match=r"^notes\.xyz: the ending is not one of \.pdf, \.json, \.md"
    ):
        export(export_job(article(1)), tmp_path / "notes.xyz", Progress())
    assert list(tmp_path.iterdir()) == []


leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
values = st.recursive(
    leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12
)


@settings(max_examples=60, deadline=None)
@given(values)
def test_values_are_written_as_the_standard_library_indents_them(value):
    text = json.dumps(value, ensure_ascii=False, indent=1)
    assert encoded(value).decode() == text + "\n"
