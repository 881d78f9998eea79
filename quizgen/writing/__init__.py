"""Files that a run writes: all of them or none, and one run at a time in a folder."""
