"""Learners' mends, from the cards in Anki back into the files of a deck."""
