"""Starts the program; everything it does is decided in `closereader.cli`."""

import sys


def run() -> None:
    """Run the command line and leave with its exit code."""
    from closereader.cli.main import main

    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
