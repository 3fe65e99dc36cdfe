"""Starts the program; everything it does is decided in `closereader.cli`."""

import sys
from importlib import import_module


def run() -> None:
    """Run the command line and leave with its exit code; in the child of a packaged program, which is
    this program again, do what its parent asks."""
    child = _CHILDREN.get(sys.argv[1]) if len(sys.argv) == 2 else None
    if child is not None:
        module = import_module(child)
        sys.exit(module.worker())
    from closereader.cli.main import main

    sys.exit(main(sys.argv[1:]))


# Their modules name the flags too; neither is loaded to start a window.
_CHILDREN = {
    "--closereader-confined-worker": "closereader.confined",
    "--closereader-pages-worker": "closereader.pages.worker",
}


if __name__ == "__main__":
    run()
