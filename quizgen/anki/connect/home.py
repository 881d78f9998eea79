"""Finds the deck in Anki where a learner keeps the cards of a deck, whatever its name there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from quizgen.anki.connect.client import ActionError, Client
from quizgen.anki.notes import NoteDeck

_AT_ONCE = 5000


def find_home(client: Client, deck: NoteDeck, names: Mapping[str, str]) -> str:
    """Return the name that a learner gave to the deck, "" if it has its own name or no cards.

    `names` are the deck's own name (under an empty text) and those of its subdecks. Cards that
    Anki keeps in a filtered deck for a while don't count. Raises AnkiConnectError.
    """
    counts = _parents(_counts(client, deck), names if deck.subdecks else {"": names[""]})
    if not counts or names[""] in counts:
        return ""
    return min(counts, key=lambda name: (-counts[name], name))


def _counts(client: Client, deck: NoteDeck) -> Counter[str]:
    """Return how many cards of the deck each deck in Anki holds."""
    name = deck.deck.replace("_", r"\_")
    found: Counter[str] = Counter()
    try:
        ids = client.call_list("findCards", query=f'"Key:{name}/*" -deck:filtered')
        for start in range(0, len(ids), _AT_ONCE):
            told = client.call("getDecks", cards=ids[start : start + _AT_ONCE])
            decks = told.items() if isinstance(told, dict) else ()
            found.update({home: len(cards) for home, cards in decks if isinstance(cards, list)})
    except ActionError:
        # Old releases of the add-on don't know these actions.
        return Counter()
    return found


def _parents(counts: Mapping[str, int], names: Mapping[str, str]) -> Counter[str]:
    """Return the counts by the decks that hold the subdecks."""
    found: Counter[str] = Counter()
    for name, count in counts.items():
        parent, _, last = name.rpartition("::")
        is_within = parent and any(last == within for kind, within in names.items() if kind)
        found[parent if is_within else name] += count
    return found
