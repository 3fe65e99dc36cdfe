"""A photograph or a scan of pages as a reading: its pages are shown, and their words can be read off them."""

from dataclasses import replace
from pathlib import PurePath

from closereader.importing import files, pdf
from closereader.importing.source import Pictures, Source, Wishes
from closereader.importing.titles import shortened
from closereader.model.document import Document
from closereader.pages import picture_pages

MOST_BYTES = 200_000_000


def read_source(source: Source, wishes: Wishes, pictures: Pictures) -> Document:
    """A reading of one page for each picture. Raises `UnreadableFile`."""
    source.refuse_larger_than(MOST_BYTES)
    data = None if source.path is not None else source.read(files.MOST_WITH_PICTURES)
    picture_pages.require_whole(source.path, data, source.name)
    document = pdf.read_source(source, wishes, pictures)
    # It has no words to be called by, and "page" is a name as good as any.
    stem = " ".join(PurePath(source.name).stem.replace("_", " ").split())
    is_said = document.title and not document.text.startswith(document.title)
    return document if is_said or not stem else replace(document, title=shortened(stem))
