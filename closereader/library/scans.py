"""Scans: which pages of a reading are pictures without text, and their words read by the OCR program."""

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from closereader import anchoring, ocr
from closereader.errors import InputRefused
from closereader.i18n import _, ngettext
from closereader.importing import scan
from closereader.importing.scan import ScanFile, ScanRead, Unsure
from closereader.importing.scan_words import SeenPage, page_of_lines
from closereader.importing.titles import fallback_title
from closereader.library import adding, queries, readings, versions
from closereader.library.library import Library
from closereader.library.versions import Taken
from closereader.model.document import Document
from closereader.model.page_range import told_pages
from closereader.model.reading import Reading, ReadingId, ReadingText
from closereader.model.source_page import PageHead
from closereader.ocr import OcrProgram, tag_of
from closereader.progress import Progress
from closereader.store import Transaction
from closereader.text.garbled import is_garbled

_MOST_WORDS_TOLD = 12
_MANY = 1 / 3


@dataclass(frozen=True, slots=True)
class ScanPages:
    """The pages of a reading's source, by number from 0. `labels`: what each is called; `without_text`:
    those that are pictures, on which no text of it stands; `garbled`: those whose text seems to be the work
    of a bad OCR program, where they are many; `is_kept`: whether the file is there to be read."""

    labels: tuple[str, ...]
    without_text: tuple[int, ...]
    garbled: tuple[int, ...]
    is_kept: bool

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.labels)


@dataclass(frozen=True, slots=True)
class ReadAnew:
    """What came of reading a scan. `pages`: those that have words now; `unsure`: those to
    look at, in the order of the text; `failed`, `empty`: pages (from 0) that could not be read, or had
    no words; `to_check`: notes that wait for their reader's eye; `is_doubtful`: the language is likely
    another than was said."""

    reading: Reading
    pages: tuple[int, ...]
    unsure: tuple[Unsure, ...]
    failed: tuple[int, ...]
    empty: tuple[int, ...]
    to_check: int
    is_doubtful: bool


def pages_of(lib: Library, reading_id: ReadingId) -> ScanPages:
    """What is known of the reading's pages; none where its source has none of its own."""
    with lib.read() as snapshot:
        reading = queries.reading(lib, reading_id)
        text = queries.reading_text(lib, reading_id)
        heads = snapshot.page_heads(text.layout) if text.layout else []
    return ScanPages(
        tuple(head.label or str(head.number + 1) for head in heads),
        _pictures(heads, text),
        _garbled(heads, text),
        lib.files.path(reading.original) is not None,
    )


def _pictures(heads: Sequence[PageHead], text: ReadingText) -> tuple[int, ...]:
    """Where no text stands and the text has a block for the page all the same, which says so; an empty
    page has none."""
    said = Counter(page.label for page in text.pages)
    said -= Counter(head.label for head in heads if head.has_text)
    return tuple(head.number for head in heads if not head.has_text and said[head.label] > 0)


def _garbled(heads: Sequence[PageHead], text: ReadingText) -> tuple[int, ...]:
    found = [
        head.number
        for head in heads
        if is_garbled(" ".join(span.text_of(text.text) for span in head.spans))
    ]
    with_text = sum(head.has_text for head in heads)
    # A page of odd signs stands in many a sound book.
    return tuple(found) if len(found) > _MANY * with_text else ()


def told(pages: ScanPages) -> str:
    """Which pages are pictures without text, or have a bad one, in sentences; "" where none is."""
    said = []
    if pages.without_text:
        said.append(_said_of_pictures(pages))
    if pages.garbled:
        said.append(
            ngettext(
                "The text of page {{pages}} seems to be badly read from a scan.",
                "The text of pages {{pages}} seems to be badly read from a scan.",
                len(pages.garbled),
            ).format(pages=told_pages(pages.garbled))
        )
    return " ".join(said)


def _said_of_pictures(pages: ScanPages) -> str:
    if len(pages.without_text) == pages.count:
        return _("All its pages are pictures without text.")
    return ngettext(
        "Page {{pages}} is a picture without text.",
        "Pages {{pages}} are pictures without text.",
        len(pages.without_text),
    ).format(pages=told_pages(pages.without_text))


def hint() -> str:
    """What to say where most words are doubtful."""
    return _(
        "So many are uncertain that the pages may be in another language; undo it and choose theirs."
    )


