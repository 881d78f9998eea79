"""Reads the answers of models, which may hold anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from quizgen.drafting.asking import SHAPES, Shape
from quizgen.language_models.json_answers import listed_in
from quizgen.yaml.text import is_printable

_MOST_FACTS = 40
_LONGEST = 300
_MOST_MISTAKES = 4
_FORBIDDEN = re.compile(r"<[a-zA-Z/!]|https?://|javascript:|\{\{|\}\}|!\[|\]\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A fact that a model proposes: its texts by key, and wrong answers with the reasons."""

    kind: str
    texts: Mapping[str, str]
    mistakes: tuple[tuple[str, str], ...] = field(default_factory=tuple)

    @property
    def shown(self) -> str:
        """Return it as messages show it."""
        return f"{self.kind}: {' / '.join(self.texts.values())}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer proposes, and what in it is no fact, with the reasons."""

    facts: tuple[Proposed, ...]
    refused: tuple[str, ...]


def read_answer(text: str) -> Answer:
    """Return the facts in an answer; raises NoAnswerError if it is no JSON of the right shape."""
    listed = listed_in(text, "facts")
    facts: list[Proposed] = []
    refused: list[str] = []
    for each in listed[:_MOST_FACTS]:
        found = _fact(each)
        if isinstance(found, Proposed):
            facts.append(found)
        else:
            refused.append(found)
    if len(listed) > _MOST_FACTS:
        refused.append(f"{len(listed) - _MOST_FACTS} more facts: too many for one paragraph")
    return Answer(tuple(facts), tuple(refused))


def _fact(given: object) -> Proposed | str:
    """Return a fact, or why there is none."""
    if not isinstance(given, dict) or not isinstance(given.get("kind"), str):
        return "an entry without a kind"
    kind = given["kind"]
    shape = SHAPES.get(kind)
    if shape is None:
        return f"a fact of a kind that there is not: {kind[:40]}"
    texts = {key: given[key] for key in shape.keys if given.get(key)}
    wrong = next(filter(None, map(_fault, texts.values())), "") or _lack(texts, shape)
    if wrong:
        return f"{kind}: {_shown(texts)}: {wrong}"
    clean = {key: " ".join(str(each).split()) for key, each in texts.items()}
    return Proposed(kind, clean, tuple(_mistakes(given.get("mistaken_for"))))


def _lack(texts: Mapping[str, object], shape: Shape) -> str:
    """Return what a fact lacks, "" if nothing."""
    missing = [key for key in shape.needed if key not in texts]
    if missing:
        return f"it lacks {' and '.join(missing)}"
    return "it says nothing of its name" if len(texts) < 2 else ""


def _fault(value: object) -> str:
    """Return what is wrong with a text, "" if nothing is."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return "a value is no text"
    text = str(value)
    if len(text) > _LONGEST:
        return f"a text has more than {_LONGEST} characters"
    if not is_printable(text) or any(ord(char) < 32 for char in text):
        return "a text has control characters"
    return "a text has markup or an address" if _FORBIDDEN.search(text) else ""


def _mistakes(given: object) -> Iterator[tuple[str, str]]:
    listed = given if isinstance(given, list) else []
    for each in listed[:_MOST_MISTAKES]:
        if not isinstance(each, dict):
            continue
        value, why = each.get("value"), each.get("why")
        if value and why and not _fault(value) and not _fault(why):
            yield " ".join(str(value).split()), " ".join(str(why).split())


def _shown(texts: Mapping[str, object]) -> str:
    return " / ".join(str(each)[:60] for each in texts.values())
