"""Lists of rows of differing heights, which side panes are made of: view, sums, text."""

from closereader.gui.rows.text import Lines, Run, lay_out
from closereader.gui.rows.view import RowView

__all__ = ["Lines", "RowView", "Run", "lay_out"]
