"""The desk on which notes are looked at after a new version: old and new text side by side."""
