"""Whether two contents or two names certainly differ, so that both can be options of one item."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.bank.names import Filler
from quizgen.deck.model.contents import Content
from quizgen.deck.types.registry import type_of


def is_exact(content: Content) -> bool:
    """Return whether a content rules others out.

    "At least 200" and "about 1800" don't: other numbers or dates may be right as well.
    """
    return type_of(content).is_exact(content)


def apart(base: FactBase, one: Content, other: Content) -> bool:
    """Return whether two contents certainly differ.

    Texts must differ by more than initials, an abbreviation or another name of the same thing.
    """
    if not base.comparison.disjoint(one, other) or not base.comparison.disjoint(other, one):
        return False
    mine, theirs = type_of(one).text(one), type_of(other).text(other)
    if not (mine and theirs):
        return True
    return not (_abbreviates(base, mine, theirs) or _are_names_of_one(base, mine, theirs))


def _abbreviates(base: FactBase, one: str, other: str) -> bool:
    mine, theirs = base.wording.normal(one).split(), base.wording.normal(other).split()
    if len(theirs) < len(mine):
        mine, theirs = theirs, mine
    initials = "".join(word[0] for word in theirs)
    return "".join(mine) == initials or all(
        any(_may_be_one_word(a, b) for b in theirs) for a in mine
    )


def _may_be_one_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))


def _are_names_of_one(base: FactBase, one: str, other: str) -> bool:
    pools = {kind.pool for kind in base.deck.kinds.values()}
    pairs = ((base.names.find(pool, one), base.names.find(pool, other)) for pool in pools)
    return any(
        mine and theirs and base.comparison.same_filler(mine, theirs) for mine, theirs in pairs
    )


def named_apart(base: FactBase, one: Filler, other: Filler) -> bool:
    """Return whether two facts can stand side by side as options."""
    comparison = base.comparison
    same = comparison.same_filler(one, other)
    return not same and comparison.texts_differ(one.text, other.text)


def is_named_in(base: FactBase, filler: Filler, text: str) -> bool:
    """Return whether a text contains one of the names as whole words."""
    words = f" {base.wording.normal(text)} "
    return any(f" {name} " in words for name in filler.names)
