"""What others remarked in a Word file stands among the notes, with their names."""

from closereader.library import adding
from closereader.progress import Progress
from tests.helpers.word_files import WordFile, p, r

_BODY = p(
    r("The river "),
    '<w:commentRangeStart w:id="0"/>',
    r("ran on"),
    '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    r(" under the bridge."),
)
_COMMENT = f'<w:comment w:id="0" w:author="Bo Lind" w:date="2020-01-02T03:04:05Z">{p("How long?")}</w:comment>'


def test_a_comment_of_a_word_file_is_a_card_with_its_authors_name(window, tmp_path):
    path = tmp_path / "paper.docx"
    path.write_bytes(WordFile(_BODY, parts={"comments": _COMMENT}).data())
    added = adding.add_file(window.library, path, Progress())
    window.open_reading(added.reading.id)
    (note,) = window.session.annotations
    wording = window.notes.model.wording
    assert wording.head(note) == "¶1 · Bo Lind · Unsorted · note"
    assert wording.spoken(note).startswith("Bo Lind")
    window.library.reader = "Bo Lind"
    assert "Bo Lind" not in wording.head(note)
