"""Questions for what a description is about: "which monk counted peas?" (English)."""

from __future__ import annotations

import re

from quizgen.language.lexicon import PROFESSIONS, sorts_of
from quizgen.language.past_forms import infinitive_of
from quizgen.language.phrases import is_no_noun_phrase
from quizgen.language.plurals import is_plural_name
from quizgen.language.verbs import IRREGULAR_PAST, is_third_person
from quizgen.late import late_pattern

_QUESTION = late_pattern(
    r"which (?P<noun>person|organization|institution) fits this description: (?P<what>.+)\?"
)
_MEANING = late_pattern(r"which term has this meaning: (?P<what>.+)\?")
# A quality is no noun: allowed by the rules of the faith.
_QUALITY = late_pattern(r"(?:[a-z]{3,}(?<!e)ed|forbidden|given|known|made) (?:as|by|for|in|to) .+")
_PURPOSE = late_pattern(r"which treaty ha(?P<is_past>d|s) this purpose: (?P<what>to .+)\?")
# Such a description is no phrase that can follow a verb.
_SEVERAL_PARTS = late_pattern(r"[;:()]")
# What stands for just one: the king, Stalin's successor; what stands for one of many: a king.
_THE_ONE = late_pattern(r"the |(?:[A-Z][\w.-]* )*[A-Z][\w.-]*['\u2019]s? ")
_ONE_OF_MANY = late_pattern(r"an? |one of ")
_CLAUSE = late_pattern(
    r"(?:the|an?) (?P<noun>[^,'\u2019]+?) (?P<who>who|that|which) (?P<rest>[^,]+)", re.DOTALL
)
# A clause of which the noun is the object, and a name the subject: the party that Lenin led.
_OBJECT_CLAUSE = late_pattern(
    r"(?:the|an?) (?P<noun>[^,'\u2019]+?) (?:that|which|whom) "
    r"(?P<subject>(?:the )?[A-Z]\S*(?: (?:[A-Z]\S*|of|and|de|van|von))*)"
    r" (?P<verb>[a-z]+)(?P<rest>(?: (?!and |but |or )[^ ,]+)*)"
)
_SINGULAR = {"were": "was", "are": "is"}
_PLURAL_OF = {"was": "were", "is": "are"}
# The clause has a clause of its own, or the noun has one already.
_FURTHER_CLAUSE = late_pattern(r"\b(?:who|whom|whose|that|which)\b")
_CLAUSE_OF_ITS_OWN = late_pattern(r"\b(?:who|whom|whose)\b|\b(?:and|but|or) (?:that|which)\b")
# Who was the first woman in space remains so; a first minister does not.
_WAS = late_pattern(r"the (?:first|last) (?!deputy|lady|minister|officer|secretary|vice)")
# Somebody came after: the president before Lincoln.
_EARLIER = late_pattern(r" before [A-Z]")
# "Which first woman flew in space?" is no question.
_ONLY_ONE = late_pattern(
    r"\b(?:best|eldest|final|first|second|third|fourth|fifth|last|least|most|next|one|ones|only"
    r"|other|same|sole|worst|(?!conquest|forest|guest|harvest|interest|priest|west)[a-z]+est)\b"
)
_PREPOSITION = late_pattern(
    r"\b(?:after|against|at|before|behind|between|by|during|for|from|in|into|of|on|over|to|under"
    r"|with|without)\b"
)
_ADVERB = (
    r"(?:(?:also|always|first|later|long|never|now|often|once|only|soon|still|then|twice"
    r"|[a-z]+ly) )*"
)
_PAST = late_pattern(rf"{_ADVERB}(?:{IRREGULAR_PAST}|(?!hundred|red\b)[a-z]+ed)\b(?!-)")
_PRESENT = late_pattern(rf"{_ADVERB}(?P<verb>[a-z]+s)\b(?!-)")
_HAS_OR_IS = late_pattern(rf"{_ADVERB}(?:does|has|is)\b(?!-)")
_SEVERAL = late_pattern(
    r"children|hundreds|men|millions|nobles|others|people|police|thousands|troops|women"
)
# The Jacobins may be people.
_PLURAL_NAME = late_pattern(r"\bthe [A-Z]\w*s\b")
_PEOPLE = PROFESSIONS | {"person"}
# How many of the senses of a noun count, the usual ones.
_USUAL = 2


