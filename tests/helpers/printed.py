"""Readings that are hard to print, jobs on them, and what a finished PDF shows under its marks."""

import dataclasses
import itertools
import random
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader

from closereader.exporting import ExportJob, ExportOptions
from closereader.model.annotation import Annotation, AnnotationId, AnnotationKind
from closereader.model.colour import FIRST_MEANINGS, Colour
from closereader.model.document import Block, BlockKind, Inline, InlineStyle, Role
from closereader.model.entity import Entity, EntityId, EntityKind, Mention
from closereader.model.reading import Reading, ReadingId, ReadingText

READING = ReadingId("0f9f3c52-5d0f-4c1e-9f39-7d3e3f6a1b00")
EXPORTED = "2026-11-24T09:30:00+00:00"
HOSTILE = (
    '#import "@preview/cetz:0.2": * $x^2$ *bold* _it_ `raw` \\u{41} \\ <label> @ref // comment /* c */'
    ' = heading #eval("1") #read("/etc/passwd") ~ -- --- ... "quotes" \'single\' [a](b) {x} #set text(red)'
)
_WORDS = (
    "the efficient official shuffled off to the office baffled by difficult affidavits while fluffy affairs "
    "of self-sufficient officers affirmed the fjord’s suffix; incomprehensibilities, notwithstanding "
    "internationalisation and counterrevolutionary institutionalisation, multiply the responsibilities of "
    "characteristically uncommunicative representatives. café naïve Ångström “quoted” — and (bracketed) 1,234.5 "
    "re\u0301sume\u0301 co\u00adope\u00adra\u00adtion ὕδωρ счастливые families ﬁnally ﬂat"
).split(" ")


class Builder:
    """A reading put together block by block."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        self.inlines: list[Inline] = []

    def add(
        self,
        words: str,
        kind: BlockKind = BlockKind.PARAGRAPH,
        level: int = 0,
        role: Role = Role.NONE,
        marker: int = 0,
    ) -> "Builder":
        if self.blocks:
            self.text += "\n"
        start = len(self.text)
        self.text += words
        self.blocks.append(Block(start, len(self.text), kind, level, role, marker))
        return self

    def style(self, words: str, style: InlineStyle, target: str = "") -> "Builder":
        start = self.text.rindex(words)
        self.inlines.append(Inline(start, start + len(words), style, target))
        return self

    def reading(self) -> ReadingText:
        return ReadingText(READING, self.text, tuple(self.blocks), tuple(self.inlines))


def article(paragraphs: int = 60, seed: int = 1) -> ReadingText:
    """Title, byline, headings, a list, verse and many paragraphs of words hard to set."""
    chance = random.Random(seed)
    build = Builder()
    build.add("Volume 3, number 2", BlockKind.METADATA, role=Role.ISSUE)
    build.add("Of Efficient Offices", BlockKind.HEADING, 1, Role.TITLE)
    build.add("By a hand unknown", BlockKind.METADATA, role=Role.BYLINE)
    for number in range(paragraphs):
        if number % 9 == 4:
            build.add(f"Section {number}", BlockKind.HEADING, 2)
        if number % 14 == 6:
            for item in range(3):
                build.add(f"{item + 1}. {_sentence(chance, 14)}", BlockKind.LIST_ITEM, 1, marker=3)
            build.add("\n".join(_sentence(chance, 6) for _ in range(4)), BlockKind.VERSE)
        build.add(_sentence(chance, chance.randint(40, 120)))
    return build.reading()


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize()


def reading(text: ReadingText, **changes: str) -> Reading:
    record = Reading(
        id=text.id,
        title="Of Efficient Offices",
        author="A Hand Unknown",
        date="1998",
        language="en",
        format="text",
        source_name="offices.txt",
        source_hash="ab" * 32,
        characters=len(text.text),
        imported=EXPORTED,
    )
    return dataclasses.replace(record, **changes)


def mark(text: str, start: int, end: int, number: int = 0, **changes: object) -> Annotation:
    record = Annotation(
        id=AnnotationId(f"00000000-0000-4000-8000-{number:012d}"),
        reading_id=READING,
        reader="Reader 2",
        kind=AnnotationKind.HIGHLIGHT,
        colour=list(Colour)[number % 8],
        start=start,
        end=end,
        quote=text[start:end],
        created="2026-11-23T10:00:00.000000+00:00",
        modified="2026-11-23T11:30:00.000000+00:00",
    )
    return dataclasses.replace(record, **changes)  # type: ignore[arg-type]


def random_spans(text: str, count: int, whole_words: bool, seed: int = 7) -> list[tuple[int, int]]:
    """Passages of 3 to 400 characters that begin and end in letters; with `whole_words` at a
    word's ends."""
    chance = random.Random(seed)
    spans: list[tuple[int, int]] = []
    while len(spans) < count:
        start = chance.randrange(len(text) - 3)
        end = min(start + chance.randint(3, 400), len(text))
        if whole_words:
            while start > 0 and not text[start - 1].isspace():
                start -= 1
            while end < len(text) and not text[end].isspace():
                end += 1
        if end - start >= 3 and text[start].isalnum() and letters(text[end - 1]):
            spans.append((start, end))
    return spans


