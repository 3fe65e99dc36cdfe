"""A saved web page is read as the article in it; all that one sees of it is there when it is wanted."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.importing import Wishes, decoding
from closereader.library import about_reading, adding, versions
from closereader.library.library import Library
from closereader.library.versions import Taken
from closereader.model.document import Document
from closereader.model.reading import Reading, ReadingId, ReadingText
from closereader.progress import Progress

FORMATS = frozenset({"html", "mhtml", "webarchive"})
"""What a saved web page may be."""


def is_page(reading: Reading) -> bool:
    """Whether the reading came from a web page that is kept, and can be read again."""
    return reading.format in FORMATS and bool(reading.original)


def is_much_left_out(notices: Sequence[str]) -> bool:
    """Whether these notices of a reading say that much of its page was left out."""
    return any(_("Show the whole page") in notice for notice in notices)


def show(lib: Library, reading_id: ReadingId, progress: Progress, *, is_whole: bool) -> Taken:
    """Read the page again, and put all of it, or its article alone, in the place of the reading's text, in
    one undoable step; notes find their passages again. Raises `InputRefused` where there is no page kept,
    and as `versions.take_document`."""
    with lib.read() as snapshot:
        reading = snapshot.get(Reading, reading_id)
        before = snapshot.get(ReadingText, reading_id)
    path = lib.files.path(reading.original) if reading is not None else None
    if reading is None or before is None or not is_page(reading):
        raise InputRefused(_("This reading came from no web page."))
    if path is None:
        raise InputRefused(
            _("The page that “{title}” came from is not kept any more. Add it again.").format(
                title=reading.title
            )
        )
    chosen = decoding.chosen_in(reading.notices)
    wishes = Wishes(reading.format, chosen, is_whole_page=is_whole)
    label = _("Show the whole page") if is_whole else _("Show the article alone")
    taken: list[Taken] = []

    def store(document: Document) -> tuple[Reading, bool]:
        taken.append(
            versions.take_document(lib, reading_id, document, progress.part(0.5, 1), label)
        )
        return taken[0].reading, taken[0].is_new

    with tempfile.TemporaryDirectory(prefix="closereader-") as folder:
        # As it lay when it was added: with its pictures beside it, under the name they are named after.
        page = Path(folder) / about_reading.name_of_original(reading)
        try:
            shutil.copyfile(path, page)
            about_reading.put_beside(lib, before.pictures, Path(folder), progress)
        except OSError as error:
            raise InputRefused(
                _(
                    "The page cannot be copied to be read again ({cause}). Make room and try again."
                ).format(cause=error.strerror or type(error).__name__)
            ) from error
        adding.read_and_store(
            lib, page, progress.part(0, 0.5), wishes, store, name=reading.source_name
        )
    return taken[0]
