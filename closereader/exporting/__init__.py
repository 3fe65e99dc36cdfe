"""Readings out of the library into files, one module a format; nothing here reads them back."""

from pathlib import Path

from closereader.errors import ExportFailed, printable_name
from closereader.exporting import annotated_pdf, json_file, markdown
from closereader.exporting.job import ExportJob, ExportOptions, ExportReport
from closereader.exporting.write import write
from closereader.i18n import _
from closereader.progress import Progress

__all__ = ["FORMATS", "ExportJob", "ExportOptions", "ExportReport", "export"]

FORMATS = ("pdf", "json", "md")


def export(job: ExportJob, target: Path, progress: Progress) -> ExportReport:
    """Write the reading with its annotations to `target`, in the format of its ending.

    Written aside, synced and renamed: whatever fails, what stood at `target` is untouched. Raises
    `ExportFailed` with one sentence, `Cancelled` when asked to stop.
    """
    match target.suffix.lower():
        case ".pdf":
            return annotated_pdf.export(job, target, progress)
        case ".json":
            progress(0, 1, _("Writing"))
            write(target, json_file.as_json(job))
        case ".md":
            progress(0, 1, _("Writing"))
            write(target, markdown.as_markdown(job).encode("utf-8", "replace"))
        case _:
            raise ExportFailed(
                _("{name}: the ending is not one of {endings}. Choose one of them.").format(
                    name=printable_name(target),
                    endings=", ".join(f".{ending}" for ending in FORMATS),
                )
            )
    progress(1, 1, _("Writing"))
    written = {"annotations": len(job.annotations), "entities": len(job.entities)}
    lost = markdown.lost(job) if target.suffix.lower() == ".md" else ()
    return ExportReport(target, written, lost)
