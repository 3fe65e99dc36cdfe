"""Takes the command line apart, starts the command, and turns how it ended into an exit code.

0 done · 1 something in the input was refused or failed · 2 the command line is wrong · 3 the
library cannot be used. Ctrl+C ends with 130, as a shell expects of an interrupted program.
"""

import argparse
import difflib
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from closereader import __version__, log, paths
from closereader.cli.commands import COMMANDS, Call, WrongUsage
from closereader.cli.output import PROGRAM, Terminal, forget_output, prepare_streams, shown
from closereader.errors import CloseReaderError
from closereader.i18n import _
from closereader.progress import Cancelled

DONE, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str]) -> int:
    """Run the command line `argv` (without the program's name); return the exit code."""
    prepare_streams()
    terminal = Terminal()
    with _log_kept():
        try:
            code = _run(list(argv), terminal)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read the output (`| head`) has what it wanted.
            forget_output()
            return DONE
        except WrongUsage as error:
            terminal.refuse(str(error))
            return WRONG_USAGE
        except CloseReaderError as error:
            log.get(__name__).info("refused: %s (cause: %r)", error, error.__cause__)
            terminal.refuse(str(error))
            return error.exit_code
        except (KeyboardInterrupt, Cancelled):
            return INTERRUPTED
        except OSError as error:
            return _system_failed(error, terminal)
        except Exception:
            return _broke_down(terminal)
        return code


def _run(argv: list[str], terminal: Terminal) -> int:
    before, words = _split(argv)
    name = words[0] if words else ""
    command = COMMANDS.get(name)
    if command is None:
        return _open_window(before, words, terminal)
    handler = command.home()[name]
    parser = _parser(f"{PROGRAM} {name}", command.summary)
    handler.arguments(parser)
    try:
        options = parser.parse_args([*before, *words[1:]])
    except SystemExit as end:
        return _code(end)
    terminal.is_quiet = options.quiet
    _log_to_terminal(options.verbose)
    return handler.run(Call(options, terminal, paths.library_folder(options.library)))


def _open_window(before: list[str], words: list[str], terminal: Terminal) -> int:
    parser = _parser(PROGRAM, _("Read one text closely, offline."), epilog=_command_list())
    parser.usage = f"{PROGRAM} [--library DIR] [FILE …]\n       {PROGRAM} COMMAND …"
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    parser.add_argument(
        "files", metavar="FILE", nargs="*", help=_("open the window, adding FILEs that are new")
    )
    try:
        options = parser.parse_args([*before, *words])
    except SystemExit as end:
        return _code(end)
    terminal.is_quiet = options.quiet
    _log_to_terminal(options.verbose)
    present = [name for name in options.files if _is_there(name, terminal)]
    if options.files and not present:
        return REFUSED
    from closereader.cli.window import needing_qt, require_display

    require_display()
    with needing_qt():
        from closereader.gui import app

    # Another start, which may have this library's window, stands in another folder.
    present = [os.path.abspath(name) for name in present]
    code: int = app.run(present, paths.library_folder(options.library))
    return code or (REFUSED if len(present) < len(options.files) else DONE)


def _is_there(name: str, terminal: Terminal) -> bool:
    if os.path.lexists(name):
        return True
    if not Path(name).suffix and Path(name).name == name:
        # Not the name of a file as people name them: a mistyped command.
        close = difflib.get_close_matches(name, [n for n, c in COMMANDS.items() if c.is_listed], 1)
        hint = (
            _("Did you mean “{command}”?").format(command=close[0])
            if close
            else _("The commands are shown by: closereader --help")
        )
        raise WrongUsage(
            _("There is no command and no file “{name}”.").format(name=name) + " " + hint
        )
    terminal.refuse(_("{name}: There is no such file.").format(name=Path(name).name or name))
    return False


def _split(argv: list[str]) -> tuple[list[str], list[str]]:
    """The options before the first word that is none, and everything from that word on.

    After "--" every word is a FILE, even one named like a command.
    """
    index = 0
    while index < len(argv):
        word = argv[index]
        if word == "--" or not word.startswith("-") or word == "-":
            break
        index += 2 if word == "--library" else 1
    return argv[:index], argv[index:]


def _parser(program: str, summary: str, epilog: str = "") -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program,
        description=summary[:1].upper() + summary[1:].rstrip(".") + ".",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    group = parser.add_argument_group(_("for every command"))
    group.add_argument(
        "--library",
        metavar="DIR",
        help=_("the library's folder (also CLOSEREADER_LIBRARY; else your data folder)"),
    )
    loud = group.add_mutually_exclusive_group()
    loud.add_argument(
        "-v", "--verbose", action="count", default=0, help=_("show the log on standard error too")
    )
    loud.add_argument("-q", "--quiet", action="store_true", help=_("print no messages"))
    return parser


def _command_list() -> str:
    listed = {name: command for name, command in COMMANDS.items() if command.is_listed}
    width = max(map(len, listed))
    lines = [f"  {name:<{width}}  {command.summary}" for name, command in listed.items()]
    more = _("A command's options are shown by: closereader COMMAND --help")
    return "\n".join([_("commands:"), *lines, "", more])


def _code(end: SystemExit) -> int:
    """argparse ends with 0 after --help and --version, with 2 after an error it has printed."""
    sys.stdout.flush()
    return end.code if isinstance(end.code, int) else WRONG_USAGE


def _system_failed(error: OSError, terminal: Terminal) -> int:
    """A file or stream that nobody below knew how to name: the disk behind `> FILE` is full."""
    log.get(__name__).error("system call failed", exc_info=error)
    reason = error.strerror or str(error)
    where = f"{Path(os.fsdecode(error.filename)).name}: " if error.filename else ""
    terminal.refuse(where + _("The system says: {reason}.").format(reason=reason))
    forget_output()
    return REFUSED


def _broke_down(terminal: Terminal) -> int:
    log.get(__name__).exception("unexpected fault")
    terminal.refuse(
        _(
            "A fault in the program stopped this; what was saved before is safe. "
            "The details are in {path}."
        ).format(path=paths.log_folder() / "closereader.log")
    )
    return REFUSED


@contextmanager
def _log_kept() -> Iterator[None]:
    """Keep the log in its file while the block runs, and never on standard error by accident."""
    root = logging.getLogger(PROGRAM)
    before = list(root.handlers)
    # Without a handler, Python prints warnings, tracebacks too, on standard error.
    root.addHandler(logging.NullHandler())
    log.to_file(paths.log_folder())
    try:
        yield
    finally:
        for handler in [h for h in root.handlers if h not in before]:
            root.removeHandler(handler)
            handler.close()


class _OneLine(logging.Formatter):
    """An exception as one line: its traceback is for the file, not for the terminal."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{record.levelname} {record.name}: {record.getMessage()}"
        return shown(f"{line} ({record.exc_info[1]!r})" if record.exc_info else line)


def _log_to_terminal(verbosity: int) -> None:
    if verbosity == 0:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine())
    root = logging.getLogger(PROGRAM)
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if verbosity > 1 else logging.INFO)
