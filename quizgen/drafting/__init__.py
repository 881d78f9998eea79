"""New decks: a start with examples to replace, or a draft of what an article says."""
