"""A deck for Anki: its notes, note types and cards, and the package that holds them."""
