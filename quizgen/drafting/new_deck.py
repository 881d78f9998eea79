"""A new deck of drafted facts, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.drafting.confirming import MARK
from quizgen.drafting.facts import Drafted
from quizgen.drafting.lines import as_text, by_kind, comment_lines, fact_lines
from quizgen.drafting.starter import SCHEMA
from quizgen.visible import visible_line
from quizgen.yaml.edit import written

_ORDER = (
    "people",
    "officials",
    "organizations",
    "terms",
    "treaties",
    "events",
    "figures",
    "quotes",
    "claims",
    "statements",
    "questions",
)
_HEADER = """\
# yaml-language-server: $schema={schema}
# Drafted from an article. Each fact ends with `{mark}`: compare it with its paragraph, say it
# in your own words, and delete the mark; or delete the fact.

# The permanent id of the deck. Never change it: learners' reviews in Anki depend on it."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the header of a new deck says; `text` is the file of the article, "" for none."""

    id: str
    title: str
    language: str
    article: str
    text: str = ""
    first_paragraph: str = ""


def new_deck(head: Head, facts: Sequence[Drafted], left_out: Sequence[str]) -> str:
    """Return a deck of facts; what was left out stands at its end as comments."""
    lines = [_HEADER.format(schema=SCHEMA, mark=MARK), *_keys(head)]
    for kind, drafted in sorted(by_kind(facts).items(), key=lambda each: _place(each[0])):
        lines += ["", f"{kind}:"]
        lines += [line for fact in drafted for line in fact_lines(fact)]
    return as_text([*lines, *left_out_lines(left_out)])


def left_out_lines(left_out: Sequence[str]) -> Iterator[str]:
    """Yield what was left out, as comments under a heading."""
    if left_out:
        yield ""
        yield "# Left out, each with the reason:"
        yield from comment_lines(f"- {text}" for text in left_out)


def _keys(head: Head) -> Iterator[str]:
    yield f"deck: {written(head.id)}"
    yield f"title: {written(visible_line(head.title), chr(34))}"
    yield f"language: {head.language}"
    yield "source:"
    yield f"  title: {written(visible_line(head.article), chr(34))}"
    if head.text:
        yield f"  text: {written(head.text)}"
    if head.first_paragraph:
        yield f"  first_paragraph: {written(head.first_paragraph, chr(34))}"


def _place(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
