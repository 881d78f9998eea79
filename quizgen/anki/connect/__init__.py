"""Pushing a deck into a running Anki, through its add-on AnkiConnect."""
