"""Makes every question about a deck's facts: forward, backward and blank by blank."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from quizgen.bank.attribution import attribution
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_answer, is_phrased, is_written
from quizgen.bank.contested import contrast_of, record_of
from quizgen.bank.hints import hint_of, with_hint, without_types
from quizgen.bank.media import media_in, media_shown, numbered_picture, with_number
from quizgen.bank.names import Filler
from quizgen.bank.rivals import Given, rival_of
from quizgen.bank.shared import back_wordings
from quizgen.bank.shared_blanks import twins_of
from quizgen.bank.silent import bare, unused, without_neighbours
from quizgen.bank.stems import Stem, Stems, Subject, make_stems, without_telling
from quizgen.bank.unasked import NoPrompt, Why
from quizgen.bank.wording import sentence_case, tidy
from quizgen.deck.identity import identity_of
from quizgen.deck.model.contents import Blank, Content, Diagram, Region, Sentence, Text
from quizgen.deck.model.facts import Control, Fact, Value
from quizgen.deck.model.kinds import Field, QuestionRule
from quizgen.deck.types.registry import type_of
from quizgen.markup.plain import plain
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
    - `unhinted` is the stem without the words for the types of its blanks, "" if it has none.
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
    unhinted: str = ""

    @property
    def stem_of_item(self) -> str:
        """Return the stem as it stands above options, which show what type a blank asks for."""
        return self.unhinted or self.stem

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
    return _question(prompt.fact, prompt.rule, prompt.way)


def _question(fact: Fact, rule: QuestionRule, way: Way) -> str:
    return f"{fact.kind}/{rule.key}{'/back' if way is Way.BACK else ''}"


def make_prompts(base: FactBase) -> Iterator[Prompt]:
    """Yield every prompt of the deck's facts in the deck's order, but none about background."""
    return (each for each in ask(base) if isinstance(each, Prompt))


def ask(base: FactBase) -> Iterator[Prompt | NoPrompt]:
    """Yield every prompt of the deck's facts, and in the place of each missing one its reason.

    They are in the deck's order, and none is about background.
    """
    for fact in base.deck.facts.values():
        if not fact.background:
            yield from ask_about(base, fact)


def ask_about(base: FactBase, fact: Fact) -> Iterator[Prompt | NoPrompt]:
    """Yield the prompts of one fact, and in the place of each missing one its reason."""
    for rule in base.kind(fact).questions.values():
        yield from ask_by(base, fact, rule)
    yield from unused(base, fact)
    yield from without_neighbours(base, fact)
    yield from bare(base, fact)


def ask_by(base: FactBase, fact: Fact, rule: QuestionRule) -> Iterator[Prompt | NoPrompt]:
    """Yield what one question of a kind asks about a fact, and why it does not ask more."""
    kind, held = base.kind(fact), fact.values.get(rule.field, ())
    values = tuple([value for value in held if not value.background])
    if not values:
        return
    made = _of_rule(base, fact, rule, values)
    if values[0].contested:
        made = chain(made, _of_record(base, fact, rule, values))
    yield from map(partial(_with_media, base), made) if kind.may_show_media else made


def _with_media(base: FactBase, prompt: Prompt | NoPrompt) -> Prompt | NoPrompt:
    """Return the prompt with its pictures and sounds; all its wordings share them."""
    if isinstance(prompt, NoPrompt) or prompt.way is Way.BLANK or prompt.region is not None:
        return prompt
    template = _template(base, prompt)
    media = media_shown(base, prompt.fact, prompt.field, prompt.values, template)
    if prompt.way is Way.BACK:
        media = tuple(with_number(base, prompt.fact.kind, each) for each in media)
    answer_media = () if prompt.way is Way.BACK else media_in(prompt.values)
    return replace(prompt, media=media, answer_media=answer_media)


def _template(base: FactBase, prompt: Prompt) -> str:
    """Return the author's own stem for the prompt, or the first wording of the kind."""
    questions, value = base.kind(prompt.fact).questions, prompt.value
    # A question for both source and record has its wording from the record.
    worded = value.record if value.record and prompt.rule.key not in questions else value
    if prompt.way is Way.BACK:
        return worded.back or back_wordings(prompt.rule, prompt.field)[0]
    return worded.ask or prompt.rule.ask[0]


