"""Decks from what people have: Anki packages, CrowdAnki folders and tables."""
