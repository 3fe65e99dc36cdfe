"""Where `resources/` and `migrations/` are at run time: in a checkout, a wheel, a frozen program."""

from pathlib import Path


def find(name: str) -> Path:
    """The folder `name` ("resources" or "migrations").

    A wheel and a frozen program carry it inside the package; a checkout beside it.
    """
    package = Path(__file__).resolve().parent
    bundled = package / "_bundle" / name
    return bundled if bundled.is_dir() else package.parent / name


def resource(*parts: str) -> Path:
    """One file or folder below `resources/`."""
    return find("resources").joinpath(*parts)
