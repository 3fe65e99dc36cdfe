"""The window's style sheet: `resources/themes/window.qss` with a theme's colours filled in."""

from dataclasses import fields
from functools import cache
from string import Template

from PySide6.QtGui import QColor

from closereader import bundle
from closereader.gui.theme import Theme


@cache
def _template() -> Template:
    return Template(bundle.resource("themes", "window.qss").read_text(encoding="utf-8"))


def window_sheet(theme: Theme) -> str:
    """How Qt's own widgets look in this theme; what we paint ourselves is not in it."""
    values = {field.name: getattr(theme, field.name) for field in fields(theme)}
    colours = {name: value.name() for name, value in values.items() if isinstance(value, QColor)}
    # In high contrast no scroll bar is as faint as a line.
    colours["scroll"] = (theme.text if theme.name == "High contrast" else theme.line).name()
    colours["bar_edge"] = (theme.line if theme.dark else theme.bar).name()
    return _template().substitute(colours)
