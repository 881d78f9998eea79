"""Off topic: options that can't be what a stem asks for, by the noun after its `which`."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.bank.natures import nature_of_known
from quizgen.language.lexicon import PROFESSIONS, is_noun_as_written, sorts_of
from quizgen.language.phrases import head_of, is_gerund, is_no_noun_phrase, word_before
from quizgen.markup.plain import plain

# What sorts of nouns have in common, as far as it keeps options apart.
_REALMS = {
    **dict.fromkeys((*PROFESSIONS, "person"), "people"),
    **dict.fromkeys(("animal", "microbe", "plant"), "life"),
    **dict.fromkeys(("part of a body", "part of a plant"), "organ"),
    **dict.fromkeys(("artwork", "structure", "tool", "ware"), "work"),
    **dict.fromkeys(("composition", "message", "text"), "text"),
    **dict.fromkeys(("feeling", "illness", "quality", "state"), "state"),
    "group": "body",
    "matter": "matter",
    "place": "place",
    "process": "process",
}
_NATURE = frozenset(["life", "matter", "organ"])
_ABSTRACT = frozenset(["process", "state"])
# Nouns after `which`, and the realms that no answer to them is of.
_BODIES = (
    "agency bank bureau company corporation court firm ministry newspaper parliament post tribunal "
    "university"
)
_PEOPLE = (
    "author composer king man painter person philosopher poet president queen scientist singer "
    "woman writer"
)
_BARRED = {
    noun: barred
    for nouns, barred in (
        (_BODIES, _NATURE | _ABSTRACT),
        (_PEOPLE, _NATURE | _ABSTRACT | {"body", "place", "text", "work"}),
        ("process", _NATURE | {"body", "event", "people", "place"}),
        ("city continent country river", _NATURE | _ABSTRACT),
        ("agreement battle pact treaty war", _NATURE | {"people"}),
        ("bone muscle organ", _ABSTRACT | {"event", "people", "place"}),
        (
            "enzyme gas hormone metal mineral vitamin",
            _ABSTRACT | {"body", "event", "people", "place"},
        ),
        ("animal bird fish insect mammal reptile", _ABSTRACT | {"event", "text"}),
    )
    for noun in nouns.split()
}
# Which agency hacked, which Soviet agency hacked
_ASKED = re.compile(
    r"\b[Ww](?:hich|hat) (?:[A-Z][\w.-]+ )?(?P<noun>[a-z]+)(?: (?P<next>[\w-]+)|\?)"
)
_MOST_WORDS = 8
# Shorter words are seldom nouns, although elements have such symbols: in.
_LETTERS_OF_NOUNS = 4


def is_off_topic(stem: str, key: str, option: str) -> bool:
    """Return whether an option can't be what an English stem asks for: a banana, for an agency.

    All senses of the option's noun must say so. Names say what they are by their words, such as the
    Treaty of Rome, and nothing where people are asked for: Frank Ocean. An option that may be of
    the same sort as the key is never off topic.
    """
    asked = _ASKED.search(plain(stem))
    barred = _BARRED.get(asked["noun"], frozenset()) if asked else frozenset()
    if not asked or not barred or _is_noun_of(barred, asked["next"] or ""):
        return False
    found = _realms(option)
    if not found and "people" in barred:
        found = frozenset(filter(None, [nature_of_known(option)]))
    return bool(found) and found <= barred and found.isdisjoint(_realms(key))


def _is_noun_of(realms: frozenset[str], word: str) -> bool:
    """Return whether a word may be a noun of one of some realms, as in `which river fish`."""
    may_be_noun = len(word) >= _LETTERS_OF_NOUNS and is_noun_as_written(word)
    return may_be_noun and not realms.isdisjoint(_of_noun(word))


@lru_cache(1 << 12)
def _realms(text: str) -> frozenset[str]:
    """Return the realms of all senses of a phrase, none if it is a name or one sense has none."""
    said = plain(text)
    head, words = head_of(said), said.split()
    if not head[:1].islower() or is_gerund(head) or len(words) > _MOST_WORDS:
        return frozenset()
    if is_no_noun_phrase(said):
        return frozenset()
    found = _of_noun(f"{word_before(said, head)} {head}") or _of_noun(head)
    return frozenset() if "" in found else found


def _of_noun(noun: str) -> frozenset[str]:
    """Return the realms of all senses of a noun, with "" if one has none."""
    return frozenset(_REALMS.get(sort, "") for sort in sorts_of(noun))
