"""What a PDF says of itself: title, author, date, source; and which of it is to be believed."""

import contextlib
import ctypes
import mmap
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2_raw as pdfium

from closereader.importing import titles, xml_tree
from closereader.pages.natives import fit, iso_date

_MOST_XMP = 2_000_000
_LONGEST = 400

_ENDINGS = (
    "docx?|odt|pdf|tex|dvi|indd|qxd|qxp|pptx?|xlsx?|rtf|txt|html?|p65|fm|ps|eps|wpd|pages|md|typ|"
    "jpe?g|png|tiff?"
)
_EMPTY_WORDS = (
    "untitled|document|dokument|title|titel|titre|scan|scanned|print|layout|slide|presentation|"
    "powerpoint presentation|présentation powerpoint|microsoft word|no title|none|null|unknown|"
    "about:blank|template|draft|final|new"
)
_NO_TITLE = re.compile(
    rf"microsoft (?:word|powerpoint|excel) - .*|.*\.(?:{_ENDINGS})|untitled.*|"
    rf"(?:{_EMPTY_WORDS})[\s\d_-]*|[\W\d_]*|https?://\S+|pii:.*|doi:.*|s\d{{8,}}.*|"
    r"[A-Za-z0-9]{1,8}[-_]?\d{2,}[\w.-]*|.*\s\d+\.\.\d+",
    re.I,
)
_NOBODY = (
    "user|admin|administrator|owner|author|unknown|none|null|guest|default|root|test|scanner|"
    "microsoft.*|adobe.*|pc|hp|dell|lenovo|anonymous|me|student|office|windows.*|win\\d*"
)
_NO_AUTHOR = re.compile(
    rf"(?:{_NOBODY})[\s\d]*|.*\.(?:docx?|pdf|com|org)|[\W\d_]*|.*https?://.*", re.I
)
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>{}|\\^]+)")
_ARXIV = re.compile(r"\barXiv:\s?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)")
_NAME = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


@dataclass(slots=True)
class About:
    """What the file says of itself, as far as it is likely true; "" where it says nothing. `date`: of the
    publication where it is told, else of the file's making, in ISO 8601."""

    title: str = ""
    author: str = ""
    date: str = ""
    source: str = ""
    language: str = ""


def about(document: Any, path: Path | None, data: bytes | None) -> About:
    """What the open PDF says of itself. `path` or `data`: where its bytes are."""
    xmp = _xmp(path, data)
    title = _first(xmp, "title") or _info(document, "Title")
    author = _joined(xmp, "creator") or _info(document, "Author")
    date = (
        _first(xmp, "publicationDate", "coverDate", "coverDisplayDate")
        or iso_date(_info(document, "CreationDate"))[:10]
        or _first(xmp, "CreateDate", "date")[:10]
    )
    return About(
        title if is_title(title) else "",
        "" if _NO_AUTHOR.fullmatch(author) else author.replace(";", ",").replace(" ,", ","),
        date,
        _source(xmp),
        _language(document),
    )


def is_title(title: str) -> bool:
    """Whether what the file calls its title is one, and not its file's name or its program's."""
    if len(title) < 3 or _NO_TITLE.fullmatch(title.strip()):
        return False
    is_odd = "\N{REPLACEMENT CHARACTER}" in title or "://" in title
    return any(c.isalpha() for c in title) and not is_odd


def source_on_page(text: str) -> str:
    """The one DOI or arXiv number that the beginning of a text names; "" for none or several."""
    found = {doi.rstrip(".,;:)]").lower(): doi.rstrip(".,;:)]") for doi in _DOI.findall(text)}
    if len(found) == 1:
        return f"https://doi.org/{next(iter(found.values()))}"
    numbers = set(_ARXIV.findall(text))
    return f"arXiv:{next(iter(numbers))}" if len(numbers) == 1 and not found else ""


def agrees(title: str, text: str) -> bool:
    """Whether the words of a title stand at the beginning of the text."""
    words = re.findall(r"\w{3,}", title.casefold())
    said = set(re.findall(r"\w{3,}", text.casefold()))
    return bool(words) and sum(word in said for word in words) >= 0.6 * len(words)


