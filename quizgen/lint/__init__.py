"""The item linter: flaws that give an answer away or make a question hard to understand."""
