"""`essay`."""

import pytest

from closereader.library import essays, queries
from closereader.library.essays import Passage
from closereader.library.library import Library
from closereader.model.span import Span

QUOTE = "The river keeps what it is given."


@pytest.fixture
def written(folder, article):
    """An essay with one quotation that is exact and one that is not."""
    library = Library.open(folder)
    (summary,) = queries.readings(library)
    text = queries.reading_text(library, summary.reading.id).text
    start = text.index(QUOTE)
    essay, _caret = library.run(
        "Quote", essays.send, None, [Passage(summary.reading.id, Span(start, start + len(QUOTE)))]
    )
    words = essay.text + "\n\nSo “the river keeps what it was given” (¶1) for us."
    library.run("Write", essays.set_text, essay.id, words, essay.quotations)
    library.close()
    return article


@pytest.mark.parametrize(("ending", "start"), [("docx", b"PK"), ("pdf", b"%PDF-"), ("md", b"# ")])
def test_the_ending_says_the_format_and_the_counts_are_told(cli, written, tmp_path, ending, start):
    target = tmp_path / f"out.{ending}"
    result = cli("essay", written, "--to", str(target))
    assert (result.code, result.out) == (0, f"{target}\n")
    assert "2 quoted, 1 exact, 1 changed." in result.err
    assert target.read_bytes().startswith(start)


def test_the_counts_are_there_as_json_and_in_the_file_if_asked(cli, written, tmp_path):
    target = tmp_path / "out.md"
    result = cli("essay", written, "--to", str(target), "--check", "--json")
    told = result.json
    assert (told["quoted"], told["exact"], told["changed"], told["not_found"]) == (2, 1, 1, 0)
    assert len(told["wrong"]) == 1
    assert "Quotation check" in target.read_text(encoding="utf-8")


def test_which_essay_is_meant_has_to_be_clear(cli, folder, written, tmp_path):
    library = Library.open(folder)
    (summary,) = queries.readings(library)
    library.run("Begin", essays.make, [summary.reading.id], "Another")
    library.close()
    target = str(tmp_path / "out.md")
    refused = cli("essay", written, "--to", target)
    assert refused.code == 1
    assert "“Another”" in refused.err
    assert cli("essay", written, "--to", target, "--title", "another").code == 0
    assert cli("essay", written, "--to", target, "--title", "third").code == 1


def test_without_an_essay_there_is_one_sentence(cli, article, tmp_path):
    refused = cli("essay", article, "--to", str(tmp_path / "out.md"))
    assert refused.code == 1
    assert "There is no essay" in refused.err
