"""A quiz on paper: the manifest of what is printed, and its sheets as PDF."""
