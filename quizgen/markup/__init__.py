"""Markup in texts: read once from Markdown and LaTeX, written for each output."""
