"""`search`."""

import pytest


@pytest.fixture
def noted(cli, article):
    cli(
        "annotate", article, "--at", "2.2", "--comment", "A ledger of silt.", "--tag", "theme/water"
    )
    return article


def test_passages_notes_and_tags_are_found(cli, noted):
    (reading,) = cli("list", "--json").json
    for word, kind in (("accounts", "passage"), ("ledger", "note"), ("theme/water", "tag")):
        hits = cli("search", word, "--json").json
        assert [hit["kind"] for hit in hits] == [kind]
        assert list(hits[0]) == ["doc", "kind", "start", "end", "snippet", "address"]
        assert hits[0]["doc"] == reading["id"]


def test_a_passage_is_where_its_words_are(cli, noted):
    (hit,) = cli("search", "accounts", "--json").json
    text = cli("text", noted).out
    assert text[hit["start"] : hit["end"]] == "accounts"
    assert hit["address"] == "¶2.1"


def test_the_list_for_people_names_reading_and_place(cli, noted):
    title, line = cli("search", "ledger").out.splitlines()
    assert title == noted
    assert line.split() == ["¶2.2", "note:", "A", "ledger", "of", "silt."]


def test_nothing_found_is_an_empty_list_and_no_failure(cli, noted):
    result = cli("search", "xylophone", "--json")
    assert (result.code, result.json) == (0, [])
    result = cli("search", "xylophone")
    assert (result.code, result.out) == (0, "")


@pytest.mark.parametrize(
    "words", ['"', "*", "c++", "o'brien", "AND", "NEAR(", "#tag", "", "\udcff"]
)
def test_no_words_are_a_fault(cli, noted, words):
    assert cli("search", "--json", "--", words).code == 0


def test_several_words_must_all_be_found(cli, noted):
    assert len(cli("search", "river", "accounts", "--json").json) == 1
    assert cli("search", "river", "xylophone", "--json").json == []
