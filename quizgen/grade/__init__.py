"""Marked answer sheets, read from scans and photos."""
