"""Questions about what happened, with a verb in place of a noun: "was X founded?" (English)."""

from __future__ import annotations

import re

from quizgen.late import late_pattern

# The participles of what is done to something, by the nouns for it.
_PASSIVE = {
    "abolition": "abolished",
    "adoption": "adopted",
    "annexation": "annexed",
    "announcement": "announced",
    "appointment": "appointed",
    "arrest": "arrested",
    "assassination": "assassinated",
    "birth": "born",
    "blowing up": "blown up",
    "bombing": "bombed",
    "building": "built",
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
    "dismissal": "dismissed",
    "dissolution": "dissolved",
    "election": "elected",
    "establishment": "established",
    "excavation": "excavated",
    "execution": "executed",
    "expulsion": "expelled",
    "foundation": "founded",
    "founding": "founded",
    "grant": "granted",
    "handing out": "handed out",
    "handing over": "handed over",
    "handover": "handed over",
    "inauguration": "inaugurated",
    "introduction": "introduced",
    "invasion": "invaded",
    "invention": "invented",
    "launch": "launched",
    "liberation": "liberated",
    "loss": "lost",
    "murder": "murdered",
    "naming": "named",
    "opening": "opened",
    "poisoning": "poisoned",
    "proposal": "proposed",
    "publication": "published",
    "ratification": "ratified",
    "release": "released",
    "removal": "removed",
    "repeal": "repealed",
    "sack": "sacked",
    "seizure": "seized",
    "setting up": "set up",
    "shooting down": "shot down",
    "signing": "signed",
    "storming": "stormed",
}
# The verbs for what something does, by the nouns for it.
_ACTIVE = {
    "abdication": "abdicate",
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
    "surrender": "surrender",
    "withdrawal": "withdraw",
}
# What comes after these nouns is one thing: the end of the first voyage around the world.
_OF_ALL = {"beginning": "begin", "end": "end", "start": "start"}
_QUESTION = late_pattern(
    r"\bdid the (?P<noun>[a-z]+(?: (?:down|out|over|up))?) of (?P<what>.+?)"
    r"(?P<rest> (?:at|between|by|for|from|in|into|on|over|to|under|with) .+)?"
    r" (?:take place|happen|occur)\?$"
)
# With these, something with an article is named: the Convention on the Law of the Sea.
_NAMING = late_pattern(r" (?:between|for|on|with) ")
# A plural needs another verb: several things, or one whose name ends in S.
_MANY = late_pattern(r"\band\b|,|s\b(?<!ss)(?<!us)(?<!is)(?!')")
# Common nouns in the plural, alone or after an article: leaflets, the borders.
_PLURAL = late_pattern(r"(?:the )?[a-z-]+s(?<!ss)(?<!us)(?<!is)(?<!ics)(?<!news)(?<!series)")

# "Vesuvius that buried Pompeii" needs its noun.
_CLAUSE = late_pattern(r"\b(?:that|which|who|where|when)\b")


def with_verb(question: str) -> str:
    """Return a question about an event with the verb for its noun, if that is known.

    "When did the founding of Intel take place?" becomes "When was Intel founded?".
    """
    match = _QUESTION.search(question) if "did the " in question else None
    if match is None or match["what"][0].isdigit():
        return question
    before, noun, what, rest = question[: match.start()], match["noun"], *_parts(match)
    if noun in _PASSIVE:
        are_many = bool(_PLURAL.fullmatch(what))
        if _MANY.search(what) and not are_many:
            return question
        return f"{before}{'were' if are_many else 'was'} {what} {_PASSIVE[noun]}{rest}?"
    verb = _ACTIVE.get(noun) or _OF_ALL.get(noun)
    return f"{before}did {what} {verb}{rest}?" if verb and not _CLAUSE.search(what) else question


def _parts(match: re.Match[str]) -> tuple[str, str]:
    """Return what stands before the verb of a question, and what comes after it."""
    what, rest = match["what"], match["rest"] or ""
    is_name = match["noun"] in _PASSIVE and what.startswith("the ") and _NAMING.match(rest)
    return (what + rest, "") if is_name or match["noun"] in _OF_ALL else (what, rest)
