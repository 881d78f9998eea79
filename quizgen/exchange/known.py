"""What a deck knows about the items of a quiz beside what its manifest holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from quizgen.bank.backside import look_alikes
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.wrong import keys_of
from quizgen.deck.model.contents import Text
from quizgen.deck.model.facts import Fact
from quizgen.diagnostics import Place
from quizgen.exchange.descriptions import are_descriptions
from quizgen.markup.plain import plain
from quizgen.project import Project
from quizgen.quiz.manifest import QuizItem


class Known:
    """A deck as the source of what goes along with its items.

    A printed quiz may be older than the deck: an item whose question is gone has nothing here.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._base = project.base
        self._descriptive: dict[tuple[str, str], bool] = {}

    @cached_property
    def _prompts(self) -> Mapping[str, Prompt]:
        return {each.id: each for each in self._project.prompts}

    def _prompt(self, item: QuizItem) -> Prompt | None:
        """Return the question that an item asks, None for items about several facts."""
        return self._prompts.get(item.id) or self._prompts.get(item.id.rpartition("/")[0])

    def _facts(self, item: QuizItem) -> Iterator[Fact]:
        found = map(self._base.deck.facts.get, item.facts)
        return (each for each in found if each)

    def place(self, item: QuizItem) -> Place:
        """Return where the first fact of an item is written."""
        return self._project.place_of(item.facts[0] if item.facts else "")

    def tags(self, item: QuizItem) -> tuple[str, ...]:
        """Return the tags of the deck and of the item's facts, each once."""
        of_facts = (tag for fact in self._facts(item) for tag in fact.tags)
        return tuple(dict.fromkeys([*self._base.deck.tags, *of_facts]))

    def whys(self, item: QuizItem, options: Sequence[str]) -> dict[int, tuple[str, str]]:
        """Return what sets tempting options apart, by the indices of these.

        Each is the author's words, and the line of the remarks that has them.
        """
        prompt = self._prompt(item)
        if prompt is None:
            return {}
        right = {item.options[index] for index in item.key}
        wrong = {index: text for index, text in enumerate(options) if text not in right}
        found = {}
        for text, why, line in look_alikes(self._base, prompt):
            index = self._index(text, wrong)
            if index is not None:
                found[index] = (why, line)
        return found

    def is_in_descriptions(self, item: QuizItem) -> bool:
        """Return whether the answer of an item is from a field that holds descriptions."""
        prompt = self._prompt(item)
        if prompt is None or prompt.way is Way.BACK:
            return False
        return self._are_descriptions(prompt.fact.kind, prompt.field.name)

    def _are_descriptions(self, kind: str, field: str) -> bool:
        if (kind, field) not in self._descriptive:
            values = [value.content for _, value in self._base.values_of(kind, field)]
            texts = [plain(each.text) for each in values if isinstance(each, Text)]
            bare = [self._base.wording.bare(text) for text in texts]
            self._descriptive[kind, field] = are_descriptions(bare)
        return self._descriptive[kind, field]

    def _index(self, text: str, options: Mapping[int, str]) -> int | None:
        """Return which option a text is; options have other capitals, and no articles."""
        for form in (_folded, self._base.wording.normal):
            same = [index for index, option in options.items() if form(option) == form(text)]
            if len(same) == 1:
                return same[0]
        return None

    def accepted(self, item: QuizItem) -> tuple[str, ...]:
        """Return the plain texts that are right as a written answer, the best first."""
        prompt = self._prompt(item)
        if prompt is None:
            return ()
        texts = [item.answer]
        for filler in keys_of(self._base, prompt):
            fact = self._base.deck.facts.get(filler.fact)
            texts += [filler.text, *(self._base.names.of(fact) if fact else ())]
        cleaned = [" ".join(plain(text).split()) for text in texts]
        bare = [self._base.wording.bare(text) for text in cleaned]
        return tuple(dict.fromkeys(filter(None, [*cleaned, *bare])))


def _folded(text: str) -> str:
    return plain(text).casefold()
