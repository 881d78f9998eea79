"""How good a deck is: what it asks, how well its options fit, and what to write next."""
