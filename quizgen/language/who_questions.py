"""English questions for who did something."""

from __future__ import annotations

import re

# A deed of a person's own, without a clause about what others did with it.
DID = re.compile(
    r"who (?:became|held|led|met|ruled|served|signed|was|won)\b(?!.*\b(?:that|which|who|whose)\b)",
    re.IGNORECASE,
)
