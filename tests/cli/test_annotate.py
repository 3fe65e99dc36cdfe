"""`annotate` and `annotations`."""

import json

import pytest

from closereader.typeset import numbered_lines

KEYS = [
    "id",
    "doc",
    "reader",
    "kind",
    "colour",
    "meaning",
    "start",
    "end",
    "quote",
    "prefix",
    "suffix",
    "comment",
    "tags",
    "links",
    "link_kinds",
    "state",
    "pass",
    "created",
    "modified",
    "address",
]
QUOTE = "The river keeps what it is given."


def test_a_quotation_is_marked(cli, article):
    made = cli(
        *("annotate", article, "--quote", QUOTE, "--kind", "question", "--colour", "blue"),
        *("--comment", "Is it?\nReally?", "--tag", "theme/water", "--tag", "voice", "--json"),
    ).json
    assert list(made) == KEYS
    text = cli("text", article).out
    assert text[made["start"] : made["end"]] == made["quote"] == QUOTE
    assert (made["kind"], made["colour"], made["meaning"]) == ("question", "blue", "Voice")
    assert (made["comment"], made["tags"]) == ("Is it?\nReally?", ["theme/water", "voice"])
    assert made["address"] == "¶2.2"
    assert cli("annotations", article, "--json").json == [made]
    assert cli("list", "--json").json[0]["annotations"] == 1


def test_a_range_is_marked_exactly(cli, article):
    text = cli("text", article).out
    start = text.index("🌉")
    made = cli("annotate", article, "--range", f"{start}:{start + 1}", "--json").json
    assert (made["quote"], made["start"], made["end"]) == ("🌉", start, start + 1)
    assert (made["kind"], made["colour"], made["comment"], made["tags"]) == (
        "highlight",
        "yellow",
        "",
        [],
    )


@pytest.mark.parametrize(
    ("address", "quote"),
    [("¶2.2", QUOTE), ("2.2", QUOTE), ("¶1", "Arlen has two bridges. The old one carries")],
)
def test_an_address_is_marked(cli, article, address, quote):
    made = cli("annotate", article, "--at", address, "--json").json
    assert made["quote"].startswith(quote)


def test_a_prefix_chooses_among_equal_words(cli, article):
    text = cli("text", article).out
    second = text.index("Look at the", text.index("Look at the") + 1)
    result = cli("annotate", article, "--quote", "Look at the", "--prefix", "2. ", "--json")
    assert (result.json["start"], result.err) == (second, "")


def test_of_equal_words_the_first_is_marked_and_said_so(cli, article):
    result = cli("annotate", article, "--quote", "Arlen", "--json")
    assert result.code == 0
    assert result.json["start"] == cli("text", article).out.index("Arlen")
    assert "3 times" in result.err


def test_straight_quotation_marks_find_curly_ones(cli, article):
    result = cli("annotate", article, "--quote", '"The river keeps no accounts,"', "--json")
    assert result.json["quote"] == "“The river keeps no accounts,”"


def test_a_slightly_different_quotation_is_marked_and_said_so(cli, article):
    result = cli("annotate", article, "--quote", "The river keeps what it was given.", "--json")
    assert (result.code, result.json["quote"]) == (0, QUOTE)
    assert "was found as" in result.err


@pytest.mark.parametrize(
    "place",
    [
        ("--quote", "Nothing like this stands anywhere in that text, not even nearly."),
        ("--range", "0:999999"),
        ("--range", "5:5"),
        ("--range", "9:3"),
        ("--at", "¶99"),
        ("--at", "¶2.99"),
        ("--at", "nowhere"),
        ("--at", "p. 3"),
    ],
)
def test_a_passage_that_is_not_there_ends_with_1(cli, article, place):
    result = cli("annotate", article, *place)
    assert (result.code, result.out) == (1, "")
    assert len(result.err_lines) == 1
    assert cli("annotations", article, "--json").json == []


@pytest.mark.parametrize("colour", ["violet", "5", "Form", "FORM"])
def test_a_colour_has_a_name_a_key_and_a_meaning(cli, article, colour):
    made = cli("annotate", article, "--at", "1", "--colour", colour, "--json").json
    assert made["colour"] == "violet"


@pytest.mark.parametrize("words", [("--comment", "\udcff"), ("--tag", "\udcff"), ("--tag", "  ")])
def test_a_word_that_is_not_text_is_refused(cli, article, words):
    result = cli("annotate", article, "--at", "1", *words)
    assert (result.code, result.out) == (2, "")
    assert cli("annotations", article, "--json").json == []


