"""`entities`, of a reading and of a file."""

import pytest

KINDS = {"PERSON", "PLACE", "ORG", "GROUP", "EVENT", "WORK", "DATE"}


def check_shape(result):
    found = result.json
    assert list(found) == ["text", "mentions", "entities"]
    ids = {entity["id"] for entity in found["entities"]}
    for entity in found["entities"]:
        assert list(entity) == ["id", "name", "type", "aliases", "count"]
        assert entity["type"] in KINDS
        mentions = [m for m in found["mentions"] if m["entity"] == entity["id"]]
        assert entity["count"] == len(mentions) > 0
    for mention in found["mentions"]:
        assert list(mention) == ["start", "end", "text", "type", "entity", "address"]
        assert found["text"][mention["start"] : mention["end"]] == mention["text"]
        assert mention["entity"] in ids
    starts = [mention["start"] for mention in found["mentions"]]
    assert starts == sorted(starts)
    return found


def test_a_reading_of_the_library(cli, article):
    found = check_shape(cli("entities", article, "--json"))
    assert found["text"] == cli("text", article).out
    assert any(m["text"] == "Tomas Varga" and m["type"] == "PERSON" for m in found["mentions"])
    assert any(m["text"] == "1904" and m["type"] == "DATE" for m in found["mentions"])
    assert next(m for m in found["mentions"] if m["text"] == "1904")["address"] == "¶2.1"


def test_a_file_gives_the_same_and_stays_out_of_the_library(cli, article, article_file):
    of_reading = check_shape(cli("entities", article, "--json"))
    assert check_shape(cli("entities", str(article_file), "--json")) == of_reading
    assert len(cli("list", "--json").json) == 1


def test_a_file_needs_no_library(cli, article_file, folder):
    folder.write_text("not a folder")
    assert cli("entities", str(article_file), "--json").code == 0


def test_the_same_in_gives_the_same_out(cli, article_file):
    first = cli("entities", str(article_file), "--json").out
    assert cli("entities", str(article_file), "--json").out == first


def test_the_list_for_people_goes_by_kind(cli, article):
    lines = cli("entities", article).out.splitlines()
    people = lines.index("People (2)")
    assert [line.split() for line in lines[people + 1 : people + 3]] == [
        ["Ida", "Brandt", "1", "before", "¶1"],
        ["Tomas", "Varga", "1", "¶2"],
    ]


def test_a_file_that_is_missing_is_refused(cli):
    result = cli("entities", "folder/missing.txt")
    assert (result.code, len(result.err_lines)) == (1, 1)
    assert result.err.startswith("closereader: missing.txt: ")


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\x03" * 400])
def test_a_file_that_is_no_text_is_refused(cli, tmp_path, data):
    (tmp_path / "bad.txt").write_bytes(data)
    result = cli("entities", "bad.txt", "--json")
    assert (result.code, result.out, len(result.err_lines)) == (1, "", 1)
