"""The file names of the versions or students."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from quizgen.quiz.manifest import Manifest

_LONGEST = 60


def file_ends(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Yield each version and how its file name ends: ``-A``, or ``-7-Anna-Müller``."""
    taken: set[str] = set()
    for version in manifest.versions:
        end = slug(f"{version.version} {version.student.name if version.student else ''}")
        # A student's number may be a word that the names of other files begin with.
        end = f"paper-{end}" if end.casefold().split("-")[0] in {"key", "worked"} else end
        # Names that differ only in signs would be one file.
        number = next(
            n for n in count(1) if (f"{end}-{n}" if n > 1 else end).casefold() not in taken
        )
        end = f"{end}-{number}" if number > 1 else end
        taken.add(end.casefold())
        yield version.version, f"-{end}"


def slug(text: str) -> str:
    """Return a text as a part of a file name: letters and digits of any script."""
    return re.sub(r"[\W_]+", "-", text).strip("-")[:_LONGEST].rstrip("-") or "paper"
