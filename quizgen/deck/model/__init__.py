"""What a deck says, as values in memory."""
