"""Decks from the questions of other programs."""
