"""Whether an English name is plural: the Battles of Lexington and Concord."""

from __future__ import annotations

from functools import lru_cache

from quizgen.language.lexicon import is_noun_as_written, sorts_of
from quizgen.language.phrases import IRREGULAR_PLURALS, head_of
from quizgen.markup.plain import plain

# Nouns that are plural in names without an article as well: Townshend Acts, Corn Laws.
_IN_TITLES = frozenset(
    [
        "accords",
        "acts",
        "agreements",
        "articles",
        "battles",
        "debates",
        "decrees",
        "edicts",
        "elections",
        "laws",
        "papers",
        "protests",
        "protocols",
        "riots",
        "talks",
        "treaties",
        "trials",
    ]
)
# Dictionaries list them, but not because they are singular.
_LISTED = frozenset(["arms", "glasses", "goods", "letters", "papers", "scissors", "talks"])
# The United Nations is one organization, the United States one country.
_OF_ONE = frozenset(["emirates", "nations", "provinces", "states"])
_ONE = ("a ", "an ", "one ")


@lru_cache(maxsize=1 << 12)
def is_plural_name(name: str) -> bool:
    """Return whether the noun that a name is about is plural, as far as English words tell.

    Capitals without an article may be a title or a company, which are singular: Star Wars.
    """
    text = plain(name)
    if text.startswith(_ONE):
        return False
    head = head_of(text)
    word = head.casefold()
    if not _is_plural_noun(word):
        return False
    # One capital word is a name in itself: the Ganges.
    is_told = text.startswith("the ") and text != f"the {head}"
    return is_told or head[:1].islower() or word in _IN_TITLES


def _is_plural_noun(word: str) -> bool:
    if word in _OF_ONE or word.endswith(("'s", "\u2019s")):
        return False
    if word in IRREGULAR_PLURALS or word in _LISTED:
        return True
    # Measles and series are nouns as they are.
    is_form = word.endswith("s") and not is_noun_as_written(word)
    return is_form and bool(sorts_of(word))
