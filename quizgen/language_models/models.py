"""Language models through the package llm and its plugins, each answer limited in size and time."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from typing import Any, Protocol

from quizgen.diagnostics import Diagnostic, Place, QuizgenError, did_you_mean

_MOST_CHARACTERS = 60_000
_SECONDS = 180.0
# Plugins whose models run on the computer at hand.
_LOCAL = ("ollama", "gpt4all", "llamafile", "llama_cpp", "gguf", "mlx", "mlc", "transformers")


class ModelFailedError(Exception):
    """A model gave no answer; the message says why."""


class Model(Protocol):
    """A model that answers in text."""

    name: str

    @property
    def where(self) -> str:
        """Return where it runs, as far as that is known, as a part of a sentence."""

    def answer(self, system: str, prompt: str) -> str:
        """Return its answer, cut off at its limit; raises ModelFailedError."""


def open_model(name: str, schema: Mapping[str, Any], what: str) -> Model:
    """Return a model of the package llm by its name or its alias, for `what`, such as drafting.

    Its answers follow a JSON schema if it can.

    Raises QuizgenError: with exit code 3 if the package is missing.
    """
    if find_spec("llm") is None:
        message = f"{what} with a model needs the package llm"
        fix = "pip install 'quizgen[draft]', and the plugin of your model; or leave out --model"
        raise QuizgenError([Diagnostic("Q612", message, Place("--model"), fix)], 3)
    import llm  # noqa: PLC0415 - an extra, imported when used

    try:
        return LlmModel(llm.get_model(name), name, schema)
    except llm.UnknownModelError:
        known = sorted({str(each.model.model_id) for each in llm.get_models_with_aliases()})
        fix = f"{did_you_mean(name, known)}; list them with: llm models"
        message = f"llm knows no model `{name}`"
        raise QuizgenError([Diagnostic("Q612", message, Place("--model"), fix)]) from None


class LlmModel:
    """A model of the package llm."""

    def __init__(
        self,
        model: Any,  # noqa: ANN401 - llm need not be there
        name: str,
        schema: Mapping[str, Any] | None = None,
        *,
        seconds: float = _SECONDS,
        most: int = _MOST_CHARACTERS,
    ) -> None:
        self._model = model
        self.name = str(getattr(model, "model_id", name))
        self._schema = schema
        self._seconds, self._most = seconds, most

    @property
    def where(self) -> str:
        """Return where it runs, as far as its plugin tells."""
        plugin = type(self._model).__module__.casefold()
        if any(each in plugin for each in _LOCAL):
            return "it runs on this computer, as far as its plugin tells"
        if getattr(self._model, "needs_key", None):
            return f"the text goes over the network to its provider ({self._model.needs_key})"
        return "the text may go over the network"

    def answer(self, system: str, prompt: str) -> str:
        """Return its answer, cut off at the limit of characters.

        Raises ModelFailedError if it takes too long, or if its provider refuses.
        """
        return _within(self._seconds, lambda: self._chunks(system, prompt), self._most)

    def _chunks(self, system: str, prompt: str) -> Iterator[str]:
        settings: dict[str, Any] = {"system": system}
        if self._schema and getattr(self._model, "supports_schema", False):
            settings["schema"] = dict(self._schema)
        yield from self._model.prompt(prompt, **settings)


def _within(seconds: float, chunks: Callable[[], Iterator[str]], most: int) -> str:
    """Return the text of chunks that another thread waits for, cut off at `most` characters."""
    found: queue.Queue[str | BaseException | None] = queue.Queue()
    stopped = threading.Event()

    def run() -> None:
        try:
            for chunk in chunks():
                found.put(chunk)
                if stopped.is_set():
                    break
            found.put(None)
        except Exception as error:  # noqa: BLE001 - plugins raise what their libraries raise
            found.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        return _collected(found, time.monotonic() + seconds, most)
    finally:
        stopped.set()


def _collected(found: queue.Queue[str | BaseException | None], until: float, most: int) -> str:
    text = ""
    while len(text) < most:
        try:
            chunk = found.get(timeout=max(until - time.monotonic(), 0.001))
        except queue.Empty:
            raise ModelFailedError("the model takes too long to answer") from None
        if chunk is None:
            return text
        if isinstance(chunk, BaseException):
            what = " ".join(str(chunk).split())[:200] or type(chunk).__name__
            raise ModelFailedError(what)
        text += chunk
    return text[:most]
