"""Practise in a browser: the questions of a deck or a quiz as a page that needs nothing else."""
