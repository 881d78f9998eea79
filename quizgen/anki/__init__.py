"""A deck for Anki: its notes and cards, their note types, and the package."""