def test_the_list_for_people_shows_place_meaning_comment_and_tags(cli, article):
    cli("annotate", article, "--quote", QUOTE, "--comment", "Why?\n\nWhy now?", "--tag", "a/b")
    result = cli("annotations", article)
    first, *rest = result.out.splitlines()
    assert first.split("  ") == ["¶2.2", "yellow · Evidence", f"“{QUOTE}”"]
    assert [line.strip() for line in rest] == ["Why?", "Why now?", "#a/b"]


def test_annotations_are_in_order_of_place(cli, article):
    for address in ("2", "1", "1.2"):
        cli("annotate", article, "--at", address)
    starts = [one["start"] for one in cli("annotations", article, "--json").json]
    assert starts == sorted(starts)
    assert len(starts) == 3


# A list of annotations


def _from(cli, article, records, tmp_path):
    path = tmp_path / "notes.json"
    path.write_bytes(records if isinstance(records, bytes) else json.dumps(records).encode())
    return cli("annotate", article, "--from", str(path), "--json")


def test_a_list_is_added_in_one_step(cli, article, tmp_path, folder):
    records = [
        {"start": 0, "end": 7, "colour": "green"},
        {"quote": QUOTE, "kind": "underline", "comment": "Yes.", "tags": ["a", "b/c"]},
        {"at": "¶1.2", "tag": "one"},
    ]
    result = _from(cli, article, records, tmp_path)
    assert result.code == 0
    assert [one["colour"] for one in result.json] == ["green", "yellow", "yellow"]
    assert [one["tags"] for one in result.json] == [[], ["a", "b/c"], ["one"]]
    assert [one["kind"] for one in result.json] == ["highlight", "underline", "highlight"]
    assert sorted(one["id"] for one in cli("annotations", article, "--json").json) == sorted(
        one["id"] for one in result.json
    )


def test_what_annotations_prints_can_be_added_again(cli, article, tmp_path):
    cli("annotate", article, "--quote", QUOTE, "--comment", "“Yes” – so it is 🌉.", "--tag", "x")
    printed = cli("annotations", article, "--json")
    result = _from(cli, article, printed.out.encode(), tmp_path)
    assert (result.code, result.err) == (0, "")
    (before,), (after,) = printed.json, result.json
    same = [key for key in KEYS if key not in ("id", "created", "modified")]
    assert [before[key] for key in same] == [after[key] for key in same]


def test_a_list_may_come_from_standard_input(cli, article):
    result = cli("annotate", article, "--from", "-", stdin=b'\xef\xbb\xbf[{"at": "1"}]')
    assert (result.code, result.out) == (0, f"Added 1 annotation to “{article}”.\n")


def test_an_empty_list_adds_nothing(cli, article, tmp_path):
    result = _from(cli, article, [], tmp_path)
    assert (result.code, result.json) == (0, [])


def test_a_key_that_is_not_known_is_said(cli, article, tmp_path):
    result = _from(cli, article, [{"at": "1", "coment": "x"}], tmp_path)
    assert result.code == 0
    assert "“coment”" in result.err


GOOD = {"start": 0, "end": 7}


@pytest.mark.parametrize(
    "bad",
    [
        None,
        7,
        "quote",
        [],
        {},
        {"start": 0},
        {"start": 7, "end": 3},
        {"start": -1, "end": 3},
        {"start": 0, "end": 10**9},
        {"start": 0, "end": 2**70},
        {"start": 0.0, "end": 3},
        {"start": True, "end": 3},
        {"start": "0", "end": "3"},
        {"quote": 5},
        {"quote": ["x"]},
        {"quote": "Nothing like this stands anywhere in that text at all."},
        {"at": "¶999"},
        {"at": {}},
        {**GOOD, "kind": "scribble"},
        {**GOOD, "kind": 1},
        {**GOOD, "colour": "octarine"},
        {**GOOD, "colour": 1},
        {**GOOD, "comment": ["x"]},
        {**GOOD, "comment": "\ud800"},
        {**GOOD, "comment": "a\0b"},
        {**GOOD, "tags": 5},
        {**GOOD, "tags": [5]},
        {**GOOD, "tags": ["\udfff"]},
        {**GOOD, "tags": [""]},
        {**GOOD, "tags": ["a,b"]},
        {**GOOD, "tags": ["a" * 1000]},
    ],
    ids=lambda bad: json.dumps(bad)[:60],
)
def test_one_bad_record_refuses_the_list_by_its_number(cli, article, tmp_path, bad):
    result = _from(cli, article, [GOOD, bad, GOOD], tmp_path)
    assert (result.code, result.out) == (1, "")
    assert len(result.err_lines) == 1
    assert "2" in result.err
    assert cli("annotations", article, "--json").json == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b'"text"',
        b"[1, 2",
        b"[" * 200_000,
        b"[NaN]",
        b"[-Infinity]",
        b"[" + b"9" * 5000 + b"]",
        b'[{"quote": "\xff"}]',
        '[{"at": "1"}]'.encode("utf-16"),
    ],
    ids=lambda data: repr(data[:20]),
)
def test_what_is_no_list_of_json_is_refused(cli, article, tmp_path, data):
    result = _from(cli, article, data, tmp_path)
    assert (result.code, result.out) == (1, "")
    assert len(result.err_lines) == 1
    assert result.err.startswith("closereader: notes.json: ")
    assert cli("annotations", article, "--json").json == []


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_list_that_cannot_be_read_is_refused(cli, article, name):
    result = cli("annotate", article, "--from", name)
    assert (result.code, len(result.err_lines)) == (1, 1)


