"""What the facts of a deck say, looked for in the text of their source."""
