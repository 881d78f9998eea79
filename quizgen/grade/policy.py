"""Reads a marking policy: penalties, void items, further keys, and a scale of marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from quizgen.deck.keys.key import Key, Shape, Table
from quizgen.deck.model.quiz import Mark
from quizgen.deck.read import read_keys, read_shape, shorten, unknown_key
from quizgen.deck.scale import read_scale
from quizgen.diagnostics import Problems, QuizgenError, TooManyProblemsError, did_you_mean
from quizgen.forms.form import AnswerIn
from quizgen.forms.registry import form_of
from quizgen.markup.plain import plain
from quizgen.quiz.manifest import Manifest, QuizItem
from quizgen.quiz.manifest import Mark as PrintedMark
from quizgen.yaml import nodes
from quizgen.yaml.nodes import Entry, Node, Scalar
from quizgen.yaml.reader import DeckReader
from quizgen.yaml.text import read_text


def _table(*keys: Key) -> Table:
    return {key.name: key for key in keys}


POLICY_KEYS = _table(
    Key("wrong", Shape.POINTS, "the points that a wrong answer loses", least=0),
    Key("partial", Shape.FLAG, "true: a partly right answer earns a part of its points"),
    Key("floor", Shape.POINTS, "the least that a paper can score, such as 0", least=0),
    Key("scale", Shape.SECTION, "the least percent for each mark: {A: 90, B: 80}, german or us"),
    Key("items", Shape.SECTION, "changes to single items by their ids"),
)
ITEM_KEYS = _table(
    Key("void", Shape.FLAG, "true: everybody earns the item's points"),
    Key("also", Shape.TEXTS, "options that are right as well"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """How papers are marked; what is None stays as it was printed.

    `void` are the ids of items that everybody gets, `also` the further right options of items by
    their indices. `scale` begins with the best mark.
    """

    wrong: Decimal | None = None
    partial: bool | None = None
    floor: Decimal | None = None
    scale: tuple[Mark, ...] = ()
    void: frozenset[str] = frozenset()
    also: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def total(self, total: Fraction) -> Fraction:
        """Return the score of a paper, not below the floor."""
        return total if self.floor is None else max(total, Fraction(self.floor))


def with_policy(manifest: Manifest, policy: Policy) -> Manifest:
    """Return the manifest as if it had been marked by the policy from the start."""
    marking = manifest.marking
    if policy.wrong is not None:
        marking = replace(marking, wrong=float(policy.wrong))
    if policy.partial is not None:
        marking = replace(marking, partial=policy.partial)
    items = tuple(_changed(item, policy) for item in manifest.items)
    scale = tuple(PrintedMark(mark.name, float(mark.least)) for mark in policy.scale)
    return replace(manifest, marking=marking, items=items, scale=scale or manifest.scale)


def _changed(item: QuizItem, policy: Policy) -> QuizItem:
    further = policy.also.get(item.id, ())
    keys: tuple[tuple[int, ...], ...] = tuple((index,) for index in further)
    if not form_of(item).one_right and further:
        # Of several right options, these belong to the right ones too.
        keys = (tuple(sorted({*item.key, *further})),)
    void = item.void or item.id in policy.void
    return replace(item, void=void, other_keys=(*item.other_keys, *keys))


def read_policy(path: Path, manifest: Manifest) -> Policy:
    """Return the policy in a file; raises QuizgenError with every problem at its place."""
    problems = Problems()
    reading = _Reading(manifest, problems)
    try:
        for entry in DeckReader(str(path), read_text(path), problems).entries():
            reading.take(entry)
        reading.close()
    except TooManyProblemsError:
        pass
    if problems.found:
        raise QuizgenError(problems.found)
    return reading.policy()


class _Reading:
    """A policy being read."""

    def __init__(self, manifest: Manifest, problems: Problems) -> None:
        self._items = {item.id: item for item in manifest.items}
        self._problems = problems
        self._given: dict[str, object] = {}
        self._marks: list[tuple[Scalar, Node]] = []
        self._scale: tuple[Mark, ...] = ()
        self._void: set[str] = set()
        self._also: dict[str, tuple[int, ...]] = {}

    def policy(self) -> Policy:
        return Policy(
            scale=self._scale,
            void=frozenset(self._void),
            also=self._also,
            **self._given,  # type: ignore[arg-type]  # read_shape returned what each key takes
        )

    def close(self) -> None:
        """Read what stands on several entries."""
        if self._marks:
            name, _ = self._marks[0]
            self._scale = read_scale(nodes.Mapping(tuple(self._marks), name.place), self._problems)

    def take(self, entry: Entry) -> None:
        """Take one entry of the file."""
        name = entry.section.text
        if name not in POLICY_KEYS:
            unknown_key(entry.section, POLICY_KEYS, self._problems)
        elif name == "scale":
            self._take_scale(entry)
        elif name == "items":
            self._take_item(entry)
        else:
            key = POLICY_KEYS[name]
            value = read_shape(key, entry.node, self._problems)
            if value is not None:
                self._given[name] = value

    def _take_scale(self, entry: Entry) -> None:
        if entry.key is None:
            self._scale = read_scale(entry.node, self._problems)
        else:
            self._marks.append((entry.key, entry.node))

    def _take_item(self, entry: Entry) -> None:
        if entry.key is None or not isinstance(entry.node, nodes.Mapping):
            fix = "write `items: {treaties/inf/signed: {void: true}}`"
            self._problems.error("Q720", "an item takes keys of its own", entry.node.place, fix)
            return
        item = self._items.get(entry.key.text)
        if item is None:
            message = f"the quiz has no item `{shorten(entry.key.text)}`"
            fix = did_you_mean(entry.key.text, self._items)
            self._problems.error("Q721", message, entry.key.place, fix)
            return
        read = read_keys(entry.node, ITEM_KEYS, self._problems)
        if read.get("void"):
            self._void.add(item.id)
        if "also" in read:
            self._also[item.id] = tuple(self._options(item, read["also"], entry.node))

    def _options(self, item: QuizItem, texts: tuple[str, ...], node: Node) -> Iterator[int]:
        """Yield the indices of the options that are right as well."""
        if form_of(item).answer_in is not AnswerIn.LETTERS:
            message = f"the form `{item.form}` has no options that could be right as well"
            self._problems.error("Q721", message, node.place, "make the item `void` instead")
            return
        known = {plain(option): index for index, option in enumerate(item.options)}
        for text in texts:
            if text in known:
                yield known[text]
            else:
                message = f"the item has no option `{shorten(text)}`"
                self._problems.error("Q721", message, node.place, did_you_mean(text, known))