def test_a_line_of_the_handout_is_marked(cli, article):
    text = cli("text", article).out
    made = cli("annotate", article, "--at", "l. 2", "--json").json
    assert made["quote"] == text[made["start"] : made["end"]]
    assert made["address"].startswith("¶")
    both = cli("annotate", article, "--at", "lines 1–2", "--json").json
    assert (both["end"], both["quote"].endswith(made["quote"])) == (made["end"], True)
    again = cli("annotate", article, "--at", "l2", "--json").json
    assert (again["start"], again["end"]) == (made["start"], made["end"])


def test_a_line_that_is_not_there_is_refused_with_the_count(cli, article):
    refused = cli("annotate", article, "--at", "l. 9999")
    assert refused.code == 1
    assert "lines; there is no l. 9999." in refused.err
    assert cli("annotations", article, "--json").json == []


def test_a_list_may_name_lines(cli, article, tmp_path):
    listed = tmp_path / "list.json"
    listed.write_text(json.dumps([{"address": "l. 1"}, {"address": "¶1"}]), encoding="utf-8")
    line, paragraph = cli("annotate", article, "--from", str(listed), "--json").json
    assert line["start"] == paragraph["start"]
    assert paragraph["quote"].startswith(line["quote"])


@pytest.mark.parametrize("place", [("--quote", QUOTE), ("--at", "¶1"), ("--range", "0:9")])
def test_no_lines_are_counted_for_other_places(cli, article, monkeypatch, place):
    monkeypatch.setattr(numbered_lines, "numbered_lines", None)
    assert cli("annotate", article, *place).code == 0


def test_a_note_at_an_address_stands_beside_the_text_and_comes_back_from_a_list(
    cli, article, tmp_path
):
    made = cli(
        "annotate", article, "--at", "¶2", "--kind", "note", "--comment", "S.", "--json"
    ).json
    assert (made["kind"], made["quote"]) == ("note", "")
    assert made["start"] == made["end"]
    assert made["address"] == "¶2.1"
    assert cli("annotations", article).out.splitlines()[0].endswith("note, yellow · Evidence")
    listed = tmp_path / "list.json"
    listed.write_text(json.dumps([made]), encoding="utf-8")
    (again,) = cli("annotate", article, "--from", str(listed), "--json").json
    assert (again["start"], again["end"], again["comment"]) == (made["start"], made["end"], "S.")


def test_words_are_struck_out_but_not_where_there_are_none(cli, article):
    made = cli("annotate", article, "--quote", QUOTE, "--kind", "strike", "--json").json
    assert (made["kind"], made["quote"]) == ("strike", QUOTE)
    refused = cli("annotate", article, "--range", "5:5", "--kind", "strike")
    assert refused.code == 1
    assert "holds no text" in refused.err


def test_notes_from_paper_are_added_all_or_none(cli, article, tmp_path):
    noted = tmp_path / "notes.txt"
    noted.write_text('1: slow\n¶2.2 ? who is "the river" #water\n', encoding="utf-8")
    line, question = cli("annotate", article, "--paper", str(noted), "--json").json
    assert (line["kind"], line["comment"]) == ("note", "slow")
    assert (question["kind"], question["quote"]) == ("question", "The river")
    assert question["tags"] == ["water"]
    noted.write_text("¶1: fine\nslow\n¶99: far\n", encoding="utf-8")
    refused = cli("annotate", article, "--paper", str(noted))
    assert refused.code == 1
    assert "2: Begin with a place" in refused.err
    assert "3: This reading has" in refused.err
    assert "2 lines were not understood. Nothing was added." in refused.err
    assert len(cli("annotations", article, "--json").json) == 2
