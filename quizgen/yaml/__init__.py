"""What a deck file holds: text, and YAML as nodes with places."""
