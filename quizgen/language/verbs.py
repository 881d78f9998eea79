"""Whether an English phrase begins with a verb: carries electrons, melt the butter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from quizgen.language.sorted_lines import SortedLines

# One verb in each line with the letter of its use, by WordNet; sorted.
VERBS = Path(__file__).parent / "wordnet" / "verbs.tsv"
# The past of verbs that do not end in -ed, each with its verb.
_PAIRS = (
    "beat:beat became:become began:begin bent:bend bit:bite bought:buy bred:breed "
    "broke:break brought:bring built:build burst:burst came:come caught:catch "
    "chose:choose cut:cut dealt:deal drank:drink drew:draw drove:drive dug:dig fed:feed "
    "felt:feel fled:flee flew:fly fought:fight forbade:forbid forgot:forget froze:freeze "
    "gave:give got:get grew:grow heard:hear held:hold hid:hide hit:hit hung:hang "
    "kept:keep knew:know laid:lay led:lead left:leave lent:lend let:let lit:light "
    "lost:lose made:make meant:mean met:meet outlived:outlive overcame:overcome "
    "overthrew:overthrow paid:pay put:put ran:run rebuilt:rebuild rode:ride said:say "
    "sang:sing sank:sink saw:see sent:send set:set shook:shake shot:shoot shut:shut "
    "sold:sell sought:seek spent:spend split:split spoke:speak spread:spread stole:steal "
    "stood:stand struck:strike swam:swim swept:sweep swore:swear taught:teach "
    "thought:think threw:throw told:tell took:take tore:tear understood:understand "
    "undertook:undertake underwent:undergo upheld:uphold went:go withdrew:withdraw "
    "woke:wake won:win wore:wear wove:weave wrote:write"
)
VERB_OF_PAST = dict(pair.split(":") for pair in _PAIRS.split())
# Forms of auxiliaries, and forms that may be of two verbs.
_FURTHER_PAST = (
    "are bade bore can clung could crept did fell flung found ground had lay may might must rang "
    "read rose sat shone slept slew sprang spun strove sunk swung was were will would"
)
# All of these, as they are found in clauses.
IRREGULAR_PAST = "|".join([*VERB_OF_PAST, *_FURTHER_PAST.split()])
_PAST = re.compile(IRREGULAR_PAST)


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that follow a verb, and hardly ever a noun.
_OBJECTS = _set_of(
    "a an the its their his her our your my this these those some any every no both another one "
    "two three four five it them him us you itself themselves himself oneself how whether what"
)
# What stands before "the" without being a verb: all the people, once a year.
_BEFORE_ARTICLES = _set_of(
    "all almost alone also and anything as both but double even everything exactly few half how "
    "just like many merely more most much nearly neither never no none nor not nothing now often "
    "once one only or quite rather roughly several so some something still such then thrice to too "
    "twice very well what whatever when where which while who whom whose why yet"
)
_FORMS_OF_BE = {"is": True, "has": True, "does": True, "are": False, "have": False, "do": False}
# Nouns whose plural has the form of a verb: leaves, lives.
_NOUNS_IN_VES = _set_of("leaves lives calves halves hooves knives loaves shelves thieves wolves")
# "May be eaten raw", but a can opener is none.
_MODALS = _set_of("can cannot could may might must should will would")
_ADVERBS = _set_of("also always ever never not often only sometimes usually")
_MOST_WORDS = 4
_ENDING_OF_NO_VERB = ("ss", "us", "is")


class Use(StrEnum):
    """How a word is used as a verb: as nothing else, mostly so, or also so."""

    ALONE = "o"
    MOSTLY = "m"
    ALSO = "a"


class Verb(Struct, frozen=True):
    """The verb at the beginning of a phrase.

    `singular` tells whether its subject is singular (carries, not carry), None if the form does
    not tell (carried). `is_sure` is False if the word may be a noun or an adjective instead.
    `is_likely` is True unless the word is rather that.
    """

    singular: bool | None
    is_sure: bool
    is_likely: bool = True


def verb_of(words: Sequence[str], prepositions: frozenset[str]) -> Verb | None:
    """Return the verb that a phrase begins with, None if it begins with none.

    `prepositions` and conjunctions may follow a noun as well as a verb. A single word is taken for
    a verb only if it is nothing else.
    """
    # Of a whole paragraph, only the beginning counts.
    words = words[:_MOST_WORDS]
    if len(words) > 2 and _is_adverb(_bare(words[0])):
        return _if_sure(_first_verb(words[1:], prepositions))
    return _first_verb(words, prepositions)


def is_verb(word: str) -> bool:
    """Return whether a word is a verb in its basic form: carry, not carries."""
    return _use(word) is not None


def is_third_person(words: Sequence[str]) -> bool:
    """Return whether words certainly begin with a verb in the singular: owns Knorr.

    In "spies founded", the first word is a noun.
    """
    found = verb_of(words, frozenset())
    if found is None or not found.singular or len(words) == 1:
        return False
    is_before_name = words[1][:1].isupper()
    return is_before_name or (found.is_sure and not _is_certain_verb(_bare(words[1])))


def _is_certain_verb(word: str) -> bool:
    """Return whether a word is a verb in the past, or nothing but a verb."""
    present = _in_the_present(word, may_be_noun=True)
    return _in_the_past(word) is not None or bool(present and present.is_sure)


def is_past(word: str) -> bool:
    """Return whether an English word in small letters has a form of the past: shaped, held."""
    return _in_the_past(word) is not None


def _first_verb(words: Sequence[str], prepositions: frozenset[str]) -> Verb | None:
    first, second = (*map(_bare, words), "", "")[:2]
    if not second:
        return _if_sure(_in_the_present(first, may_be_noun=True))
    if first in prepositions | _BEFORE_ARTICLES or _is_title(words):
        return None
    if first in _FORMS_OF_BE:
        return Verb(_FORMS_OF_BE[first], is_sure=True)
    # "Pores in leaves", "lives and deaths"
    may_be_noun = second in prepositions or second == "and" or first in _NOUNS_IN_VES
    found = _in_the_present(first, may_be_noun=may_be_noun) or _in_the_past(first)
    if found and words[0][:1].isupper() and words[1][:1].isupper():
        # "Burns Night" is a name, "Leaves Europe" is none.
        return replace(found, is_sure=False)
    return replace(found, is_sure=True) if found and second in _OBJECTS else found


def _bare(word: str) -> str:
    return word.casefold().strip(",;:()")


def _is_adverb(word: str) -> bool:
    """Return whether a word may stand before a verb: quickly, but not rely."""
    return word in _ADVERBS or (word.endswith("ly") and _use(word) is None)


def _if_sure(verb: Verb | None) -> Verb | None:
    return verb if verb and verb.is_sure else None


def _is_title(words: Sequence[str]) -> bool:
    """Return whether words are a name with an article in it: Ivan the Terrible."""
    return len(words) > 2 and words[0][:1].isupper() and words[2][:1].isupper()


def _in_the_present(first: str, *, may_be_noun: bool) -> Verb | None:
    singular = first.endswith("s") and not first.endswith(_ENDING_OF_NO_VERB)
    use = next(filter(None, map(_use, _bases(first) if singular else (first,))), None)
    if use is None:
        return None
    is_usual = singular and use is Use.MOSTLY and not may_be_noun
    is_likely = singular or use is not Use.ALSO
    # "Put" may be the past as well.
    number = None if _PAST.fullmatch(first) else singular
    return Verb(number, is_sure=is_usual or use is Use.ALONE, is_likely=is_likely)


def _in_the_past(first: str) -> Verb | None:
    regular = first.endswith("ed") and any(map(_use, (first[:-1], first[:-2], first[:-3])))
    is_past = regular or first.endswith("ied") or bool(_PAST.fullmatch(first))
    return Verb(None, is_sure=False, is_likely=regular) if is_past else None


def _bases(word: str) -> Iterator[str]:
    """Yield the verbs of which a word may be the form for he, she and it."""
    yield word[:-1]
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    if word.endswith("es"):
        yield word[:-2]


def _use(word: str) -> Use | None:
    found = _verbs().about(word)
    return Use(found) if found else None


@cache
def _verbs() -> SortedLines:
    return SortedLines(VERBS)
