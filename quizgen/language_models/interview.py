"""Questions to a language model that are not asked again once it has answered."""

from __future__ import annotations

from collections.abc import Callable

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.language_models.answer_cache import AnswerCache
from quizgen.language_models.cost import Cost
from quizgen.language_models.models import Model, ModelFailedError


class Interview:
    """A model and the answers that it gave earlier.

    `agree` is called with the cost before the first request, and `tell` with how many answers
    there are, and of how many.
    """

    def __init__(
        self,
        model: Model,
        cache: AnswerCache,
        *,
        agree: Callable[[Cost], None],
        tell: Callable[[int, int], None] = lambda _done, _of: None,
    ) -> None:
        self.name = model.name
        self._model = model
        self._cache = cache
        self._agree = agree
        self._tell = tell

    def known(self, prompt: str) -> str | None:
        """Return what the model answered earlier, None if it was not asked."""
        return self._cache.get(self.name, prompt)

    def keep(self, prompt: str, answer: str) -> None:
        """Keep an answer for the next run."""
        self._cache.put(self.name, prompt, answer)

    def ask(self, system: str, prompt: str, about: str = "") -> str:
        """Return the model's answer; `about` ends the sentence that it did not answer.

        Raises QuizgenError if the model fails; what it has answered stays in the cache.
        """
        try:
            return self._model.answer(system, prompt)
        except ModelFailedError as error:
            message = f"{self.name} did not answer{about}: {error}"
            fix = "run the command again: it goes on where it stopped"
            raise QuizgenError([Diagnostic("Q613", message, Place("--model"), fix)], 3) from None
