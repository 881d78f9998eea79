"""Letters that tell: a symbol or an abbreviation that spells the words it stands for."""

from __future__ import annotations

import re

from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, Way
from quizgen.language.phrases import Form, phrase_type

_SHORT = {Form.SYMBOL, Form.ABBREVIATION}


def spelling(base: FactBase, prompt: Prompt, text: str) -> bool:
    """Return whether an option and the words that the stem asks about spell each other.

    One of the two must be a symbol or an abbreviation: He and helium, CIA and the Central
    Intelligence Agency.
    """
    return any(_spell(text, given) for given in _given(base, prompt))


def _given(base: FactBase, prompt: Prompt) -> list[str]:
    """Return what the stem says of the fact: its name, or on the way back its value."""
    if prompt.blank is not None:
        return []
    if prompt.way is Way.BACK:
        return [base.text(value.content) for value in prompt.values]
    named = base.names.fillers.get(prompt.fact.ref)
    return [named.text] if named else []


def _spell(one: str, other: str) -> bool:
    forms = {phrase_type(text, "").form in _SHORT: text for text in (one, other)}
    if len(forms) < 2:
        return False
    return spells(forms[True], forms[False])


def spells(short: str, words: str) -> bool:
    """Return whether the letters of a symbol or an abbreviation stand in words, in their order.

    The first letter must begin the words: He and helium, DNA and deoxyribonucleic acid.
    """
    letters = re.sub(r"[\W\d_]", "", short).casefold()
    parts = re.findall(r"[^\W\d_]+", words)
    begins = letters and parts and parts[0][0].casefold() == letters[0]
    return bool(begins) and _in_order(letters, words.casefold())


def _in_order(letters: str, text: str) -> bool:
    found = iter(text)
    return all(letter in found for letter in letters)
