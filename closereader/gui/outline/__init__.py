"""The pane of headings: where the reader is, and how many notes each section has."""

from closereader.gui.outline.pane import OutlinePane

__all__ = ["OutlinePane"]
