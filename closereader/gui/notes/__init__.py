"""The pane of notes: cards in order of place or time, filtered, edited in place."""

from closereader.gui.notes.pane import NotesPane

__all__ = ["NotesPane"]
