"""The sub-commands: their names, what each does in one line, and where it is written.

A command's module is imported only when that command is asked for, so that `closereader list`
loads no typesetter and no parser.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from closereader.cli.output import Terminal
from closereader.i18n import _

if TYPE_CHECKING:
    from closereader.library.library import Library


class WrongUsage(Exception):
    """The command line asks for something that makes no sense; its text says what. Exit code 2."""


@dataclass(frozen=True, slots=True)
class Call:
    """One command as it was asked for: its options, the streams, and which library."""

    options: argparse.Namespace
    terminal: Terminal
    folder: Path

    @contextmanager
    def library(self) -> "Iterator[Library]":
        """The library, open until the block ends. Raises `LibraryUnusable`."""
        from closereader.library.library import Library

        library = Library.open(self.folder)
        try:
            yield library
        finally:
            library.close()


@dataclass(frozen=True, slots=True)
class Handler:
    """How one command reads its words and what it does; `run` returns the exit code."""

    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Call], int]


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the program's help, and the module that has the rest."""

    summary: str
    home: Callable[[], Mapping[str, Handler]]
    is_listed: bool = True


def _readings() -> Mapping[str, Handler]:
    from closereader.cli import readings

    return readings.HANDLERS


def _adding() -> Mapping[str, Handler]:
    from closereader.cli import adding

    return adding.HANDLERS


def _about() -> Mapping[str, Handler]:
    from closereader.cli import about

    return about.HANDLERS


def _annotate() -> Mapping[str, Handler]:
    from closereader.cli import annotate

    return annotate.HANDLERS


def _exchange() -> Mapping[str, Handler]:
    from closereader.cli import exchange

    return exchange.HANDLERS


def _essay() -> Mapping[str, Handler]:
    from closereader.cli import essay

    return essay.HANDLERS


def _entities() -> Mapping[str, Handler]:
    from closereader.cli import entities

    return entities.HANDLERS


def _scans() -> Mapping[str, Handler]:
    from closereader.cli import scans

    return scans.HANDLERS


def _search() -> Mapping[str, Handler]:
    from closereader.cli import search

    return search.HANDLERS


def _window() -> Mapping[str, Handler]:
    from closereader.cli import window

    return window.HANDLERS


def _upkeep() -> Mapping[str, Handler]:
    from closereader.cli import upkeep

    return upkeep.HANDLERS


COMMANDS: dict[str, Command] = {
    "import": Command(_("add readings to the library"), _adding),
    "list": Command(_("show what is in the library"), _readings),
    "text": Command(_("print a reading's text"), _readings),
    "describe": Command(_("show or change what is known of a reading"), _about),
    "original": Command(_("take out a reading's file as it came"), _about),
    "annotate": Command(_("mark a passage, or many at once"), _annotate),
    "annotations": Command(_("show a reading's annotations, in order of place"), _annotate),
    "entities": Command(_("show the people, places, bodies and dates of a reading"), _entities),
    "read-scan": Command(_("read the words of a scan’s pages, by Tesseract"), _scans),
    "search": Command(_("find words in readings, notes and tags"), _search),
    "export": Command(_("write a reading with its annotations to a file"), _exchange),
    "essay": Command(_("write an essay on a reading to a file, its quotations checked"), _essay),
    "screenshot": Command(_("draw the window into a picture, without a display"), _window),
    "check": Command(_("verify the library"), _upkeep),
    "backup": Command(_("copy the library while it is in use"), _upkeep),
    "demo": Command(
        _("write the annotated sample reading and pictures of the window"), _window, False
    ),
}
