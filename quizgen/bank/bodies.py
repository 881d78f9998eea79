"""Whether an organization is a body of a state, by English words: a court, a ministry."""

from __future__ import annotations

import re

from quizgen.deck.model.contents import Text
from quizgen.deck.model.facts import Fact

ORGANIZATION = "organization"
_BODY = re.compile(
    r"(?<!news )(?<!travel )\b(?:agency|assembly|bureau|commission|congress|council|court"
    r"|department|government|ministry|parliament|senate|treasury|tribunal)\b",
    re.IGNORECASE,
)
# What comes after the noun of a description: the ministry that keeps the money.
_AFTER_NOUN = re.compile(r",|\b(?:at|by|for|from|in|of|on|that|to|which|who|with)\b")


def is_state_body(fact: Fact, name: str) -> bool:
    """Return whether a fact's `name`, or the noun of a description, says that it is one."""
    for field, values in fact.values.items():
        texts = [value.content.text for value in values if isinstance(value.content, Text)]
        words = texts if field == name else [_AFTER_NOUN.split(text)[0] for text in texts]
        if any(map(_BODY.search, words)):
            return True
    return False
