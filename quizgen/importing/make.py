"""Makes a deck of the questions of another program, as YAML with its pictures beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from quizgen.diagnostics import Diagnostic
from quizgen.importing.facts import MEDIA, Facts, MadeFact
from quizgen.importing.reader import ReadQuestions
from quizgen.language.labels import load_labels
from quizgen.yaml.edit import written

# The options of a printed item, by default and at most.
_USUAL, _MOST = 4, 8
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Wishes:
    """The id, the title and the language of the deck; a title "" is that of the file."""

    id: str
    title: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Imported:
    """A deck as YAML, its pictures by their paths beside it, its facts' number, and problems."""

    text: str
    pictures: Mapping[str, bytes]
    count: int
    problems: tuple[Diagnostic, ...]


def make_deck(read: ReadQuestions, wishes: Wishes) -> Imported:
    """Return a deck that asks the questions."""
    facts = Facts(load_labels(wishes.language).texts)
    for question in read.questions:
        facts.add(question)
    title = wishes.title or read.title or wishes.id
    text = "\n".join(_lines(facts, wishes, title)) + "\n"
    shown = {name: data for name, data in read.pictures.items() if name in text}
    pictures = {f"{MEDIA}/{name}": data for name, data in shown.items()}
    count = len(facts.facts)
    return Imported(text, pictures, count, (*read.problems, *facts.problems))


def _lines(facts: Facts, wishes: Wishes, title: str) -> Iterator[str]:
    yield f"deck: {_text(wishes.id)}"
    yield f"title: {_text(title)}"
    if wishes.language != "en":
        yield f"language: {_text(wishes.language)}"
    if facts.most_options > _USUAL:
        yield f"quiz: {{options: {min(facts.most_options, _MOST)}}}"
    if facts.kinds:
        yield "kinds:"
        for kind, declaration in facts.kinds.items():
            yield f"  {kind}:"
            yield declaration.rstrip("\n")
    ordered = sorted(facts.facts, key=lambda fact: fact.kind)
    for kind, held in groupby(ordered, key=lambda fact: fact.kind):
        yield f"{kind}:"
        for fact in held:
            yield from _fact(fact)


def _fact(fact: MadeFact) -> Iterator[str]:
    pairs = [f"{key}: {_value(value)}" for key, value in fact.values.items()]
    line = f"  {_key(fact.id)}: {{{', '.join(pairs)}}}"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"  {_key(fact.id)}:"
    yield from (f"    {pair}" for pair in pairs)


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"{value:g}"
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_value(each)}' for key, each in value.items())}}}"
        case _:
            return _text(str(value))


def _text(text: str) -> str:
    return written(text, '"')


def _key(text: str) -> str:
    made = written(text)
    return made if made[:1] in "\"'" or ":" not in made else _text(text)
