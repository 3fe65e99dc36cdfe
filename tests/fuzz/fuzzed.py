"""Which formats are fuzzed: each has a module `of_<format>.py` here that sets `FUZZED`.

So a new importer is one new file:

    FUZZED = Fuzzed("epub", "book.epub", seeds, TOKENS)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOUND = HERE / "found"
"""Files that once broke an importer, a folder a format; each is read again by every run of the tests."""


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """How a format is fuzzed. `name`: the file's name for the importer, with its ending; `seeds`: makes
    good files, the same each time; `tokens`: pieces that its parser looks for; `examples`: how many
    mutated files are tried in an ordinary run of the tests (a second or two); `is_named`: whether the
    importer is told the format now and then, as a reader who chose it does."""

    format: str
    name: str
    seeds: Callable[[], Sequence[bytes]]
    tokens: Sequence[bytes] = ()
    examples: int = 150
    is_named: bool = True


def formats() -> dict[str, Fuzzed]:
    """All that have a module here, by name."""
    modules = sorted(path.stem for path in HERE.glob("of_*.py"))
    every = [import_module(f"tests.fuzz.{module}").FUZZED for module in modules]
    return {one.format: one for one in every}


def found(format: str) -> list[Path]:
    """The kept files of a format."""
    return sorted(path for path in (FOUND / format).glob("*") if path.is_file())
