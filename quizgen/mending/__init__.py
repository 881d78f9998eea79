"""Changes to the files of a deck that keep comments and layout."""
