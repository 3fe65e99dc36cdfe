"""Prints the table of figures beside their budgets and the last run: `python -m tests.benchmarks`.

With names as arguments (`python -m tests.benchmarks list pdf`), only those.
"""

import json
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.benchmarks import (
    commands,
    core,
    drawing,
    formats,
    pdf_pages,
    reading,
    versions,
    windows,
)
from tests.benchmarks.measure import Figure

KEPT = Path(__file__).resolve().parents[2] / "out" / "benchmarks.json"
SUITES: dict[str, Callable[[], list[Figure]]] = {
    "list": commands.listing,
    "window": windows.first_paint,
    "import": commands.import_article,
    "book": windows.import_book,
    "epub": formats.epub,
    "drawing": drawing.drawing,
    "highlight": windows.highlight,
    "many": windows.many,
    "tags": commands.renaming,
    "pages": pdf_pages.book,
    "pdf": commands.annotated_pdf,
    "memory": windows.memory,
    "filter": windows.note_filter,
    "start": reading.start,
    "reading": reading.book,
    "anchoring": core.anchoring,
    "find": core.finding,
    "names": core.names,
    "addresses": core.addressing,
    "versions": versions.new_version,
    "desk": versions.desk,
}


def main(names: list[str]) -> int:
    """Measure; return 1 if a budget is not met."""
    unknown = [name for name in names if name not in SUITES]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(SUITES)}", file=sys.stderr)
        return 2
    last = _last()
    print(f"{'figure':<52}{'now':>10}{'last':>10}{'budget':>10}")
    all_met = True
    kept = dict(last)
    for name in names or SUITES:
        for figure in SUITES[name]():
            _print(figure, last.get(figure.name))
            kept[figure.name] = {"value": figure.value, "unit": figure.unit, "at": _now()}
            all_met = all_met and figure.is_met
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps({"machine": _machine(), "figures": kept}, indent=2) + "\n")
    print(f"\n{_machine()}; median of at least 5 after a warm-up; kept in {KEPT}")
    return 0 if all_met else 1


def _print(figure: Figure, before: dict[str, float] | None) -> None:
    last = _shown(before["value"], figure.unit) if before else "–"
    budget = _shown(figure.budget, figure.unit) if figure.budget is not None else ""
    miss = "" if figure.is_met else "  MISSED"
    now = _shown(figure.value, figure.unit)
    print(f"{figure.name:<52}{now:>10}{last:>10}{budget:>10}{miss}")
    if figure.detail:
        print(f"    {figure.detail}", flush=True)


def _shown(value: float, unit: str) -> str:
    return f"{value:.2f} {unit}" if value < 10 else f"{value:.0f} {unit}"


def _last() -> dict[str, dict[str, float]]:
    try:
        return dict(json.loads(KEPT.read_text())["figures"])
    except (OSError, ValueError, KeyError):
        return {}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _machine() -> str:
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
