"""EPUB books, 2 and 3: their pages in reading order as one text, with notes, pictures and contents.

Read with zipfile and lxml alone: nothing is unpacked to a file, nothing outside the archive is looked
at, no script runs. Pages that cannot be read are named; the others are kept.
"""

import base64
import binascii
import re
from dataclasses import dataclass, field
from functools import partial

from closereader import confined
from closereader.errors import UnreadableFile
from closereader.i18n import _, ngettext
from closereader.importing import (
    archive,
    encoding,
    epub_headings,
    epub_notes,
    epub_package,
    epub_page,
    files,
    language,
    matter,
    svg,
)
from closereader.importing.archive import Archive
from closereader.importing.builder import DocumentBuilder, Draft
from closereader.importing.epub_contents import Contents, read_contents
from closereader.importing.epub_headings import Target
from closereader.importing.epub_package import Package, Part
from closereader.importing.epub_page import Page, Surroundings, place_name
from closereader.importing.epub_styles import Styles
from closereader.importing.html_blocks import BlockWalk
from closereader.importing.html_main import Element
from closereader.importing.source import MOST_PICTURE_BYTES, Pictures, Source, Wishes
from closereader.importing.titles import fallback_title
from closereader.model.document import BlockKind, Document, InlineStyle, OutlineEntry, Picture

# Pixels of height or width up to which a picture is a sign in its line.
_SIGN = 64
# A drawing among words is rather a formula or a name than a figure.
_FORMULA = 150
_MOST_OF_A_CAPTION = 300
_NAMED_MISSING = 3
_LEAST_BESIDE_CONTENTS = 200
_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.I)
_COVER_WORDS = ("cover", "umschlag", "couverture", "portada")


def read_source(source: Source, _wishes: Wishes, pictures: Pictures) -> Document:
    """The Document of a book. Raises `UnreadableFile` for one that is protected, damaged or empty."""
    with_parts = Archive(source)
    package = epub_package.read_package(with_parts, source.name)
    return _Book(with_parts, package, pictures, source.name).read()


@dataclass(slots=True)
class _Told:
    """What its pages told: labels of printed pages by place, places that marks of notes lead to."""

    breaks: dict[str, str] = field(default_factory=dict)
    references: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    repaired: int = 0
    size: int = 0


