"""Word files (DOCX, DOCM, DOTX) to a Document, walked part by part as ECMA-376 describes them."""

from collections import Counter

from closereader.errors import UnreadableFile
from closereader.i18n import _
from closereader.importing import docx_notes, word_document, word_meta
from closereader.importing.docx_blocks import BlockWalk
from closereader.importing.docx_fields import Fields
from closereader.importing.docx_numbering import Numbering
from closereader.importing.docx_package import Package, Part, W, value
from closereader.importing.docx_styles import StyleSheet
from closereader.importing.docx_text import TextWalk
from closereader.importing.source import Pictures, Source, Wishes
from closereader.importing.word_flow import Flow
from closereader.importing.word_meta import Meta
from closereader.importing.xml_tree import Element
from closereader.model.document import Document

_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_MOST_RUNS = 20_000


def read_source(source: Source, wishes: Wishes, pictures: Pictures) -> Document:
    """The Document of a Word file. Raises `UnreadableFile`."""
    package = Package(source)
    main = package.main()
    reading = _Reading(source.name, package, main, pictures)
    flow, fields = reading.read(Fields())
    if fields.is_open:
        # A field that never ends would swallow all that comes after it.
        flow, fields = reading.read(Fields(keeps_contents=True, is_heeded=False))
    elif fields.has_contents and not flow.has_text:
        flow, fields = reading.read(Fields(keeps_contents=True))
    if not flow.has_text:
        raise UnreadableFile(source.name, _no_text(package.is_repaired))
    found = reading.found
    notices = word_document.notices_of(
        found.changes,
        reading.unseen,
        found.embedded,
        has_contents=fields.has_contents and not fields.keeps_contents,
        is_repaired=package.is_repaired,
    )
    comments = docx_notes.comments_of(package, main)
    meta = _meta(package, main, reading.styles)
    return word_document.build(flow, meta, comments, "docx", notices, _cover(package, pictures))


class _Reading:
    """One way through a file; it may have to be gone twice."""

    def __init__(self, name: str, package: Package, main: Part, pictures: Pictures) -> None:
        self._name, self._package, self._main, self._pictures = name, package, main, pictures
        self.styles = StyleSheet(package.part(main.related("styles")))
        self._numbering = package.part(main.related("numbering"))
        self._settings = package.part(main.related("settings"))

    @property
    def unseen(self) -> int:
        """How many pictures, charts and objects could not be shown."""
        return self._drawings.unseen

    def read(self, fields: Fields) -> tuple[Flow, Fields]:
        """The whole of the text, with its notes."""
        flow = Flow(self._name)
        labels = docx_notes.Labels(self._settings)
        text = TextWalk(self._package, self.styles, flow, self._pictures, fields, labels.next)
        numbering = Numbering(self._numbering, self.styles)
        walk = BlockWalk(self._package, self.styles, numbering, flow, text)
        self.found, self._drawings = text.found, text.drawings
        body = self._main.root.find(f"{W}body")
        walk.walk(body, self._main)
        docx_notes.walk_notes(self._package, self._main, text.found, flow, walk)
        flow.close()
        return flow, fields


def _meta(package: Package, main: Part, styles: StyleSheet) -> Meta:
    core = package.core()
    person = word_meta.one_line(_said(core, f"{_DC}creator"))
    is_template = person == "python-docx"
    return Meta(
        title=word_meta.title_of(_said(core, f"{_DC}title")),
        author=word_meta.author_of(person),
        date="" if is_template else word_meta.date_of(_said(core, f"{_TERMS}created")),
        language=word_meta.language_of(_said(core, f"{_DC}language"))
        or word_meta.language_of(_language(main.root) or styles.language),
        person=word_meta.author_of(person)
        or word_meta.author_of(_said(core, f"{_CORE}lastModifiedBy")),
    )


def _said(core: Element | None, tag: str) -> str:
    found = None if core is None else core.find(tag)
    return "" if found is None else (found.text or "").strip()


def _language(root: Element) -> str:
    """What most of the first runs say that say anything."""
    said: Counter[str] = Counter()
    for count, element in enumerate(root.iter(f"{W}lang")):
        if count > _MOST_RUNS:
            break
        said[value(element)] += 1
    said.pop("", None)
    return said.most_common(1)[0][0] if said else ""


def _cover(package: Package, pictures: Pictures) -> str:
    data = package.thumbnail()
    picture = pictures.take(data) if data else None
    return "" if picture is None else picture.key


def _no_text(is_repaired: bool) -> str:
    if is_repaired:
        return _("It is damaged, and no text is left in it. Get it again from where it came.")
    return _("There is no text in it. Choose a file with text in it.")
