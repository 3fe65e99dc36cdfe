"""The command `export`: a reading with its annotations, into one file."""

from closereader.cli.commands import Handler

HANDLERS: dict[str, Handler] = {}
