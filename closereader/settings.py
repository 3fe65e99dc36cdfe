"""Every setting, declared once: name, default, limits and the sentence the dialog shows.

They lie in one small JSON file in the user's settings folder. What cannot be read is at its
default; a file that is not JSON is kept aside.
"""

import contextlib
import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from closereader import log, paths
from closereader.i18n import _

T = TypeVar("T", bool, int, float, str)
FILE = "settings.json"


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting. `sentence` says what it does; "" for what the window remembers by itself.
    `choices`: all values allowed, in the order of the dialog; `least`, `most`: limits of a
    number, both allowed."""

    name: str
    default: T
    sentence: str = ""
    choices: tuple[T, ...] = ()
    least: float = -math.inf
    most: float = math.inf

    @property
    def label(self) -> str:
        """The sentence in the reader's language as it is now."""
        return _(self.sentence) if self.sentence else ""

    def accepts(self, value: object) -> bool:
        """Whether `value` may be this setting's."""
        if isinstance(self.default, float) and type(value) is int:
            value = float(value)
        if type(value) is not type(self.default):
            return False
        if self.choices and value not in self.choices:
            return False
        return not isinstance(value, int | float) or self.least <= value <= self.most


THEME = Setting(
    "theme", "system", _("Colours of the window"), ("system", "light", "dark", "sepia", "contrast")
)
FACE = Setting(
    "face", "serif", _("Typeface of the reading"), ("serif", "sans", "inter", "dyslexic")
)
TYPE_SIZE = Setting("type_size", 20, _("Size of the reading's type, in pixels"), (), 10, 48)
LINE_HEIGHT = Setting("line_height", 1.55, _("Distance of lines, in type sizes"), (), 1.1, 2.5)
MEASURE = Setting("measure", 66, _("Longest line, in characters"), (), 30, 120)
JUSTIFIED = Setting("justified", True, _("Make all lines of a paragraph equally long"))
JUSTIFIED_DYSLEXIC = Setting(
    "justified_dyslexic", False, _("Make all lines equally long in OpenDyslexic too")
)
HYPHENATED = Setting("hyphenated", True, _("Break words at the ends of such lines"))
NUMBERING = Setting(
    "numbering", "paragraphs", _("Numbers in the margin"), ("paragraphs", "lines", "none")
)
SPEECH_SPEED = Setting("speech_speed", 1.0, _("Speed of reading aloud"), (), 0.5, 2.3)
READER_NAME = Setting("reader_name", "Reader", _("The name your annotations bear"))
NAME_ASKED = Setting("name_asked", False)
SINGLE_KEYS = Setting("single_keys", True, _("Let single letters and digits act on the selection"))
SPELLING = Setting("spelling", True, _("Underline misspelt words in comments"))
KEYS = Setting("keys", "")
RECENT_COMMANDS = Setting("recent_commands", "")
CARET = Setting("caret", True, _("Let arrows move the caret in the reading, not scroll it"))
PAGE_PAPER = Setting(
    "page_paper",
    "theme",
    _("Paper of a reading’s own pages"),
    ("theme", "printed", "tinted", "dark"),
)
SINGLE_PAGES = Setting("single_pages", False, _("Show a reading’s own pages one at a time"))
WINDOW_GEOMETRY = Setting("window_geometry", "")
WINDOW_STATE = Setting("window_state", "")
PANE_WIDTHS = Setting("pane_widths", "")
PANES_HIDDEN = Setting("panes_hidden", "")

ALL: tuple[Setting[Any], ...] = (
    THEME,
    FACE,
    TYPE_SIZE,
    LINE_HEIGHT,
    MEASURE,
    JUSTIFIED,
    JUSTIFIED_DYSLEXIC,
    HYPHENATED,
    NUMBERING,
    SPEECH_SPEED,
    READER_NAME,
    NAME_ASKED,
    SINGLE_KEYS,
    SPELLING,
    KEYS,
    RECENT_COMMANDS,
    CARET,
    PAGE_PAPER,
    SINGLE_PAGES,
    WINDOW_GEOMETRY,
    WINDOW_STATE,
    PANE_WIDTHS,
    PANES_HIDDEN,
)


class Settings:
    """The settings of this user, as they stand in `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = _read(path)

    def get(self, setting: Setting[T]) -> T:
        """The setting's value; its default where none, or none that it accepts, was stored."""
        value = self._values.get(setting.name, setting.default)
        if not setting.accepts(value):
            return setting.default
        return type(setting.default)(value)

    def set(self, setting: Setting[T], value: T) -> None:
        """Store the value at once. Raises ValueError unless the setting accepts it. Where the
        folder cannot be written it holds until the program ends."""
        if not setting.accepts(value):
            raise ValueError(f"{setting.name} cannot be {value!r}")
        self._store(setting, value)

    def _store(self, setting: Setting[Any], value: Any) -> None:
        # Another window may have stored other settings meanwhile; those unknown here are a newer
        # program's.
        self._values = {**self._values, **_read(self._path), setting.name: value}
        try:
            _write(self._path, self._values)
        except OSError as error:
            log.get(__name__).warning("settings not stored: %s", error)

    def reset(self, setting: Setting[Any]) -> None:
        """Back to the default."""
        self.set(setting, setting.default)


class FixedSettings(Settings):
    """Settings that are never stored: for pictures and one-off jobs."""

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        """`values` by the names of settings; all others are at their defaults."""
        self._values = dict(values or {})

    def _store(self, setting: Setting[Any], value: Any) -> None:
        self._values[setting.name] = value


def justified_in(face: str) -> Setting[bool]:
    """The setting that says whether lines are justified in a face: even spaces help its readers, so
    the one for dyslexic readers is ragged until they choose otherwise."""
    return JUSTIFIED_DYSLEXIC if face == "dyslexic" else JUSTIFIED


def load(folder: Path | None = None) -> Settings:
    """The settings in `folder`; without one, in the user's own."""
    return Settings((folder or paths.settings_folder()) / FILE)


def _read(path: Path) -> dict[str, Any]:
    try:
        stored = json.loads(path.read_bytes())
    except OSError:
        return {}
    except (ValueError, RecursionError):
        stored = None
    if isinstance(stored, dict):
        return stored
    with contextlib.suppress(OSError):
        path.replace(path.with_name(path.name + ".damaged"))
    log.get(__name__).warning("the settings could not be read; they are at their defaults")
    return {}


def _write(path: Path, values: dict[str, Any]) -> None:
    """Replace the file in one step: it is the old one or the new one, whatever happens."""
    # Loaded only to write: a start reads settings and stores none.
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, aside = tempfile.mkstemp(prefix=FILE, suffix=".new", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            json.dump(values, file, ensure_ascii=False, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
