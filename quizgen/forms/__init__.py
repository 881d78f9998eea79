"""The forms of items: one module for each, listed in `registry.py`."""
