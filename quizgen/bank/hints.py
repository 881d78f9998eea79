"""Says in a word what a blank asks for, so that readers know what sort of answer it takes."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.bank.telling import telling
from quizgen.deck.model.contents import Blank
from quizgen.deck.types.registry import type_of


def hint_of(base: FactBase, blank: Blank) -> str:
    """Return the hint of a blank: the author's, or the words for its type; "" for none.

    The words for a type are left out if they share a word with the answer.
    """
    if blank.hint is not None:
        return blank.hint
    hint = _type_in_words(base, blank)
    answer = base.text(blank.content)
    is_told = telling(base.wording, hint) & telling(base.wording, answer)
    is_whole = base.wording.normal(answer) in base.wording.normal(hint).split()
    return "" if is_told or is_whole else hint


def without_types(_: FactBase, blank: Blank) -> str:
    """Return the author's hint of a blank; options need no words for its type."""
    return blank.hint or ""


def with_hint(base: FactBase, hint: str, after: str) -> str:
    """Return a blank with its hint, as a stem shows it; `after` is the text that follows."""
    labels = base.wording.labels
    gap = labels.texts["blank"]
    # A word that the blank is a part of keeps its parts together.
    if not hint or after[:1].isalnum() or after[:1] == "-":
        return gap
    return labels.fill("hinted", blank=gap, hint=hint)


def _type_in_words(base: FactBase, blank: Blank) -> str:
    texts = base.wording.labels.texts
    label = type_of(blank.content).hint(blank.content)
    if label:
        return texts[label]
    if blank.type == "text":
        return ""
    label = f"hint_{blank.type}"
    return texts[label] if label in texts else _pool_in_words(base, blank.type)


def _pool_in_words(base: FactBase, name: str) -> str:
    """Return the noun of the only kind in a pool, or the name of a pool that kinds share."""
    kinds = [kind for kind in base.deck.kinds.values() if kind.pool == name]
    return kinds[0].one if len(kinds) == 1 else name.replace("_", " ").replace("-", " ")
