"""Pictures and sounds: what a file is, whether it is whole, and SVG without anything that runs."""
