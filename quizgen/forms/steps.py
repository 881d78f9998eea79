"""Steps: the values of a field whose order means something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.bank.base import FactBase
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.model.facts import Value
from quizgen.deck.types.registry import type_of
from quizgen.forms.apart import apart
from quizgen.forms.exercise import Material
from quizgen.forms.form import Lacking
from quizgen.markup.plain import plain

# An item about steps needs this many of them.
_FEWEST = 4


def is_in_order(base: FactBase, prompt: Prompt) -> bool:
    """Return whether a question asks for enough values in order, each certainly another."""
    return prompt.field.in_order and not prompt.answer_media and not _why_not(base, prompt)


def _why_not(base: FactBase, prompt: Prompt) -> str:
    """Return why the values of a field in order give no item, "" if they do."""
    values, name = prompt.values, prompt.field.name
    if len(values) < _FEWEST:
        return f"`{name}` has {len(values)}, and an item needs {_FEWEST}"
    for number, one in enumerate(values):
        for other in values[:number]:
            if not apart(base, one.content, other.content):
                texts = base.text(other.content), base.text(one.content)
                return "“{}” and “{}” may be the same".format(*map(plain, texts))
    return ""


def lacking_steps(material: Material, form: str) -> Iterator[Lacking]:
    """Yield the questions for values in order that give no item of a form, with the reason."""
    for question in material.questions:
        prompt = question.prompt
        if prompt.way is Way.FORWARD and prompt.field.in_order and not prompt.answer_media:
            why = _why_not(material.base, prompt)
            if why:
                mend = f"write {_FEWEST} or more, each in words of its own"
                yield Lacking(prompt.id, form, why, mend, prompt.value.place)


def fillers_of(base: FactBase, values: Iterable[Value]) -> list[Filler]:
    """Return values as options."""
    texts = [(base.text(value.content), value.content) for value in values]
    return [
        Filler(
            text, frozenset({base.wording.normal(text)}), content, type_of(content).fact(content)
        )
        for text, content in texts
    ]
