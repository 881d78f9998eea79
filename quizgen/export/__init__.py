"""What leaves the program: packages, papers, manifests, as values."""
