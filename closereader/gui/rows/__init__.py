"""Lists of rows of differing heights, which side panes are made of: view, sums, text."""

from closereader.gui.rows.heights import RowHeights
from closereader.gui.rows.text import Lines, Run, lay_out
from closereader.gui.rows.view import RowView

__all__ = ["Lines", "RowHeights", "RowView", "Run", "lay_out"]
