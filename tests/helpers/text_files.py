"""OpenDocument texts made for tests: the XML of their parts, written as an archive in memory."""

from collections.abc import Mapping

from tests.helpers.word_files import zipped

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for prefix, space in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style",
        "meta": "meta", "svg": "svg-compatible", "fo": "xsl-fo-compatible",
    }.items()
) + (
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)  # fmt: skip
KIND = b"application/vnd.oasis.opendocument.text"


def odt(
    body: str,
    automatic: str = "",
    styles: str = "",
    meta: str = "",
    members: Mapping[str, bytes] | None = None,
) -> bytes:
    """An archive with this in its text, its automatic and its named styles, and what it says of itself."""
    return zipped(
        {
            "mimetype": KIND,
            "content.xml": f"<office:document-content {_SPACES}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {_SPACES}><office:styles>{styles}</office:styles>"
            "</office:document-styles>",
            "meta.xml": f"<office:document-meta {_SPACES}><office:meta>{meta}</office:meta>"
            "</office:document-meta>",
            "META-INF/manifest.xml": b"<manifest/>",
            **(members or {}),
        }
    )


def fodt(body: str, automatic: str = "") -> bytes:
    """The same in one XML file."""
    return (
        f'<?xml version="1.0"?><office:document {_SPACES}><office:automatic-styles>{automatic}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
        "</office:body></office:document>"
    ).encode()
