"""Functions on characters: normalising, offsets, words, sentences, folding and searching; they
know `str` and `Span`, and nothing of readings, files or windows."""
