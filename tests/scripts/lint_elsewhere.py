"""Print what the linter finds in items from elsewhere, for a reader to judge.

Usage: python tests/scripts/lint_elsewhere.py FILE…

A file holds items in the format of OpenTriviaQA: `#Q` and the stem, `^` and the key, then one line
for each option.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from quizgen.lint.model import Question
from quizgen.lint.rules import lint_item

_ITEM = re.compile(r"#Q (?P<stem>.+?)\n\^ (?P<key>.+?)\n(?P<options>(?:[A-Z] .+\n?)+)", re.DOTALL)


def items_in(text: str) -> Iterator[Question]:
    """Yield the items of a file that list their key among the options."""
    for block in re.split(r"\n\s*\n", text):
        match = _ITEM.search(block + "\n")
        if not match:
            continue
        options = tuple(line[2:].strip() for line in match["options"].splitlines() if line)
        if match["key"].strip() in options:
            yield Question(
                " ".join(match["stem"].split()), options, options.index(match["key"].strip())
            )


def report(items: list[Question]) -> str:
    """Return each finding with its item, then the number of findings of each rule."""
    told = [(finding, item) for item in items for finding in lint_item(item)]
    lines = [
        f"{finding.code} {finding.message}\n     {item.stem}\n"
        f"     {item.answer} | {' | '.join(item.distractors)}"
        for finding, item in told
    ]
    counts = sorted(Counter(finding.code for finding, _ in told).items())
    return "\n".join([*lines, f"{len(told)} findings in {len(items)} items: {dict(counts)}"])


if __name__ == "__main__":
    texts = (Path(name).read_text(encoding="utf-8", errors="replace") for name in sys.argv[1:])
    sys.stdout.write(report([item for text in texts for item in items_in(text)]) + "\n")
