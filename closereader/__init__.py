"""closereader: close reading of one text, offline."""

__version__ = "0.1.0"
