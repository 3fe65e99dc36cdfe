"""The steps of printing, each reading and leaving files in one folder; they run in a process that ends.

1. `set_body`: the text alone is typeset (body.pdf), and each note by itself, to know its height.
2. `place_over`: where every character came to stand; everything else is placed by it.
3. `set_pages`: the same body with all that lies over and after it (pages.pdf).

The typesetter keeps its caches while its process lives; in a short job all steps share a process,
and the second pass is nearly free; in a long one each step has its own.
"""

import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, TypedDict

import typst

from closereader import bundle
from closereader.errors import ExportFailed
from closereader.i18n import _
from closereader.model.annotation import AnchorState, Annotation
from closereader.model.document import InlineStyle
from closereader.typeset import coverage, engine, glyphs, overlay, pictures
from closereader.typeset.content import block_data, clean
from closereader.typeset.job import PrintJob
from closereader.typeset.layout_map import LayoutMap, align
from closereader.typeset.notes import gather, measured
from closereader.typeset.palette import INKS
from closereader.typeset.sheet import FACES, SIZES, Sheet, sheet_for

Told = Callable[[str, int, int], None]
# Page from 0, then x0, bottom, x1, top in points from the bottom left.
Quad: TypeAlias = tuple[int, float, float, float, float]


class MarkPlace(TypedDict):
    """Where an annotation stands on the pages: a quad for each line, in order; `point` is the place
    beside its line (page, x, baseline) of a note without a passage."""

    id: str
    quads: list[Quad]
    point: tuple[int, float, float] | None


class LinkPlace(TypedDict):
    """A link of the reading itself: its address, or the page and height it leads to."""

    target: str
    to: tuple[int, float] | None
    quads: list[Quad]


def set_body(job: PrintJob, folder: Path, told: Told) -> list[str]:
    """Write body.pdf, data.json, notes.json; return the characters that no font here has."""
    told("body", 0, 1)
    sheet = sheet_for(job.paper)
    notes = [] if job.layout == "plain" else gather(job.annotations, job.meanings, job.words)
    words = job.words
    widest = (words.lines.format(first=88888, last=88888), words.area.format(page=88888))
    pieces = measured(notes, max(*widest, words.not_found, words.heading, key=len))
    data = _data(job, sheet)
    (folder / "data.json").write_bytes(_json(data))
    (folder / "overlay.json").write_bytes(
        _json(overlay.nothing(pieces if job.layout == "margin" else []))
    )
    missing, fonts = _fonts(job, folder)
    try:
        made = _compile(job, folder, fonts, tags=False)
    except ExportFailed:
        # It may be a picture that is damaged: without them all words can be printed.
        if not any(block.pop("picture", None) for block in data["blocks"]):
            raise
        for block in data["blocks"]:
            block.pop("picture", None)
        (folder / "data.json").write_bytes(_json(data))
        made = _compile(job, folder, fonts, tags=False)
    (folder / "body.pdf").write_bytes(made)
    return missing


def place_over(job: PrintJob, folder: Path, told: Told) -> int:
    """Read body.pdf; write overlay.json for the second pass and marks.json for the annotations.
    Return how many printable characters were not found on the pages."""
    sheet = sheet_for(job.paper)
    notes = [] if job.layout == "plain" else gather(job.annotations, job.meanings, job.words)
    pieces = sum(len(note.pieces) for note in notes) if job.layout == "margin" else 0
    heights = glyphs.page_heights(folder / "body.pdf", 0)
    pages = len(heights) - pieces
    read = glyphs.read_pages(
        folder / "body.pdf", pages, lambda done, total: told("over", done, total)
    )
    layout = align(job.text.text, job.text.blocks, read)
    del read
    over = overlay.lay_over(job, sheet, notes, heights[pages:], layout, pages)
    (folder / "overlay.json").write_bytes(_json(over))
    marks = [] if job.layout == "plain" else [_mark(a, layout, sheet) for a in job.annotations]
    (folder / "marks.json").write_bytes(_json({"marks": marks, "links": _links(job, layout)}))
    return layout.unmatched


def set_pages(job: PrintJob, folder: Path, told: Told) -> None:
    """Write pages.pdf from data.json and overlay.json."""
    told("pages", 0, 1)
    fonts = _fonts(job, folder)[1]
    (folder / "pages.pdf").write_bytes(_compile(job, folder, fonts, tags=True))


