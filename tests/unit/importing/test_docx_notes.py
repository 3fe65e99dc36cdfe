"""Comments and highlights in a Word file are notes of their author, on their words."""

from closereader.importing.parsing import parse
from closereader.model.document import Document
from tests.helpers.documents import check_sound
from tests.helpers.word_files import WordFile, p, r, table, tc, tr

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def read(body: str, core: str = "", **parts: str) -> Document:
    document = parse(WordFile(body, parts=parts, core=core).data(), "paper.docx", None, None)
    check_sound(document)
    return document


def comment(id_: int, text: str, author: str, paragraph: str) -> str:
    return (
        f'<w:comment w:id="{id_}" w:author="{author}" w:date="2020-01-02T03:04:05Z">'
        f'<w:p w14:paraId="{paragraph}"><w:r><w:annotationRef/></w:r>{r(text)}</w:p></w:comment>'
    )


def ranged(id_: int, *runs: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{id_}"/>{"".join(runs)}<w:commentRangeEnd w:id="{id_}"/>'
        f'<w:r><w:commentReference w:id="{id_}"/></w:r>'
    )


def test_comments_are_notes_on_their_words_with_their_answers() -> None:
    parts = {
        "comments": comment(1, "It is.", "Bo Lind", "0B")
        + comment(0, "Is it?", "Ada Reed", "0A")
        + comment(2, "Beside.", "Ada Reed", "0C"),
        "commentsExtended": '<w15:commentEx w15:paraId="0A" w15:done="1"/>'
        '<w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="0"/>',
        "commentsIds": '<w16cid:commentId w16cid:paraId="0A" w16cid:durableId="1234ABCD"/>',
    }
    body = p(r("The "), ranged(0, r("river "), r("ran", "<w:i/>")), ranged(1), r(" on.")) + p(
        r("two"), '<w:r><w:commentReference w:id="2"/></w:r>'
    )
    document = read(body, **parts)
    first, beside, answer = document.notes
    assert document.text[first.start : first.end] == "river ran"
    assert (first.author, first.comment, first.tags) == ("Ada Reed", "Is it?", ("resolved",))
    assert first.created == "2020-01-02T03:04:05.000000+00:00"
    assert (answer.author, answer.replies_to, answer.tags) == ("Bo Lind", first.key, ())
    assert beside.start == beside.end
    assert len({note.key for note in document.notes}) == 3
    again = read(p("Another beginning.") + body, **parts)
    assert [note.key for note in again.notes] == [note.key for note in document.notes]


def test_when_a_comment_was_written_is_told_in_utc_where_the_file_knows() -> None:
    document = read(
        p(ranged(0, r("river")), ranged(1, r("weir"))),
        comments=comment(0, "Is it?", "Ada Reed", "0A") + comment(1, "It is.", "Bo Lind", "0B"),
        commentsIds='<w16cid:commentId w16cid:paraId="0A" w16cid:durableId="1234ABCD"/>',
        commentsExtensible='<w16cex:commentExtensible w16cex:durableId="1234ABCD" w16cex:dateUtc="2020-01-02T01:04:05Z"/>',
    )
    assert [note.created[:16] for note in document.notes] == [
        "2020-01-02T01:04",
        "2020-01-02T03:04",
    ]


def test_a_comment_reaches_over_paragraphs_lists_and_tables() -> None:
    document = read(
        p('<w:commentRangeStart w:id="0"/>', r("One"))
        + p("two", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + table(tr("a", tc(p(r("b"), '<w:commentRangeEnd w:id="0"/>', r(" c")))))
        + p("After."),
        comments=comment(0, "All this.", "Ada", "0A"),
        numbering=NUMBERING,
    )
    (note,) = document.notes
    assert document.text[note.start : note.end] == "One\n1. two\na\tb"


def test_highlights_are_marks_of_the_files_author() -> None:
    green = '<w:highlight w:val="green"/>'
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    document = read(
        p(r("some "), r("marked ", green), r("words", green + "<w:b/>"), r(" here"),
          r("!", '<w:shd w:fill="FFFF00"/>'))
        + p(r("a", green))
        + p(r("b", green), r(" c", '<w:shd w:fill="F2F2F2"/>'))
        + p(r("up to", green), mark, r(" and on", green), mark, r(".")),
        core="<dc:creator>Ada Reed</dc:creator>",
        footnotes=f'<w:footnote w:id="1">{p("A note.")}</w:footnote>',
    )  # fmt: skip
    assert [(document.text[n.start : n.end], n.colour.value, n.author) for n in document.notes] == [
        ("marked words", "green", "Ada Reed"),
        ("!", "yellow", "Ada Reed"),
        ("a\nb", "green", "Ada Reed"),
        ("up to1 and on", "green", "Ada Reed"),
    ]


def test_a_highlight_is_the_same_in_a_new_version_where_it_stands_elsewhere() -> None:
    green = '<w:highlight w:val="green"/>'
    body = p(r("some "), r("words", green), r(", "), r("words", green), r("."))
    keys = [note.key for note in read(body).notes]
    assert [note.key for note in read(p("Before.") + body).notes] == keys
    assert len(set(keys)) == 2
