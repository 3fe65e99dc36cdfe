"""OpenDocument texts (ODT, OTT, FODT) to a Document, walked element by element as ODF 1.3 describes them."""

from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import word_document, word_meta
from closereader.importing.odt_lists import Lists
from closereader.importing.odt_package import DC, META, OFFICE, Package
from closereader.importing.odt_styles import StyleSheet
from closereader.importing.odt_walk import Walk
from closereader.importing.source import Pictures, Source, Wishes
from closereader.importing.word_flow import Flow
from closereader.importing.word_meta import Meta
from closereader.model.document import Document


def read_source(source: Source, wishes: Wishes, pictures: Pictures) -> Document:
    """The Document of an OpenDocument text. Raises `UnreadableFile`."""
    package = Package(source)
    styles = StyleSheet(package.content, package.styles)
    flow, walk = _read(source.name, package, styles, pictures)
    has_contents = walk.found.has_contents
    if has_contents and not flow.has_text:
        flow, walk = _read(source.name, package, styles, pictures, keeps_contents=True)
        has_contents = False
    if not flow.has_text:
        raise UnreadableFile(
            source.name, _("There is no text in it. Choose a file with text in it.")
        )
    found = walk.found
    notices = word_document.notices_of(
        found.changes, walk.unseen, 0, has_contents=has_contents, is_repaired=package.is_repaired
    )
    data = package.thumbnail()
    cover = pictures.take(data) if data else None
    return word_document.build(
        flow,
        _meta(package, styles),
        sorted(found.comments, key=lambda comment: bool(comment.replies_to)),
        "odt",
        notices,
        "" if cover is None else cover.key,
    )


def _read(
    name: str,
    package: Package,
    styles: StyleSheet,
    pictures: Pictures,
    *,
    keeps_contents: bool = False,
) -> tuple[Flow, Walk]:
    flow = Flow(name)
    lists = Lists()
    lists.read(package.content)
    lists.read(package.styles)
    walk = Walk(package, styles, lists, flow, pictures, keeps_contents=keeps_contents)
    walk.walk(package.body)
    walk.walk_notes()
    flow.close()
    return flow, walk


def _meta(package: Package, styles: StyleSheet) -> Meta:
    def said(tag: str) -> str:
        root = package.meta
        found = None if root is None else root.find(f".//{OFFICE}meta/{tag}")
        return "" if found is None else (found.text or "").strip()

    author = said(f"{META}initial-creator") or said(f"{DC}creator")
    return Meta(
        title=word_meta.title_of(said(f"{DC}title")),
        author=word_meta.author_of(author),
        date=word_meta.date_of(said(f"{META}creation-date") or said(f"{DC}date")),
        language=word_meta.language_of(said(f"{DC}language"))
        or word_meta.language_of(styles.language),
        person=word_meta.author_of(author),
    )
