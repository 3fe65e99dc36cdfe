"""The command line: words, options and exit codes, and everything that is printed; each command's
work is done by `closereader.library` and the packages below it."""

from closereader.cli.main import main

__all__ = ["main"]
