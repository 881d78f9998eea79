"""Questions about what happened, with a verb in place of a noun: "was X founded?" (English)."""

from __future__ import annotations

import re

# The participles of what is done to something, by the nouns for it.
_PASSIVE = {
    "abolition": "abolished",
    "adoption": "adopted",
    "announcement": "announced",
    "assassination": "assassinated",
    "bombing": "bombed",
    "capture": "captured",
    "construction": "built",
    "dedication": "dedicated",
    "destruction": "destroyed",
    "discovery": "discovered",
    "dissolution": "dissolved",
    "execution": "executed",
    "foundation": "founded",
    "founding": "founded",
    "grant": "granted",
    "introduction": "introduced",
    "invention": "invented",
    "launch": "launched",
    "loss": "lost",
    "murder": "murdered",
    "opening": "opened",
    "publication": "published",
    "release": "released",
    "sack": "sacked",
    "signing": "signed",
    "storming": "stormed",
}
# The verbs for what something does, by the nouns for it.
_ACTIVE = {
    "arrival": "arrive",
    "collapse": "collapse",
    "death": "die",
    "eruption": "erupt",
    "fall": "fall",
    "landing": "land",
    "outbreak": "break out",
}
_QUESTION = re.compile(
    r"\bdid the (?P<noun>[a-z]+) of (?P<what>.+?)"
    r"(?P<rest> (?:at|between|by|for|from|in|into|on|over|to|under|with) .+)?"
    r" (?:take place|happen|occur)\?$"
)
# A plural would need another verb: several things, or one whose name ends in S.
_MANY = re.compile(r"\band\b|,|s\b(?<!ss)(?<!us)(?<!is)")

# "Vesuvius that buried Pompeii" needs its noun.
_CLAUSE = re.compile(r"\b(?:that|which|who|where|when)\b")


def with_verb(question: str) -> str:
    """Return a question about an event with the verb for its noun, if that is known.

    "When did the founding of Intel take place?" becomes "When was Intel founded?".
    """
    match = _QUESTION.search(question) if "did the " in question else None
    if match is None or _MANY.search(match["what"]):
        return question
    before, what, rest = question[: match.start()], match["what"], match["rest"] or ""
    if match["noun"] in _PASSIVE:
        return f"{before}was {what} {_PASSIVE[match['noun']]}{rest}?"
    if match["noun"] in _ACTIVE and not _CLAUSE.search(what):
        return f"{before}did {what} {_ACTIVE[match['noun']]}{rest}?"
    return question
