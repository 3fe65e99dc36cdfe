"""Safari's web archive: a property list of a page and its parts."""

import plistlib
import struct
from typing import Any

from closereader.errors import UnreadableFile
from closereader.importing import html_parts, mhtml
from closereader.importing.html_parts import Part
from closereader.importing.source import Pictures, Source, Wishes
from closereader.model.document import Document

MOST_BYTES = 100_000_000
_MOST_PARTS = 5_000


def read_source(source: Source, wishes: Wishes, pictures: Pictures) -> Document:
    """The page in it. Raises `UnreadableFile`."""
    data = source.read(MOST_BYTES)
    try:
        archive = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
    except (
        plistlib.InvalidFileException, ValueError, LookupError, TypeError, AttributeError,
        OverflowError, RecursionError, struct.error, MemoryError,
    ) as error:  # fmt: skip
        raise UnreadableFile(source.name, mhtml.damaged()) from error
    parts = [part for part in map(_part, _resources(archive)) if part is not None]
    return html_parts.document(source.name, parts, {}, wishes, pictures, format="webarchive")


def _resources(archive: Any) -> list[Any]:
    """The page, the parts of it, and the pages in its frames."""
    if not isinstance(archive, dict):
        return []
    found = [archive.get("WebMainResource")]
    others = archive.get("WebSubresources")
    found += others[:_MOST_PARTS] if isinstance(others, list) else []
    frames = archive.get("WebSubframeArchives")
    for frame in frames[:100] if isinstance(frames, list) else []:
        found.append(frame.get("WebMainResource") if isinstance(frame, dict) else None)
    return found


def _part(resource: Any) -> Part | None:
    if not isinstance(resource, dict):
        return None
    data = resource.get("WebResourceData")
    if not isinstance(data, bytes):
        return None
    words = [
        value if isinstance(value := resource.get(f"WebResource{key}"), str) else ""
        for key in ("MIMEType", "URL", "TextEncodingName")
    ]
    return Part(words[0].lower(), words[1], lambda: data, words[2])
