"""Asking: every question about a deck's facts, one module for each way to ask."""
