"""An essay as a PDF, typeset in a process that ends; its words go in as data, never as markup."""

import json
import re
import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from closereader import confined
from closereader.errors import ConfinedFailure, ExportFailed, printable_name
from closereader.exporting.essay_job import EssayJob
from closereader.exporting.write import aside
from closereader.i18n import _
from closereader.progress import Progress
from closereader.typeset.comment import parts_of
from closereader.typeset.content import breakable, clean

_TARGET = "closereader.typeset.essay:print_essay"
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def export(job: EssayJob, target: Path, progress: Progress) -> tuple[str, ...]:
    """Write the PDF to `target`; returns what could not be carried. Raises `ExportFailed`."""
    progress(0, 1, _("Typesetting the text"))
    limits = confined.Limits(
        seconds=60 + len(job.text) / 5000, megabytes=800 + len(job.text) // 800
    )
    with aside(target) as new, tempfile.TemporaryDirectory(prefix="closereader-") as made:
        folder = Path(made)
        (folder / "data.json").write_bytes(json.dumps(_data(job)).encode("ascii"))
        moment = int(datetime.fromisoformat(job.exported).timestamp())
        try:
            said = confined.run(_TARGET, {"folder": str(folder), "time": moment}, limits, progress)
        except confined.ChildRefused as error:
            raise ExportFailed(f"{printable_name(target)}: {error}") from error
        except ConfinedFailure as error:
            raise ExportFailed(
                _("{name}: the page could not be made: {reason}.").format(
                    name=printable_name(target), reason=error
                )
            ) from error
        shutil.copyfile(folder / "essay.pdf", new)
    missing = said["missing"]
    if not missing:
        return ()
    shown = " ".join(f"{c} (U+{ord(c):04X})" for c in missing[:12])
    return (
        _(
            "No font on this computer has these characters; they are printed as boxes: {characters}"
        ).format(characters=shown),
    )


def _data(job: EssayJob) -> dict[str, Any]:
    language = _LANGUAGE.match(job.language.lower())
    return {
        "title": parts_of(job.heading)[:1],
        "plain_title": clean(job.plain_heading),
        "writer": clean(job.reader),
        "lang": language[0] if language else "en",
        "parts": parts_of(job.body),
        "works_heading": _("Works cited") if job.works else "",
        "works": [[breakable(clean(part)) for part in work.parts] for work in job.works],
        "check_heading": _("Quotation check") if job.check else "",
        "check": [breakable(clean(sentence)) for sentence in job.check],
    }
