"""Word files, damaged: the XML of their parts and the archive around it."""

from tests.fuzz.fuzzed import Fuzzed
from tests.helpers.pictures import png
from tests.helpers.word_files import WordFile, p, picture, r, style, table, tc, tr

_STYLES = (
    style("Normal", "Normal")
    + style(
        "H1", "heading 1", '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    )
    + style("Quote", "Quote", "<w:rPr><w:i/></w:rPr>")
    + style("E", "Emphasis", "<w:rPr><w:i/></w:rPr>", kind="character")
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_COMMENTS = (
    f'<w:comment w:id="0" w:author="Ada" w:date="2020-01-02T03:04:05Z">{p("A remark.")}</w:comment>'
)
_TOKENS = [
    b"<w:p>", b"</w:p>", b"<w:r>", b"</w:r>", b"<w:tbl>", b"</w:tbl>", b"<w:tr>", b"<w:tc>", b"<w:t>x</w:t>",
    b"<w:br/>", b'<w:fldChar w:fldCharType="begin"/>', b'<w:fldChar w:fldCharType="separate"/>',
    b'<w:gridSpan w:val="99999999"/>', b'<w:ilvl w:val="-7"/>', b'<w:numId w:val="1"/>', b"<w:txbxContent>",
    b'<w:commentRangeStart w:id="0"/>', b'<w:footnoteReference w:id="1"/>', b"<w:del>", b"&#xFDD0;", b"&x;",
    b'<w:outlineLvl w:val="99"/>', b'<w:sz w:val="1e9"/>', b"<mc:AlternateContent>", b"<m:oMath>", b"<!--",
    b"]]>", b"<w:sdt>", b"<w:sdtContent>", b'xmlns:w="x"', b"<w:altChunk/>", b"\x00", b"PK\x01\x02", b"PK\x05\x06",
]  # fmt: skip


def seeds() -> list[bytes]:
    """One file that has everything in it, packed and not packed."""
    body = (
        p("A heading", style="H1")
        + p(r("Some "), r("words", "<w:i/><w:highlight w:val='green'/>"), r(" here."),
            '<w:commentRangeStart w:id="0"/>', r("said"), '<w:commentRangeEnd w:id="0"/>',
            '<w:r><w:commentReference w:id="0"/></w:r>', '<w:r><w:footnoteReference w:id="1"/></w:r>',
            f'<w:hyperlink r:id="l">{r("a link")}</w:hyperlink>')
        + p("One", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:r><w:instrText> REF x </w:instrText></w:r>",
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', r("it"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + table(tr("a", tc(p("b"), '<w:gridSpan w:val="2"/>')), tr("c", "d", "e"))
        + p(picture("p"), f"<w:r><w:pict><w:txbxContent>{p('In a box.')}</w:txbxContent></w:pict></w:r>")
        + p("<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>")
        + f"<w:sdt><w:sdtContent>{p('Controlled.')}</w:sdtContent></w:sdt>"
        + f'<w:p><w:ins>{r("new")}</w:ins><w:del>{r("old")}</w:del></w:p>'
    )  # fmt: skip
    made = WordFile(
        body,
        parts={
            "styles": _STYLES,
            "numbering": _NUMBERING,
            "comments": _COMMENTS,
            "footnotes": f'<w:footnote w:id="1">{p("A note.")}</w:footnote>',
        },
        links={"l": "https://example.org"},
        pictures={"p": png(80, 60)},
        core="<dc:title>A title</dc:title>",
    )
    return [made.data(packed=False), made.data()]


FUZZED = Fuzzed("docx", "paper.docx", seeds, _TOKENS)
