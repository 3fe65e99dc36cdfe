"""OpenDocument texts, damaged: flat ones, whose XML can be reached, and archives."""

from tests.fuzz.fuzzed import Fuzzed
from tests.helpers.text_files import fodt, odt

_BODY = (
    '<text:h text:outline-level="1">A heading</text:h><text:p>Some <text:span text:style-name="T1">words</text:span>'
    '<text:s text:c="3"/>here<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
    '<office:annotation office:name="a"><dc:creator>Ada</dc:creator><dc:date>2020-01-02T03:04:05</dc:date>'
    '<text:p>A remark.</text:p></office:annotation>said<office:annotation-end office:name="a"/></text:p>'
    '<text:list text:style-name="L1"><text:list-item><text:p>One</text:p><text:list><text:list-item><text:p>in it'
    "</text:p></text:list-item></text:list></text:list-item></text:list>"
    '<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>'
    '<table:table-cell table:number-columns-spanned="2"><text:p>b</text:p></table:table-cell></table:table-row>'
    "</table:table-header-rows></table:table><text:p><draw:frame><draw:text-box><text:p>In a box.</text:p>"
    '</draw:text-box></draw:frame><text:a xlink:href="https://example.org">a link</text:a></text:p>'
)  # fmt: skip
_AUTOMATIC = (
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic" '
    'fo:background-color="#ffff00" style:text-position="super 58%"/></style:style>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="i" '
    'style:num-suffix="."/><text:list-level-style-bullet text:level="2" text:bullet-char="-"/></text:list-style>'
)
_TOKENS = [
    b"<text:p>", b"</text:p>", b"<text:h>", b"<text:span>", b"</text:span>", b"<text:list>", b"</text:list>",
    b"<text:list-item>", b"<table:table>", b"<table:table-row>", b"<table:table-cell>", b"<table:covered-table-cell/>",
    b'table:number-columns-repeated="99999"', b'text:c="999999"', b"<text:note>", b"<text:note-body>", b"<text:line-break/>",
    b"<office:annotation>", b"<draw:frame>", b"<draw:text-box>", b"<office:binary-data>!!", b"<text:tracked-changes>",
    b'text:start-value="9"', b'text:outline-level="x"', b"&#xFDD0;", b"&x;", b"<!--", b"]]>", b"PK\x01\x02", b"\x00",
]  # fmt: skip


def seeds() -> list[bytes]:
    """One text that has everything in it, flat and as an archive."""
    return [fodt(_BODY, _AUTOMATIC), odt(_BODY, _AUTOMATIC)]


FUZZED = Fuzzed("odt", "paper.odt", seeds, _TOKENS)
