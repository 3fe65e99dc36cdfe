"""Pictures of a page, as far as they came with it: in the page itself, in the parts of an archive, or in
the folder that a browser puts beside a page it saves. Nothing else is opened, nothing is fetched."""

import binascii
import hashlib
import os
import re
import urllib.parse
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from closereader.errors import UnreadableFile
from closereader.importing import files, picture_size, punctuation
from closereader.importing.builder import Draft
from closereader.importing.html_main import Element
from closereader.importing.source import MOST_PICTURE_BYTES, Pictures
from closereader.model.document import BlockKind, Picture

Fetch = Callable[[str], bytes | None]
"""Gives the bytes that stand at an address of the page, if they came with it."""

_LAZY = (
    "data-src data-original data-lazy-src data-lazy data-hi-res-src data-full-src data-image data-url "
    "data-actualsrc data-srcset data-lazy-srcset srcset src"
).split()
_DATA = re.compile(
    rb"""data:image/[a-z+.-]{1,20}(?:;[\w=.+-]{1,40})*;base64,([\w+/=%\s-]{100,})""", re.I
)
_FOLDER = re.compile(
    r".+[_\-. ](?:files|file|dateien|fichiers|archivos|arquivos|ficheiros|bestanden|filer|pliki|soubory|"
    r"tiedostot|dosyalar|fajlovi|elemei|bylos|failid|files-\d+|html_files)",
    re.I,
)
# Books of Project Gutenberg and pages made by hand come with one of these.
_BY_HAND = re.compile(r"images?|imgs?|pictures?|pics|figures?|illustrations?|graphics|media", re.I)
_KEPT_ADDRESS = "kept-picture:"
_FILE_NAME = re.compile(
    r"[\w .()-]{1,120}\.(?:jpe?g|png|gif|webp|svg|bmp)|(?:img|dsc|image|photo)[_ -]?\d+"
)
_SIGN = re.compile(
    r"\b(?:facebook|twitter|linkedin|google|pinterest|whatsapp|instagram|youtube|reddit|e-?mail|rss|logo|icon|"
    r"avatar|share|print)\b"
)
_MOST_OF_SIGN = 4
_FEWEST_WORDS = 2
_FEWEST_SIGNS = 5
_TRACKER = 2
_SMALL = 48


class PagePictures:
    """Shows pictures to the walk through a page, and afterwards takes those that are in the reading."""

    def __init__(
        self, fetches: Iterable[Fetch], pictures: Pictures, beside: Fetch | None = None
    ) -> None:
        """`beside`: gives those that lie in a folder beside the page."""
        self._fetches = [*fetches, *([beside] if beside is not None else [])]
        self._beside = beside
        self._pictures = pictures
        self._addresses: dict[str, str] = {}

    def show(self, element: Element, alt: str) -> Picture | None:
        """The picture of an `img`: the first of its addresses, largest first, that came with the page."""
        if _is_small(element):
            return None
        for address in _addresses(element):
            data = self._bytes(address)
            found = picture_size.measure(data) if data else None
            if data and found and min(found.width, found.height) > _TRACKER:
                key = hashlib.sha256(data).hexdigest()
                self._addresses[key] = address
                return Picture(0, key, found.width, found.height, alt)
        return None

    def take(self, drafts: Iterable[Draft]) -> list[Draft]:
        """The blocks, their pictures taken; one whose picture cannot be kept has its words only."""
        taken = []
        for draft in drafts:
            if draft.picture is not None:
                address = self._addresses.get(draft.picture.key, "")
                data, source = self._found(address)
                alt = draft.picture.alt
                taken_one = self._pictures.take(data, alt) if data else None
                if taken_one is not None and source is self._beside:
                    taken_one = replace(taken_one, beside="/".join(_relative(address)))
                draft.picture = taken_one
                draft.text = draft.text or ("" if draft.picture else alt)
            taken.append(draft)
        return taken

    def _bytes(self, address: str) -> bytes | None:
        return self._found(address)[0]

    def _found(self, address: str) -> tuple[bytes | None, Fetch | None]:
        """The bytes at an address, and what gave them."""
        for fetch in self._fetches:
            data = fetch(address)
            if data:
                return data, fetch
        return None, None


def cut_out(data: bytes) -> tuple[bytes, Fetch]:
    """A page without the pictures written into it, each replaced by a short address, and what gives them
    for it: a page saved as one file is mostly pictures, which no parser should see."""
    spans: list[tuple[int, int]] = []

    def shortened(found: "re.Match[bytes]") -> bytes:
        spans.append(found.span(1))
        return f"{_KEPT_ADDRESS}{len(spans) - 1}".encode()

    short = _DATA.sub(shortened, data)

    def fetch(address: str) -> bytes | None:
        number = address.removeprefix(_KEPT_ADDRESS)
        if number == address or not number.isdecimal() or not int(number[:9]) < len(spans):
            return None
        begin, end = spans[int(number[:9])]
        return _decoded(data[begin:end])

    return short, fetch


