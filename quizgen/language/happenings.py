"""Questions about what happened, with a verb in place of a noun: "was X founded?" (English)."""

from __future__ import annotations

import re

# The participles of what is done to something, by the nouns for it.
_PASSIVE = {
    "abolition": "abolished",
    "adoption": "adopted",
    "annexation": "annexed",
    "announcement": "announced",
    "arrest": "arrested",
    "assassination": "assassinated",
    "bombing": "bombed",
    "burial": "buried",
    "capture": "captured",
    "completion": "completed",
    "conclusion": "concluded",
    "conquest": "conquered",
    "construction": "built",
    "coronation": "crowned",
    "creation": "created",
    "decipherment": "deciphered",
    "dedication": "dedicated",
    "defeat": "defeated",
    "destruction": "destroyed",
    "discovery": "discovered",
    "dissolution": "dissolved",
    "establishment": "established",
    "excavation": "excavated",
    "execution": "executed",
    "foundation": "founded",
    "founding": "founded",
    "grant": "granted",
    "introduction": "introduced",
    "invasion": "invaded",
    "invention": "invented",
    "launch": "launched",
    "liberation": "liberated",
    "loss": "lost",
    "murder": "murdered",
    "opening": "opened",
    "poisoning": "poisoned",
    "publication": "published",
    "ratification": "ratified",
    "release": "released",
    "removal": "removed",
    "repeal": "repealed",
    "sack": "sacked",
    "signing": "signed",
    "storming": "stormed",
}
# The verbs for what something does, by the nouns for it.
_ACTIVE = {
    "arrival": "arrive",
    "collapse": "collapse",
    "crash": "crash",
    "death": "die",
    "eruption": "erupt",
    "explosion": "explode",
    "fall": "fall",
    "landing": "land",
    "outbreak": "break out",
    "resignation": "resign",
    "sinking": "sink",
    "withdrawal": "withdraw",
}
# What comes after these nouns is one thing: the end of the first voyage around the world.
_OF_ALL = {"beginning": "begin", "end": "end", "start": "start"}
_QUESTION = re.compile(
    r"\bdid the (?P<noun>[a-z]+) of (?P<what>.+?)"
    r"(?P<rest> (?:at|between|by|for|from|in|into|on|over|to|under|with) .+)?"
    r" (?:take place|happen|occur)\?$"
)
# With these, something with an article is named: the Convention on the Law of the Sea.
_NAMING = re.compile(r" (?:between|for|on|with) ")
# A plural would need another verb: several things, or one whose name ends in S.
_MANY = re.compile(r"\band\b|,|s\b(?<!ss)(?<!us)(?<!is)(?!')")

# "Vesuvius that buried Pompeii" needs its noun.
_CLAUSE = re.compile(r"\b(?:that|which|who|where|when)\b")


def with_verb(question: str) -> str:
    """Return a question about an event with the verb for its noun, if that is known.

    "When did the founding of Intel take place?" becomes "When was Intel founded?".
    """
    match = _QUESTION.search(question) if "did the " in question else None
    if match is None or match["what"][0].isdigit():
        return question
    before, noun, what, rest = question[: match.start()], match["noun"], *_parts(match)
    if noun in _PASSIVE:
        return question if _MANY.search(what) else f"{before}was {what} {_PASSIVE[noun]}{rest}?"
    verb = _ACTIVE.get(noun) or _OF_ALL.get(noun)
    return f"{before}did {what} {verb}{rest}?" if verb and not _CLAUSE.search(what) else question


def _parts(match: re.Match[str]) -> tuple[str, str]:
    """Return what stands before the verb of a question, and what comes after it."""
    what, rest = match["what"], match["rest"] or ""
    is_name = match["noun"] in _PASSIVE and what.startswith("the ") and _NAMING.match(rest)
    return (what + rest, "") if is_name or match["noun"] in _OF_ALL else (what, rest)
