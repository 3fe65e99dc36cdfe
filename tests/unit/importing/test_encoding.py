"""Bytes become the right characters, and a guess is said to be one."""

import pytest

from closereader.errors import UnreadableFile
from closereader.importing import parse

TEXT = "Größe, café, “quoted” – and an em dash—so.\r\nA second paragraph, naïve but long enough."
EXPECTED = TEXT.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"), "utf-32-le"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
    ids=["utf-8", "utf-8 bom", "16le bom", "16be bom", "16le", "16be", "utf-32", "cp1252"],
)
def test_an_encoding_is_recognised(data: bytes, encoding: str) -> None:
    document = parse(data, "x.txt", None, None)
    assert (document.text, document.encoding) == (EXPECTED, encoding)


def test_a_guess_is_said_and_names_the_encoding() -> None:
    document = parse("Das Café am Fluß".encode("cp1252"), "x.txt", None, None)
    assert any("cp1252" in notice for notice in document.notices)


def test_what_the_file_says_needs_no_notice() -> None:
    assert parse(TEXT.encode("utf-8"), "x.txt", None, None).notices == ()


def test_a_chosen_encoding_is_taken_whatever_the_bytes_say() -> None:
    document = parse("Привет, это текст.".encode("koi8-r"), "x.txt", None, "koi8-r")
    assert document.text == "Привет, это текст."


def test_an_unknown_encoding_is_refused_by_name() -> None:
    with pytest.raises(UnreadableFile, match="no encoding “rot13”"):
        parse(b"text", "x.txt", None, "rot13")


def test_a_few_broken_places_do_not_spoil_a_text_in_utf_8() -> None:
    data = (
        "Müller grüßt Jäger über Öl, für größere Äpfel. " * 5
    ).encode() + b"\xff\xfe ends\xe2\x80"
    document = parse(data, "x.txt", None, None)
    assert document.encoding == "utf-8"
    assert document.text.count("Müller") == 5
    assert any("3 characters" in notice for notice in document.notices)


def test_chinese_in_utf_16_without_a_mark_is_read() -> None:
    text = "第一章\n村子的中间有一口老井。没有人知道是谁挖的。\n" * 3
    document = parse(text.encode("utf-16-le"), "x.txt", None, None)
    assert document.encoding == "utf-16-le"
    assert "老井" in document.text


def test_a_page_may_declare_its_encoding() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Привет</p></body></html>'
    document = parse(page.encode("cp1251"), "x.html", None, None)
    assert (document.text, document.encoding) == ("Привет", "cp1251")


def test_a_page_that_is_utf_8_may_declare_what_it_likes() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>“Café”</p></body></html>'
    assert parse(page.encode(), "x.html", None, None).text == "“Café”"


def test_latin_1_in_a_declaration_means_what_browsers_take_it_for() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>“Café”</p></body></html>'
    assert parse(page.encode("cp1252"), "x.html", None, None).text == "“Café”"


def test_nul_bytes_in_a_text_are_shown_and_counted() -> None:
    document = parse(
        b"A text with two NUL bytes\x00 in it,\x00 and a long end.", "x.txt", None, None
    )
    assert document.text.count("\ufffd") == 2
    assert any("2 characters" in notice for notice in document.notices)