def read_scan(
    lib: Library,
    reading_id: ReadingId,
    pages: Sequence[int],
    languages: tuple[str, ...],
    progress: Progress,
    *,
    program: OcrProgram | None = None,
    is_enough: Callable[[], bool] = lambda: False,
) -> ReadAnew:
    """Read `pages` (from 0) of the reading's source, and let what they say be its text, in one undoable
    step; other pages keep theirs. `languages`: the program's codes; `is_enough`: as `scan.read_scan`.
    Raises `NoSuchReading`, `InputRefused`, `OcrUnusable`, `UnreadableFile`, `Cancelled`; then nothing was
    changed."""
    program = program or ocr.usable(progress)
    reading = queries.reading(lib, reading_id)
    path = lib.files.path(reading.original)
    if path is None:
        raise InputRefused(
            _("The file of “{title}” is not in the library any more. Add it again.").format(
                title=reading.title
            )
        )
    file = ScanFile(path, reading.source_name or reading.title, reading.password)
    with tempfile.TemporaryDirectory(prefix="closereader-") as folder:
        found = scan.read_scan(
            file,
            program,
            pages,
            languages,
            progress.part(0, 0.9),
            folder=Path(folder),
            kept=_kept(lib, reading, set(pages)),
            is_enough=is_enough,
        )
        document = adding.keep(
            lib, path, Path(folder), _document(found, reading, program, languages), progress
        )
    taken = _taken(lib, reading_id, document, progress.part(0.9, 1))
    return ReadAnew(
        taken.reading,
        found.read,
        found.unsure,
        found.failed,
        found.empty,
        taken.to_check,
        found.is_doubtful,
    )


def _taken(lib: Library, reading_id: ReadingId, document: Document, progress: Progress) -> Taken:
    """The document as the reading's new text, the two compared before the library is held."""
    progress(0, 0, _("Finding the notes again"))
    before = queries.reading_text(lib, reading_id).text
    carriage = anchoring.carriage(before, document.text, progress.part(0, 0.5))
    taken: Taken = lib.run(
        _("Read the scan"), _take, reading_id, document, carriage, progress=progress.part(0.5, 1)
    )
    return taken


def _take(
    tx: Transaction, reading_id: ReadingId, document: Document, carriage: anchoring.Carriage
) -> Taken:
    reading = readings.require(tx, reading_id)
    first = readings.require_text(tx, reading_id).text.partition("\n")[0]
    taken = versions.take(tx, reading_id, document, carriage)
    if document.title and reading.title == fallback_title(reading.source_name, first):
        # Nobody has named it: it had no word of its own to be called by.
        return replace(taken, reading=readings.rename(tx, reading_id, document.title))
    return taken


def _document(
    found: ScanRead, reading: Reading, program: OcrProgram, languages: tuple[str, ...]
) -> Document:
    """What was read, as a version of the reading it was read for."""
    document = found.document
    notices = [each for each in document.notices if each]
    return replace(
        document,
        source_name=reading.source_name,
        source_hash=reading.source_hash,
        password=reading.password,
        language=reading.language or tag_of(languages[0]) or document.language,
        notices=(*notices, *_told(found, program, languages)),
    )


def _told(found: ScanRead, program: OcrProgram, languages: tuple[str, ...]) -> list[str]:
    """What the reading says of it from now on."""
    names = ", ".join(ocr.name_of(code) for code in languages)
    told = [
        ngettext(
            "Page {{pages}} was read by Tesseract {{version}} ({{languages}}).",
            "Pages {{pages}} were read by Tesseract {{version}} ({{languages}}).",
            len(found.read),
        ).format(pages=told_pages(found.read), version=program.version, languages=names)
    ]
    if found.failed:
        told.append(_("It could not read {pages}.").format(pages=told_pages(found.failed)))
    if found.unsure:
        words = [
            f"“{found.document.text[each.start : each.end]}” ({each.page + 1})"
            for each in found.unsure[:_MOST_WORDS_TOLD]
        ]
        rest = len(found.unsure) - len(words)
        told.append(
            ngettext(
                "One word is uncertain: {{words}}.",
                "{count} words are uncertain, such as {{words}}."
                if rest
                else "{count} words are uncertain: {{words}}.",
                len(found.unsure),
            ).format(words=", ".join(words))
        )
    return told


def _kept(lib: Library, reading: Reading, wanted: set[int]) -> dict[int, SeenPage]:
    """What other pages say already: of a reading that was read anew, it may not be in the file."""
    if reading.version == 1:
        return {}
    text = queries.reading_text(lib, reading.id)
    found = {}
    with lib.read() as snapshot:
        for head in snapshot.page_heads(text.layout) if text.layout else []:
            if head.number in wanted or not head.has_text:
                continue
            page = snapshot.source_page(text.layout, head.number)
            if page is not None:
                found[head.number] = page_of_lines(page, text.text)
    return found
