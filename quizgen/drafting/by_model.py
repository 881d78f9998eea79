"""The facts that a model proposes for an article, each compared with its paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.deck.model.deck import Deck
from quizgen.drafting.answers import Answer, Proposed, read_answer
from quizgen.drafting.asking import SHAPES, again, prompt_of, system_prompt
from quizgen.drafting.entities import Entities, short_id
from quizgen.drafting.facts import Drafted, Written
from quizgen.drafting.lexicon import lexicon_of
from quizgen.drafting.rules import MOST_CHARACTERS, know_deck
from quizgen.drafting.said_there import why_not_there
from quizgen.grounding.article import Article, Paragraph
from quizgen.language_models.cost import Cost, cost_of_prompts
from quizgen.language_models.interview import Interview
from quizgen.language_models.json_answers import NoAnswerError
from quizgen.markup.source import escaped

# Shorter paragraphs are bylines and the like.
_LEAST_WORDS = 8
# How many tokens an answer has, by experience.
_ANSWER = 500
_NAMED = ("people", "officials", "organizations", "treaties")


class ModelDraft(Interview):
    """Drafts with a model."""

    def __call__(
        self, article: Article, deck: Deck | None
    ) -> tuple[Sequence[Drafted], Sequence[str]]:
        """Return the facts, and what was left out with the reasons.

        Calls `agree` with the cost before the first request, and `tell` after each paragraph.
        Raises QuizgenError if the model fails; what it has answered stays in the cache.
        """
        paragraphs = [each for each in article.paragraphs if _is_sent(each)]
        asked = [each for each in paragraphs if self._known(each, article) is None]
        if asked:
            self._agree(cost_of(asked, article.language))
        entities = Entities(lexicon_of(article.language))
        if deck:
            know_deck(entities, deck)
        collected = _Collected(entities, article)
        for done, paragraph in enumerate(paragraphs, 1):
            collected.add(paragraph, self._answer(paragraph, article))
            self._tell(done, len(paragraphs))
        return collected.facts(), collected.left_out

    def _known(self, paragraph: Paragraph, article: Article) -> str | None:
        return self.known(prompt_of(paragraph.text, article.language))

    def _answer(self, paragraph: Paragraph, article: Article) -> Answer:
        known = self._known(paragraph, article)
        prompt = prompt_of(paragraph.text, article.language)
        text = known if known is not None else self._ask(prompt, paragraph)
        try:
            answer = read_answer(text)
        except NoAnswerError:
            answer, text = self._second(prompt, text, paragraph, is_known=known is not None)
        if known is None:
            self.keep(prompt, text)
        return answer

    def _second(
        self, prompt: str, text: str, paragraph: Paragraph, *, is_known: bool
    ) -> tuple[Answer, str]:
        """Return the answer to a second request, an empty one if it cannot be read either."""
        text = text if is_known else self._ask(again(prompt), paragraph)
        try:
            return read_answer(text), text
        except NoAnswerError as error:
            return Answer((), (f"the whole answer: {error}",)), text

    def _ask(self, prompt: str, paragraph: Paragraph) -> str:
        return self.ask(system_prompt(), prompt, f" for paragraph {paragraph.number}")


def _is_sent(paragraph: Paragraph) -> bool:
    is_short = len(paragraph.text) <= MOST_CHARACTERS
    return is_short and len(paragraph.words) >= _LEAST_WORDS


def cost_of(paragraphs: Sequence[Paragraph], language: str) -> Cost:
    """Return about what it costs to ask for the facts of some paragraphs."""
    prompts = [prompt_of(each.text, language) for each in paragraphs]
    return cost_of_prompts(system_prompt(), prompts, _ANSWER)


class _Collected:
    """The facts of all answers, and what was left out of them."""

    def __init__(self, entities: Entities, article: Article) -> None:
        self._entities = entities
        self._article = article
        self._found: list[Drafted] = []
        self._seen: set[str] = set()
        self.left_out: list[str] = []

    def facts(self) -> tuple[Drafted, ...]:
        """Return the facts: people and organizations first."""
        return (*self._entities.facts(), *self._found)

    def add(self, paragraph: Paragraph, answer: Answer) -> None:
        """Add the facts of an answer that its paragraph says."""
        where = f"paragraph {paragraph.number}"
        self.left_out += [f"{where}: {each}" for each in answer.refused]
        for fact in answer.facts:
            why = why_not_there(fact, paragraph, self._article)
            if why:
                self.left_out.append(f"{where}: {fact.shown}: {why}")
            elif fact.shown not in self._seen:
                self._seen.add(fact.shown)
                self._add(fact, paragraph)

    def _add(self, fact: Proposed, paragraph: Paragraph) -> None:
        values = dict(_values(fact))
        number = paragraph.number
        if fact.kind in _NAMED:
            del values["name"]
            self._entities.add(fact.kind, fact.texts["name"], number, values)
            return
        if "by" in fact.texts:
            values["by"] = self._entities.speaker(fact.texts["by"], number).id
        first = next(iter(fact.texts.values()))
        made = self._entities.new_id(short_id(" ".join(first.split()[:6])))
        self._found.append(Drafted(fact.kind, made, values, number))


def _values(fact: Proposed) -> Iterator[tuple[str, Written]]:
    asked = SHAPES[fact.kind].asked
    mistakes: Written = [
        {"value": escaped(value), "why": escaped(why)} for value, why in fact.mistakes
    ]
    for key, text in fact.texts.items():
        if key == asked and mistakes:
            yield key, {"value": escaped(text), "mistaken_for": mistakes}
        else:
            yield key, escaped(text)
