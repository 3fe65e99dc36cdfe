"""A saved web page is read as the article in it; all that one sees of it is there when it is wanted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from closereader.errors import InputRefused
from closereader.i18n import _
from closereader.importing import Wishes
from closereader.library import adding, versions
from closereader.library.library import Library
from closereader.library.versions import Taken
from closereader.model.document import BlockKind, Document, Picture
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
    wishes = Wishes(reading.format, is_whole_page=is_whole)
    label = _("Show the whole page") if is_whole else _("Show the article alone")
    taken: list[Taken] = []

    def store(document: Document) -> tuple[Reading, bool]:
        document = _with_pictures(document, before)
        taken.append(
            versions.take_document(lib, reading_id, document, progress.part(0.5, 1), label)
        )
        return taken[0].reading, taken[0].is_new

    adding.read_and_store(lib, path, progress.part(0, 0.5), wishes, store, name=reading.source_name)
    return taken[0]


def _with_pictures(document: Document, before: ReadingText) -> Document:
    """The document with pictures that the text before had and it has not: those from a folder beside the
    page, which is not kept. They are known again by what is said below them."""
    have = {picture.key for picture in document.pictures}
    ends = {block.start: block.end for block in before.blocks}
    known: dict[str, list[Picture]] = defaultdict(list)
    for picture in before.pictures:
        if picture.key not in have and picture.offset in ends:
            known[before.text[picture.offset : ends[picture.offset]]].append(picture)
    bare = {picture.offset for picture in document.pictures}
    again = [
        replace(known[words].pop(0), offset=block.start)
        for block in document.blocks
        if block.kind is BlockKind.FIGURE
        and block.start not in bare
        and known.get(words := document.text[block.start : block.end])
    ]
    pictures = sorted((*document.pictures, *again), key=lambda picture: picture.offset)
    return replace(document, pictures=tuple(pictures))
