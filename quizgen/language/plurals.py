"""The number of English nouns: whether a name is plural, and questions for a single thing."""

from __future__ import annotations

from functools import lru_cache

from quizgen.language.lexicon import is_noun_as_written, sorts_of
from quizgen.language.phrases import IRREGULAR_PLURALS, head_of
from quizgen.late import late_pattern
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
# The United Nations is one organization, the United States one country; states are many.
_OF_ONE = frozenset(["emirates", "nations", "provinces", "states"])
_ONE = ("a ", "an ", "one ")
# The verb belongs to another noun: on which continents does it live, which borders did it cross.
_OF_ANOTHER = late_pattern(
    r"(?:(?i:about|at|by|for|from|in|into|of|on|to|under|with) which (?P<noun>[a-z]+s)"
    r" (?:are|can|did|do|does|has|have|is|may|was|were|will)"
    r"|[Ww]hich (?P<object>[a-z]+s) (?:did|do|does)) (?!not\b).+\?"
)


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
    if not _is_plural_noun(word) or (word in _OF_ONE and head[:1].isupper()):
        return False
    # One capital word is a name in itself: the Ganges.
    is_told = text.startswith("the ") and text != f"the {head}"
    return is_told or head[:1].islower() or word in _IN_TITLES


@lru_cache(maxsize=1 << 12)
def may_be_plural_name(name: str) -> bool:
    """Return whether a name with an article may be plural, such as "the Panthers".

    Nothing tells whether it is: "the Ganges" has the same form.
    """
    text = plain(name)
    word = head_of(text).casefold()
    has_form = text.startswith("the ") and word.endswith("s")
    return has_form and word not in _OF_ONE and not is_noun_as_written(word)


def _is_plural_noun(word: str) -> bool:
    if word.endswith(("'s", "\u2019s")):
        return False
    if word in IRREGULAR_PLURALS or word in _LISTED:
        return True
    # Measles and series are nouns as they are.
    is_form = word.endswith("s") and not is_noun_as_written(word)
    return is_form and bool(sorts_of(word))


def with_singular(question: str) -> str:
    """Return a question that has one answer with its noun in the singular.

    "On which continents does the koala live?" becomes "on which continent does the koala live?".
    """
    match = _OF_ANOTHER.fullmatch(question)
    if match is None:
        return question
    name = "noun" if match["noun"] else "object"
    singular = _singular_of(match[name])
    start, end = match.span(name)
    return f"{question[:start]}{singular}{question[end:]}" if singular else question


def _singular_of(noun: str) -> str:
    """Return the singular of a plural noun, "" if there is none or nothing tells."""
    if is_noun_as_written(noun):
        return ""
    stem = noun[:-1]
    forms = (stem, f"{noun[:-3]}y" if noun.endswith("ies") else "", noun.removesuffix("es"))
    return next((each for each in forms if each and is_noun_as_written(each)), "")
