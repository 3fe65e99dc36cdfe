"""The commands that keep the library well: `check` and `backup`."""

from closereader.cli.commands import Handler

HANDLERS: dict[str, Handler] = {}