def export_job(
    text: ReadingText, annotations: Sequence[Annotation] = (), **changes: object
) -> ExportJob:
    job = ExportJob(
        reading(text),
        text,
        tuple(annotations),
        (),
        dict(FIRST_MEANINGS),
        "Reader 2",
        EXPORTED,
        ExportOptions(),
    )
    return dataclasses.replace(job, **changes)  # type: ignore[arg-type]


def entity(
    text: str, name: str, kind: EntityKind = EntityKind.PERSON, aliases: tuple[str, ...] = ()
) -> Entity:
    identity = EntityId(f"{kind}:{name}")
    mentions = []
    place = text.find(name)
    while place >= 0:
        mentions.append(Mention(place, place + len(name), name, kind, identity))
        place = text.find(name, place + 1)
    return Entity(identity, kind, name, aliases, tuple(mentions))


def letters(text: str) -> str:
    """Letters, digits and punctuation as a PDF's text layer is compared: NFKD, without marks,
    spaces, hyphens and invisible signs."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(
        c
        for c in plain
        if not c.isspace()
        and not unicodedata.combining(c)
        and c not in "-\u2010\u2011\x02\ufffe\u00ad\u200b\u2060\ufeff\u200d\ufe0f"
    )


def native(path: Path) -> list[dict[str, object]]:
    """Every annotation but links, as pypdf reads it in strict mode, with its page."""
    found = []
    for number, page in enumerate(PdfReader(path, strict=True).pages):
        for reference in page.get("/Annots", []):
            entry = reference.get_object()
            if entry["/Subtype"] != "/Link":
                found.append({"page": number, **entry})
    return found


def characters(path: Path) -> list[list[tuple[str, float, float]]]:
    """Of each page every character with its centre, in points from the bottom left; the letters of a
    ligature, whose box PDFium gives to each, stand side by side in it."""
    document = pypdfium2.PdfDocument(path)
    pages = []
    for page in document:
        text = page.get_textpage()
        boxes = []
        box = pdfium.FS_RECTF()
        for index in range(pdfium.FPDFText_CountChars(text)):
            pdfium.FPDFText_GetLooseCharBox(text, index, box)
            boxes.append(
                (
                    box.left,
                    box.right,
                    (box.bottom + box.top) / 2,
                    pdfium.FPDFText_GetUnicode(text, index),
                )
            )
        here = []
        for (left, right, middle), group in itertools.groupby(boxes, key=lambda b: b[:3]):
            codes = [chr(b[3]) for b in group]
            width = (right - left) / len(codes)
            here += [(c, left + (n + 0.5) * width, middle) for n, c in enumerate(codes)]
        text.close()
        page.close()
        pages.append(here)
    document.close()
    return pages


def under(quads: Sequence[float], page: Sequence[tuple[str, float, float]]) -> str:
    """What stands under QuadPoints, each character once, by its centre."""
    boxes = [quads[i : i + 8] for i in range(0, len(quads), 8)]
    return "".join(
        c for c, x, y in page if any(q[0] <= x <= q[2] and q[5] <= y <= q[1] for q in boxes)
    )
