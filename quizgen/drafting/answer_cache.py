"""Answers of a model, kept beside the deck until it is written, so that a broken run can go on."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from quizgen.drafting.asking import PROMPT_VERSION
from quizgen.sandbox.inputs import read_regular
from quizgen.writing.atomic import write_all

_MOST_BYTES = 64 * 1024 * 1024


class AnswerCache:
    """The answers by the hashes of what was asked; a file with anything else is ignored."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._answers = _read(path)

    def get(self, model: str, prompt: str) -> str | None:
        """Return the answer of a model to a prompt, None if there is none."""
        return self._answers.get(_key(model, prompt))

    def put(self, model: str, prompt: str, answer: str) -> None:
        """Keep an answer, in the file as well; raises OSError."""
        self._answers[_key(model, prompt)] = answer
        text = json.dumps(self._answers, ensure_ascii=False, indent=1, sort_keys=True)
        write_all({self.path: text.encode()})

    def clear(self) -> None:
        """Delete the file."""
        self.path.unlink(missing_ok=True)


def cache_path(deck: Path) -> Path:
    """Return the file in which the answers for a deck are kept."""
    return deck.with_name(f"{deck.stem}.draft-answers.json")


def _key(model: str, prompt: str) -> str:
    asked = json.dumps([PROMPT_VERSION, model, prompt])
    return hashlib.sha256(asked.encode()).hexdigest()


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(read_regular(path, _MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {key: answer for key, answer in pairs if isinstance(answer, str)}
