"""An essay's pages: called in a process that ends, on the files of one folder."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst

from closereader import bundle
from closereader.errors import ExportFailed
from closereader.i18n import _
from closereader.typeset import coverage, engine
from closereader.typeset.sheet import FACES


def print_essay(folder: str, time: int) -> dict[str, Any]:
    """Read data.json, write essay.pdf dated `time` (seconds since 1970); tells the characters that
    no font has."""
    place = Path(folder)
    data = json.loads((place / "data.json").read_bytes())
    unusual = coverage.lacking(coverage.unusual(list(_strings(data))), bundle.resource("fonts"))
    fonts = engine.fonts(bool(unusual))
    files = {
        "main.typ": bundle.resource("typeset", "essay.typ").read_bytes(),
        "data.json": json.dumps({**data, "faces": FACES}).encode("ascii"),
    }
    try:
        made = engine.compile_pdf(files, fonts, time)
    except typst.TypstError as error:
        raise ExportFailed(
            _("The page could not be typeset ({reason}).").format(
                reason=str(error).split("\n", 1)[0][:200]
            )
        ) from error
    (place / "essay.pdf").write_bytes(made)
    return {"missing": coverage.without_font(unusual, fonts)}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