def with_description(question: str, to_be: str) -> str:
    """Return a question for a person, a body, a term or a treaty without a colon, if possible.

    "Which person fits this description: the monk who counted peas?" becomes "which monk counted
    peas?", and with the king of France "who was the king of France?". `to_be` is that verb in the
    time and the number of the answer. The question says as much as before.
    """
    if ": " not in question:
        return question
    aim = _PURPOSE.fullmatch(question)
    if aim:
        return f"which treaty {'was' if aim['is_past'] == 'd' else 'is'} meant {aim['what']}?"
    meant = _MEANING.fullmatch(question)
    if meant:
        what = meant["what"]
        is_quality = is_no_noun_phrase(what) or _QUALITY.fullmatch(what)
        is_phrase = not (is_quality or _SEVERAL_PARTS.search(what))
        return f"what is the term for {what}?" if is_phrase else question
    asked = _QUESTION.fullmatch(question)
    return (asked and _about(asked["noun"], asked["what"], to_be)) or question


def _about(noun: str, what: str, to_be: str) -> str:
    """Return the question for who or what a description is about, "" if none reads well."""
    is_one, is_any = _THE_ONE.match(what), _ONE_OF_MANY.match(what)
    if _SEVERAL_PARTS.search(what) or not (is_one or is_any):
        return ""
    short = _by_clause(what)
    if short:
        return short
    if noun != "person" and (is_plural_name(what) or _is_called(noun, what)):
        to_be = _PLURAL_OF.get(to_be, to_be) if is_plural_name(what) else to_be
        return f"what {to_be} {what} called?"
    is_past = _WAS.match(what) or _EARLIER.search(what)
    to_be = "was" if to_be == "is" and is_past else to_be
    if noun == "person" and is_one:
        return f"who {to_be} {what}?"
    return f"which {noun} {_SINGULAR.get(to_be, to_be)} {what}?"


def _by_clause(what: str) -> str:
    """Return the question that the clause of a description gives, "" if it gives none."""
    clause = _CLAUSE.fullmatch(what)
    if clause and _is_asked_by(clause):
        return f"which {clause['noun']} {clause['rest']}?"
    clause = _OBJECT_CLAUSE.fullmatch(what)
    verb = infinitive_of(clause["verb"]) if clause and _is_object(clause) else ""
    if clause is None or not verb:
        return ""
    return f"which {clause['noun']} did {clause['subject']} {verb}{clause['rest']}?"


def _is_object(clause: re.Match[str]) -> bool:
    """Return whether "which" can stand for the article before the object of a clause."""
    noun, rest = clause["noun"], clause["rest"]
    is_unclear = _FURTHER_CLAUSE.search(noun) or _FURTHER_CLAUSE.search(rest)
    return not (is_unclear or _ONLY_ONE.search(noun) or _PREPOSITION.search(noun))


def _is_called(noun: str, what: str) -> bool:
    """Return whether a description begins with the noun that the question has already."""
    return noun in what.split(" of ", maxsplit=1)[0].split()


def _is_asked_by(clause: re.Match[str]) -> bool:
    """Return whether "which" can stand for the article before a noun and its clause.

    The noun must be the subject of the clause, and no other noun may be.
    """
    noun, rest = clause["noun"], clause["rest"]
    if _FURTHER_CLAUSE.search(noun) or _CLAUSE_OF_ITS_OWN.search(rest) or _ONLY_ONE.search(noun):
        return False
    are_things = clause["who"] != "who"
    if _may_be_about_another(noun, are_things=are_things):
        return False
    if _PAST.match(rest) or _HAS_OR_IS.match(rest):
        return True
    if are_things:
        # What follows may be another subject: the company that hackers attacked.
        return is_third_person(rest.split())
    present = _PRESENT.match(rest)
    return present is not None and not _are_people(present["verb"])


def _may_be_about_another(noun: str, *, are_things: bool) -> bool:
    """Return whether the clause may belong to a noun after a preposition: the head of men who."""
    found = _PREPOSITION.search(noun)
    if found is None:
        return False
    after = noun[found.end() :]
    return are_things or bool(_PLURAL_NAME.search(after)) or any(map(_are_people, after.split()))


def _are_people(word: str) -> bool:
    return bool(_SEVERAL.fullmatch(word)) or not sorts_of(word, _USUAL).isdisjoint(_PEOPLE)
