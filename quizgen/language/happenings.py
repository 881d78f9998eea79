"""Questions about what happened, with a verb in place of a noun: "was X founded?" (English)."""

from __future__ import annotations

import re

from quizgen.language.lexicon import PLACES, PROFESSIONS, named, sorts_of
from quizgen.language.phrases import head_of
from quizgen.language.plurals import is_plural_name
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
    "award": "awarded",
    "birth": "born",
    "blowing up": "blown up",
    "bombing": "bombed",
    "building": "built",
    "burial": "buried",
    "capture": "captured",
    "cloning": "cloned",
    "closing": "closed",
    "closure": "closed",
    "completion": "completed",
    "conclusion": "concluded",
    "conquest": "conquered",
    "construction": "built",
    "coronation": "crowned",
    "creation": "created",
    "decipherment": "deciphered",
    "dedication": "dedicated",
    "defeat": "defeated",
    "delivery": "delivered",
    "demolition": "demolished",
    "description": "described",
    "destruction": "destroyed",
    "discovery": "discovered",
    "dismissal": "dismissed",
    "dissolution": "dissolved",
    "election": "elected",
    "establishment": "established",
    "excavation": "excavated",
    "execution": "executed",
    "expulsion": "expelled",
    "find": "found",
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
    "isolation": "isolated",
    "murder": "murdered",
    "naming": "named",
    "nationalization": "nationalized",
    "observation": "observed",
    "occupation": "occupied",
    "opening": "opened",
    "partition": "partitioned",
    "poisoning": "poisoned",
    "proclamation": "proclaimed",
    "proposal": "proposed",
    "publication": "published",
    "ratification": "ratified",
    "rediscovery": "rediscovered",
    "release": "released",
    "removal": "removed",
    "renaming": "renamed",
    "reopening": "reopened",
    "repeal": "repealed",
    "rescue": "rescued",
    "restoration": "restored",
    "reunification": "reunified",
    "sack": "sacked",
    "sale": "sold",
    "seizure": "seized",
    "setting up": "set up",
    "shooting down": "shot down",
    "signing": "signed",
    "storming": "stormed",
    "synthesis": "synthesized",
    "theft": "stolen",
    "unification": "unified",
    "unveiling": "unveiled",
}
# The verbs for what something does, by the nouns for it.
_ACTIVE = {
    "abdication": "abdicate",
    "arrival": "arrive",
    "collapse": "collapse",
    "crash": "crash",
    "death": "die",
    "departure": "depart",
    "disappearance": "disappear",
    "docking": "dock",
    "eruption": "erupt",
    "escape": "escape",
    "explosion": "explode",
    "fall": "fall",
    "landing": "land",
    "move": "move",
    "outbreak": "break out",
    "resignation": "resign",
    "retreat": "retreat",
    "return": "return",
    "secession": "secede",
    "sinking": "sink",
    "surrender": "surrender",
    "withdrawal": "withdraw",
}
_FALL = "fall"
_PEOPLE = PROFESSIONS | {"person", "power"}
# What is done to papers, which do not take place, by the nouns for them; of laws, it is a name.
_OF_PAPERS = {
    "accord": "concluded",
    "agreement": "concluded",
    "armistice": "concluded",
    "concordat": "concluded",
    "declaration": "issued",
    "decree": "issued",
    "edict": "issued",
    "pact": "concluded",
    "peace": "concluded",
    "proclamation": "issued",
    "treaty": "concluded",
}
_LAWS = frozenset(["Act", "Acts", "Law", "Laws"])
_PAPER = late_pattern(r"\bdid (?P<what>[^,?:]+) (?:take place|happen|occur)\?$")
# What comes after these nouns is one thing: the end of the first voyage around the world.
_OF_ALL = {"beginning": "begin", "end": "end", "start": "start"}
_QUESTION = late_pattern(
    r"\bdid the (?P<first>first )?(?P<noun>[a-z]+(?: (?:down|out|over|up))?) of (?P<what>.+?)"
    r"(?P<rest> (?:after|as|at|before|between|by|during|for|from|in|into|near|off|on|over|to|under"
    r"|with) .+)?"
    r" (?:take place|happen|occur)\?$"
)
# What happens to somebody, where the noun stands after the name: the king's arrest.
_SUFFERED = frozenset(
    [
        *("appointment", "arrest", "assassination", "birth", "burial", "coronation", "defeat"),
        *("demolition", "destruction", "dismissal", "election", "execution", "expulsion"),
        *("inauguration", "liberation", "murder", "partition", "poisoning", "rescue"),
        *("restoration", "reunification"),
    ]
)
_OF_SOMEBODY = late_pattern(
    r"\bdid (?P<what>[^,?:]+?)(?:['\u2019]s|(?<=s)['\u2019]) (?P<first>first )?(?P<noun>[a-z]+)"
    r"(?P<rest> (?!of |and |or )[^,?:]+?)??"
    r" (?:take place|happen|occur)\?$"
)
# Whoever is crowned or elected as something becomes it.
_BECOMES = late_pattern(r"\b(?P<done>crowned|elected) as (?!an? |the )")
# With these, something with an article is named: the Convention on the Law of the Sea.
_NAMING = late_pattern(r" (?:between|for|on|with) ")
# A plural needs another verb: several things, or one whose name ends in S.
_SEVERAL = late_pattern(r"\band\b|,")
_MANY = late_pattern(r"s\b(?<!ss)(?<!us)(?<!is)(?!')")
# Common nouns in the plural, alone or after an article: leaflets, euro notes and coins.
_PLURAL = late_pattern(r"(?:[a-z-]+ )*[a-z-]+s(?<!ss)(?<!us)(?<!is)(?<!ics)(?<!news)(?<!series)")
# A name after its noun tells no number: the planet Mars.
_AFTER_ITS_NOUN = late_pattern(r"\b(?!the )[a-z]+ [A-Z]\S*$")
# "Vesuvius that buried Pompeii" needs its noun.
_CLAUSE = late_pattern(r"\b(?:that|which|who|whom|whose|where|when)\b")


