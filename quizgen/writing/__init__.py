"""Writes the files of a run: all of them or none, and one run at a time in a folder."""
