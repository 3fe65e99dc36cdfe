"""Where `resources/` and `migrations/` are at run time: in a checkout, a wheel, a frozen program."""

from importlib.resources import files
from pathlib import Path


def find(name: str) -> Path:
    """The folder `name` ("resources" or "migrations").

    A wheel and a frozen program carry it inside the package; a checkout beside it.
    """
    bundled = Path(str(files("closereader"))) / "_bundle" / name
    return bundled if bundled.is_dir() else Path(__file__).resolve().parents[1] / name


def resource(*parts: str) -> Path:
    """One file or folder below `resources/`."""
    return find("resources").joinpath(*parts)
