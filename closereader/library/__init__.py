"""What a reader can do with a library, each thing a plain function; no window and no SQL."""

from closereader.library.library import Library

__all__ = ["Library"]
