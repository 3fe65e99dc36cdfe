"""A file with a web page in it: its bytes decoded, and the pictures in it and in the folder beside it."""

from closereader.importing import decoding, files, html, html_pictures
from closereader.importing.html_pictures import PagePictures
from closereader.importing.source import Pictures, Source, Wishes
from closereader.model.document import Document

MOST_BYTES = 100_000_000
"""The largest page with its pictures in it; without them it may be as long as any text."""


def read_source(source: Source, wishes: Wishes, pictures: Pictures) -> Document:
    """The page's article, or all of it (`Wishes.is_whole_page`). Raises `UnreadableFile`."""
    short, written_in = html_pictures.cut_out(source.read(MOST_BYTES))
    if len(short) > files.MAX_BYTES:
        source.refuse_larger_than(files.MAX_BYTES)
    found = decoding.decoded(short, source.name, wishes.encoding, is_html=True)
    beside = html_pictures.in_folder_beside(source.path)
    saved = html.Saved("", PagePictures([written_in], pictures, beside), wishes.is_whole_page)
    return decoding.noted(html.read(found.text, source.name, saved), found)
