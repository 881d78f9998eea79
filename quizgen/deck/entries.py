"""Which lists are short enough for cards that hide their entries one by one.

Every such card has the whole list on its back, so that long lists would take space without bounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.read import shorten
from quizgen.deck.types.registry import type_of
from quizgen.diagnostics import Problems

MOST_ENTRIES, _MOST_CHARACTERS = 100, 10_000


def is_too_long(values: Sequence[Value]) -> bool:
    """Return whether a list has more entries or characters than its cards can hold."""
    if len(values) > MOST_ENTRIES:
        return True
    texts = (type_of(value.content).text(value.content) for value in values)
    return sum(map(len, texts)) > _MOST_CHARACTERS


def check_entries(deck: Deck, problems: Problems) -> None:
    """Warn of lists that get no cards for their entries (Q265), although the deck asks for them."""
    hidden = {kind for kind in deck.kinds if deck.anki.cloze_of(kind)}
    for fact in deck.facts.values():
        if fact.kind in hidden and not fact.background:
            for values in _lists(deck, fact):
                if is_too_long(values):
                    message = f"the list of `{shorten(fact.ref)}` is too long for cards of its own"
                    fix = (
                        f"split it into lists of up to {MOST_ENTRIES} entries and "
                        f"{_MOST_CHARACTERS} characters, or turn the cards off: `cloze: off`"
                    )
                    problems.warn("Q265", message, values[0].place, fix)


def _lists(deck: Deck, fact: Fact) -> Iterator[tuple[Value, ...]]:
    """Yield the lists of a fact that a question asks for."""
    kind = deck.kinds[fact.kind]
    asked = dict.fromkeys(rule.field for rule in kind.questions.values() if rule.ask)
    for name in asked:
        values = tuple(each for each in fact.values.get(name, ()) if not each.background)
        if kind.fields[name].many and values:
            yield values