class _Asked(Struct, frozen=True, gc=False):
    """A question to make: its id, its rule, and what fills its stems."""

    id: str
    rule: QuestionRule
    subject: Subject

    @property
    def base(self) -> FactBase:
        return self.subject.base

    @property
    def fact(self) -> Fact:
        return self.subject.fact

    @property
    def field(self) -> Field:
        return self.subject.field

    @property
    def values(self) -> tuple[Value, ...]:
        return self.subject.values

    def refused(self, way: Way, why: Why, about: str, mend: str) -> NoPrompt:
        question = _question(self.fact, self.rule, way)
        place = self.values[0].place
        return NoPrompt(self.id, question, self.fact, why, about, mend, place)


def _of_rule(
    base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...]
) -> Iterator[Prompt | NoPrompt]:
    name, field = f"{fact.ref}/{rule.key}", base.kind(fact).fields[rule.field]
    if field.type == "sentence":
        yield from _blanks(base, fact, rule, values, name)
        return
    asked = _Asked(name, rule, Subject(base, fact, field, values))
    if field.type == "diagram":
        yield from _regions(asked)
        return
    yield from _forward(asked)
    if not field.many:
        yield from _back(_Asked(f"{name}/back", rule, asked.subject))
        return
    # The way back from one of several values keeps its id if others come or go.
    for value in values:
        own = f"{name}/back/{_content_key(base, value.content)}"
        yield from _back(_Asked(own, rule, Subject(base, fact, field, (value,))))


def _forward(asked: _Asked) -> Iterator[Prompt | NoPrompt]:
    subject, rule, values = asked.subject, asked.rule, asked.values
    answer = _answer(asked.base, asked.fact, rule, values)
    stems = make_stems(subject, asked.id, values[0].ask, rule.ask)
    wordings = _texts(without_telling(subject, stems.found, answer))
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
        yield _empty(asked, Way.FORWARD, stems)


def _back(asked: _Asked) -> Iterator[Prompt | NoPrompt]:
    """Yield the way back from values if a wording of it singles the fact out, else why not."""
    rule = asked.rule
    own = asked.values[0].back
    # Beside options that exclude each other's values, a value needs to tell no single fact.
    listed = bool(rule.among) and not (own or rule.back)
    stems = make_stems(asked.subject, asked.id, own, back_wordings(rule, asked.field))
    if not stems.found:
        yield from [_empty(asked, Way.BACK, stems)] if stems.empty else []
        return
    named = asked.base.names.fillers.get(asked.fact.ref)
    if named is None:
        mend = "a name that is no sentence with blanks"
        yield asked.refused(Way.BACK, Why.NAMELESS, str(Why.NAMELESS), mend)
    elif listed:
        yield replace(_named_back(asked, named, stems.found), listed=True)
    else:
        yield _unique_back(asked, named, stems)


def _unique_back(asked: _Asked, named: Filler, stems: Stems) -> Prompt | NoPrompt:
    # Wordings that give the same fields have the same rival.
    rivals: dict[tuple[frozenset[str], bool], Fact | None] = {}
    for stem in stems.found:
        if (stem.gives, stem.is_timed) not in rivals:
            rivals[stem.gives, stem.is_timed] = _rival(asked, stem)
    sole = [stem for stem in stems.found if rivals[stem.gives, stem.is_timed] is None]
    if not sole:
        first = stems.found[0]
        return _shared(asked, first, rivals[first.gives, first.is_timed])
    return _named_back(asked, named, sole)


