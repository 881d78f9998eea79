"""Drafted facts as lines of YAML, each marked for the author to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizgen.drafting.confirming import MARK
from quizgen.drafting.facts import Drafted, Written
from quizgen.visible import visible_line
from quizgen.yaml.edit import written

_WIDTH = 100
_LONGEST_COMMENT = 240


def by_kind(facts: Iterable[Drafted]) -> dict[str, list[Drafted]]:
    """Return facts by their kinds, in the order of their first facts."""
    found: dict[str, list[Drafted]] = {}
    for fact in facts:
        found.setdefault(fact.kind, []).append(fact)
    return found


def fact_lines(fact: Drafted, indent: str = "  ") -> Iterator[str]:
    """Yield the lines of a fact: one if it is short, else one for each key."""
    pairs = [f"{written(key)}: {_value(value)}" for key, value in fact.values.items()]
    pairs.append(f"paragraph: {fact.paragraph}")
    line = f"{indent}{written(fact.id)}: {{{', '.join(pairs)}}}  {MARK}"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"{indent}{written(fact.id)}:  {MARK}"
    yield from (f"{indent}{indent}{pair}" for pair in pairs)


def comment_lines(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts as comments, each on one line without characters that YAML refuses."""
    for text in texts:
        line = visible_line(text)
        short = line if len(line) <= _LONGEST_COMMENT else f"{line[: _LONGEST_COMMENT - 1]}…"
        yield f"# {short}"


def _value(value: Written) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return written(value, '"' if "{{" in value else "")
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{written(key)}: {_value(each)}' for key, each in value.items())}}}"
    return f"[{', '.join(map(_value, value))}]"


def as_text(lines: Sequence[str]) -> str:
    """Return lines as a text that ends with a line break."""
    return "\n".join(lines) + "\n"
