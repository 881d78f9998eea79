"""Questions forward: from a fact to its value."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.bank.asking.asked import Asked, empty
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import is_phrased, is_written
from quizgen.bank.prompts import Prompt, Way, value_text
from quizgen.bank.stems import make_stems, texts_of, without_telling
from quizgen.bank.unasked import NoPrompt
from quizgen.bank.wording import sentence_case
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import QuestionRule


def forward(asked: Asked) -> Iterator[Prompt | NoPrompt]:
    """Yield the question for values, else why it is not asked if a slot stays empty."""
    subject, rule, values = asked.subject, asked.rule, asked.values
    answer = _answer(asked.base, asked.fact, rule, values)
    stems = make_stems(subject, asked.id, values[0].ask, rule.ask)
    wordings = texts_of(without_telling(subject, stems.found, answer))
    if wordings:
        way, stem = Way.FORWARD, wordings[0]
        yield Prompt(
            asked.id,
            asked.fact,
            rule,
            asked.field,
            way,
            stem,
            answer,
            values,
            wordings=wordings,
        )
    elif stems.empty:
        yield empty(asked, Way.FORWARD, stems)


def _answer(base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...]) -> str:
    texts = [value_text(base, value) for value in values]
    answer = texts[0] if len(texts) == 1 else base.wording.all_of(texts)
    phrased = is_phrased(base, texts, [value.content for value in values])
    return sentence_case(answer) if phrased and not is_written(base.kind(fact), rule) else answer