class _Book:
    def __init__(self, book: Archive, package: Package, pictures: Pictures, file: str) -> None:
        self._book = book
        self._package = package
        self._pictures = pictures
        self._file = file
        self._contents: Contents = read_contents(book, package)
        self._numbers = {part.member: n for n, part in enumerate(package.spine)}
        self._shown: dict[str, Picture | None] = {}
        self._styles = Styles()
        self._told = _Told(missing=list(package.missing))
        self._firsts: dict[int, Picture] = {}
        self._listed: dict[str, str] | None = None

    def read(self) -> Document:
        """All of it."""
        self._read_styles()
        count = len(self._package.spine)
        pages: list[list[Draft]] = []
        for number, part in enumerate(self._package.spine):
            confined.report(number, count, _("Reading chapter {number}").format(number=number + 1))
            pages.append(self._drafts(number, part))
        if not any(draft.text.strip() or draft.picture for drafts in pages for draft in drafts):
            raise UnreadableFile(self._file, self._nothing())
        targets = [
            Target(entry.level, entry.title, self._name(entry.member, entry.fragment))
            for entry in self._contents.entries
        ]
        epub_notes.settle(pages, self._told.references)
        epub_headings.settle(pages, targets, self._package.meta.title)
        return self._document(pages, targets)

    def _document(self, pages: list[list[Draft]], targets: list[Target]) -> Document:
        meta = self._package.meta
        drafts = [draft for drafts in pages for draft in drafts]
        found = matter.settle(drafts, meta.title)
        for number, target in enumerate(targets):
            if target.draft is not None and not target.draft.key:
                target.draft.key = f"contents {number}"
        builder = DocumentBuilder()
        builder.extend(drafts)
        outline = _outline(targets, builder)
        first = next((draft.text for draft in drafts if draft.text.strip()), "")
        said = meta.language or language.guess("\n".join(d.text for d in drafts[:300])[:20_000])
        return builder.build(
            title=meta.title or found.title or fallback_title(self._file, first),
            author=meta.author or found.author,
            date=meta.date or found.date,
            language=said,
            format="epub",
            source=meta.source,
            outline=outline,
            cover=self._cover(),
            notices=self._notices(),
        )

    # Pages

    def _drafts(self, number: int, part: Part) -> list[Draft]:
        """The blocks of a page, the first of which is where links to the page lead."""
        assert part.member is not None
        if part.media_type.startswith("image/") and not part.media_type.startswith("image/svg"):
            picture = self._picture(part.member, "")
            drafts = [] if picture is None else [Draft(BlockKind.FIGURE, "", picture=picture)]
        elif part.media_type.startswith("image/"):
            drafts = self._drawing_drafts(part.member)
        else:
            drafts = self._page_drafts(number, part)
        if not drafts:
            drafts = [Draft(BlockKind.PARAGRAPH, "")]
        elif drafts[0].picture is not None:
            self._firsts[number] = drafts[0].picture
        drafts[0].anchors.insert(0, (place_name(number, ""), 0))
        self._label(drafts)
        return drafts

    def _drawing_drafts(self, member: str) -> list[Draft]:
        """A page that is a drawing: its picture with the words in it, below it where they are many."""
        title, words = svg.words(self._bytes(member) or b"")
        picture = self._picture(member, title)
        if picture is None:
            return [Draft(BlockKind.PARAGRAPH, one) for one in (title, words) if one]
        if len(words) > _MOST_OF_A_CAPTION:
            words_below = Draft(BlockKind.PARAGRAPH, words)
            return [Draft(BlockKind.FIGURE, title, picture=picture), words_below]
        return [Draft(BlockKind.FIGURE, words or title, picture=picture)]

    def _page_drafts(self, number: int, part: Part) -> list[Draft]:
        assert part.member is not None
        data = self._book.read_if_whole(part.member, epub_page.MOST_OF_A_PAGE)
        if data is None:
            self._told.missing.append(part.member)
            return []
        self._told.size += len(data)
        if self._told.size > 2 * files.MAX_BYTES:
            raise UnreadableFile(self._file, files.too_large(self._told.size, 2 * files.MAX_BYTES))
        page = epub_page.read_page(data, part.member, self._around(number, part.member))
        self._told.repaired += page.is_repaired and len(data) > 0
        self._told.breaks.update(page.breaks)
        self._told.references |= page.references
        drafts = self._walked(page)
        return [] if self._is_contents(part.member, drafts) else drafts

    def _walked(self, page: Page) -> list[Draft]:
        if page.body is None:
            return [Draft(BlockKind.PARAGRAPH, line) for line in page.lines]
        walk = BlockWalk(self._show)
        walk.run(page.body)
        return walk.drafts

    def _around(self, number: int, member: str) -> Surroundings:
        return Surroundings(
            number,
            partial(self._place, member),
            partial(self._picture_member, member),
            self._is_large,
            self._styles.of,
        )

    def _place(self, base: str, href: str) -> str:
        if not href or ":" in href.split("/", 1)[0].split("#", 1)[0]:
            return ""
        path, _sign, fragment = href.partition("#")
        member = base if not path else archive.inside(base, path)
        return "" if member is None else self._name(self._book.find(member) or "", fragment)

    def _name(self, member: str, fragment: str) -> str:
        number = self._numbers.get(member)
        return "" if number is None else place_name(number, fragment)

    def _is_contents(self, member: str, drafts: list[Draft]) -> bool:
        """Whether a page is but the list of contents, which the outline has."""
        listed = {
            self._package.nav,
            self._package.guide.get("toc"),
            self._contents.places.get("toc"),
        }
        if member not in listed or not self._contents.entries or len(self._numbers) == 1:
            return False
        size = sum(len(draft.text) for draft in drafts)
        linked = sum(
            s.end - s.start for d in drafts for s in d.styles if s.style is InlineStyle.LINK
        )
        return size < _LEAST_BESIDE_CONTENTS or linked > 0.5 * size

    def _label(self, drafts: list[Draft]) -> None:
        """Printed pages, where the pages or the book's list say that one begins."""
        listed = self._labels()
        for draft in drafts:
            for name, at in draft.anchors:
                label = listed.get(name) or self._told.breaks.get(name)
                if label and (label, at) not in draft.pages:
                    draft.pages.append((label, at))

    def _labels(self) -> dict[str, str]:
        if self._listed is None:
            self._listed = {
                self._name(member, fragment): label
                for label, member, fragment in self._contents.pages
            }
        return self._listed

    # Pictures

    def _show(self, element: Element, alt: str) -> Picture | None:
        return self._picture(element.get("src") or "", alt)

    def _picture_member(self, base: str, src: str) -> str:
        """What is known by this name: a member of the archive, or the picture written into the page."""
        src = src.strip()
        if _DATA.match(src):
            return src if len(src) <= MOST_PICTURE_BYTES else ""
        member = archive.inside(base, src)
        return (self._book.find(member) or "") if member else ""

    def _picture(self, name: str, alt: str) -> Picture | None:
        if name and name not in self._shown:
            data = self._bytes(name)
            self._shown[name] = self._pictures.take(data) if data else None
        picture = self._shown.get(name)
        if picture is None:
            return None
        return Picture(0, picture.key, picture.width, picture.height, alt)

    def _bytes(self, name: str) -> bytes | None:
        found = _DATA.match(name)
        if found is None:
            return (
                self._book.read_if_whole(name, MOST_PICTURE_BYTES)
                if self._book.find(name)
                else None
            )
        try:
            return base64.b64decode(name[found.end() :])
        except (binascii.Error, ValueError):
            return None

    def _is_large(self, name: str) -> bool:
        picture = self._picture(name, "")
        most = _FORMULA if name.lower().endswith(".svg") else _SIGN
        return picture is not None and min(picture.width, picture.height) > most

    def _cover(self) -> str:
        """The key of the picture on the cover; of a book that names none, of a first page that is one
        picture."""
        named = self._package.cover or self._contents.places.get("cover", "")
        picture = self._picture(named, "") if named and not named.endswith(".css") else None
        if picture is None and named:
            number = self._numbers.get(self._book.find(named) or "")
            picture = self._firsts.get(number) if number is not None else None
        if picture is None:
            picture = self._firsts.get(0)
        return "" if picture is None else picture.key

    # What is said of it

    def _read_styles(self) -> None:
        for part in self._package.parts.values():
            if part.media_type == "text/css" and part.member:
                data = self._book.read_if_whole(part.member, 2_000_000)
                if data:
                    self._styles.add(encoding.decode(data, part.member, None).text)

    def _notices(self) -> list[str]:
        out = []
        missing = self._told.missing
        if missing:
            named = ", ".join(_shown(name) for name in missing[:_NAMED_MISSING])
            more = "…" if len(missing) > _NAMED_MISSING else ""
            out.append(
                ngettext(
                    "One chapter is missing or damaged and was left out:",
                    "{count} chapters are missing or damaged and were left out:",
                    len(missing),
                )
                + f" {named}{more}"
            )
        return out

    def _nothing(self) -> str:
        if self._told.missing:
            return _(
                "None of its chapters can be read: they are missing or damaged. "
                "Get it again from where it came."
            )
        return _("There is no text in it. Choose a file with text in it.")


def _outline(targets: list[Target], builder: DocumentBuilder) -> list[OutlineEntry]:
    """The contents with their places; a line that leads nowhere stands where the next one does."""
    offsets: list[int | None] = [
        None if t.draft is None else builder.places.get(t.draft.key, builder.anchor(t.place))
        for t in targets
    ]
    following: int | None = None
    for number in range(len(targets) - 1, -1, -1):
        if offsets[number] is None:
            below = number + 1 < len(targets) and targets[number + 1].level > targets[number].level
            offsets[number] = following if below else None
        following = offsets[number]
    return [
        OutlineEntry(target.level, target.title, offset)
        for target, offset in zip(targets, offsets, strict=True)
        if offset is not None
    ]


def _shown(name: str) -> str:
    shown = name.rsplit("/", 1)[-1][-40:]
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)
