"""What a deck says: facts, the kinds that give them meaning, and how both are read."""