def _named_back(asked: _Asked, named: Filler, sole: Sequence[Stem]) -> Prompt:
    """Return the question for the fact's name in these wordings."""
    answer = as_answer(asked.base, named.text, named.content)
    wordings = _texts(without_telling(asked.subject, sole, answer))
    return Prompt(
        asked.id,
        asked.fact,
        asked.rule,
        asked.field,
        Way.BACK,
        wordings[0],
        answer,
        asked.values,
        wordings=wordings,
        given=frozenset.intersection(*[stem.gives for stem in sole]),
        timed=all(stem.is_timed for stem in sole),
    )


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
    return _texts(make_stems(subject, f"{prompt.id}/{name}", own, templates).found)


def _rival(asked: _Asked, stem: Stem) -> Fact | None:
    """Return another fact that a stem may mean, None if there is none."""
    given = Given(asked.fact, asked.field, asked.values, stem.gives, stem.is_timed)
    return rival_of(asked.base, given)


def _texts(stems: Iterable[Stem]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([stem.text for stem in stems]))


def _content_key(base: FactBase, content: Content) -> str:
    """Return what names a content for ever: the first id of a fact, or the digest of a text.

    Neither depends on the place of the value, on capitals, or on the deck's language.
    """
    field_type = type_of(content)
    fact = field_type.fact(content)
    if fact:
        target = base.deck.facts[fact]
        first = identity_of(base.deck, target).rpartition("/")[2]
        return f"{target.deck}.{first}" if target.deck else first
    spelled = field_type.spellings(content)
    text = spelled[0] if spelled else repr(content)
    folded = " ".join(unicodedata.normalize("NFC", plain(text)).casefold().split())
    return hashlib.sha256(folded.encode()).hexdigest()[:8]


def _empty(asked: _Asked, way: Way, stems: Stems) -> NoPrompt:
    """Return why a question is not asked: each of its wordings has a slot that stays empty."""
    missing = ", ".join(f"`{slot}`" for slot in stems.empty)
    about = f"the fact has nothing for {missing}"
    mend = f"the field, or brackets around what may be left out: `[… {stems.empty[0]}]`"
    return asked.refused(way, Why.EMPTY, about, mend)


def _shared(asked: _Asked, stem: Stem, rival: Fact | None) -> NoPrompt:
    """Return why a way back is not asked: each of its wordings fits another fact as well.

    `stem` is the first of them, and fits the `rival`.
    """
    assert rival is not None  # noqa: S101 - each wording has one
    given = ", ".join(f"`{name}`" for name in sorted(stem.gives)) or "its words"
    by = f"{given} and its time" if stem.is_timed and _has_term(asked.values) else f"{given} alone"
    about = f"by {by}, the answer could also be `{rival.ref}`"
    return asked.refused(Way.BACK, Why.SHARED, about, _apart(asked, rival, stem))


def _has_term(values: Iterable[Value]) -> bool:
    """Return whether it is known of values when they began to hold or ended."""
    return all(value.provenance.since or value.provenance.until for value in values)


def _apart(asked: _Asked, rival: Fact, stem: Stem) -> str:
    """Return what an author can add to tell a fact from its rival."""
    field = asked.field
    theirs = rival.values.get(field.name, ())
    if field.volatile and not _has_term((*asked.values, *theirs)):
        return f"`from` and `to` to `{field.name}`, here and in `{rival.ref}`"
    further = _further(asked, rival, stem)
    slot = f"a slot that tells them apart{further}"
    if asked.base.kind(asked.fact).place.file in asked.base.deck.files:
        return f"to the kind's `back`, or to your own, {slot}"
    own = f"`back` to this `{field.name}`: a question of your own with {slot}"
    return own if further else f"to `{field.name}` what tells them apart"


def _further(asked: _Asked, rival: Fact, stem: Stem) -> str:
    """Return an example of a slot that would tell two facts apart, "" if there is none."""
    kind, fact = asked.base.kind(asked.fact), asked.fact
    for name, field in kind.fields.items():
        is_name = name == kind.name or field.other_name
        mine, theirs = fact.values.get(name), rival.values.get(name)
        if is_name or field.unique or name in stem.gives or not (mine and theirs):
            continue
        if not asked.base.overlap(mine[0], theirs[0], timed=False):
            return f", such as `{{{name}}}`"
    return ""


