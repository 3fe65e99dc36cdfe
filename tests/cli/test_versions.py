"""`import --version-of`: a file takes the place of a reading's text, and its notes follow."""

from tests.helpers.command_line import ARTICLE


def test_a_new_version_keeps_the_reading_and_its_notes(cli, article_file, tmp_path):
    (added,) = cli("import", str(article_file), "--json").json
    line = next(each for each in ARTICLE.splitlines() if len(each) > 60)
    words = " ".join(line.split()[1:5])
    assert cli("annotate", added["id"], "--quote", words).code == 0
    later = tmp_path / "later.md"
    later.write_text(ARTICLE + "\nOne paragraph more, at the end.\n", encoding="utf-8")
    (taken,) = cli("import", str(later), "--version-of", added["id"], "--json").json
    assert (taken["id"], taken["status"], taken["version"]) == (added["id"], "new version", 2)
    assert taken["notes"] == {"sure": 1, "approximate": 0, "lost": 0}
    assert "One paragraph more" in cli("text", added["id"]).out
    assert len(cli("list", "--json").json) == 1


def test_the_version_there_is_is_said_to_be_that(cli, article_file):
    (added,) = cli("import", str(article_file), "--json").json
    result = cli("import", str(article_file), "--version-of", added["id"])
    assert result.code == 0
    assert "the version you have" in result.out


def test_of_two_files_only_one_can_be_the_new_version(cli, article_file):
    (added,) = cli("import", str(article_file), "--json").json
    result = cli("import", str(article_file), str(article_file), "--version-of", added["id"])
    assert result.code == 2
    assert "one file" in result.err


def test_a_reading_that_is_not_there_has_no_versions(cli, article_file):
    result = cli("import", str(article_file), "--version-of", "nothing-like-it")
    assert result.code == 1
    assert "Traceback" not in result.err
