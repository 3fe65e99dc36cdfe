"""An essay to be exported: its words, whose they are, the works it quotes, and its quotation check."""

import re
from dataclasses import dataclass
from pathlib import Path

from closereader.errors import ExportFailed, printable_name
from closereader.exporting.write import write
from closereader.i18n import _
from closereader.progress import Progress
from closereader.text.comment import paragraphs

ESSAY_FORMATS = ("docx", "pdf", "md")
_TITLE_LINE = re.compile(r"\A\s*#[ \t]+(?P<title>[^\n]+?)[ \t#]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Work:
    """One of the works cited; what is not known is ""."""

    author: str
    title: str
    date: str

    @property
    def parts(self) -> tuple[str, str, str]:
        """Author, title and date as they stand in a list, each with its stop: the title is set in
        italics."""
        author = f"{self.author.rstrip('.')}. " if self.author else ""
        date = f". {self.date.rstrip('.')}." if self.date else "."
        return author, self.title.rstrip("."), date


@dataclass(frozen=True, slots=True)
class EssayJob:
    """`text`: Markdown; `exported`: ISO 8601; `language`: of its readings ("en"), "" where they
    differ; `check`: the quotation check in sentences, none where it is not to stand in the file."""

    title: str
    reader: str
    text: str
    exported: str
    works: tuple[Work, ...] = ()
    check: tuple[str, ...] = ()
    language: str = ""

    @property
    def heading(self) -> str:
        """What stands over it: a heading with which its text begins, else its title."""
        match = _TITLE_LINE.match(self.text)
        return self.title if match is None else match["title"]

    @property
    def plain_heading(self) -> str:
        """The same without the signs of Markdown, for what a file says of itself."""
        found = paragraphs(self.heading)
        return " ".join(found[0].text.split()) if found else self.title

    @property
    def body(self) -> str:
        """Its text without that heading."""
        match = _TITLE_LINE.match(self.text)
        return (self.text if match is None else self.text[match.end() :]).strip("\n")


def export_essay(job: EssayJob, target: Path, progress: Progress) -> tuple[str, ...]:
    """Write the essay to `target`, in the format of its ending: whole or not at all. Returns what
    the format could not carry, in sentences. Raises `ExportFailed`, `Cancelled`."""
    progress(0, 1, _("Writing"))
    lost: tuple[str, ...] = ()
    # Each format's module loads when it is asked for.
    match target.suffix.lower():
        case ".md":
            from closereader.exporting import essay_markdown

            write(target, essay_markdown.as_markdown(job).encode("utf-8", "replace"))
        case ".docx":
            from closereader.exporting import essay_docx

            write(target, essay_docx.as_docx(job))
        case ".pdf":
            from closereader.exporting import essay_pdf

            lost = essay_pdf.export(job, target, progress)
        case _:
            raise ExportFailed(
                _("{name}: the ending is not one of {endings}. Choose one of them.").format(
                    name=printable_name(target),
                    endings=", ".join(f".{ending}" for ending in ESSAY_FORMATS),
                )
            )
    progress(1, 1, _("Writing"))
    return lost
