"""The documentation site: hand-written pages, and reference pages made from the program's tables.

`sphinx-build -W docs docs/_build` builds it; every warning, such as a broken link, is an error.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from click import Context  # noqa: E402 - after the path is set
from reference_pages import write_pages  # noqa: E402 - it stands beside this file
from sphinx.application import Sphinx  # noqa: E402

from quizgen import __version__  # noqa: E402 - after the path is set

project = "quizgen"
author = "the quizgen authors"
release = version = __version__
extensions = ["myst_parser", "sphinx_click"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
# Two hyphens are an option, not a dash.
smartquotes = False
html_theme = "furo"
html_title = "quizgen"
# Pages must look the same offline: nothing is fetched from elsewhere.
html_static_path: list[str] = []

write_pages(HERE / "reference")


def setup(app: Sphinx) -> None:
    """Have help texts taken as plain text."""
    app.connect("sphinx-click-process-description", _escape)


def _escape(_app: Sphinx, _context: Context, lines: list[str]) -> None:
    """Escape what would begin emphasis, as in `decks/*.yaml`."""
    lines[:] = [line.replace("*", "\\*") for line in lines]
