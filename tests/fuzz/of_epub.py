"""EPUB books, damaged."""

from tests.fuzz.fuzzed import Fuzzed
from tests.helpers.books import Book, nav
from tests.helpers.pictures import png

_NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>One</text></navLabel>'
    '<content src="a.xhtml#x"/><navPoint><navLabel><text>Below</text></navLabel><content src="b.xhtml"/>'
    "</navPoint></navPoint></navMap><pageList><pageTarget><navLabel><text>7</text></navLabel>"
    '<content src="a.xhtml#p7"/></pageTarget></pageList></ncx>'
)
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><defs><g id="a"><path d="M1 1L80 80z"/></g>'
    '</defs><use href="#a"/><text x="9" y="9">A</text></svg>'
)
_TOKENS = [
    b"<use href='#a'/>", b"<g id='a'>", b"<pattern id='p' width='.001' height='.001'>", b"fill='url(#p)'",
    b"viewBox='0 0 1e9 1'", b"transform='scale(1e9)'",
    b"<item id='z' href='../z' media-type='text/html'/>", b"<itemref idref='a.xhtml' linear='no'/>", b"<nav>",
    b"<ol><li>", b"</li></ol>", b"<a href='b.xhtml#x'>", b"epub:type='pagebreak'", b"epub:type='noteref'",
    b"epub:type='footnote'", b"<aside>", b"<math>", b"<mfrac><mi>", b"<svg><image href='c.png'/></svg>",
    b"<switch><case>", b"<img src='c.png'/>", b"<td>", b"<hgroup>", b"<p class='stanza'>", b"<!ENTITY x '&y;'>",
    b"<?xml version='1.0' encoding='utf-16'?>", b"&nbsp;", b"&#0;", b"&#xFFFF;", b"]]>", b"xmlns=''",
    b"id='x'", b"title='12'", b"class='pagenum'", b"display:none", b"vertical-align:super", b"fallback='a.xhtml'",
    b"refines='#t'", b"properties='nav'", b"toc='toc.ncx'", b"full-path='", b"data:image/png;base64,AAAA",
]  # fmt: skip


def seeds() -> list[bytes]:
    """A book of this century and one of the last."""
    new = Book(
        {
            "a.xhtml": '<h1 id="x">One</h1><p>It <span epub:type="pagebreak" id="p2" title="2"/>was'
            '<a epub:type="noteref" href="#n">1</a> so.</p><aside epub:type="footnote" id="n"><p>Note.</p></aside>'
            '<figure><img src="c.png" alt="A map"/><figcaption>The map.</figcaption></figure>'
            '<p>x<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>b</mi><mn>2</mn></msup></math></p>',
            "b.xhtml": '<section><h2>Two</h2><img src="d.svg"/><div class="stanza"><p>A line</p><p>Another</p></div>'
            "<table><tr><td>a</td><td id='cell'>b</td></tr></table><p>See <a href='a.xhtml#x'>one</a>.</p></section>",
        },
        {"nav.xhtml": nav('<li><a href="a.xhtml">One</a><ol><li><a href="b.xhtml">Two</a></li></ol></li>'),
         "c.png": png(80, 60), "s.css": ".it{font-style:italic}", "d.svg": _DRAWING},
        properties={"nav.xhtml": "nav", "c.png": "cover-image"},
    )  # fmt: skip
    old = Book(
        {
            "a.xhtml": '<h2 id="x">One</h2><p>As it <a id="p7"/>was<sup><a href="b.xhtml#f1">1</a></sup>.</p>',
            "b.xhtml": '<p id="f1">1. Said of it.</p><p><span class="pagenum">[Pg 4]</span>End.</p>',
        },
        {"toc.ncx": _NCX},
        guide='<reference type="cover" href="a.xhtml"/>',
    )
    return [new.data(), old.data()]


FUZZED = Fuzzed("epub", "book.epub", seeds, _TOKENS)
