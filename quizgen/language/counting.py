"""Questions about counts, with "how many" in place of "what is the number of" (English)."""

from __future__ import annotations

import re

from quizgen.language.phrases import IRREGULAR_PLURALS, head_of
from quizgen.language.plurals import is_plural_name, may_be_plural_name
from quizgen.language.verbs import verb_of
from quizgen.late import late_pattern

_QUESTION = re.compile(
    r"what (?P<verb>was|is|were|are) the (?:(?P<bound>approximate|maximum|minimum"
    r"|(?:lower|upper) limit of the) )?number of (?P<what>[^,;:()]+)\?",
    re.IGNORECASE,
)
_BOUNDS = {
    "approximate": "about ",
    "maximum": "at most ",
    "minimum": "at least ",
    "lower limit of the": "more than ",
    "upper limit of the": "fewer than ",
}
# A clause of which the things that are counted are the subject: people who saw it.
_CLAUSE = late_pattern(r"(?P<what>.+?) (?:that|which|who) (?P<rest>(?P<verb>[a-z]+)\b.*)")
_VERBS = late_pattern(
    r"[a-z]+ed|are|were|belong|border|contain|form|lie|live|orbit|play|speak|take|use|work|have|had|can|could|may|might|must|will|would|do|did|came|died|fell|fled|flew"
    r"|fought|got|held|left|lost|made|met|paid|said|sat|saw|sent|spoke|stood|took|went|won|wrote"
)
# Nobody counts what is one thing: the number of the bus, of a day.
_ONE = late_pattern(
    r"(?:a|an|each|every|her|his|its|my|our|that|the|their|this|your)\b", re.IGNORECASE
)
_SAME_IN_PLURAL = frozenset(["aircraft", "deer", "fish", "sheep", "spacecraft", "species"])
_IN_A_PLACE = late_pattern(r"(?P<what>.+?)(?P<where> (?:aboard|among|at|in|on|per|within) .+)")
# What one thing has for good: the moons of Mars. It is one by its article or its capital.
_OF_ONE = late_pattern(r"(?P<what>[a-z ]+?) of (?P<owner>(?:(?:a|an|the) )?[^\W\d_].*)")
_HAVING = late_pattern(r"(?:a|an|the) [a-z -]+(?: of (?!.* (?:and|of)\b).+)?|(?:the )?[A-Z].*")
# Nobody says that a book has copies, or a war years.
_NOT_HAD = late_pattern(
    r".*\b(?:battles|cases|copies|days|deaths|examples|hours|kinds|minutes|months|types|victims"
    r"|weeks|years)"
)
# A word that tells of which things: numbered symphonies. What follows is no other part of speech.
_TELLING_WHICH = late_pattern(
    r"(?P<which>[a-z]+ed|known) (?P<rest>(?!by |for |from |in |on |to )[a-z].*)"
)
# With other parts of a sentence, nobody knows where the verb belongs.
_PARTICIPLE = late_pattern(
    r"\b(?!hundred\b|seed\b|speed\b|breed\b)[a-z]{2,}(?:ed|ing)\b|\b(?:that|which|who)\b"
    r"|\b(?:born|broken|built|chosen|fallen|found|given|held|known|left|lost|made|sent|shot|sold"
    r"|spent|stolen|taken|won|written)\b"
)


def with_how_many(question: str) -> str:
    """Return a question for the number of things with "how many", if its words allow that.

    "What is the number of moons of Mars?" becomes "How many moons of Mars are there?".
    """
    match = _QUESTION.fullmatch(question)
    if match is None or _ONE.match(match["what"]) or not _are_many(match["what"]):
        return question
    begin = f"{_BOUNDS.get((match['bound'] or '').casefold(), '')}how many "
    what = match["what"].strip()
    clause = _CLAUSE.fullmatch(what)
    if clause and _is_verb(clause["rest"]) and not _PARTICIPLE.search(clause["what"]):
        return f"{begin}{clause['what']} {clause['rest']}?"
    told = _TELLING_WHICH.fullmatch(what)
    if _PARTICIPLE.search(told["rest"] if told else what):
        return question
    if match["verb"].casefold() in ("is", "are"):
        had = _had(what)
        if had:
            return f"{begin}{had}?"
    verb = "were" if match["verb"].casefold() in ("was", "were") else "are"
    place = _IN_A_PLACE.fullmatch(what)
    if place is None:
        return f"{begin}{what} {verb} there?"
    return f"{begin}{place['what']} {verb} there{place['where']}?"


def _are_many(what: str) -> bool:
    """Return whether a phrase is about things that one can count: no dead, no width."""
    head = head_of(what)
    noun = head.casefold()
    is_plural = noun.endswith("s") or noun in IRREGULAR_PLURALS or noun in _SAME_IN_PLURAL
    # Nothing tells the number of a symbol.
    return is_plural or head[:1].isupper()


def _is_verb(rest: str) -> bool:
    """Return whether a clause begins with a verb in the plural or in the past: use the euro."""
    first, *others = rest.split()
    if _VERBS.fullmatch(first):
        return True
    found = verb_of([first, *others], frozenset())
    return found is not None and found.is_sure and found.singular is False


def _had(what: str) -> str:
    """Return the words for things that one thing has: moons does Mars have. "" if it may not."""
    found = _OF_ONE.fullmatch(what)
    if found is None or _NOT_HAD.fullmatch(found["what"]) or _IN_A_PLACE.fullmatch(what):
        return ""
    owner = found["owner"]
    if not _HAVING.fullmatch(owner) or may_be_plural_name(owner):
        return ""
    return f"{found['what']} {'do' if is_plural_name(owner) else 'does'} {owner} have"