def in_folder_beside(page: Path | None) -> Fetch:
    """What gives the pictures in the folder of a saved page: beside it, and named after it, as browsers
    name such folders, or for the pictures in it. Links that lead out of it are not followed."""

    def fetch(address: str) -> bytes | None:
        parts = _relative(address)
        if page is None or len(parts) < 2 or not _is_own(parts[0], page.stem):
            return None
        folder = os.path.realpath(page.parent / parts[0])
        file = os.path.realpath(os.path.join(folder, *parts[1:]))
        if os.path.dirname(folder) != os.path.realpath(page.parent) or not file.startswith(
            folder + os.sep
        ):
            return None
        try:
            with files.open_stream(Path(file)) as stream:
                data = stream.read(MOST_PICTURE_BYTES + 1)
        except (UnreadableFile, OSError):
            return None
        return data if len(data) <= MOST_PICTURE_BYTES else None

    return fetch


def _relative(address: str) -> list[str]:
    """The parts of an address below the page's folder; [] for any other."""
    try:
        parts = urllib.parse.urlsplit(address.strip())
    except ValueError:
        return []
    path = urllib.parse.unquote(parts.path)
    if (
        parts.scheme
        or parts.netloc
        or path.startswith(("/", "\\"))
        or "\\" in path
        or "\x00" in path
    ):
        return []
    steps = [step for step in path.split("/") if step not in ("", ".")]
    return [] if ".." in steps or any(":" in step for step in steps) else steps


def _is_own(folder: str, stem: str) -> bool:
    name, own = folder.casefold(), stem.casefold()
    is_after_it = name.startswith(own) and name[len(own) : len(own) + 1] in ("_", "-", ".", " ")
    return is_after_it or any(one.fullmatch(folder) for one in (_FOLDER, _BY_HAND))


def _decoded(data: bytes) -> bytes | None:
    if len(data) > 2 * MOST_PICTURE_BYTES:
        return None
    try:
        return b64decode(urllib.parse.unquote_to_bytes(data) if b"%" in data else data)
    except (binascii.Error, ValueError):
        return None


def _addresses(element: Element) -> Iterator[str]:
    """Where the picture of an `img` may be, best first."""
    # Some versions of the parser put the picture into the sources before it.
    around = next((e for e in element.iterancestors() if e.tag not in ("source", "span")), None)
    sources = around.iter("source") if around is not None and around.tag == "picture" else ()
    for one in (element, *sources):
        for name in _LAZY:
            value = one.get(name)
            if value and "srcset" in name:
                yield from _of_set(value)
            elif value and len(value) < 5_000:
                yield value.strip()


def _of_set(value: str) -> list[str]:
    """The addresses of a `srcset`, widest first."""
    found: list[tuple[float, str]] = []
    for one in re.split(r",\s+|,(?=\S+\s+[\d.]+[wx])", value[:20_000]):
        words = one.split()
        if not words:
            continue
        size = re.fullmatch(r"([\d.]{1,9})[wx]", words[1]) if len(words) > 1 else None
        try:
            found.append((float(size[1]) if size else 0.0, words[0].strip(",")))
        except ValueError:
            found.append((0.0, words[0]))
    return [address for _size, address in sorted(found, key=lambda one: -one[0])]


def _is_small(element: Element) -> bool:
    """Whether it is shown as a point that nobody sees, a sign or the face of somebody who comments."""
    sizes = [(element.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    return any(size.isdecimal() and len(size) < 4 and int(size) <= _SMALL for size in sizes)


def unwrap_fallbacks(root: Element) -> None:
    """Pictures for those without scripts take the place of the empty ones that scripts would fill."""
    for fallback in list(root.iter("noscript")):
        pictures = list(fallback.iter("img"))
        if len(pictures) != 1 or fallback.text_content().strip():
            continue
        before = fallback.getprevious()
        if before is not None and before.tag == "img" and not (before.tail or "").strip():
            before.drop_tree()
        fallback.tag = "span"


def without_repeats(drafts: Iterable[Draft], title: str) -> list[Draft]:
    """Without pictures that were shown before, and without words for a picture that is not there which
    are the title, a name alone, or were said before."""
    seen: set[str] = {_line(title)}
    kept = []
    for draft in drafts:
        if draft.kind is BlockKind.FIGURE:
            said = _line(draft.text)
            if draft.picture is None:
                is_new = said not in seen and _says_something(said)
            else:
                is_new = draft.picture.key not in seen or (bool(said) and said not in seen)
                seen.add(draft.picture.key)
            seen.add(said)
            if not is_new:
                continue
        kept.append(draft)
    return kept


def _line(text: str) -> str:
    return " ".join(text.casefold().split())


def _says_something(said: str) -> bool:
    """Whether words for a picture are worth reading without it: a name alone is that of a button, a site or
    a file."""
    words = [word for word in said.split() if any(c.isalpha() for c in word)]
    unspaced = sum(punctuation.is_unspaced(c) for c in said)
    is_enough = len(words) >= _FEWEST_WORDS or unspaced >= _FEWEST_SIGNS
    is_sign = len(words) <= _MOST_OF_SIGN and _SIGN.search(said) is not None
    return is_enough and not is_sign and not _FILE_NAME.fullmatch(said)
