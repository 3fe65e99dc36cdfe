"""The pane of people, places and other names: counts, where they stand, and what the reader
decides about them."""

from closereader.gui.entities.pane import EntitiesPane

__all__ = ["EntitiesPane"]
