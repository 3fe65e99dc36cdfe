"""Foreign files become Documents here, one module a format; nothing of the library is known."""

from closereader.importing.detect import FORMATS
from closereader.importing.files import MAX_BYTES, open_stream
from closereader.importing.parsing import parse
from closereader.importing.reading import read_file, read_text
from closereader.importing.source import Wishes

__all__ = ["FORMATS", "MAX_BYTES", "Wishes", "open_stream", "parse", "read_file", "read_text"]
