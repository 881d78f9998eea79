"""What the file of each version or student is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from quizgen.quiz.manifest import Manifest

_LONGEST = 60


def file_ends(manifest: Manifest) -> Iterator[str]:
    """Yield for each version what the name of its file ends with: ``-A``, or ``-7-Anna-Müller``."""
    taken: set[str] = set()
    for version in manifest.versions:
        end = _slug(f"{version.version} {version.student.name if version.student else ''}")
        # A student's number may be a word that the names of other files begin with.
        end = f"paper-{end}" if end.casefold().split("-")[0] in {"key", "worked"} else end
        # Names that differ in signs alone would be one file.
        number = next(
            n for n in count(1) if (f"{end}-{n}" if n > 1 else end).casefold() not in taken
        )
        end = f"{end}-{number}" if number > 1 else end
        taken.add(end.casefold())
        yield f"-{end}"


def _slug(text: str) -> str:
    """Return a text as a part of a file's name: letters and digits of any script."""
    return re.sub(r"[\W_]+", "-", text).strip("-")[:_LONGEST].rstrip("-") or "paper"
