"""Reads the passages of a deck, and checks that facts name passages that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from quizgen.deck.keys.quiz import PASSAGE_KEYS
from quizgen.deck.model.facts import Fact
from quizgen.deck.model.quiz import Passage
from quizgen.deck.read import check_id, read_keys, shorten
from quizgen.diagnostics import Problems, did_you_mean
from quizgen.markup.signs import without_signs
from quizgen.media.model import Media
from quizgen.yaml.nodes import Broken, Mapping, Node, Scalar

_EXAMPLE = "write `passages: {flood: {text: The river rose in May.}}`"


def read_passages(node: Mapping, problems: Problems) -> dict[str, Passage]:
    """Return the passages by id, without those whose problems are reported."""
    read = (_passage(key, value, problems) for key, value in node)
    return {each.id: each for each in read if each}


def _passage(key: Scalar, node: Node, problems: Problems) -> Passage | None:
    if not check_id(key, problems) or isinstance(node, Broken):
        return None
    if not isinstance(node, Mapping):
        message = f"the passage `{shorten(key.text)}` takes keys of its own"
        problems.error("Q203", message, node.place, _EXAMPLE)
        return None
    read = read_keys(node, PASSAGE_KEYS, problems)
    written = {name.text for name, _ in node}
    if node.whole and not written & {"text", "picture"}:
        message = f"the passage `{shorten(key.text)}` has neither `text` nor `picture`"
        problems.error("Q202", message, key.place, PASSAGE_KEYS["text"].to_add)
    picture = None
    if "picture" in read:
        place = next(value.place for name, value in node if name.text == "picture")
        alt = without_signs(read.get("alt", ""))
        picture = Media("image", without_signs(read["picture"]), alt, place=place)
    title = without_signs(read.get("title", ""))
    return Passage(key.text, key.place, title, read.get("text", ""), picture)


def check_passages(facts: Iterable[Fact], known: Collection[str], problems: Problems) -> None:
    """Report each fact that names a passage which the deck does not have (Q239)."""
    for fact in facts:
        if fact.passage and fact.passage not in known and not fact.deck:
            message = f"the deck has no passage `{shorten(fact.passage)}`"
            fix = did_you_mean(fact.passage, known) if known else _EXAMPLE
            problems.error("Q239", message, fact.place, fix)
