"""The own pages of a source (a PDF), opened and drawn in a process of their own, with limits."""