def with_verb(question: str) -> str:
    """Return a question about an event with the verb for its noun, if that is known.

    "When did the founding of Intel take place?" becomes "When was Intel founded?".
    """
    match = _QUESTION.search(question) if "did the " in question else None
    if match is None:
        return _of_somebody(question) or _of_paper(question)
    if match["what"][0].isdigit() or _CLAUSE.search(match[0]):
        return question
    before, noun, what, rest = question[: match.start()], match["noun"], *_parts(match)
    if noun in _PASSIVE:
        are_many = _are_many(what)
        done = f"{match['first'] or ''}{_PASSIVE[noun]}"
        to_be = "were" if are_many else "was"
        return question if are_many is None else f"{before}{to_be} {what} {done}{rest}?"
    if noun == _FALL and _is_person(what):
        return question
    verb = _ACTIVE.get(noun) or _OF_ALL.get(noun)
    if verb and not match["first"]:
        return f"{before}did {what} {verb}{rest}?"
    return _of_paper(question)


def _is_person(what: str) -> bool:
    """Return whether a name or a noun may be that of a person, whose fall is no movement."""
    if what.startswith("the "):
        return not sorts_of(head_of(what), 1).isdisjoint(_PEOPLE)
    known = named(what)
    return known is None or known.sorts.isdisjoint(PLACES)


def _of_somebody(question: str) -> str:
    """Return a question about what somebody did or suffered with a verb, "" for any other one.

    "When did the king's arrest take place?" becomes "When was the king arrested?".
    """
    match = _OF_SOMEBODY.search(question)
    if match is None or _CLAUSE.search(match[0]):
        return ""
    before, noun, rest = question[: match.start()], match["noun"], match["rest"] or ""
    what, first = match["what"], match["first"] or ""
    if noun in _ACTIVE and noun != _FALL and not first:
        return f"{before}did {what} {_ACTIVE[noun]}{rest}?"
    are_many = _are_many(what)
    if noun not in _SUFFERED or are_many is None:
        return ""
    to_be = "were" if are_many else "was"
    return _BECOMES.sub(r"\g<done> ", f"{before}{to_be} {what} {first}{_PASSIVE[noun]}{rest}?")


def _of_paper(question: str) -> str:
    """Return a question about a treaty or a law with what was done to it."""
    match = _PAPER.search(question)
    if match is None:
        return question
    what, head = match["what"], head_of(match["what"])
    noun = head.casefold()
    singular = f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")
    done = "passed" if head in _LAWS else _OF_PAPERS.get(singular)
    to_be = "were" if is_plural_name(what) else "was"
    return f"{question[: match.start()]}{to_be} {what} {done}?" if done else question


def _are_many(what: str) -> bool | None:
    """Return whether a phrase is about several things, None if its words do not tell.

    Of "the treaty between Spain and Portugal", the first noun tells.
    """
    named = _NAMING.search(what)
    noun = what[: named.start()] if named else what
    is_told = bool(_PLURAL.fullmatch(noun))
    if _SEVERAL.search(noun):
        return True if is_told else None
    if is_told or (is_plural_name(noun) and not _AFTER_ITS_NOUN.search(noun)):
        return True
    return None if _MANY.search(noun) else False


def _parts(match: re.Match[str]) -> tuple[str, str]:
    """Return what stands before the verb of a question, and what comes after it."""
    what, rest = match["what"], match["rest"] or ""
    is_name = match["noun"] in _PASSIVE and what.startswith("the ") and _NAMING.match(rest)
    return (what + rest, "") if is_name or match["noun"] in _OF_ALL else (what, rest)
