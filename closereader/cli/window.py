"""The commands that draw the window off screen: `screenshot` and `demo`."""

import argparse
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from closereader.cli.commands import Call, Handler, WrongUsage
from closereader.cli.readings import add_document_argument
from closereader.errors import CloseReaderError, ExportFailed
from closereader.i18n import _
from closereader.text.file_name import file_name

if TYPE_CHECKING:
    from closereader.library.library import Library
    from closereader.model.reading import Reading

# By name, so that no Qt is loaded to read a command line; `gui/theme.py` and the window have the same.
THEMES = ("light", "sepia", "dark", "contrast")
VIEWS = ("reading", "library")
_SIZE = re.compile(r"([0-9]{2,5})[x×]([0-9]{2,5})")
_SMALLEST, _LARGEST = 200, 8000
_USUAL_SIZE = (1440, 900)


def _screenshot_arguments(parser: argparse.ArgumentParser) -> None:
    add_document_argument(parser)
    parser.add_argument("--to", metavar="PNG", required=True, help=_("the picture's file"))
    parser.add_argument(
        "--size", metavar="WxH", default="1440x900", help=_("of the window (1440x900)")
    )
    parser.add_argument("--theme", choices=THEMES, default="light")
    parser.add_argument("--view", choices=VIEWS, default="reading")


def _screenshot(call: Call) -> int:
    from closereader.library import queries

    target = Path(call.options.to)
    size = _size(call.options.size)
    if target.suffix.lower() != ".png":
        raise WrongUsage(_("The picture's name must end in .png."))
    if not target.parent.is_dir():
        raise ExportFailed(_("There is no folder “{folder}”.").format(folder=target.parent))
    with call.library() as library:
        reading = queries.find_reading(library, call.options.document)
        _take(library, reading, target, size, call.options.theme, call.options.view)
    call.terminal.line(str(target))
    return 0


def _size(words: str) -> tuple[int, int]:
    match = _SIZE.fullmatch(words.strip().lower())
    if match is None:
        raise WrongUsage(
            _("“{words}” is not a size; write WxH, such as 1440x900.").format(words=words)
        )
    width, height = int(match[1]), int(match[2])
    if not (_SMALLEST <= width <= _LARGEST and _SMALLEST <= height <= _LARGEST):
        raise WrongUsage(
            _("A window is {least} to {most} pixels wide and high.").format(
                least=_SMALLEST, most=_LARGEST
            )
        )
    return width, height


@contextmanager
def needing_qt() -> Iterator[None]:
    """Say in a sentence that the system lacks a library that Qt needs."""
    try:
        yield
    except ImportError as error:
        # A module of ours that cannot be imported is a fault, and shown as one.
        if "PySide6" not in f"{error.name} {error.path}":
            raise
        raise CloseReaderError(
            _(
                "The window cannot be loaded: {reason}. Install that system library; in a clone, "
                "“make setup” names it."
            ).format(reason=error)
        ) from error


def require_display() -> None:
    """Raise `CloseReaderError` where no window can open: there Qt would end the program."""
    if sys.platform in ("win32", "darwin"):
        return
    places = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if not any(os.environ.get(place) for place in places):
        raise CloseReaderError(
            _(
                "There is no display to open the window on. All commands work without one; "
                "closereader --help shows them."
            )
        )


def _take(
    library: "Library",
    reading: "Reading",
    target: Path,
    size: tuple[int, int],
    theme: str,
    view: str,
) -> None:
    # Before Qt is loaded: a picture is wanted, not a window that flashes up, nor an error where
    # there is no display.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with needing_qt():
        from closereader.gui import screenshot

    screenshot.take(library, reading.id, target, size, theme, view)


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", metavar="DIR", required=True, help=_("where the files go"))


def _demo(call: Call) -> int:
    from closereader.exporting import ExportOptions
    from closereader.library import exchange, queries, sample

    folder = Path(call.options.to)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportFailed(
            _("The folder “{folder}” cannot be made: {reason}.").format(
                folder=folder, reason=error.strerror
            )
        ) from error
    with call.library() as library:
        with call.terminal.progress() as progress:
            reading_id = sample.add_sample(library, progress)
            reading = queries.reading(library, reading_id)
            page = folder / f"{file_name(reading.title)}.pdf"
            exchange.export_reading(library, reading_id, page, ExportOptions(), progress)
        call.terminal.line(str(page))
        for theme in ("light", "dark"):
            picture = folder / f"window-{theme}.png"
            _take(library, reading, picture, _USUAL_SIZE, theme, "reading")
            call.terminal.line(str(picture))
    return 0


HANDLERS = {
    "screenshot": Handler(_screenshot_arguments, _screenshot),
    "demo": Handler(_demo_arguments, _demo),
}
