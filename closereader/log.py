"""Named loggers, and the rotating log file in the user's folder. Nothing is ever sent."""

import logging
from pathlib import Path


def get(name: str) -> logging.Logger:
    """The logger of one module; pass `__name__`."""
    return logging.getLogger(name)


def to_file(folder: Path) -> None:
    """Keep a log of at most 3 × 1 MB in `folder`. Where that is not writable there is none."""
    # Not at the top: the handlers bring sockets and pickle with them, and cost a start 9 ms.
    from logging.handlers import RotatingFileHandler

    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "closereader.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8"
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("closereader")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
