"""The deck file with what a review rejects, tried before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from quizgen.deck.load import load_deck
from quizgen.deck.model.deck import Deck
from quizgen.diagnostics import Diagnostic, Place, QuizgenError, has_errors
from quizgen.forms.registry import form_names
from quizgen.mending.rejected import with_rejected
from quizgen.mending.sources import real_contents
from quizgen.reviewing.offers import rejecting
from quizgen.reviewing.rejecting import Rejecting
from quizgen.yaml.edit import written
from quizgen.yaml.text import read_text


def with_review(deck: Deck, rejected: Rejecting) -> dict[Path, str]:
    """Return the new text of a deck's main file, by its path.

    Raises QuizgenError if the section `rejected` has a layout that nothing can be added to.
    """
    path = Path(deck.files[0])
    before = read_text(path)
    try:
        contents = {path: with_rejected(before, rejected)}
        is_done = _says(path, contents, rejecting(deck, rejected), deck.language)
    except (ValueError, yaml.YAMLError):
        is_done = False
    if is_done:
        return contents
    question, texts = next(iter(rejected.items()))
    message = "quizgen cannot add to `rejected` in a deck of this layout"
    line = f"{written(question)}: [{', '.join(map(written, texts))}]"
    fix = f"write `rejected:` at the end of the file, on a line of its own, and below it: {line}"
    raise QuizgenError([Diagnostic("Q642", message, Place(str(path)), fix)])


def _says(path: Path, contents: Mapping[Path, str], wanted: Deck, language: str) -> bool:
    """Return whether a new text rejects what is wanted, and says the same as before otherwise."""
    loaded = load_deck(path, form_names(), real_contents(contents), language)
    if loaded.deck is None or has_errors(loaded.diagnostics):
        return False
    read = {key: sorted(_texts(loaded.deck, key)) for key in loaded.deck.rejected}
    hoped = {key: sorted(_texts(wanted, key)) for key in wanted.rejected}
    return read == hoped and loaded.deck.facts.keys() == wanted.facts.keys()


def _texts(deck: Deck, question: str) -> list[str]:
    return [text for text, _ in deck.rejected[question].texts]
