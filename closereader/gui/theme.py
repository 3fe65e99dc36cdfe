"""Colours, fonts and distances of the window, read from `resources/themes`; the one place that has them."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from closereader import bundle
from closereader.model.colour import Colour
from closereader.model.entity import EntityKind

INTERFACE_FACE = "Inter"
SERIF, SANS, INTER, DYSLEXIC = "serif", "sans", "inter", "dyslexic"


@dataclass(frozen=True)
class Face:
    """A typeface of the reading. `scale` times the type size is the size it is set in: letters of
    every face are then about as large as EB Garamond's, and fit the same lines and bands. `files`:
    what `resources/faces` holds of it, "" for what is loaded at the start."""

    family: str
    scale: float = 1.0
    weight: QFont.Weight = QFont.Weight.Normal
    old_style: bool = False
    files: str = ""
    style: QFont.StyleHint = QFont.StyleHint.SansSerif


# By their names in the settings. The scales are those of the heights of x, nearly (0.41 of the size in
# EB Garamond, 0.49, 0.55 and 0.56 in the others): at quite the same height sans letters look small.
FACES = {
    # On screen the regular cut is a little light beside the interface's face, and figures in
    # running prose stand better with ascenders and descenders.
    SERIF: Face(
        "EB Garamond",
        weight=QFont.Weight.Medium,
        old_style=True,
        style=QFont.StyleHint.Serif,
    ),
    SANS: Face("Source Sans 3", 0.92, files="SourceSans3-*.otf"),
    INTER: Face(INTERFACE_FACE, 0.84),
    DYSLEXIC: Face("OpenDyslexic", 0.8, files="OpenDyslexic-*.otf"),
}

# Distances in pixels; everything is a multiple of 4 but hairlines.
HAIR = 1
GAP = 8
PADDING = 12
RADIUS = 6


class ThemeName(StrEnum):
    """The themes a reader can choose; SYSTEM follows the desktop's light or dark."""

    LIGHT = "light"
    SEPIA = "sepia"
    DARK = "dark"
    CONTRAST = "contrast"
    SYSTEM = "system"


@dataclass(frozen=True)
class Theme:
    """One theme's colours. `marks` lie behind the text; `edges` are the same hues for bars and ticks."""

    name: str
    dark: bool
    page: QColor
    panel: QColor
    field: QColor
    card: QColor
    hover: QColor
    chosen: QColor
    bar: QColor
    bar_ink: QColor
    bar_quiet: QColor
    bar_hover: QColor
    shadow: QColor
    text: QColor
    quiet: QColor
    line: QColor
    accent: QColor
    link: QColor
    selection: QColor
    caret: QColor
    flash: QColor
    find: QColor
    error: QColor
    marks: dict[Colour, QColor]
    edges: dict[Colour, QColor]
    kinds: dict[EntityKind, QColor]

    def palette(self) -> QPalette:
        """The colours as Qt's own roles, for widgets that draw themselves."""
        palette = QPalette()
        role = QPalette.ColorRole
        for which, colour in (
            (role.Window, self.panel),
            (role.Base, self.field),
            (role.AlternateBase, self.hover),
            (role.Button, self.field),
            (role.WindowText, self.text),
            (role.Text, self.text),
            (role.ButtonText, self.text),
            (role.Highlight, self.selection),
            (role.HighlightedText, self.text),
            (role.ToolTipBase, self.bar),
            (role.ToolTipText, self.bar_ink),
            (role.Link, self.link),
            (role.PlaceholderText, self.quiet),
            (role.Mid, self.line),
        ):
            palette.setColor(which, colour)
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self.quiet)
        return palette


@cache
def load(name: str) -> Theme:
    """The theme called `name` ("light", "dark", …; not "system")."""
    with bundle.resource("themes", f"{name}.toml").open("rb") as file:
        read: dict[str, Any] = tomllib.load(file)
    plain = {key: QColor(value) for part in ("surface", "ink") for key, value in read[part].items()}
    return Theme(
        name=read["name"],
        dark=read["dark"],
        marks={Colour(key): QColor(value) for key, value in read["marks"].items()},
        edges={Colour(key): QColor(value) for key, value in read["edges"].items()},
        kinds={EntityKind(key): QColor(value) for key, value in read["kinds"].items()},
        **plain,
    )


def chosen(name: str) -> Theme:
    """The theme a reader chose by `name`; "system" asks the desktop whether it is dark."""
    if name == ThemeName.SYSTEM:
        hints = QGuiApplication.styleHints()
        name = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
    return load(name)


def load_fonts() -> None:
    """Make the fonts of the window known to Qt; needs a QGuiApplication. Further faces of the reading
    are loaded when they are asked for."""
    for path in sorted(bundle.resource("fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))


def interface_font(pixels: float = 13, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface's face at a size in pixels."""
    font = QFont(INTERFACE_FACE)
    font.setPixelSize(round(pixels))
    font.setWeight(weight)
    return font


def text_font(pixels: float, *, italic: bool = False, face: str = SERIF) -> QFont:
    """A face of the reading, by its name in `FACES`, at a type size in pixels."""
    chosen_face = FACES[face]
    if chosen_face.files:
        _load_face(chosen_face.files)
    font = QFont(chosen_face.family)
    font.setPixelSize(round(pixels * chosen_face.scale))
    font.setItalic(italic)
    font.setStyleHint(chosen_face.style)
    font.setWeight(chosen_face.weight)
    if chosen_face.old_style:
        font.setFeature(QFont.Tag("onum"), 1)
    return font


@cache
def _load_face(files: str) -> None:
    """Not at the start: most readers choose one face."""
    for path in sorted(bundle.resource("faces").glob(files)):
        QFontDatabase.addApplicationFont(str(path))
