import dataclasses

from closereader.exporting.job import from_json, to_json
from closereader.model.annotation import Link
from closereader.model.document import InlineStyle
from closereader.model.entity import EntityKind
from tests.helpers.printed import Builder, entity, export_job, mark


def test_a_job_comes_back_from_json_as_it_was() -> None:
    build = (
        Builder().add("1. Carlos Mesa spoke\ud800", marker=3).style("Carlos", InlineStyle.EMPHASIS)
    )
    text = build.reading()
    note = mark(
        text.text, 0, 4, comment="Why? \udc00", tags=("a/b", "c"), links=(Link("x", "echoes"),)
    )
    people = (entity(text.text, "Carlos Mesa", EntityKind.PERSON, ("Mesa",)),)
    job = export_job(text, [note], entities=people)
    assert from_json(to_json(job)) == job


def test_enums_come_back_as_enums() -> None:
    text = Builder().add("words").reading()
    job = from_json(to_json(export_job(text, [mark(text.text, 0, 5)])))
    assert dataclasses.astuple(job.text.blocks[0])[2] is text.blocks[0].kind
    assert all(type(colour).__name__ == "Colour" for colour in job.meanings)
