"""Says in a word what a blank asks for, so that readers know what sort of answer it takes."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.bank.natures import is_body, is_mostly_a_last_name, nature_of_known
from quizgen.bank.once import once
from quizgen.bank.telling import telling
from quizgen.deck.model.contents import Blank
from quizgen.deck.types.registry import type_of
from quizgen.language.lands import is_land
from quizgen.language.lexicon import PLACES, named, sorts_of
from quizgen.markup.plain import plain

# The pools of what names are by nature, or the ends of labels for what has no pool.
_POOLS = {"people": "person", "body": "organization", "event": "event", "place": "name_place"}


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


def without_types(blank: Blank) -> str:
    """Return the author's hint of a blank; options need no words for its type."""
    return blank.hint or ""


def with_hint(base: FactBase, hint: str, after: str) -> str:
    """Return a blank with its hint, as a stem shows it; `after` is the text that follows."""
    labels = base.wording.labels
    gap = labels.texts["blank"]
    # A word that the blank is a part of keeps its parts together.
    if not hint or after[:1].isalnum() or after[:1] == "-":
        return gap
    # Words in brackets that the author wrote tell more.
    if after.lstrip(" ").startswith("("):
        return gap
    return labels.fill("hinted", blank=gap, hint=hint)


def _type_in_words(base: FactBase, blank: Blank) -> str:
    texts = base.wording.labels.texts
    label = type_of(blank.content).hint(blank.content)
    if label:
        return texts[label]
    pool = _pool_of_name(base, blank) if blank.type == "text" else blank.type
    label = f"hint_{pool}"
    return texts[label] if label in texts else _pool_in_words(base, pool)


def _pool_of_name(base: FactBase, blank: Blank) -> str:
    """Return what the name in a blank stands for, "" if it is no name or nothing tells.

    A state, its capital and its president may all fit one gap. What is written small is no name,
    and the sentence around it mostly tells what it is; so it does for terms.
    """
    text = plain(base.text(blank.content))
    name = base.wording.bare(text)
    if not name[:1].isupper():
        return ""
    facts = base.comparison.named(name)
    pools = {base.kind(base.deck.facts[ref]).pool for ref in facts}
    if pools:
        return "".join(pools - {"term"}) if len(pools) == 1 else ""
    if is_land(name, base.wording.labels.language):
        return "name_country"
    if text == name and name in once(base, _last_names):
        return "person"
    return _known_pool(name, text) if base.wording.is_english else ""


def _last_names(base: FactBase) -> frozenset[str]:
    """Return the last words of the names of all people of a deck."""
    fillers = base.names.fillers.items()
    names = (filler.text for ref, filler in fillers if base.is_of_people(ref.partition("/")[0]))
    return frozenset(name.split()[-1] for name in names if len(name.split()) > 1)


def _known_pool(name: str, text: str) -> str:
    """Return what an English name is known to stand for, "" if it may be several things.

    `text` is the name with its article, which last names have none of.
    """
    if _is_unit(name):
        return ""
    known = named(name)
    if known and known.sorts <= PLACES and "city" in known.sorts:
        return "name_place"
    if text == name and is_mostly_a_last_name(name):
        return "person"
    nature = "body" if is_body(name) else nature_of_known(name)
    return _POOLS.get(nature, "")


def _is_unit(name: str) -> bool:
    """Return whether an English name is that of a unit as well: Newton, degrees Celsius."""
    return any("unit" in sorts_of(noun) for noun in (name, f"degree {name}"))


def _pool_in_words(base: FactBase, name: str) -> str:
    """Return the noun of the only kind in a pool, or the name of a pool that kinds share."""
    if not name:
        return ""
    kinds = [kind for kind in base.deck.kinds.values() if kind.pool == name]
    return kinds[0].one if len(kinds) == 1 else name.replace("_", " ").replace("-", " ")
