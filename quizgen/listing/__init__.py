"""What a deck and the program hold, as text for a terminal."""
