"""What the formats of readings are called."""

from collections.abc import Iterable

from closereader.i18n import _

# The names are marked for translation where they are used.
_NAMES = {
    "text": "Plain text",
    "markdown": "Markdown",
    "html": "Web page",
    "mhtml": "Web page in one file",
    "webarchive": "Safari web archive",
    "pdf": "PDF",
    "epub": "EPUB",
    "docx": "Word",
    "odt": "OpenDocument",
    "rtf": "RTF",
    "picture": "Picture of pages",
}
# As they stand in a column of the library.
_SHORT = {
    "text": "text",
    "html": "web page",
    "mhtml": "web page",
    "webarchive": "web page",
    "picture": "picture",
}


def kind_name(format: str, *, short: bool = False) -> str:
    """The format's name for readers; `short`: as it stands in a column of the library."""
    if short and format in _SHORT:
        return _(_SHORT[format])
    return _(_NAMES[format]) if format in _NAMES else format.upper()


def file_filters(formats: dict[str, tuple[str, ...]]) -> list[str]:
    """What the dialog for choosing files offers: all that can be read, each format, and everything."""
    every = _filter(_("Readings"), (e for endings in formats.values() for e in endings))
    each = [_filter(kind_name(name), endings) for name, endings in formats.items()]
    return [every, *each, _("All files") + " (*)"]


def _filter(name: str, endings: Iterable[str]) -> str:
    return f"{name} ({' '.join(f'*{ending}' for ending in endings)})"
