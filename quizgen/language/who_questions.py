"""English questions for who did something, and for who somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterable

# A deed of a person's own, without a clause about what others did with it.
DID = re.compile(
    r"who (?:became|held|led|met|ruled|served|signed|was|won)\b(?!.*\b(?:that|which|who|whose)\b)",
    re.IGNORECASE,
)
_IS = re.compile(r"who (?:is|was) \{", re.IGNORECASE)


def asks_who_it_is(wordings: Iterable[str]) -> bool:
    """Return whether one of the wordings of a question asks for who its fact is."""
    return any(map(_IS.match, wordings))
