"""The one place where HTML is parsed, and what is left of a page that is too wild to be.

lxml's HTML parser neither fetches anything nor runs anything; of the parsers tried on crafted pages
it alone never hung. Entities of XML, networks and huge trees are off.
"""

import html
import re

import lxml.etree
import lxml.html

# libxml2 stops at 256 levels and at 10 MB in one text; beyond, the text alone is taken.
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.S)
_DROPPED = re.compile(
    r"<(script|style|template|noscript|svg|iframe|object|head)\b[^>]{0,5000}>.*?(?:</\1\s*>|$)",
    re.S | re.I,
)
_BLOCK = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|tr|table|blockquote|pre|section|article|header|footer|dd|dt|hr|center)\b[^<>]*>",
    re.I,
)
_TAG = re.compile(r"</?[a-z!?][^<>]*>", re.I)
# Pictures written into the page itself; they are not shown and only cost memory.
_DATA = re.compile(r"""(["'])data:[^"'<>]{200,}\1""", re.I)
# Attributes by the ten thousand take libxml2 quadratic time.
_LONG_TAG = re.compile(r"<([a-z][a-z0-9]{0,20})\s[^<>]{100000,}>", re.I)


def parse(text: str) -> "lxml.html.HtmlElement | None":
    """The root of a page; None if it is nested too deeply, or otherwise beyond the parser."""
    parser = _parser()
    text = _LONG_TAG.sub(r"<\1>", _DATA.sub('""', text))
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None
    if any(entry.type == lxml.etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        return None
    return root


def flat_paragraphs(text: str) -> list[str]:
    """The text of a page without its structure: what stands between tags, parted where a block
    begins or ends. Takes time in proportion to the length, whatever the page is."""
    text = _COMMENT.sub(" ", text)
    text = _DROPPED.sub(" ", text)
    text = _BLOCK.sub("\n", re.sub(r"\s+", " ", text))
    text = html.unescape(_TAG.sub("", text))
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
