"""The reading itself: its layout, the marks drawn on it, and what a reader does in it."""
