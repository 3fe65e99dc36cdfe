"""Web pages, damaged."""

from pathlib import Path

from tests.fuzz.fuzzed import Fuzzed

_DATA = Path(__file__).resolve().parents[1] / "data" / "html"
_TOKENS = [
    b"<div>", b"</div>", b"<p>", b"<table>", b"<tr><td colspan=9>", b"</table>", b"<ol start=3><li>", b"</ul>",
    b"<blockquote>", b"<pre>", b"<h1>", b"<h2>", b"<article>", b"<main>", b"<nav>", b"<a href='#x'>", b"</a>",
    b"<a id=x>", b"<img src=data:image/png;base64,AAAA alt=x>", b"<figure><figcaption>", b"<script>", b"<!--",
    b"-->", b"<![CDATA[", b"]]>", b"<?xml version='1.0' encoding='utf-16'?>", b"<meta charset=utf-7>", b"&#0;",
    b"&#xD800;", b"&bogus;", b"<svg><text>", b"<frameset>", b"<noscript>", b"<b><i>", b"</b>", b"<br><br>",
    b"<p hidden>", b"<sup>", b"<li id=fn1>", b"<section role=doc-endnotes>", b"\x00", b"<template>", b"<base href=//x>",
]  # fmt: skip


def seeds() -> list[bytes]:
    """The pages of the golden tests."""
    return [path.read_bytes() for path in sorted(_DATA.glob("*.html"))]


FUZZED = Fuzzed("html", "page.html", seeds, _TOKENS)
