"""Answers of a model, kept beside the deck until it is written, so that a broken run can go on."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from quizgen.sandbox.inputs import read_regular
from quizgen.writing.atomic import write_all

_MOST_BYTES = 64 * 1024 * 1024


class AnswerCache:
    """The answers by the hashes of what was asked; a file with anything else is ignored.

    Answers to another `version` of the prompts do not count.
    """

    def __init__(self, path: Path, version: int) -> None:
        self.path = path
        self._version = version
        self._answers = _read(path)

    def get(self, model: str, prompt: str) -> str | None:
        """Return the answer of a model to a prompt, None if there is none."""
        return self._answers.get(self._key(model, prompt))

    def put(self, model: str, prompt: str, answer: str) -> None:
        """Keep an answer, in the file as well; raises OSError."""
        self._answers[self._key(model, prompt)] = answer
        text = json.dumps(self._answers, ensure_ascii=False, indent=1, sort_keys=True)
        write_all({self.path: text.encode()})

    def _key(self, model: str, prompt: str) -> str:
        asked = json.dumps([self._version, model, prompt])
        return hashlib.sha256(asked.encode()).hexdigest()

    def clear(self) -> None:
        """Delete the file."""
        self.path.unlink(missing_ok=True)


def cache_path(deck: Path, what: str) -> Path:
    """Return the file in which the answers for a deck are kept; `what` is a draft or a review."""
    return deck.with_name(f"{deck.stem}.{what}-answers.json")


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(read_regular(path, _MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {key: answer for key, answer in pairs if isinstance(answer, str)}
