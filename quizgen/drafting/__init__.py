"""New decks: a start with examples to replace."""
