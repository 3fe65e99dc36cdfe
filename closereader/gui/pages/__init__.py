"""A reading's own pages in the window: how they are laid out, drawn, marked and pointed at."""
