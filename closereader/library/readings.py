"""Commands on readings: add, rename, remove."""

import hashlib
from dataclasses import replace

from closereader.errors import NoSuchReading
from closereader.i18n import _
from closereader.library.wording import clean_line
from closereader.model.annotation import Annotation
from closereader.model.document import Document
from closereader.model.entity import EntityDecision
from closereader.model.reading import Reading, ReadingId, ReadingText
from closereader.model.reading_pass import Pass
from closereader.store import Transaction


def add(tx: Transaction, document: Document) -> tuple[Reading, bool]:
    """Add the document as a reading. The same bytes twice are one reading: then that one is
    returned, and False."""
    source = document.source_hash or hashlib.sha256(document.text.encode("utf-8")).hexdigest()
    there = tx.select(Reading, source_hash=source)
    if there:
        return there[0], False
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
    )
    tx.put(reading)
    tx.put(
        ReadingText(reading.id, document.text, document.blocks, document.inlines, document.pages)
    )
    return reading, True


def rename(
    tx: Transaction, reading_id: ReadingId, title: str | None = None, author: str | None = None
) -> Reading:
    """Give the reading another title or author; None, or a title of nothing, leaves it as it is.
    Raises `NoSuchReading`."""
    reading = require(tx, reading_id)
    renamed = replace(
        reading,
        title=(clean_line(title) if title is not None else "") or reading.title,
        author=reading.author if author is None else clean_line(author),
    )
    tx.put(renamed)
    return renamed


def remove(tx: Transaction, reading_id: ReadingId) -> None:
    """Remove the reading with its text, annotations, decisions and passes; essays on it stay.
    Raises `NoSuchReading`."""
    require(tx, reading_id)
    tx.remove_all(Annotation, [a.id for a in tx.select(Annotation, reading_id=reading_id)])
    tx.remove_all(EntityDecision, [d.id for d in tx.select(EntityDecision, reading_id=reading_id)])
    tx.remove_all(Pass, [each.id for each in tx.select(Pass, reading_id=reading_id)])
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
