"""The words of each language that rules know, one module a language."""
