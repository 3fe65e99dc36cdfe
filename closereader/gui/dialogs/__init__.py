"""Questions the window asks in a window of their own."""
