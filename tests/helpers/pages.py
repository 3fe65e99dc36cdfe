"""Saved web pages: MHTML, web archives, pages with pictures in them or in a folder beside them."""

import plistlib
import struct
import zlib
from base64 import b64encode, encodebytes
from collections.abc import Mapping
from quopri import encodestring
from random import Random


def png(width: int = 120, height: int = 80, grey: int = 128) -> bytes:
    """A plain picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = (b"\x00" + bytes([grey]) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


PNG = png()

_WORDS = (
    "river ferry bridge keeper ledger winter packet crossing market lantern copper harbour".split()
)


def prose(seed: int, sentences: int = 4) -> str:
    """A paragraph that no site repeats."""
    chance = Random(seed)
    made = [
        " ".join(chance.choices(_WORDS, k=12)).capitalize() + ", as it was said."
        for _ in range(sentences)
    ]
    return f"<p>{' '.join(made)}</p>"


def site(within: str = "", comments: int = 0) -> str:
    """A page of a paper's site: an article of three paragraphs (and what is `within`) by Nora Quill and
    Tom Reed among menus, teasers and comments."""
    more = "".join(f"<p>Comment {n}.</p>{prose(n)}" for n in range(100, 100 + comments))
    return _SITE.format(
        article=f"<h1>The Last Crossing</h1>{prose(1)}{prose(2)}{within}{prose(3)}", more=more
    )


_SITE = """<!DOCTYPE html><html lang="en"><head><title>The Last Crossing | The Packet</title>
<meta property="og:site_name" content="The Packet"><link rel=canonical href="https://packet.example/crossing">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "The Last Crossing", "datePublished":
"2016-10-02T10:00:00Z", "author": [{{"@type": "Person", "name": "Nora Quill"}}, {{"name": "Tom Reed"}}]}}</script></head>
<body><div class="topbar"><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></div>
<nav><ul><li><a href="/a">Menu entry</a></li></ul></nav><div class="content"><article>{article}</article>
<div class="promo-box"><p>Subscribe to our newsletter and never miss a story again, for a fair price.</p></div>
<div class="related"><h3>Related</h3><ul><li><a href="/1">Another story about boats</a></li>
<li><a href="/2">A third story about tolls</a></li><li><a href="/3">Prices of coal</a></li></ul></div>
<div id="comments">{more}<p>A reader says that this is wrong.</p></div></div>
<footer>All rights reserved. <a href="/terms">Terms</a></footer></body></html>"""


def data_address(picture: bytes = PNG) -> str:
    """A picture as an address that holds it."""
    return "data:image/png;base64," + b64encode(picture).decode()


def mhtml(
    page: bytes,
    parts: Mapping[str, bytes] | None = None,
    *,
    address: str = "http://example.org/page.html",
    subject: str = "A page",
    charset: str = "utf-8",
    is_base64: bool = False,
) -> bytes:
    """A page and its pictures by address (`cid:` for ids) as Chrome saves them."""
    body = encodebytes(page) if is_base64 else encodestring(page)
    how = "base64" if is_base64 else "quoted-printable"
    said = f"; charset={charset}" if charset else ""
    out = [
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nSubject: {subject}\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        '\tboundary="part"\r\n\r\n\r\n--part\r\n'
        f"Content-Type: text/html{said}\r\nContent-Transfer-Encoding: {how}\r\n"
        f"Content-Location: {address}\r\n\r\n".encode(),
        body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    ]
    for where, data in (parts or {}).items():
        place = (
            f"Content-ID: <{where[4:]}>" if where[:4] == "cid:" else f"Content-Location: {where}"
        )
        kind = "text/html" if data.lstrip()[:1] == b"<" else "image/png"
        out.append(
            f"\r\n--part\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n{place}\r\n\r\n".encode()
            + encodebytes(data)
        )
    out.append(b"\r\n--part--\r\n")
    return b"".join(out)


def webarchive(
    page: bytes, parts: Mapping[str, bytes] | None = None, address: str = "http://example.org/"
) -> bytes:
    """A page and its pictures as Safari saves them."""

    def resource(data: bytes, kind: str, where: str) -> dict[str, object]:
        return {"WebResourceData": data, "WebResourceMIMEType": kind, "WebResourceURL": where}

    main = resource(page, "text/html", address) | {"WebResourceTextEncodingName": "UTF-8"}
    others = [resource(data, "image/png", where) for where, data in (parts or {}).items()]
    return plistlib.dumps(
        {"WebMainResource": main, "WebSubresources": others}, fmt=plistlib.FMT_BINARY
    )
