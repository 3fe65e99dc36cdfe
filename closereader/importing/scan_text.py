"""What an OCR program read off the pages of a PDF, put together with the rest of it; in a child process."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from closereader.importing import pdf, wire
from closereader.importing.page_text import Page
from closereader.importing.scan_words import (
    SeenPage,
    as_seen,
    layout_page,
    seen_from,
    unsure_places,
)
from closereader.pages.opened import open_pdf

# A page says the same as an earlier reading of it if so much of that is in it.
_SAME = 0.8


def document_in_child(
    path: str, password: str, name: str, words: str, folder: str
) -> dict[str, Any]:
    """The Document in its JSON form, and the places of unsure words in it. `words`: a file with the pages
    that were read now, and those kept from before; `folder`: where pictures go."""
    told = json.loads(Path(words).read_text(encoding="ascii"))
    read, kept = _pages(told["read"]), _pages(told["kept"])
    used: dict[int, SeenPage] = {}

    def seen(page: Page) -> Page:
        found = read.get(page.number)
        if found is None:
            before = kept.get(page.number)
            if before is not None and not _is_in_file(before, page):
                found = before
        if found is None or not found.words:
            return page
        used[page.number] = found
        return layout_page(found, page.label)

    with open_pdf(Path(path), password or None, name=name) as opened:
        document = pdf.read_opened(opened, name, seen)
    unsure = []
    pages = []
    for page in document.source_pages:
        found = used.get(page.number)
        if found is None:
            pages.append(page)
            continue
        unsure += unsure_places(found, page)
        pages.append(as_seen(found, page, document.text))
    document = replace(document, source_pages=tuple(pages))
    return {"document": wire.to_wire(document), "unsure": sorted(unsure)}


def _pages(told: Any) -> dict[int, SeenPage]:
    pages = map(seen_from, told)
    return {page.number: page for page in pages}


def _is_in_file(before: SeenPage, page: Page) -> bool:
    """Whether the file itself says what the page was taken to say before."""
    there = Counter(_letters(piece.text) for piece in page.pieces)
    words = [_letters(each.text) for each in before.words]
    same = Counter(words) & there
    return bool(words) and same.total() >= _SAME * len(words)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
