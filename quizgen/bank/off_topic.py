"""Off topic: options that can't be what a stem asks for, by the noun after its `which`."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.bank.natures import nature_of_known
from quizgen.bank.other_names import is_other_name, may_be_noun
from quizgen.language.lexicon import PROFESSIONS, bearers, named, sorts_of
from quizgen.language.phrases import head_of, is_gerund, is_no_noun_phrase, word_before
from quizgen.language.verbs import verb_of
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
        ("bone gland muscle organ", _ABSTRACT | {"event", "people", "place"}),
        (
            "enzyme gas hormone metal mineral vitamin",
            _ABSTRACT | {"body", "event", "people", "place"},
        ),
        ("animal bird fish insect mammal reptile", _ABSTRACT | {"event", "text"}),
    )
    for noun in nouns.split()
}
# Nouns for callings by which nobody else is called, with the sorts of those who have them.
_CALLINGS = {
    "composer": "music",
    "painter": "art",
    "poet": "writing",
    **dict.fromkeys(("emperor", "king", "queen"), "power"),
}
# Deeds that show a calling in the same way: who composed the opera?
_DEEDS = {"composed": "music", "painted": "art"}
_WHO_DID = re.compile(rf"Who (?P<deed>{'|'.join(_DEEDS)})\b")
# Tools and works, whose names parts of a body bear only with other words: the knee cap.
_MADE = frozenset(["text", "work"])
_OF_BODIES = frozenset(["bone", "gland", "muscle"])
# Which agency hacked, which Soviet agency hacked
_ASKED = re.compile(
    r"\b[Ww](?:hich|hat) (?:[A-Z][\w.-]+ )?(?P<noun>[a-z]+)"
    r"(?: (?P<next>[\w-]+)(?: (?P<after>[\w-]+))?|\?)"
)
_ARTICLE = re.compile(r"^(?:a|an|the) ", re.IGNORECASE)
_MOST_WORDS = 8


def is_off_topic(stem: str, key: str, option: str) -> bool:
    """Return whether an option can't be what an English stem asks for: a banana, for an agency.

    All senses of the option's noun must say so. Names say what they are by their words, such as the
    Treaty of Rome, and nothing where people are asked for: Frank Ocean. An option that may be of
    the same sort as the key is never off topic.
    """
    done = _WHO_DID.match(plain(stem))
    if done:
        return _has_another_calling(_DEEDS[done["deed"]], key, option)
    asked = _ASKED.search(plain(stem))
    if not asked:
        return False
    noun, follower = asked["noun"], asked["next"] or ""
    if is_other_name(noun, follower, key, option):
        return True
    if noun in _CALLINGS and _has_another_calling(_CALLINGS[noun], key, option):
        return True
    barred = _barred(noun, option)
    is_verb = _is_verb(follower, asked["after"] or "")
    if not barred or (not is_verb and _is_noun_of(barred, follower)):
        return False
    found = _realms(option)
    if not found and "people" in barred:
        found = frozenset(filter(None, [nature_of_known(option)]))
    return bool(found) and found <= barred and found.isdisjoint(_realms(key))


def _has_another_calling(calling: str, key: str, option: str) -> bool:
    """Return whether the key is known for a calling, and the option is for others alone."""
    mine, theirs = named(plain(key)), named(plain(option))
    if mine is None or theirs is None or calling not in mine.sorts:
        return False
    # A name that several people bear may be that of others as well: Adams.
    is_shared = len(bearers(plain(option))) > 1
    return not is_shared and theirs.sorts <= PROFESSIONS and calling not in theirs.sorts


def _barred(noun: str, option: str) -> frozenset[str]:
    """Return the realms that no answer to `which NOUN` is of, beside an option."""
    found = _BARRED.get(noun, frozenset())
    is_name = head_of(plain(option))[:1].isupper()
    is_single = len(_ARTICLE.sub("", plain(option)).split()) == 1
    return found | _MADE if noun in _OF_BODIES and is_single and not is_name else found


def _is_noun_of(realms: frozenset[str], word: str) -> bool:
    """Return whether a word may be a noun of one of some realms, as in `which river fish`."""
    return may_be_noun(word) and not realms.isdisjoint(_of_noun(word))


def _is_verb(word: str, after: str) -> bool:
    """Return whether a word is a verb, as in `which muscle bends the arm`, whatever bends are."""
    verb = verb_of((word, after), frozenset()) if word.endswith("s") and after else None
    return verb is not None and verb.is_sure


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
