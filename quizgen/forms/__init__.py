"""The forms of items: a module each, which `registry.py` lists."""
