"""RTF files to a Document, read word by word as the Rich Text Format Specification 1.9.1 describes them."""

from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import files, rtf_parts, rtf_words, word_document, word_meta
from closereader.importing.rtf_head import Head
from closereader.importing.rtf_walk import Walk
from closereader.importing.source import Pictures, Source, Wishes
from closereader.importing.word_flow import Flow
from closereader.importing.word_meta import Meta
from closereader.model.document import Document


def read_source(source: Source, wishes: Wishes, pictures: Pictures) -> Document:
    """The Document of an RTF file. Raises `UnreadableFile`."""
    data = source.read(files.MOST_WITH_PICTURES)
    walk = _walked(source.name, data, pictures, keeps_contents=False)
    if walk.has_contents and not walk.flow.has_text:
        walk = _walked(source.name, data, pictures, keeps_contents=True)
    if not walk.flow.has_text:
        raise UnreadableFile(
            source.name, _("There is no text in it. Choose a file with text in it.")
        )
    notices = word_document.notices_of(
        walk.deletions,
        walk.unseen,
        0,
        has_contents=walk.has_contents and not walk.keeps_contents,
        is_repaired=False,
    )
    return word_document.build(walk.flow, _meta(walk), walk.comments, "rtf", notices)


def _walked(name: str, data: bytes, pictures: Pictures, *, keeps_contents: bool) -> Walk:
    walk = Walk(data, Head(), Flow(name), pictures, keeps_contents)
    walk.walk()
    walk.flow.close()
    return walk


def _meta(walk: Walk) -> Meta:
    said = walk.head.said
    most = max(walk.languages, key=walk.languages.__getitem__, default=0)
    author = word_meta.author_of(said.get("maker", ""))
    return Meta(
        title=word_meta.title_of(said.get("title", "")),
        author=author,
        date=rtf_parts.day(said.get("time", "")),
        language=rtf_words.language(most),
        person=author,
    )
