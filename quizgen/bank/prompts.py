"""Prompts: questions and their answers in words."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from quizgen.bank.base import FactBase
from quizgen.bank.stems import Subject, make_stems, texts_of
from quizgen.deck.model.contents import Blank, Content, Region
from quizgen.deck.model.facts import Control, Fact, Value
from quizgen.deck.model.kinds import Field, QuestionRule
from quizgen.deck.types.registry import type_of
from quizgen.media.model import Media

_NO_CONTROL = Control()


class Way(StrEnum):
    """Which way a question goes: from fact to value, from value to fact, or into a sentence."""

    FORWARD = "forward"
    BACK = "back"
    BLANK = "blank"


class Prompt(Struct, frozen=True, gc=False):
    """A question and its answer in words.

    - `id` is permanent: fact, question and, if needed, the way (``treaties/inf/signed/back``,
      ``statements/mueller/text/2``). If a field has several values, the way back from one of them
      is named after its content (``treaties/inf/parties/back/usa``).
    - The question asks for the value of `field`, or gives it on the way back; `values` are its
      values.
    - `blank` is the blank to fill, `sentence` the sentence around it, after the words that say
      whose claim it is. `twins` are blanks that the stem leaves open as well, because they would
      give the answer away.
    - `wordings` are all stems that would do, the chosen one first.
    - `media` are the pictures and sounds below the stem, in any wording. `answer_media` are those
      that are the answer; `answer` then describes them.
    - On the way back, `given` are the fields that every wording gives; it is `timed` if every
      wording says when their values hold.
    - A `listed` question asks which of its options is right, so that it makes no sense without.
    - `region` is the part of a diagram whose name the question asks for; `values` then has that
      name, and `media` the picture with numbers on all its parts.
    - `above_options` is the stem that stands above options, "" if it is the same: without words for
      the types of blanks, and with "of these" where a date may be that of other things as well.
    """

    id: str
    fact: Fact
    rule: QuestionRule
    field: Field
    way: Way
    stem: str
    answer: str
    values: tuple[Value, ...]
    blank: Blank | None = None
    sentence: tuple[str | Blank, ...] = ()
    twins: tuple[Blank, ...] = ()
    wordings: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    answer_media: tuple[Media, ...] = ()
    given: frozenset[str] = frozenset()
    timed: bool = True
    listed: bool = False
    region: Region | None = None
    above_options: str = ""

    @property
    def stem_of_item(self) -> str:
        """Return the stem as it stands above options, which show what it asks for."""
        return self.above_options or self.stem

    @property
    def value(self) -> Value:
        """Return the (first) value that the question asks for or gives."""
        return self.values[0]

    @property
    def control(self) -> Control:
        """Return the author's control over the answers; on the way back, the value is no answer."""
        return _NO_CONTROL if self.way is Way.BACK else self.value.control

    @property
    def word_before_blank(self) -> str:
        """Return the word before the blank in small letters, "" if there is none."""
        before = ""
        for part in self.sentence:
            if part is self.blank:
                break
            before = part if isinstance(part, str) else ""
        words = before.split()
        return words[-1].casefold() if words else ""


def question_of(prompt: Prompt) -> str:
    """Return the question that all facts of a kind share: ``treaties/signed/back``."""
    return question_for(prompt.fact, prompt.rule, prompt.way)


def question_for(fact: Fact, rule: QuestionRule, way: Way) -> str:
    """Return the question that a rule of a kind asks of its facts in one way."""
    return f"{fact.kind}/{rule.key}{'/back' if way is Way.BACK else ''}"


def filled(
    base: FactBase, prompt: Prompt, fact: Fact, templates: tuple[str, ...], name: str
) -> tuple[str, ...]:
    """Return other templates of a prompt filled from a fact, the one to use first.

    The fact is that of the prompt, or one with other values in its place. `name` is the key of the
    templates. Those of `claim` are the author's own one if there is one.
    """
    subject = Subject(base, fact, prompt.field, fact.values[prompt.field.name])
    is_own = name == "claim" and bool(prompt.value.claim)
    own = templates[0] if is_own and templates else ""
    return texts_of(make_stems(subject, f"{prompt.id}/{name}", own, templates).found)


def value_text(base: FactBase, value: Value) -> str:
    """Return a value as an answer in words."""
    return content_text(base, value.content)


def option_text(base: FactBase, prompt: Prompt, content: Content) -> str:
    """Return a content as an option: a number without the bound that the question has."""
    blank = prompt.blank.content if prompt.blank else None
    forward = prompt.way is Way.FORWARD
    return type_of(content).option(content, base, forward=forward, blank=blank)


def content_text(base: FactBase, content: Content) -> str:
    """Return a content in words: a date in full, a number with unit and bound, a fact's name."""
    return type_of(content).words(content, base)
