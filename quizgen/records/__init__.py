"""What runs read and wrote, so that a run with the same inputs need not be repeated."""
