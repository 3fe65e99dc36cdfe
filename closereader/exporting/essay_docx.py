"""An essay as a Word document, set as essays are handed in: 12 points, lines one and a half apart."""

import io
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from closereader.exporting.essay_job import EssayJob, Work
from closereader.i18n import _
from closereader.text.comment import Kind, Paragraph, Style, paragraphs
from closereader.typeset.content import clean

_FACE = "Times New Roman"
_INDENT_CM = 1.27


def as_docx(job: EssayJob) -> bytes:
    """The whole file."""
    document = Document()
    _set_styles(document)
    properties = document.core_properties
    properties.title, properties.author = clean(job.plain_heading), clean(job.reader)
    properties.created = properties.modified = datetime.fromisoformat(job.exported)
    properties.comments = ""
    title = document.add_paragraph(style="Title")
    _add_words(title, _first(job.heading))
    if job.reader:
        writer = document.add_paragraph(clean(job.reader))
        writer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for paragraph in paragraphs(clean(job.body)):
        _add(document, paragraph)
    if job.works:
        document.add_heading(_("Works cited"), 1)
        for work in job.works:
            _add_work(document, work)
    if job.check:
        document.add_heading(_("Quotation check"), 1)
        for number, sentence in enumerate(job.check):
            document.add_paragraph(clean(sentence), style="List Bullet" if number else None)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _first(heading: str) -> Paragraph:
    """A heading's words, as Markdown; its own heading is none."""
    found = paragraphs(clean(heading))
    return found[0] if found else Paragraph("")


def _set_styles(document: Any) -> None:
    for name, size in (("Normal", 12), ("Title", 16), ("Heading 1", 14), ("Heading 2", 13)):
        style = document.styles[name]
        style.font.name, style.font.size = _FACE, Pt(size)
        # Word takes the face of headings from the theme otherwise.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
        fonts.set(qn("w:cs"), _FACE)
        if name != "Normal":
            style.font.color.rgb = None
            style.font.bold = True
            for colour in style.element.rPr.findall(qn("w:color")):
                style.element.rPr.remove(colour)
    normal = document.styles["Normal"].paragraph_format
    normal.line_spacing, normal.space_after = 1.5, Pt(6)
    title = document.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    borders = title.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        title.element.pPr.remove(borders)
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(2.54)


def _add(document: Any, paragraph: Paragraph) -> None:
    if paragraph.kind is Kind.HEADING:
        _add_words(document.add_heading(level=1), paragraph)
        return
    added = document.add_paragraph()
    shape = added.paragraph_format
    if paragraph.kind is Kind.RULE:
        added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if paragraph.depth:
        shape.left_indent = Cm(_INDENT_CM * min(paragraph.depth, 6))
    if paragraph.marker:
        # The number is the writer's own: Word would count on from another list.
        shape.first_line_indent = Cm(-0.63)
        added.add_run(f"{paragraph.marker}\t")
        shape.tab_stops.add_tab_stop(Cm(_INDENT_CM * min(paragraph.depth, 6)))
    elif paragraph.is_quoted:
        shape.right_indent = Cm(_INDENT_CM)
        shape.line_spacing = 1.15
    _add_words(added, paragraph)


def _add_words(added: Any, paragraph: Paragraph) -> None:
    for words, styles in _runs(paragraph):
        run = added.add_run()
        for number, line in enumerate(words.split("\n")):
            if number:
                run.add_break()
            run.add_text(line)
        run.italic = True if Style.EMPHASIS in styles else None
        if Style.STRONG in styles and paragraph.kind is not Kind.HEADING:
            run.bold = True
        if Style.STRIKE in styles:
            run.font.strike = True
        if Style.CODE in styles:
            run.font.name = "Courier New"


def _runs(paragraph: Paragraph) -> Iterable[tuple[str, set[Style]]]:
    edges = {0, len(paragraph.text), *(e for s in paragraph.stretches for e in (s.start, s.end))}
    for start, end in pairwise(sorted(edges)):
        styles: set[Style] = set()
        for stretch in paragraph.stretches:
            if stretch.start <= start and end <= stretch.end:
                styles |= stretch.styles
        yield paragraph.text[start:end], styles


def _add_work(document: Any, work: Work) -> None:
    author, title, date = map(clean, work.parts)
    added = document.add_paragraph()
    added.paragraph_format.left_indent = Cm(_INDENT_CM)
    added.paragraph_format.first_line_indent = Cm(-_INDENT_CM)
    added.add_run(author)
    added.add_run(title).italic = True
    added.add_run(date)
