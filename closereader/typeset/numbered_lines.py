"""The numbered lines of a reading: those of the fixed layout that its handout is printed in.

A line's number does not hang on the width of any window: the text is typeset as the annotated PDF
sets it, in a process that ends, and what is read off the pages is which characters stand on which
line. Nothing here loads the typesetter.
"""

import hashlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import astuple
from functools import cache
from importlib import metadata
from pathlib import Path

from closereader import bundle, confined
from closereader.errors import ConfinedFailure
from closereader.i18n import _
from closereader.model.reading import ReadingText
from closereader.model.span import Span
from closereader.progress import Progress
from closereader.typeset import sheet, telling

# To be raised when the rules change by which blocks become type, or type becomes lines.
_RULES = 1
_TARGET = "closereader.typeset.line_pass:run_steps"
# The typesetter's caches and the map of a long text do not both fit: then each has a process.
_ONE_PROCESS = 400_000
_STEPS = {"body": lambda: _("Counting the lines"), "over": lambda: _("Counting the lines")}


@cache
def version() -> str:
    """What the lines hang on beside the text: the template, the faces, the sheet, the typesetter.
    Lines kept under another version are those of another layout."""
    digest = hashlib.sha256()
    parts = [
        bundle.resource("typeset", "page.typ"),
        *sorted(bundle.resource("fonts").glob("*.ttf")),
    ]
    for part in parts:
        digest.update(hashlib.sha256(part.read_bytes()).digest())
    settled = (_RULES, astuple(sheet.sheet_for("a4")), sheet.SIZES, sheet.FACES, _typesetter())
    digest.update(repr(settled).encode())
    return digest.hexdigest()[:32]


def _typesetter() -> str:
    try:
        return metadata.version("typst")
    except metadata.PackageNotFoundError:
        return ""


def numbered_lines(text: ReadingText, language: str, progress: Progress) -> tuple[Span, ...]:
    """The lines of `text` that the handout numbers (A4; not those of headings), line 1 first: each
    from its first character to its last, without the space or the hyphen it is broken at. In order
    of where they start; lines that share the cells of a table may overlap. `language`: by whose
    rules words are broken (BCP 47), or "". Raises `ConfinedFailure`, `Cancelled`."""
    size = len(text.text)
    limits = confined.Limits(seconds=90 + size / 10_000, megabytes=800 + size // 1500)
    steps = list(_STEPS)
    ends: list[int] = []
    with tempfile.TemporaryDirectory(prefix="closereader-") as made:
        folder = Path(made)
        (folder / "reading.json").write_text(_wire(text, language), "ascii")
        waiting = telling.passed_on(folder, _STEPS, progress)
        try:
            for some in [steps] if size <= _ONE_PROCESS else [[step] for step in steps]:
                ends = confined.run(
                    _TARGET, {"folder": str(folder), "steps": some}, limits, waiting
                )
        except (confined.ChildRefused, ConfinedFailure) as error:
            raise ConfinedFailure(
                _("The lines could not be counted: {reason}. Use paragraphs instead.").format(
                    reason=str(error).rstrip(".")
                )
            ) from error
    progress(len(steps) * 100, len(steps) * 100, _STEPS["over"]())
    return _spans(ends, size)


def _wire(text: ReadingText, language: str) -> str:
    wire = {
        "language": language,
        "text": text.text,
        "blocks": [astuple(block) for block in text.blocks],
        "inlines": [astuple(inline) for inline in text.inlines],
    }
    return json.dumps(wire, separators=(",", ":"))


def _spans(ends: Sequence[int], size: int) -> tuple[Span, ...]:
    """The child's answer, start and end by turns, as spans inside the text and in order."""
    spans: list[Span] = []
    start = 0
    for begins, stops in zip(ends[::2], ends[1::2], strict=True):
        start = min(max(start, begins), size)
        spans.append(Span(start, min(max(stops, start), size)))
    return tuple(spans)
