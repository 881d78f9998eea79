"""What learners fail: lapses, leeches and recall by fact."""
