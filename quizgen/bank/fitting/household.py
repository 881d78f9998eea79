"""Household words: things of which everybody knows what they are and do, such as the heart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.definitions import Definitions
from quizgen.bank.fitting.name_sorts import NameSorts
from quizgen.bank.fitting.sorts import Sorts
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt
from quizgen.bank.said import DESCRIPTIVE
from quizgen.bank.telling import telling
from quizgen.bank.wording import KEPT
from quizgen.deck.model.contents import Text
from quizgen.deck.model.facts import Fact
from quizgen.language.familiar import is_familiar
from quizgen.language.famous import (
    is_brand,
    is_famous_leader,
    is_famous_person,
    is_famous_thing,
    is_famous_work,
    may_be_brand,
)
from quizgen.language.household_names import asks_of_animals
from quizgen.language.lands import is_land
from quizgen.language.lexicon import LANGUAGE, NO_NOUN, place, sorts_of
from quizgen.language.phrases import head_of, word_before
from quizgen.language.words import set_of
from quizgen.markup.plain import plain

# What is no thing, such as "up", and what everybody has seen: a jar, but no bond and no energy.
_NO_NOUN = frozenset([NO_NOUN])
_CONCRETE = frozenset(["animal", "part of a body", "place", "plant", "structure", "tool", "ware"])
# What people do to find something out: an experiment, a test, a study.
_DONE = frozenset(["idea", "process"])
# In a kind of fewer facts, an author could ask hardly anything otherwise.
_FEWEST = 7
# A noun in which so many names of a kind end tells none of them apart.
_MANY = 3
# How many of the sorts of a noun count, the usual ones.
_USUAL = 2
# Descriptions have at least so many words.
_WORDS_OF_PHRASES = 3
# Words of so many letters tell little: the, and, of.
_SHORT_WORD = 3
# Words by which a text says that something is a company, a brand or a product.
_BUSINESS = set_of(
    "brand carmaker chain company corporation firm maker manufacturer network platform producer "
    "retailer service shop store supplier"
)


class Household:
    """Tells which descriptions of a fact base everybody can match with their names."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._sorts = once(base, Sorts)
        self._names = once(base, NameSorts)
        self._definitions = once(base, Definitions)
        self._is_english = base.deck.language.partition("-")[0] == LANGUAGE
        self._known: dict[tuple[str, str], bool] = {}
        self._explained: dict[tuple[str, str], bool] = {}
        self._words_of = lru_cache(KEPT)(self._read_words)

    def tells(self, field: str, mine: Fact, theirs: Fact | None) -> bool:
        """Return whether everybody knows what a field says of one of two facts, by its name.

        Nobody who is asked what pumps blood takes anything for the heart, and nobody takes the
        heart for anything else. A canopic jar says that it is a vessel. Which household words are
        mixed up, such as force and power, the author knows.
        """
        facts = [mine, theirs] if theirs else [mine]
        is_akin = theirs is not None and self._base.likeness.is_akin(mine, theirs)
        is_meant = is_akin and not self._base.is_of_people(mine.kind)
        if not is_meant and any(self._is_famous(fact, field) for fact in facts):
            return True
        if any(self._is_everyday(fact, field) for fact in facts):
            return True
        if len(self._base.of_kind[mine.kind]) < _FEWEST:
            return False
        if not self._base.is_descriptive(mine.kind, field, DESCRIPTIVE):
            # Many facts share the values, so that nothing is known of another one's.
            facts = [mine]
        explained = (fact for fact in facts if self._explains_itself(fact, field))
        if any(not self._is_shared(field, fact, mine, theirs) for fact in explained):
            return True
        if is_akin:
            return theirs is not None and self._are_mixed(field, mine, theirs)
        return any(self._is_known(each, field) or self._is_plain(each, field) for each in facts)

    def stays_known(self, field: str, fact: Fact) -> bool:
        """Return whether everybody knows a field of a fact, whatever stands beside it."""
        if not self.tells(field, fact, None):
            return False
        is_by_itself = self._is_everyday(fact, field) or self._explains_itself(fact, field)
        is_person = self._base.is_of_people(fact.kind)
        return is_by_itself or is_person or not self._base.likeness.worded(fact.kind)

    def asks_of_animals(self, prompt: Prompt) -> bool:
        """Return whether a question asks what children learn of animals: the legs of a dog."""
        return self._is_english and asks_of_animals(prompt.stem, plain(prompt.answer))

    def has_familiar_name(self, fact: Fact) -> bool:
        """Return whether a fact bears a common name of words that everybody knows: blood vessel."""
        words = self._words(fact)
        return bool(words) and all(map(is_familiar, words))

    def _are_mixed(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether everybody knows one of two terms of a topic, and they mean unlike things.

        Beside botnets, everybody knows what a firewall is; foams and emulsions are both mixtures.
        """
        known = {self._is_known(fact, field) for fact in (mine, theirs)}
        if known != {True, False} or not self._is_phrase(mine, field):
            return False
        return not self._sorts.share_a_word(field, mine, theirs)

    def _is_famous(self, fact: Fact, field: str) -> bool:
        """Return whether everybody knows a field of a fact: the Mona Lisa's painter.

        Of famous people everybody knows in a few words who they are, and not where they lived; of
        a famous work everybody knows who made it, and not where it was first performed.
        """
        filler = self._base.names.fillers.get(fact.ref)
        if filler is None or not self._is_english:
            return False
        name = self._base.wording.bare(filler.text)
        if is_famous_thing(name) or (is_famous_person(name) and self._is_phrase(fact, field)):
            return True
        return is_famous_work(name) and not self._names_a_city(fact, field)

    def _is_everyday(self, fact: Fact, field: str) -> bool:
        return self._is_common_animal(fact, field) or self._is_household_name(fact, field)

    def _is_household_name(self, fact: Fact, field: str) -> bool:
        """Return whether a field says in a phrase what a brand or leader is that everybody knows.

        Where a company has its seat, and under whom or when somebody was in office, few know.
        """
        filler = self._base.names.fillers.get(fact.ref)
        is_told = self._base.is_descriptive(fact.kind, field, DESCRIPTIVE)
        if filler is None or not (is_told and self._is_english and self._is_phrase(fact, field)):
            return False
        name = self._base.wording.bare(filler.text)
        if is_famous_leader(name):
            return self._is_description(fact, field) and not _is_term(fact, field)
        return is_brand(name) or (may_be_brand(name) and self._is_business(fact))

    def _is_description(self, fact: Fact, field: str) -> bool:
        texts = (self._base.text(value.content) for value in fact.values.get(field, ()))
        return not any(map(self._names.is_name, texts))

    def _is_business(self, fact: Fact) -> bool:
        contents = (value.content for values in fact.values.values() for value in values)
        texts = (self._base.text(each) for each in contents if isinstance(each, Text))
        return any(not _BUSINESS.isdisjoint(text.casefold().split()) for text in texts)

    def _names_a_city(self, fact: Fact, field: str) -> bool:
        texts = (self._base.text(value.content) for value in fact.values.get(field, ()))
        places = map(self._base.wording.bare, filter(self._names.is_place, texts))
        return any(not is_land(place_name, LANGUAGE) for place_name in places)

    def _is_common_animal(self, fact: Fact, field: str) -> bool:
        """Return whether a field says in common words to which animals a well-known one belongs.

        Everybody knows that giraffes are mammals and live in Africa.
        """
        words = self._words(fact)
        is_told = self._base.is_descriptive(fact.kind, field, DESCRIPTIVE)
        if not words or is_told or not is_familiar(words[-1]):
            return False
        texts = [self._base.text(value.content) for value in fact.values.get(field, ())]
        is_animal = "animal" in sorts_of(words[-1], _USUAL)
        return is_animal and bool(texts) and all(map(_is_plain, chain(*map(_words_of, texts))))

    def _is_phrase(self, fact: Fact, field: str) -> bool:
        contents = [value.content for value in fact.values.get(field, ())]
        texts = [self._base.text(each) for each in contents if isinstance(each, Text)]
        return any(len(text.split()) >= _WORDS_OF_PHRASES for text in texts)

    def _is_known(self, fact: Fact, field: str) -> bool:
        """Return whether a name is a familiar noun in its usual sense."""
        if (fact.ref, field) not in self._known:
            words = self._words(fact) if self._describes(fact, field) else []
            is_noun = len(words) == 1 and is_familiar(words[0])
            is_usual = is_noun and not self._definitions.mean_apart(field, fact)
            self._known[fact.ref, field] = is_usual and not self._is_technical(fact, field)
        return self._known[fact.ref, field]

    def _is_technical(self, fact: Fact, field: str) -> bool:
        """Return whether a field puts facts into classes whose names have several words.

        Everybody knows that a cello has strings, and not that iron is a transition metal.
        """
        if self._base.is_descriptive(fact.kind, field, DESCRIPTIVE):
            return False
        texts = (self._base.text(value.content) for value in fact.values.get(field, ()))
        return any(len(_words_of(text)) > 1 for text in texts)

    def _explains_itself(self, fact: Fact, field: str) -> bool:
        """Return whether the words of a name say what it is: a rift valley is a valley."""
        if (fact.ref, field) not in self._explained:
            words = self._words(fact) if self._describes(fact, field) else []
            self._explained[fact.ref, field] = len(words) > 1 and self._explain(words, field, fact)
        return self._explained[fact.ref, field]

    def _explain(self, words: Sequence[str], field: str, fact: Fact) -> bool:
        *others, head = words
        if sorts_of(head) == _NO_NOUN:
            return all(map(is_familiar, others))
        is_of_kind = not telling(self._base.wording, head).isdisjoint(self._base.names.kind_nouns)
        is_thing = not sorts_of(head, _USUAL).isdisjoint(_CONCRETE)
        is_told = is_familiar(head) and is_thing and not is_of_kind
        if not (is_told and self._definitions.agree(head, field, fact)):
            return False
        # Which vein drains the liver, nobody knows by what a vein is.
        return not self._is_common(fact.kind, head)

    def _is_shared(self, field: str, fact: Fact, mine: Fact, theirs: Fact | None) -> bool:
        """Return whether the noun that explains one of two facts explains the other one as well.

        That a red blood cell is a cell tells nothing beside a white one or a fragment of a cell.
        """
        if theirs is None:
            return False
        other = theirs if fact is mine else mine
        return _singular(self._words(fact)[-1]) in self._nouns_of(field, other)

    def _nouns_of(self, field: str, fact: Fact) -> frozenset[str]:
        """Return the last word of a name, and the noun that a description is about.

        A word before that noun counts as well: a fragment of a cell is a cell fragment.
        """
        words = self._words(fact)[-1:]
        for value in fact.values.get(field, ()):
            text = self._base.text(value.content)
            head = head_of(text)
            words = [*words, *(word for word in (head, word_before(text, head)) if word)]
        return frozenset(map(_singular, words))

    def _is_common(self, kind: str, noun: str) -> bool:
        """Return whether many names of a kind end in one noun, as those of veins do."""
        ends = (self._words(fact)[-1:] for fact in self._base.of_kind[kind])
        return sum(1 for end in ends if end and _singular(end[0]) == _singular(noun)) >= _MANY

    def _is_plain(self, fact: Fact, field: str) -> bool:
        """Return whether a term consists of words that everybody knows: ice cap climate.

        What gold foil and oil drops have to do with experiments says nothing of what these showed.
        """
        words = self._words(fact)
        if len(words) < 2 or sorts_of(words[-1], _USUAL) == _DONE:
            return False
        is_plain = all(map(_is_plain, words))
        return is_plain and self._is_phrase(fact, field)

    def _words(self, fact: Fact) -> Sequence[str]:
        """Return the words of a name, none if it is a proper one or in another language."""
        return self._words_of(fact.ref)

    def _read_words(self, ref: str) -> Sequence[str]:
        filler = self._base.names.fillers.get(ref)
        if filler is None or not self._is_english or self._names.is_name(filler.text):
            return []
        return self._base.wording.bare(filler.text).casefold().replace("-", " ").split()

    def _describes(self, fact: Fact, field: str) -> bool:
        """Return whether a field says in common words what a fact is, has or does.

        The unit of a current is a word that few know, and so is the Latin name of an animal.
        """
        contents = [value.content for value in fact.values.get(field, ())]
        texts = [self._base.text(each) for each in contents if isinstance(each, Text)]
        are_known = all(any(map(is_familiar, text.split())) for text in texts)
        return bool(texts) and are_known and not any(map(self._names.is_name, texts))


def _is_term(fact: Fact, field: str) -> bool:
    """Return whether a field says from when or until when something holds, as of an office."""
    told = (value.provenance for value in fact.values.get(field, ()))
    return any(each.since or each.until for each in told)


def _words_of(text: str | None) -> list[str]:
    """Return the words of a text that tell something."""
    return [word for word in (text or "").casefold().split() if len(word) > _SHORT_WORD]


def _singular(word: str) -> str:
    return word.casefold().removesuffix("s")


def _is_plain(word: str) -> bool:
    """Return whether everybody knows a word before a noun: ice, tropical, Mediterranean."""
    return is_familiar(word) or place(word.capitalize()) is not None
