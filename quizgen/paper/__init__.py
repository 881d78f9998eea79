"""A quiz on paper: its papers, keys, answer sheets and study cards as PDF."""
