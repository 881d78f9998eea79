"""The corpus of good and bad decks, and the examples of all codes."""

from __future__ import annotations

from pathlib import Path

from quizgen.codes import codes

CORPUS = Path(__file__).parents[1] / "corpus"
GOOD = sorted((CORPUS / "good").glob("*.yaml"))
BAD = sorted((CORPUS / "bad").glob("*.yaml"))
# Decks and files that lie beside each example.
BESIDE = CORPUS / "beside"

FACT = "\nterms: {x: {name: treaty, definition: what states agree upon}}\n"
# The program avoids these flaws, so no deck causes them: their examples are items.
KEPT_OUT = {"Q411", "Q420"}
EXAMPLES = [code for code in codes().values() if code.code not in KEPT_OUT]
