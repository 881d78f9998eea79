"""The words in which a voice reads formulas, by language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from quizgen.diagnostics import Problems, QuizgenError
from quizgen.resources import shipped
from quizgen.yaml.nodes import Scalar
from quizgen.yaml.reader import DeckReader
from quizgen.yaml.text import read_text


@cache
def speech_words(voice: str) -> Mapping[str, str]:
    """Return the words for signs and forms of a voice such as ``en_US``; empty for no words.

    A form has ``{slots}`` for its parts.
    """
    language = voice.partition("_")[0]
    path = shipped("templates") / "speech" / f"{language}.yaml"
    # The voice comes from the deck, so it must not lead to another folder.
    if not language.isalpha() or not path.is_file():
        return {}
    problems = Problems()
    entries = list(DeckReader(path.name, read_text(path), problems).entries())
    if problems.found:
        raise QuizgenError(problems.found, exit_code=3)
    read = ((entry.section.text, entry.node) for entry in entries)
    return {name: node.text for name, node in read if isinstance(node, Scalar)}
