"""What holds for whatever comes in: a sound Document or one refusal, nothing lost, no chance."""

import contextlib
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from closereader.errors import UnreadableFile
from closereader.importing import parse
from closereader.model.document import Document
from closereader.text.normalise import normalise
from tests.helpers.documents import check_sound

EXAMPLES = 150
FORMATS = ("text", "markdown", "html")

# Words and marks that the rules look for, so that chance meets them.
PLAIN_PIECES = st.sampled_from(
    [
        *"the of a Alan Woods By CHAPTER I II. 1. 2. a) - • * [1] ¹ > === --- *** — “ ” : ; , . ! ? Dear Sir "
        "Yours Title: Author: 9 June 2005 Vol No 5 § NOTES word longerword hyphen- ated Größe 井戸 。 بئر 😀 é".split(),
        "\n",
        "\n\n",
        "\n\n\n",
        "\n    ",
        "\t",
        "  ",
        "     ",
        "\n                      ",
        "\x0c",
        "\xad\n",
    ]
)
plain_texts = st.lists(PLAIN_PIECES, max_size=120).map(" ".join) | st.text(max_size=200)
HTML_PIECES = st.sampled_from(
    "<p> </p> <div> </div> <b> </i> <i> <a href='#x'> <a href='javascript:x'> </a> <br> <ul> <ol start=3> <li> "
    "</ul> <table> <tr> <td colspan=9> </table> <h1> </h1> <h2> <pre> </pre> <blockquote> <hr> <img alt='a+picture'> "
    "<script> </script> <style> <!-- --> <![CDATA[ ]]> <article> <main> <nav> &amp; &bogus; &#0; &#xD800; < > \" ' "
    "<p+class=poem> <li+id=fn1> <sup> word text hidden <span+style=display:none> <svg> <math> <frameset> <?php ?>".split()
).map(lambda piece: piece.replace("+", " "))
pages = st.lists(HTML_PIECES, max_size=80).map(" ".join)
MARKDOWN_PIECES = st.sampled_from(
    [
        "# ",
        "## ",
        "> ",
        "- ",
        "1. ",
        "```\n",
        "~~",
        "*",
        "**",
        "_",
        "`",
        "[^a]",
        "\n[^a]: ",
        "[x](#y)",
        "![p](q)",
        "| a | b |\n|---|---|\n",
        "---\n",
        "\n",
        "\n\n",
        "    ",
        "<b>",
        "</b>",
        "<script>",
        "word ",
        "text ",
        "\\",
        "title: x\n",
        "<!--",
        "  \n",
        "&amp;",
        "***\n",
        "[a]: b\n",
        "== \n",
        "😀",
        "井戸",
    ]
)
markdown_texts = st.lists(MARKDOWN_PIECES, max_size=80).map("".join)


def parsed(text: str, format: str) -> Document | None:
    try:
        return parse(text.encode("utf-8", "surrogatepass"), "x", format, "utf-8")
    except UnreadableFile:
        return None


def letters(text: str) -> list[str]:
    return [c for c in text if c.isalnum()]


@settings(max_examples=EXAMPLES)
@given(plain_texts)
def test_no_letter_of_a_plain_text_is_lost_or_moved(text: str) -> None:
    document = parsed(text, "text")
    if document is not None:
        check_sound(document)
        assert letters(document.text) == letters(normalise(text).text)


@settings(max_examples=EXAMPLES)
@given(pages)
def test_any_page_gives_a_sound_document_or_a_refusal(page: str) -> None:
    document = parsed(page, "html")
    if document is not None:
        check_sound(document)


@settings(max_examples=EXAMPLES)
@given(markdown_texts | plain_texts)
def test_any_markdown_gives_a_sound_document_or_a_refusal(text: str) -> None:
    document = parsed(text, "markdown")
    if document is not None:
        check_sound(document)


@settings(max_examples=EXAMPLES)
@given(st.binary(max_size=200), st.sampled_from(["x.txt", "x.md", "x.html", "x"]))
def test_any_bytes_give_a_document_or_a_refusal(data: bytes, name: str) -> None:
    with contextlib.suppress(UnreadableFile):
        check_sound(parse(data, name, None, None))


@settings(max_examples=50)
@given(st.sampled_from(FORMATS), plain_texts | pages | markdown_texts)
def test_the_same_text_gives_the_same_document(format: str, text: str) -> None:
    assert parsed(text, format) == parsed(text, format)


@settings(max_examples=50)
@given(
    st.lists(
        st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=12),
        min_size=1,
        max_size=60,
    )
)
def test_the_words_of_a_page_come_out_in_their_order(words: list[str]) -> None:
    page = "".join(f"<p>{word}</p>" for word in words)
    document = parsed(page, "html")
    assert document is not None
    assert Counter(document.text.split()) == Counter(words)
    assert document.text.split() == words