def _info(document: Any, key: str) -> str:
    size = int(pdfium.FPDF_GetMetaText(document, key.encode("ascii"), None, 0))
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_GetMetaText(document, key.encode("ascii"), buffer, size)
    return " ".join(fit(buffer.raw[: size - 2].decode("utf-16-le", "replace")).split())[:_LONGEST]


def _language(document: Any) -> str:
    buffer = (ctypes.c_ushort * 64)()
    size = int(pdfium.FPDFCatalog_GetLanguage(document, buffer, 128))
    told = bytes(buffer)[: max(min(size, 128) - 2, 0)].decode("utf-16-le", "replace")
    found = re.match(r"([a-z]{2})(?:[-_]|$)", told.strip().lower())
    return found[1] if found else ""


def _xmp(path: Path | None, data: bytes | None) -> dict[str, list[str]]:
    """The fields of the file's metadata packet, by their local names."""
    with contextlib.suppress(OSError, ValueError):
        if data is not None:
            return _fields(_packets(data))
        if path is not None:
            with (
                open(path, "rb") as file,
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as bytes_of,
            ):
                return _fields(_packets(bytes_of))
    return {}


def _packets(data: "bytes | mmap.mmap") -> list[bytes]:
    """The last packets that stand plain in the file; the newest is the file's own."""
    found: list[bytes] = []
    end = len(data)
    while len(found) < 8:
        close = data.rfind(b"</x:xmpmeta>", 0, end)
        if close < 0:
            break
        begin = data.rfind(b"<x:xmpmeta", max(close - _MOST_XMP, 0), close)
        if begin < 0:
            break
        found.append(bytes(data[begin : close + len(b"</x:xmpmeta>")]))
        end = begin
    return found


def _fields(packets: Iterable[bytes]) -> dict[str, list[str]]:
    for packet in packets:
        # Pictures in the file have packets of their own.
        if (
            b"pdf:Producer" not in packet
            and b"CreatorTool" not in packet
            and b"prism:" not in packet
        ):
            continue
        tree = xml_tree.parse(packet)
        if tree is None:
            continue
        fields: dict[str, list[str]] = {}
        for description in tree.root.iter(f"{_NAME}Description"):
            for key, value in description.attrib.items():
                fields.setdefault(key.rpartition("}")[2], []).append(_clean(value))
            for child in description:
                if not isinstance(child.tag, str):
                    continue
                items = [_clean("".join(li.itertext())) for li in child.iter(f"{_NAME}li")]
                words = items or [_clean("".join(child.itertext()))]
                fields.setdefault(child.tag.rpartition("}")[2], []).extend(w for w in words if w)
        return fields
    return {}


def _clean(text: str) -> str:
    return " ".join(fit(text).split())[:_LONGEST]


def _first(fields: dict[str, list[str]], *names: str) -> str:
    return next((fields[name][0] for name in names if fields.get(name)), "")


def _joined(fields: dict[str, list[str]], name: str) -> str:
    return ", ".join(dict.fromkeys(fields.get(name, ())))[:_LONGEST]


def _source(xmp: dict[str, list[str]]) -> str:
    journal = _first(xmp, "publicationName")
    volume, number = _first(xmp, "volume"), _first(xmp, "number", "issueIdentifier")
    doi = _first(xmp, "doi")
    if not doi:
        told = next((w for w in xmp.get("identifier", ()) if _DOI.search(w)), "")
        match = _DOI.search(told)
        doi = match[1] if match else ""
    parts = [
        journal
        and " ".join(
            p for p in (journal, volume and f"{volume}{f'({number})' if number else ''}") if p
        )
    ]
    if doi:
        parts.append(f"https://doi.org/{doi.removeprefix('doi:').strip()}")
    return ", ".join(part for part in parts if part)


def title_of(told: str, printed: str, name: str, text: str) -> str:
    """The reading's title: what the file says if its text says it too, else what is printed largest,
    else what the file says, else the file's name."""
    begin = text[:3000]
    if told and (agrees(told, begin) or not printed):
        return told
    if printed:
        return printed
    first = text[: text.find("\n")] if "\n" in text else text
    return titles.fallback_title(name, first)
