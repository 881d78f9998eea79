"""A quiz: which exercises it has, their order in each version, its manifest and its scores."""
