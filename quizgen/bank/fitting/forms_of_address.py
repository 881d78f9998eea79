"""Forms of address in names, such as Captain and Miss, and what they tell of a description."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.callings import callings_in
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way
from quizgen.language.lexicon import LANGUAGE, is_kind_of
from quizgen.language.phrases import head_of, is_about_a_person
from quizgen.language.tokens import tokens
from quizgen.language.who_questions import asks_who_it_is

_MISS = "miss"
# No Miss is or was one of these.
_SPOUSES = frozenset(["bride", "husband", "widow", "widower", "wife"])

# Peers and knights have any calling.
_OF_ANY_CALLING = frozenset(["baron", "count", "duke", "earl", "lady", "lord", "sir"])


class FormsOfAddress:
    """Tells what forms of address say of the descriptions beside a name."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._is_known = base.deck.language.partition("-")[0] == LANGUAGE

    def tell(self, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
        """Return whether a title in a name tells key and candidate apart.

        Captain Ahab commands a ship and is no clerk. Miss Havisham is nobody's wife.
        """
        kind, is_back = prompt.fact.kind, prompt.way is Way.BACK
        is_person = self._base.is_of_people(kind) or asks_who_it_is(prompt.rule.ask)
        if not (self._is_known and is_person) or prompt.way is Way.BLANK:
            return False
        if is_back:
            given = " ".join(self._base.texts(prompt.values))
            return _is_miss(candidate.text) and _names_a_spouse(given)
        named = self._base.names.fillers.get(prompt.fact.ref)
        name = named.text if named else ""
        is_wed = _is_miss(name) and _names_a_spouse(candidate.text)
        return (is_wed and not _names_a_spouse(key.text)) or _suits(name, key, candidate)


def _suits(name: str, key: Filler, candidate: Filler) -> bool:
    """Return whether the title in a name is of the calling of the key alone."""
    title, *rest = name.split() or [""]
    mine, theirs = head_of(key.text).casefold(), head_of(candidate.text).casefold()
    is_calling = bool(callings_in(title)) and title.casefold() not in _OF_ANY_CALLING
    is_told = bool(rest) and is_calling and _is_alike(title.casefold(), mine)
    if not is_told or not is_about_a_person(key.text):
        return False
    return bool(theirs) and not _is_alike(title.casefold(), theirs)


def _is_alike(title: str, noun: str) -> bool:
    """Return whether a title and a noun are of one calling, or one is a kind of the other."""
    is_kind = is_kind_of(title, noun) or is_kind_of(noun, title)
    return is_kind or not callings_in(title).isdisjoint(callings_in(noun))


def _is_miss(name: str) -> bool:
    return tokens(name)[:1] == [_MISS]


def _names_a_spouse(text: str) -> bool:
    return not _SPOUSES.isdisjoint(tokens(text))
