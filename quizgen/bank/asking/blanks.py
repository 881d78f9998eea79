"""Questions into a sentence: one for each of its blanks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.bank.attribution import attribution, is_claim
from quizgen.bank.base import FactBase
from quizgen.bank.hints import hint_of, with_hint, without_types
from quizgen.bank.prompts import Prompt, Way, content_text
from quizgen.bank.shared_blanks import twins_of
from quizgen.bank.wording import sentence_case, tidy
from quizgen.deck.model.contents import Blank, Sentence
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field, QuestionRule


def blanks(
    base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...], key: str
) -> Iterator[Prompt]:
    """Yield a question for each blank of a sentence; `key` is the id of the sentence's question."""
    value = values[0]
    if not isinstance(value.content, Sentence):
        return
    field = base.kind(fact).fields[rule.field]
    sentence = (_lead(base, field, value), *value.content.parts)
    filled = _Filled(base, sentence)
    numbers = value.content.numbers
    asked: list[Prompt] = []
    for number, blank in zip(numbers, value.content.blanks, strict=True):
        twins = twins_of(base, value.content, blank) if numbers.count(number) > 1 else ()
        open_ = (blank, *twins)
        hints = [hint_of(base, each) for each in open_]
        own_hints = [without_types(each) for each in open_]
        stem = filled.around(open_, hints)
        above_options = stem if own_hints == hints else filled.around(open_, own_hints)
        answer = content_text(base, blank.content)
        if any((each.stem, each.answer) == (stem, answer) for each in asked):
            # Blanks with one number and one answer are one question.
            continue
        prompt = Prompt(
            _name_of_blank(key, number, asked),
            fact,
            rule,
            field,
            Way.BLANK,
            stem,
            answer,
            values,
            blank,
            sentence,
            twins,
            above_options="" if above_options == stem else above_options,
        )
        asked.append(prompt)
    yield from asked


def _name_of_blank(key: str, number: int, asked: Sequence[Prompt]) -> str:
    """Return the id of a blank's question; further blanks on one card get a place besides."""
    name = f"{key}/{number}"
    sharing = [each for each in asked if each.id == name or each.id.startswith(f"{name}-")]
    return f"{name}-{len(sharing) + 1}" if sharing else name


def _lead(base: FactBase, field: Field, value: Value) -> str:
    """Return the words before a sentence that say whose claim it is, "" for no claim."""
    if not is_claim(field, value):
        return ""
    name, who = attribution(base, field, value, content_text(base, value.content))
    return base.wording.labels.fill(f"{name}_sentence", who=who, stem="") if name else ""


class _Filled:
    """A sentence in words, of which one blank after the other is left open."""

    def __init__(self, base: FactBase, parts: tuple[str | Blank, ...]) -> None:
        self._base = base
        self._parts = parts
        self._words = [
            part if isinstance(part, str) else content_text(base, part.content) for part in parts
        ]
        self._after = [part if isinstance(part, str) else "" for part in (*parts[1:], "")]

    def around(self, open_: Sequence[Blank], hints: Sequence[str]) -> str:
        """Return the sentence with hints in the place of the blanks that are open."""
        words, hint_by_id = self._words.copy(), dict(zip(map(id, open_), hints, strict=True))
        for place, part in enumerate(self._parts):
            if id(part) in hint_by_id:
                words[place] = with_hint(self._base, hint_by_id[id(part)], self._after[place])
        return sentence_case(tidy("".join(words), self._base.wording.labels))
