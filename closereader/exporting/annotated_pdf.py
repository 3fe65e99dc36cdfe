"""The annotated PDF: typeset, laid over and annotated in a process that ends, then put in place."""

import dataclasses
import json
import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from closereader import confined
from closereader.errors import ConfinedFailure, ExportFailed, printable_name
from closereader.exporting.job import ExportJob, ExportReport, to_json
from closereader.exporting.states import STATES
from closereader.exporting.write import aside
from closereader.i18n import _, ngettext
from closereader.model.annotation import AnchorState
from closereader.progress import Progress
from closereader.typeset import telling
from closereader.typeset.job import LAYOUTS, Words

_TARGET = "closereader.exporting.printing:run_steps"
_STEPS = ("body", "over", "pages", "annotate")
# A typesetter that keeps its caches over both passes needs 60 MB for an article and 1 GB for a
# book; above this many characters each step has a process of its own.
_ONE_PROCESS = 400_000


def export(job: ExportJob, target: Path, progress: Progress) -> ExportReport:
    """Write the annotated PDF to `target`. Raises `ExportFailed`, `Cancelled`."""
    options = job.options
    if (
        options.layout not in LAYOUTS
        or options.paper not in ("a4", "letter")
        or options.line_numbers < 0
    ):
        raise ExportFailed(
            _("{name}: there is no such layout. Choose {layouts}, on a4 or letter.").format(
                name=printable_name(target), layouts=", ".join(LAYOUTS)
            )
        )
    with aside(target) as new, tempfile.TemporaryDirectory(prefix="closereader-") as made:
        folder = Path(made)
        (folder / "job.json").write_bytes(to_json(job))
        (folder / "words.json").write_text(json.dumps(dataclasses.asdict(_words(job))), "ascii")
        said = _run(job, folder, target, progress)
        progress(len(_STEPS), len(_STEPS), _PHASES["annotate"]())
        shutil.copyfile(folder / "annotated.pdf", new)
    return ExportReport(target, _written(job, said), tuple(_lost(job, said)))


def _run(job: ExportJob, folder: Path, target: Path, progress: Progress) -> dict[str, Any]:
    size = job.reading.characters + sum(len(note.comment) for note in job.annotations)
    limits = confined.Limits(seconds=90 + size / 10_000, megabytes=800 + size // 1500)
    together = size <= _ONE_PROCESS
    said: dict[str, Any] = {}
    waiting = telling.passed_on(folder, _PHASES, progress)
    try:
        for steps in [list(_STEPS)] if together else [[step] for step in _STEPS]:
            said |= confined.run(_TARGET, {"folder": str(folder), "steps": steps}, limits, waiting)
    except confined.ChildRefused as error:
        raise ExportFailed(f"{printable_name(target)}: {error}") from error
    except ConfinedFailure as error:
        raise ExportFailed(
            _(
                "{name}: the page could not be made: {reason}. Try the layout “endnotes” or “plain”."
            ).format(name=printable_name(target), reason=error)
        ) from error
    return said


_PHASES = {
    "body": lambda: _("Typesetting the text"),
    "over": lambda: _("Placing notes and line numbers"),
    "pages": lambda: _("Typesetting the pages"),
    "annotate": lambda: _("Writing the annotations"),
}


def _words(job: ExportJob) -> Words:
    count = len(job.annotations)
    notes = ngettext("{count} note", "{count} notes", count) if count else ""
    exported = _("exported {date}").format(date=_date(job.exported))
    annotated = (
        _("Annotated by {name}").format(name=job.reader) if count and job.reader.strip() else ""
    )
    plain = job.options.layout == "plain"
    running = [exported] if plain else [part for part in (annotated, notes, exported) if part]
    native = _(
        "Every highlight above is also a native PDF annotation: "
        "open it in any PDF reader to search, reply or copy."
    )
    return Words(
        running_right=" · ".join(running),
        footer="" if plain or not count else native,
        line=_("l. {first}"),
        lines=_("l. {first}–{last}"),
        area=_("area, page {page}"),
        title=_("title"),
        heading=_("heading"),
        not_found=_("passage not found"),
        continued=_("continued"),
        next_page=_("{notes}: next page"),
        at_end=_("{notes}: after the text"),
        bookmark=_("Bookmark"),
        seminar=_("? seminar"),
        states={state.value: said() for state, said in STATES.items()},
        evidence=_("Evidence: {places}"),
        notes=_("Notes"),
        notes_continued=_("Notes, continued"),
        notes_adrift=_("Notes whose passages were not found"),
        questions=_("Questions for the seminar"),
        index=_("Index of people, places and tags"),
        index_tags=_("Index of tags"),
    )


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _date(iso: str) -> str:
    moment = datetime.fromisoformat(iso)
    # The system's locale would make the same job another file elsewhere.
    return f"{moment.day} {_(_MONTHS[moment.month - 1])} {moment.year}"


def _written(job: ExportJob, said: dict[str, Any]) -> dict[str, int]:
    return {
        "pages": int(said.get("pages", 0)),
        "annotations": int(said.get("placed", 0)),
        "entities": len(job.entities),
    }


def _lost(job: ExportJob, said: dict[str, Any]) -> list[str]:
    lost = []
    missing = said.get("missing", [])
    if missing:
        shown = " ".join(f"{c} (U+{ord(c):04X})" for c in missing[:12]) + (
            " …" if len(missing) > 12 else ""
        )
        lost.append(
            _(
                "No font on this computer has these characters; they are printed as boxes: {characters}"
            ).format(characters=shown)
        )
    if job.options.layout == "plain":
        if job.annotations:
            lost.append(_("The plain layout leaves the notes and highlights out."))
        return lost
    adrift = sum(1 for note in job.annotations if note.anchor is AnchorState.LOST)
    if adrift:
        lost.append(
            ngettext(
                "{count} note whose passage was not found is printed after the text, without a highlight.",
                "{count} notes whose passages were not found are printed after the text, without highlights.",
                adrift,
            )
        )
    unplaced = len(job.annotations) - int(said.get("placed", 0)) - adrift
    if unplaced > 0:
        lost.append(
            ngettext(
                "{count} highlight covers nothing that is printed and is only in the attached data.",
                "{count} highlights cover nothing that is printed and are only in the attached data.",
                unplaced,
            )
        )
    return lost
