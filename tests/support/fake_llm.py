"""A model for the package llm that answers from a list, registered as plugins are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import llm
from llm.plugins import pm

Answers = Callable[[str, int], str | Exception]


class FakeModel(llm.Model):
    """Answers each prompt by a function of the prompt and of how many came before it."""

    model_id = "fake"
    can_stream = True
    supports_schema = True

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.prompts: list[str] = []
        self.schemas: list[object] = []

    def execute(self, prompt, stream, response, conversation) -> Iterator[str]:  # noqa: ANN001, ARG002 - as llm calls it
        """Yield the answer in pieces; raise it if it is an exception."""
        self.prompts.append(prompt.prompt)
        self.schemas.append(prompt.schema)
        answer = self.answers(prompt.prompt, len(self.prompts))
        if isinstance(answer, Exception):
            raise answer
        for start in range(0, len(answer), 4096):
            yield answer[start : start + 4096]


class _Plugin:
    def __init__(self, model: FakeModel) -> None:
        self._model = model

    @llm.hookimpl
    def register_models(self, register: Callable[[llm.Model], None]) -> None:
        register(self._model)


@contextmanager
def fake_model(answers: Answers) -> Iterator[FakeModel]:
    """Register a model named ``fake`` for as long as the context lasts."""
    model = FakeModel(answers)
    plugin = _Plugin(model)
    pm.register(plugin, name="quizgen-fake")
    try:
        yield model
    finally:
        pm.unregister(plugin)
