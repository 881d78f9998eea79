"""Tells answers that describe something from those that students can type as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# Students hit on the very words of an answer that has no more than so many.
_MOST_TYPED = 4
# Where most answers are descriptions, so are short ones.
_MOST_TYPED_AMONG_DESCRIPTIONS = 2
# Names have small words in between: the Joint Comprehensive Plan of Action.
_LONGEST_SMALL_WORD = 3


def is_description(accepted: Iterable[str], *, is_in_descriptions: bool) -> bool:
    """Return whether a person must mark an answer, of which all `accepted` texts are right.

    With `is_in_descriptions`, it is a value of a field that holds descriptions.
    """
    most = _MOST_TYPED_AMONG_DESCRIPTIONS if is_in_descriptions else _MOST_TYPED
    return all(len(text.split()) > most and not _is_name(text) for text in accepted)


def are_descriptions(texts: Sequence[str]) -> bool:
    """Return whether more than half of some texts describe something."""
    found = sum(is_description([text], is_in_descriptions=False) for text in texts)
    return 2 * found > len(texts)


def _is_name(text: str) -> bool:
    """Return whether each word of a text has a capital, small words aside."""
    return all(word[:1].isupper() for word in text.split() if len(word) > _LONGEST_SMALL_WORD)
