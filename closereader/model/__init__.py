"""Frozen records of the reader's world (readings, blocks, annotations, entities, changes) and the
addresses of passages; no storage, no files, no window."""
