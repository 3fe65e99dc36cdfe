"""The user's own folders; the only module that asks platformdirs."""

import os
from pathlib import Path

import platformdirs

LIBRARY_VARIABLE = "CLOSEREADER_LIBRARY"


def library_folder(chosen: str | None = None) -> Path:
    """The folder of the library: the one `chosen`, else CLOSEREADER_LIBRARY, else the user's
    data folder. It need not exist yet."""
    if chosen:
        return Path(chosen).expanduser()
    named = os.environ.get(LIBRARY_VARIABLE)
    if named:
        return Path(named).expanduser()
    return Path(platformdirs.user_data_dir("closereader", appauthor=False))


def settings_folder() -> Path:
    """Where the settings of this user lie."""
    return Path(platformdirs.user_config_dir("closereader", appauthor=False))


def log_folder() -> Path:
    """Where the log lies."""
    return Path(platformdirs.user_log_dir("closereader", appauthor=False))
