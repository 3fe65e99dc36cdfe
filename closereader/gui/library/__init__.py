"""The list of readings: shelves, the table, what a search found, and three ways to begin."""
