"""The key table: every key of a deck file, for the reader, the hints and the docs."""
