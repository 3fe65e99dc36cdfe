"""A reading's own PDF, annotated: a copy of the file with the notes in it, its pages as they were."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from closereader import confined
from closereader.errors import ConfinedFailure, ExportFailed, printable_name
from closereader.exporting.job import ExportJob, ExportReport, to_json
from closereader.exporting.write import aside
from closereader.i18n import _, ngettext
from closereader.model.annotation import AnchorState
from closereader.progress import Progress

_TARGET = "closereader.exporting.own_pages_writing:write"
_MEGABYTES = 500


def export(job: ExportJob, target: Path, progress: Progress) -> ExportReport:
    """Write the annotated copy to `target`. Raises `ExportFailed`, `Cancelled`."""
    if job.own is None:
        raise ExportFailed(
            _(
                "{name}: “{title}” has no pages of its own, or its file is not kept any more. "
                "Choose another layout."
            ).format(name=printable_name(target), title=job.reading.title)
        )
    size = Path(job.own.path).stat().st_size if Path(job.own.path).is_file() else 0
    limits = confined.Limits(
        seconds=120 + size / 1_000_000 + len(job.annotations) / 50,
        megabytes=_MEGABYTES + 4 * size // 1_000_000,
    )
    with aside(target) as new, tempfile.TemporaryDirectory(prefix="closereader-") as made:
        folder = Path(made)
        (folder / "job.json").write_bytes(to_json(job))
        try:
            said = confined.run(_TARGET, {"folder": str(folder)}, limits, progress)
        except confined.ChildRefused as error:
            raise ExportFailed(f"{printable_name(target)}: {error}") from error
        except ConfinedFailure as error:
            raise ExportFailed(
                _(
                    "{name}: the file could not be annotated: {reason}. "
                    "Export it in the layout “margin”, which sets its text anew."
                ).format(name=printable_name(target), reason=error)
            ) from error
        shutil.copyfile(folder / "annotated.pdf", new)
    written = {
        "pages": int(said["pages"]),
        "annotations": int(said["placed"]),
        "entities": 0,
    }
    return ExportReport(target, written, tuple(_lost(job, said)))


def _lost(job: ExportJob, said: dict[str, Any]) -> list[str]:
    lost = []
    adrift = sum(note.anchor is AnchorState.LOST for note in job.annotations)
    if adrift:
        lost.append(
            ngettext(
                "{count} note whose passage was not found is only in the attached data.",
                "{count} notes whose passages were not found are only in the attached data.",
                adrift,
            )
        )
    unplaced = len(job.annotations) - int(said["placed"]) - adrift
    if unplaced > 0:
        lost.append(
            ngettext(
                "{count} note stands on nothing that is on a page and is only in the attached data.",
                "{count} notes stand on nothing that is on a page and are only in the attached data.",
                unplaced,
            )
        )
    if said["removed"]:
        lost.append(
            ngettext(
                "{count} note that came with the file was deleted here and is not in the copy.",
                "{count} notes that came with the file were deleted here and are not in the copy.",
                int(said["removed"]),
            )
        )
    if said["is_signed"]:
        lost.append(
            _(
                "The file is signed. The copy is another file, and the signature is not valid for it."
            )
        )
    if said["is_forbidden"]:
        lost.append(
            _("Who made the file does not allow it to be annotated. The copy is for your own use.")
        )
    return lost
