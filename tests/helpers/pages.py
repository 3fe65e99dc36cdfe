"""Saved web pages: MHTML, web archives, pages with pictures in them or in a folder beside them."""

import plistlib
import struct
import zlib
from base64 import b64encode, encodebytes
from collections.abc import Mapping
from quopri import encodestring


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
