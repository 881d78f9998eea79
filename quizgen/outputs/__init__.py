"""The contents of the files that a deck asks for."""
