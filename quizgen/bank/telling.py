"""Cues: words of a stem that only the right answer shares."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.bank.wording import Wording


def telling(wording: Wording, text: str) -> frozenset[str]:
    """Return the beginnings of a text's longer words, which forms of one word share."""
    return wording.beginnings(text)


def cues(wording: Wording, stem: str, key: str, distractors: Iterable[str]) -> frozenset[str]:
    """Return the beginnings of words that stem and key share, and that all distractors lack."""
    shared = telling(wording, key) & telling(wording, stem)
    return (
        shared.difference(*(telling(wording, each) for each in distractors)) if shared else shared
    )
