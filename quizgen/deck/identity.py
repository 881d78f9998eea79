"""The permanent ids of facts and questions: those that they had first, whatever they are now.

Each learner's reviews belong to these ids. An author who corrects an id names the first one under
``was``, and the cards stay the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact
from quizgen.deck.model.kinds import Kind
from quizgen.deck.read import shorten
from quizgen.diagnostics import Place, Problems


def identity_of(deck: Deck, fact: Fact) -> str:
    """Return the ``kind/id`` that a fact had first, ``kind/deck/id`` for one of another deck."""
    kind, slash, own_id = fact.was.rpartition("/")
    first = kind if slash else first_key(deck.kinds[fact.kind])
    owner = f"{fact.deck}/" if fact.deck else ""
    return f"{first}/{owner}{own_id or fact.id}"


def adopted_key(identity: str) -> str:
    """Return the key of the note that a fact was before the deck."""
    return f"{identity}/note"


def first_key(kind: Kind) -> str:
    """Return the key that a kind had first."""
    return kind.was or kind.key


def permanent_id(deck: Deck, fact: Fact, name: str) -> str:
    """Return the id of a question about a fact (``kind/id/question…``) as it was first."""
    question, slash, rest = name.removeprefix(f"{fact.ref}/").partition("/")
    rule = deck.kinds[fact.kind].questions.get(question)
    first = rule.was if rule and rule.was else question
    return f"{identity_of(deck, fact)}/{first}{slash}{rest}"


def check_identities(deck: Deck, problems: Problems) -> None:
    """Report facts, kinds and questions that would share their cards in Anki (Q243)."""
    if not _has_former_ids(deck):
        return
    facts = ((identity_of(deck, fact), fact.ref, fact.place) for fact in deck.facts.values())
    _check_unique(facts, problems)
    kinds = list(deck.kinds.values())
    _check_unique(((first_key(kind), kind.key, kind.place) for kind in kinds), problems)
    for kind in kinds:
        rules = kind.questions.values()
        _check_unique(((rule.was or rule.key, rule.key, kind.place) for rule in rules), problems)


def _has_former_ids(deck: Deck) -> bool:
    kinds = deck.kinds.values()
    rules = (rule for kind in kinds for rule in kind.questions.values())
    has_facts = any(fact.was for fact in deck.facts.values())
    return has_facts or any(kind.was for kind in kinds) or any(rule.was for rule in rules)


def _check_unique(named: Iterable[tuple[str, str, Place]], problems: Problems) -> None:
    seen: dict[str, str] = {}
    for first, name, place in named:
        other = seen.setdefault(first, name)
        if other != name:
            shown = f"`{shorten(name)}` and `{shorten(other)}`"
            message = f"{shown} share the id `{shorten(first)}`, and so their cards in Anki"
            fix = "name under `was` only the first id of this very one"
            problems.error("Q243", message, place, fix)
