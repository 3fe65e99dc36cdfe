"""The annotated PDF as it is made in the child process: every step works on files of one folder."""

import gc
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from closereader.exporting import job as jobs
from closereader.exporting import jsonld, native
from closereader.typeset import press, telling
from closereader.typeset.job import PrintJob, Words

STEPS = ("body", "over", "pages", "annotate")
Result = dict[str, Any]


def run_steps(folder: str, steps: list[str]) -> Result:
    """Run some of STEPS, in order, on the job in `folder`; what each has to say, joined.

    job.json and words.json are read; the last step leaves annotated.pdf. The file `phase` always
    holds the step under way, how far it is, and of how much.
    """
    # This process makes no rings worth collecting, and ends soon.
    gc.disable()
    place = Path(folder)
    job = jobs.from_json((place / "job.json").read_bytes())
    words = Words(**json.loads((place / "words.json").read_bytes()))
    printed = _print_job(job, words)
    said: Result = {}
    for step in steps:
        said |= _RUN[step](job, printed, place, telling.teller(place))
    return said


def _print_job(job: jobs.ExportJob, words: Words) -> PrintJob:
    return PrintJob(
        reading=job.reading,
        text=job.text,
        annotations=job.annotations,
        entities=job.entities,
        meanings=job.meanings,
        time=int(datetime.fromisoformat(job.exported).timestamp()),
        layout=job.options.layout,
        line_numbers=job.options.line_numbers,
        paper=job.options.paper,
        words=words,
        pictures=job.pictures,
    )


def _body(job: jobs.ExportJob, printed: PrintJob, folder: Path, told: press.Told) -> Result:
    return {"missing": press.set_body(printed, folder, told)}


def _over(job: jobs.ExportJob, printed: PrintJob, folder: Path, told: press.Told) -> Result:
    return {"unmatched": press.place_over(printed, folder, told)}


def _pages(job: jobs.ExportJob, printed: PrintJob, folder: Path, told: press.Told) -> Result:
    press.set_pages(printed, folder, told)
    return {}


def _annotate(job: jobs.ExportJob, printed: PrintJob, folder: Path, told: press.Told) -> Result:
    told("annotate", 0, 1)
    places = json.loads((folder / "marks.json").read_bytes())
    pages = native.annotate(
        folder / "pages.pdf",
        folder / "annotated.pdf",
        job,
        places["marks"],
        places["links"],
        jsonld.collection(job) if job.options.layout != "plain" else b"",
    )
    placed = sum(1 for mark in places["marks"] if mark["quads"] or mark["point"])
    return {"placed": placed, "pages": pages}


_RUN: dict[str, Callable[[jobs.ExportJob, PrintJob, Path, press.Told], Result]] = {
    "body": _body,
    "over": _over,
    "pages": _pages,
    "annotate": _annotate,
}
