"""Readings out of the library into files, one module a format; nothing here reads them back."""

from pathlib import Path

from closereader.errors import ExportFailed, printable_name
from closereader.exporting.job import OWN_PAGES, ExportJob, ExportOptions, ExportReport
from closereader.exporting.write import write
from closereader.i18n import _
from closereader.progress import Progress

__all__ = ["FORMATS", "OWN_PAGES", "ExportJob", "ExportOptions", "ExportReport", "export"]

FORMATS = ("pdf", "json", "md")


def export(job: ExportJob, target: Path, progress: Progress) -> ExportReport:
    """Write the reading with its annotations to `target`, in the format of its ending.

    Written aside, synced and renamed: whatever fails, what stood at `target` is untouched. Raises
    `ExportFailed` with one sentence, `Cancelled` when asked to stop.
    """
    progress(0, 1, _("Writing"))
    # Each format's module loads when it is asked for; the child that prints needs none of the others.
    match target.suffix.lower():
        case ".pdf" if job.options.layout == OWN_PAGES:
            from closereader.exporting import own_pages

            return own_pages.export(job, target, progress)
        case ".pdf":
            from closereader.exporting import annotated_pdf

            return annotated_pdf.export(job, target, progress)
        case ".json":
            from closereader.exporting import json_file

            write(target, json_file.as_json(job))
            lost: tuple[str, ...] = ()
        case ".md":
            from closereader.exporting import markdown

            write(target, markdown.as_markdown(job).encode("utf-8", "replace"))
            lost = markdown.lost(job)
        case _:
            raise ExportFailed(
                _("{name}: the ending is not one of {endings}. Choose one of them.").format(
                    name=printable_name(target),
                    endings=", ".join(f".{ending}" for ending in FORMATS),
                )
            )
    progress(1, 1, _("Writing"))
    written = {"annotations": len(job.annotations), "entities": len(job.entities)}
    return ExportReport(target, written, lost)