def _compile(job: PrintJob, folder: Path, fonts: typst.Fonts, tags: bool) -> bytes:
    files = {
        "main.typ": bundle.resource("typeset", "page.typ").read_bytes(),
        "data.json": (folder / "data.json").read_bytes(),
        "overlay.json": (folder / "overlay.json").read_bytes(),
    }
    if job.pictures:
        files |= pictures.data_of(json.loads(files["data.json"])["blocks"], job.pictures)
    try:
        return engine.compile_pdf(files, fonts, job.time, tags)
    except typst.TypstError as error:
        raise ExportFailed(
            _(
                "The page could not be typeset ({reason}). Try a shorter comment or another layout."
            ).format(reason=str(error).split("\n", 1)[0][:200])
        ) from error


def _fonts(job: PrintJob, folder: Path) -> tuple[list[str], typst.Fonts]:
    """The characters without a font, and the fonts: those of the system only where they are needed."""
    noted = folder / "missing.json"
    if noted.exists():
        known = json.loads(noted.read_text())
        return known["missing"], engine.fonts(known["system"])
    unusual = coverage.lacking(coverage.unusual(_texts(job)), bundle.resource("fonts"))
    fonts = engine.fonts(bool(unusual))
    missing = coverage.without_font(unusual, fonts)
    noted.write_text(json.dumps({"missing": missing, "system": bool(unusual)}))
    return missing, fonts


def _texts(job: PrintJob) -> list[str]:
    texts = [job.text.text, job.reading.title, job.words.running_right, *job.meanings.values()]
    for annotation in job.annotations:
        texts += (annotation.comment, *annotation.tags)
    texts += [entity.name for entity in job.entities]
    return texts


_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{2}))?(?![a-zA-Z])")


def _data(job: PrintJob, sheet: Sheet) -> dict[str, Any]:
    language = _LANGUAGE.match(job.reading.language)
    title = clean(job.reading.title)
    tags = sorted({clean(tag) for annotation in job.annotations for tag in annotation.tags})
    return {
        "title": title,
        "authors": [clean(job.reading.author)] if job.reading.author else [],
        "keywords": tags,
        "lang": language[1].lower() if language else "en",
        "region": language[2].upper() if language and language[2] else None,
        "hyphenate": language is not None,
        "sheet": dataclasses.asdict(sheet),
        "faces": FACES,
        "sizes": SIZES,
        "palette": INKS,
        "blocks": block_data(job.text, pictures.printed(job.text.pictures, job.pictures, sheet)),
        "running_left": title if len(title) <= 62 else f"{title[:60].rstrip()}…",
        "running_right": clean(job.words.running_right),
        "footer": job.words.footer,
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def _quads(layout: LayoutMap, start: int, end: int) -> list[Quad]:
    quads = []
    for fragment in layout.fragments(start, end):
        line = layout.lines[fragment.line]
        quads.append(
            (
                line.page,
                round(fragment.x0, 2),
                round(line.bottom, 2),
                round(fragment.x1, 2),
                round(line.top, 2),
            )
        )
    return quads


def _mark(annotation: Annotation, layout: LayoutMap, sheet: Sheet) -> MarkPlace:
    if annotation.anchor is AnchorState.LOST:
        return {"id": annotation.id, "quads": [], "point": None}
    quads = _quads(layout, annotation.start, annotation.end)
    near = layout.line_near(annotation.start)
    if quads or near is None:
        return {"id": annotation.id, "quads": quads, "point": None}
    line = layout.lines[near]
    return {"id": annotation.id, "quads": [], "point": (line.page, sheet.text_right, line.baseline)}


def _links(job: PrintJob, layout: LayoutMap) -> list[LinkPlace]:
    found: list[LinkPlace] = []
    links = [
        inline for inline in job.text.inlines if inline.style is InlineStyle.LINK and inline.target
    ]
    for inline in links:
        to = _destination(inline.target, layout)
        if to is None and not inline.target.lower().startswith(("http://", "https://", "mailto:")):
            continue
        quads = _quads(layout, inline.start, inline.end)
        if quads:
            found.append({"target": "" if to else inline.target, "to": to, "quads": quads})
    return found


def _destination(target: str, layout: LayoutMap) -> tuple[int, float] | None:
    if not re.fullmatch(r"#\d{1,9}", target):
        return None
    near = layout.line_near(int(target[1:]))
    if near is None:
        return None
    return layout.lines[near].page, round(layout.lines[near].top + 6, 2)
