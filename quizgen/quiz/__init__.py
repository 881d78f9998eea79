"""A quiz: the choice of its exercises, their order in each version, and the manifest of what is printed."""
