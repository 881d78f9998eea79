"""Letters that tell: a symbol or an abbreviation that spells the words it stands for."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, Way
from quizgen.language.number_words import number_words
from quizgen.language.phrases import Form, phrase_type
from quizgen.language.tokens import tokens
from quizgen.late import late_pattern

# A small number among letters.
_AMONG_LETTERS = late_pattern(r"(?<![\W\d_])[2-9](?=[^\W\d_])")
# The extension of a file, which takes letters of any word: .jpg of a JPEG picture.
_EXTENSION = late_pattern(r"\.\w{1,5}")
_SHORT = {Form.SYMBOL, Form.ABBREVIATION}


def spelling(base: FactBase, prompt: Prompt, text: str) -> bool:
    """Return whether an option and the words that the stem asks about spell each other.

    One of the two must be a symbol or an abbreviation: He and helium, CIA and the Central
    Intelligence Agency.
    """
    return any(_spell(text, given) for given in _given(base, prompt))


def counting(base: FactBase, prompt: Prompt, text: str) -> bool | None:
    """Return whether an option has the number that a name has among its letters, such as G3P.

    None if either has no such number.
    """
    pairs = (_agree(text, given, base.deck.language) for given in _given(base, prompt))
    return next((agree for agree in pairs if agree is not None), None)


def _given(base: FactBase, prompt: Prompt) -> list[str]:
    """Return what the stem says of the fact: its name, or on the way back its value."""
    if prompt.blank is not None:
        return []
    if prompt.way is Way.BACK:
        return [base.text(value.content) for value in prompt.values]
    named = base.names.fillers.get(prompt.fact.ref)
    return [named.text] if named else []


@lru_cache(maxsize=1 << 12)
def _agree(one: str, other: str, language: str) -> bool | None:
    """Return whether two texts have a number in common, if it is among letters in one of them."""
    if not (_AMONG_LETTERS.search(one) or _AMONG_LETTERS.search(other)):
        return None
    mine, theirs = (_numbers(text, language.partition("-")[0]) for text in (one, other))
    return not mine.isdisjoint(theirs) if mine and theirs else None


def _numbers(text: str, language: str) -> frozenset[int]:
    """Return the small numbers in digits and in words that a text has."""
    known = number_words(language).small
    words = (known[word] for word in tokens(text) if word in known)
    in_digits = (int(digits) for digits in re.findall(r"[2-9]", text))
    return frozenset(number for number in (*words, *in_digits) if number > 1)


@lru_cache(maxsize=1 << 12)
def _spell(one: str, other: str) -> bool:
    extensions = {bool(_EXTENSION.fullmatch(text)): text for text in (one, other)}
    if len(extensions) > 1:
        return _is_extension_of(extensions[True], extensions[False])
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


def _is_extension_of(extension: str, words: str) -> bool:
    """Return whether one word of several has the letters of an extension, with its first one."""
    return any(spells(extension, word) for word in words.split())


def _in_order(letters: str, text: str) -> bool:
    found = iter(text)
    return all(letter in found for letter in letters)
