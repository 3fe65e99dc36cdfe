"""`check` and `backup`."""

import sqlite3
from contextlib import closing


def damage(folder, statement):
    with closing(sqlite3.connect(folder / "library.sqlite3")) as library:
        library.execute(statement)
        library.commit()


def test_a_sound_library_is_said_to_be_sound(cli, article):
    result = cli("check", "--json")
    assert result.code == 0
    assert result.json == {
        "readings": 1,
        "annotations": 0,
        "sound": True,
        "findings": [],
        "repaired": [],
    }
    assert cli("check").out == "The library is sound: 1 reading, 0 annotations.\n"


def test_a_search_index_out_of_step_is_found_and_mended(cli, article, folder):
    damage(folder, "DELETE FROM search_rows")
    result = cli("check", "--json")
    assert (result.code, result.json["sound"]) == (3, False)
    assert any("search index" in finding for finding in result.json["findings"])
    assert "--repair" in result.err
    mended = cli("check", "--repair", "--json")
    assert (mended.code, mended.json["findings"], len(mended.json["repaired"])) == (0, [], 1)
    assert len(cli("search", "accounts", "--json").json) == 1


def test_a_text_that_was_changed_is_found(cli, article, folder):
    damage(folder, "UPDATE reading_texts SET text = replace(text, 'river', 'rover')")
    result = cli("check")
    assert result.code == 3
    assert article in result.out


def test_a_backup_opens_as_a_library(cli, article, folder, tmp_path):
    cli("annotate", article, "--at", "1", "--comment", "Kept?")
    copy = tmp_path / "copy"
    copy.mkdir()
    result = cli("backup", str(copy / "library.sqlite3"), "--json")
    assert (result.code, result.json) == (
        0,
        {"path": str(copy / "library.sqlite3"), "readings": 1, "annotations": 1},
    )
    assert "Kept?" in cli("--library", str(copy), "annotations", article).out


def test_a_backup_without_a_name_lies_beside_the_library(cli, article, folder):
    result = cli("backup", "--json")
    assert result.code == 0
    assert [str(path) for path in (folder / "backups").glob("*.sqlite3")] == [result.json["path"]]


def test_a_backup_replaces_no_other_file(cli, article, tmp_path):
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    result = cli("backup", str(tmp_path / "thesis.docx"))
    assert (result.code, len(result.err_lines)) == (1, 1)
    assert (tmp_path / "thesis.docx").read_bytes() == b"years of work"


def test_a_backup_onto_the_library_itself_is_refused(cli, article, folder):
    assert cli("backup", str(folder / "library.sqlite3")).code == 1
    assert cli("check").code == 0
