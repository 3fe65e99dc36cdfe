"""Back to a text that a reading had before: it becomes the newest version, and the others are kept."""

import os
from dataclasses import replace

from closereader import anchoring
from closereader.anchoring import Carriage
from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.importing import FORMATS
from closereader.library import carrying_over, queries, readings
from closereader.library.library import Library
from closereader.library.versions import Taken, taken_of
from closereader.model.annotation import AnnotationId
from closereader.model.reading import EarlierText, Reading
from closereader.model.span import Span
from closereader.progress import Progress
from closereader.store import Transaction


def return_reading(lib: Library, earlier: EarlierText, progress: Progress) -> Taken:
    """`return_to`, with the texts compared before the library is held."""
    progress(0, 0, _("Comparing the two versions"))
    before = queries.reading_text(lib, earlier.reading_id).text
    carriage = anchoring.carriage(before, earlier.text.text, progress.part(0, 0.5))
    taken: Taken = lib.run(
        _("Return to version {number}").format(number=earlier.version),
        return_to,
        earlier.id,
        carriage,
        progress=progress.part(0.5, 1),
    )
    return taken


def return_to(tx: Transaction, earlier_id: str, carriage: Carriage | None = None) -> Taken:
    """Let this earlier text be the newest version of its reading. A note that is not surely on its words
    stands where it stood in that text. Raises `NoSuchReading`, `Cancelled`; `InputRefused` where the text
    is gone, or its file is another reading now."""
    earlier = tx.get(EarlierText, earlier_id)
    if earlier is None:
        raise InputRefused(_("That version is no longer there."))
    reading = readings.require(tx, earlier.reading_id)
    before = readings.require_text(tx, reading.id)
    for other in tx.select(Reading, source_hash=earlier.source_hash):
        if earlier.source_hash and other.id != reading.id:
            raise InputRefused(
                _("The file of that version is a reading of its own, “{title}”.").format(
                    title=other.title
                )
            )
    after = replace(earlier.text, id=reading.id)
    renewed = _renewed(reading, earlier)
    carried = carrying_over.put_in_place(tx, reading, renewed, before, after, carriage)
    told = {
        AnnotationId(note): (Span(start, end), None)
        for note, start, end in earlier.places
        if start < end
    }
    return taken_of(renewed, carrying_over.place_again(tx, after, carried, told), 0)


def _renewed(reading: Reading, earlier: EarlierText) -> Reading:
    ending = os.path.splitext(earlier.source_name)[1].lower()
    kind = next((name for name, endings in FORMATS.items() if ending in endings), reading.format)
    return replace(
        reading,
        format=kind,
        source_name=earlier.source_name,
        source_hash=earlier.source_hash,
        original=earlier.original,
        characters=len(earlier.text.text),
        notices=(),
        version=reading.version + 1,
    )
