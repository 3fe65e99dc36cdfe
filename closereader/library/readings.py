"""Commands on readings: add, rename, remove."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from closereader.errors import NoSuchReading
from closereader.i18n import _
from closereader.library import taking_in
from closereader.library.wording import clean_line
from closereader.model.annotation import Annotation
from closereader.model.document import Document
from closereader.model.entity import EntityDecision
from closereader.model.reading import EarlierText, Reading, ReadingId, ReadingText
from closereader.model.reading_pass import Pass
from closereader.store import Transaction


def add(tx: Transaction, document: Document) -> tuple[Reading, bool]:
    """Add the document as a reading, with the notes that came with it. The same bytes twice are one
    reading: then that one is returned, and False. What files it names are kept before (`adding`)."""
    source = hash_of(document)
    there = tx.select(Reading, source_hash=source)
    if there:
        return _with_files(tx, there[0], document), False
    reading = Reading(
        id=ReadingId(tx.new_short_id()),
        title=clean_line(document.title) or clean_line(document.source_name) or _("Untitled"),
        author=clean_line(document.author),
        date=clean_line(document.date),
        language=document.language,
        format=document.format,
        source_name=clean_line(document.source_name),
        source_hash=source,
        characters=len(document.text),
        imported=tx.now,
        notices=document.notices,
        source=clean_line(document.source),
        original=original_of(document),
        cover=document.cover,
        password=document.password,
    )
    tx.put(reading)
    text = text_of(tx, reading.id, document)
    tx.put(text)
    taking_in.take_in(tx, text, document.notes)
    return reading, True


def _with_files(tx: Transaction, reading: Reading, document: Document) -> Reading:
    """The reading, with the files of its source if it had none: it was added before they were kept."""
    told = replace(
        reading,
        original=reading.original or original_of(document),
        cover=reading.cover or document.cover,
        password=reading.password or document.password,
    )
    if told != reading:
        tx.put(told)
    return told


def hash_of(document: Document) -> str:
    """By which the same source is known again: the SHA-256 of its bytes, else of its text."""
    return document.source_hash or hashlib.sha256(document.text.encode("utf-8")).hexdigest()


def original_of(document: Document) -> str:
    """The digest under which the document's file is kept; "" where it came from none."""
    return document.source_hash if document.source_name else ""


def text_of(tx: Transaction, reading_id: ReadingId, document: Document) -> ReadingText:
    """The document's text as a reading's; the pages of its source are kept beside it."""
    layout = tx.new_id() if document.source_pages else ""
    if layout:
        tx.set_source_pages(layout, document.source_pages)
    return ReadingText(
        reading_id,
        document.text,
        document.blocks,
        document.inlines,
        document.pages,
        document.pictures,
        document.outline,
        layout,
    )


def rename(
    tx: Transaction,
    reading_id: ReadingId,
    title: str | None = None,
    author: str | None = None,
    *,
    date: str | None = None,
    source: str | None = None,
    language: str | None = None,
) -> Reading:
    """Say what the reading is called, whose it is, of when, from where, in which language (a BCP 47 tag);
    None, or a title of nothing, leaves it as it is. Raises `NoSuchReading`."""
    reading = require(tx, reading_id)
    renamed = replace(
        reading,
        title=(clean_line(title) if title is not None else "") or reading.title,
        author=reading.author if author is None else clean_line(author),
        date=reading.date if date is None else clean_line(date),
        source=reading.source if source is None else clean_line(source),
        language=reading.language if language is None else clean_line(language),
    )
    tx.put(renamed)
    return renamed


def describe(tx: Transaction, reading_id: ReadingId, told: Mapping[str, str]) -> Reading:
    """`rename`, by the names of what is said. Raises `NoSuchReading`."""
    return rename(
        tx,
        reading_id,
        told.get("title"),
        told.get("author"),
        date=told.get("date"),
        source=told.get("source"),
        language=told.get("language"),
    )


def remove(tx: Transaction, reading_id: ReadingId) -> None:
    """Remove the reading with its text, annotations, decisions and passes; essays on it stay.
    Raises `NoSuchReading`."""
    require(tx, reading_id)
    tx.remove_all(Annotation, [a.id for a in tx.select(Annotation, reading_id=reading_id)])
    tx.remove_all(EntityDecision, [d.id for d in tx.select(EntityDecision, reading_id=reading_id)])
    tx.remove_all(Pass, [each.id for each in tx.select(Pass, reading_id=reading_id)])
    earlier = tx.select(EarlierText, reading_id=reading_id)
    tx.remove_all(EarlierText, [each.id for each in earlier])
    tx.remove(ReadingText, reading_id)
    tx.remove(Reading, reading_id)


def require(tx: Transaction, reading_id: ReadingId) -> Reading:
    """The reading; raises `NoSuchReading` where it is not in the library."""
    reading = tx.get(Reading, reading_id)
    if reading is None:
        raise NoSuchReading(_("That reading is no longer in the library."))
    return reading


def require_text(tx: Transaction, reading_id: ReadingId) -> ReadingText:
    """The reading's text; raises `NoSuchReading` where it is not in the library."""
    text = tx.get(ReadingText, reading_id)
    if text is None:
        raise NoSuchReading(_("That reading is no longer in the library."))
    return text
