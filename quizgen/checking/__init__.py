"""What to report of a deck that could be read: its problems, and the linter's findings."""
