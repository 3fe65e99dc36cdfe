import pytest

from closereader.errors import UnreadableFile
from closereader.importing.parsing import parse, parse_source
from closereader.importing.source import Pictures, Source, Wishes
from closereader.model.document import Document
from tests.helpers.pdfs import typeset


def read(data: bytes, password: str | None = None) -> Document:
    with Source.of_bytes(data, "a paper.pdf") as source:
        return parse_source(source, Wishes(password=password), Pictures())


def test_paragraphs_and_their_places_come_out_of_a_pdf() -> None:
    document = read(typeset("The first page says something.\n\nThe second paragraph too."))
    assert document.format == "pdf"
    assert document.text.split("\n") == [
        "The first page says something.",
        "The second paragraph too.",
    ]
    (page,) = document.source_pages
    assert [document.text[line.start : line.end] for line in page.lines] == document.text.split(
        "\n"
    )


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", b"%PDF-1.4 and no more"])
def test_what_is_hardly_a_pdf_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="damaged"):
        parse(data, "x.pdf", None, None)
