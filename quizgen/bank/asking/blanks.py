"""Questions into a sentence: one for each of its blanks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from quizgen.bank.attribution import attribution
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
    numbers = value.content.numbers
    asked: list[Prompt] = []
    for number, blank in zip(numbers, value.content.blanks, strict=True):
        twins = twins_of(base, value.content, blank) if numbers.count(number) > 1 else ()
        open_ = (blank, *twins)
        stem = _sentence_stem(base, sentence, open_)
        above_options = _sentence_stem(base, sentence, open_, without_types)
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
    name, who = attribution(base, field, value, content_text(base, value.content))
    return base.wording.labels.fill(f"{name}_sentence", who=who, stem="") if name else ""


def _sentence_stem(
    base: FactBase,
    sentence: tuple[str | Blank, ...],
    open_: Sequence[Blank],
    hint: Callable[[FactBase, Blank], str] = hint_of,
) -> str:
    words = "".join(_with_blanks(base, sentence, open_, hint))
    return sentence_case(tidy(words, base.wording.labels))


def _with_blanks(
    base: FactBase,
    sentence: tuple[str | Blank, ...],
    open_: Sequence[Blank],
    hint: Callable[[FactBase, Blank], str],
) -> Iterator[str]:
    """Yield the parts of a sentence in words; the blanks that are open show their hints."""
    opened = {id(blank) for blank in open_}
    for part, following in zip(sentence, (*sentence[1:], ""), strict=True):
        if isinstance(part, str):
            yield part
        elif id(part) in opened:
            after = following if isinstance(following, str) else ""
            yield with_hint(base, hint(base, part), after)
        else:
            yield content_text(base, part.content)
