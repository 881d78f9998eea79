"""Safe work with files and processes that a stranger may control."""