def _answer(base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...]) -> str:
    texts = [value_text(base, value) for value in values]
    answer = base.wording.all_of(texts)
    phrased = is_phrased(base, texts, [value.content for value in values])
    return sentence_case(answer) if phrased and not is_written(base.kind(fact), rule) else answer


def _of_record(
    base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...]
) -> Iterator[Prompt]:
    """Yield the question for the truth, or for both sides, if the record contradicts a value."""
    truth, both = record_of(fact, rule, values), contrast_of(rule, values)
    if not (truth or both):
        return
    labels = base.wording.labels
    # The record is no opinion of the source.
    field = replace(base.kind(fact).fields[rule.field], opinion=False)
    if truth:
        told, own, value = truth
        answer = as_answer(base, value_text(base, value), value.content)
        name = f"{fact.ref}/{own.key}"
        stems = _worded(Subject(base, told, field, (value,)), name, value.ask, rule.ask, answer)
        if stems:
            stem = stems[0] if value.ask else _on_record(base, value, stems[0])
            yield Prompt(name, fact, own, field, Way.FORWARD, stem, answer, (value,))
    if both:
        own, source, record = both
        answer = labels.fill(
            "contrast_answer", source=value_text(base, source), record=value_text(base, record)
        )
        name = f"{fact.ref}/{own.key}"
        stems = _worded(Subject(base, fact, field, (record,)), name, record.ask, rule.ask, answer)
        if stems:
            stem = sentence_case(labels.fill("contrast", stem=stems[0]))
            yield Prompt(name, fact, own, field, Way.FORWARD, stem, answer, values)


def _worded(
    subject: Subject, name: str, own: str, wordings: tuple[str, ...], answer: str
) -> tuple[str, ...]:
    stems = make_stems(subject, name, own, wordings)
    return _texts(without_telling(subject, stems.found, answer))


def _on_record(base: FactBase, value: Value, stem: str) -> str:
    labels, as_of = base.wording.labels, value.provenance.as_of
    if as_of:
        return labels.fill("record_ask_of", date=base.wording.date(as_of), stem=stem)
    lowered = stem.split(maxsplit=1)[0].lower() in labels.question_words
    return sentence_case(
        labels.fill("record_ask", stem=stem[:1].lower() + stem[1:] if lowered else stem)
    )


def _blanks(
    base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...], key: str
) -> Iterator[Prompt]:
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
        unhinted = _sentence_stem(base, sentence, open_, without_types)
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
            unhinted="" if unhinted == stem else unhinted,
        )
        asked.append(prompt)
    yield from asked


def _name_of_blank(key: str, number: int, asked: Sequence[Prompt]) -> str:
    """Return the id of a blank's question; further blanks on one card get a place besides."""
    name = f"{key}/{number}"
    sharing = [each for each in asked if each.id == name or each.id.startswith(f"{name}-")]
    return f"{name}-{len(sharing) + 1}" if sharing else name


def _regions(asked: _Asked) -> Iterator[Prompt]:
    """Yield a question for each named part of a diagram, which the picture shows by its number."""
    value = asked.values[0]
    diagram = value.content
    if not isinstance(diagram, Diagram):
        return
    picture = numbered_picture(diagram)
    for number, region in zip(diagram.numbers, diagram.regions, strict=True):
        name = f"{asked.id}/{number}"
        numbered = replace(value, content=Text(str(number)))
        shown = Subject(asked.base, asked.fact, asked.field, (numbered,))
        wordings = _texts(make_stems(shown, name, "", asked.rule.ask).found)
        if not wordings:
            continue
        held = replace(value, content=Text(region.name), control=Control(also=region.also))
        yield Prompt(
            name,
            asked.fact,
            asked.rule,
            asked.field,
            Way.FORWARD,
            wordings[0],
            region.name,
            (held,),
            wordings=wordings,
            media=(picture,),
            region=region,
        )


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
