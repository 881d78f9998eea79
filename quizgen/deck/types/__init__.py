"""The types of fields: what each reads, how its values read as words, and how they compare."""
