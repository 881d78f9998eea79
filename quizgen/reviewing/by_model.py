"""Wrong options judged by a language model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from quizgen.diagnostics import Diagnostic, Place, Severity
from quizgen.language_models.cost import cost_of_prompts
from quizgen.language_models.interview import Interview
from quizgen.language_models.json_answers import NoAnswerError
from quizgen.project import Project
from quizgen.reviewing.asking import ANSWER, BATCH, SYSTEM, again, prompt_of, read_answer
from quizgen.reviewing.offers import Offer, offers_of, without
from quizgen.reviewing.rejecting import Rejecting

# New options come in the place of rejected ones, and are judged as well.
ROUNDS = 3
# Crossed options as they are shown, by the ids of items.
Crossed = Mapping[str, tuple[str, ...]]


class ModelReview(Interview):
    """Judges options with a model.

    `problems` has a warning for each answer that could not be read.
    """

    @cached_property
    def problems(self) -> list[Diagnostic]:
        """Return the warnings so far."""
        return []

    def crossed(self, offers: Sequence[Offer], language: str) -> Crossed:
        """Return the options that the model rejects.

        Calls `agree` with the cost before the first request, and `tell` after each batch. Raises
        QuizgenError if the model fails; what it has answered stays in the cache.
        """
        batches = [offers[at : at + BATCH] for at in range(0, len(offers), BATCH)]
        prompts = [prompt_of(batch, language) for batch in batches]
        asked = [each for each in prompts if self.known(each) is None]
        if asked:
            self._agree(cost_of_prompts(SYSTEM, asked, ANSWER))
        found: dict[str, tuple[str, ...]] = {}
        for done, (batch, prompt) in enumerate(zip(batches, prompts, strict=True), 1):
            found.update(self._judged(batch, prompt))
            self._tell(done, len(batches))
        return found

    def _judged(self, batch: Sequence[Offer], prompt: str) -> Crossed:
        known = self.known(prompt)
        text = self.ask(SYSTEM, prompt) if known is None else known
        try:
            found: Crossed = read_answer(text, batch)
        except NoAnswerError:
            text = self.ask(SYSTEM, again(prompt)) if known is None else text
            found = self._second(text, batch)
        if known is None:
            self.keep(prompt, text)
        return found

    def _second(self, text: str, batch: Sequence[Offer]) -> Crossed:
        """Return what a second answer rejects, nothing if it cannot be read either."""
        try:
            return read_answer(text, batch)
        except NoAnswerError as error:
            message = f"{self.name} judged no options of {len(batch)} questions: {error}"
            fix = "run the command again, or name another model"
            place = Place("--model")
            self.problems.append(Diagnostic("Q644", message, place, fix, Severity.WARNING))
            return {}


def rejected_by(project: Project, judge: ModelReview) -> Rejecting:
    """Return what a model rejects, also of the options that come in place of rejected ones."""
    judged: dict[str, set[str]] = {}
    rejected: dict[str, tuple[str, ...]] = {}
    for _ in range(ROUNDS):
        fresh = _fresh(without(project, rejected), judged)
        if not fresh:
            break
        crossed = judge.crossed(fresh, project.deck.language)
        for offer in fresh:
            judged.setdefault(offer.id, set()).update(each.shown for each in offer.options)
            out = crossed.get(offer.id, ())
            texts = tuple(each.text for each in offer.options if each.shown in out)
            if texts:
                rejected[offer.id] = (*rejected.get(offer.id, ()), *texts)
    return rejected


def _fresh(project: Project, judged: Mapping[str, set[str]]) -> list[Offer]:
    """Return the items with the options that the model has not judged."""
    found = []
    for offer in offers_of(project):
        seen = judged.get(offer.id, set())
        new = {each.shown for each in offer.options} - seen
        if new:
            found.append(offer.only(new))
    return found
