"""The JSON Schema of deck files, made from the key table, for editors."""
