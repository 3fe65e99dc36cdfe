"""Word files are known by what is in them, whatever their ending; what is none is told the way out."""

import pytest

from closereader.errors import UnreadableFile
from closereader.importing.parsing import parse
from tests.helpers.word_files import WordFile, p


@pytest.mark.parametrize("name", ["a.docm", "a.dotx", "a.txt", "a.doc", "a"])
def test_it_is_known_by_its_content(name: str) -> None:
    assert parse(WordFile(p("Text.")).data(), name, None, None).format == "docx"


def test_other_files_with_its_ending_are_read_as_what_they_are() -> None:
    assert parse(b"<html><body><p>A page.</p></body></html>", "a.docx", None, None).format == "html"


@pytest.mark.parametrize(
    ("stream", "sentence"),
    [
        ("EncryptedPackage", "protected with a password"),
        ("WordDocument", "of the old kind (DOC)"),
        ("Workbook", "of the old kind"),
    ],
)
def test_old_and_protected_files_are_told_the_way_out(stream: str, sentence: str) -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + stream.encode("utf-16-le") + bytes(512)
    )
    with pytest.raises(UnreadableFile) as refused:
        parse(data, "a.doc", None, None)
    assert sentence in refused.value.reason
    assert "save it" in refused.value.reason
