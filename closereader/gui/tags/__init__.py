"""The browser of tags: all of the library's, those of the open reading counted."""
