"""Reads the markup in all texts of a deck, and reports what cannot be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from msgspec.structs import replace

from quizgen.deck.formula_places import FormulaPlaces
from quizgen.deck.model.contents import Blank, Content, Offer, Sentence, Text
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import (
    UNCONTROLLED,
    UNTOLD,
    Control,
    Fact,
    Mistaken,
    Provenance,
    Value,
)
from quizgen.deck.model.kinds import Kind, QuestionRule
from quizgen.deck.model.quiz import Passage, QuizDefaults
from quizgen.diagnostics import Place, Problems
from quizgen.markup.faults import faults_of
from quizgen.markup.parse import marked, marked_parts, may_be_marked
from quizgen.markup.signs import without_signs
from quizgen.markup.source import escaped


def with_markup(
    deck: Deck,
    problems: Problems,
    places: FormulaPlaces,
    *,
    markup: bool = True,
    unmarked: Collection[str] = (),
) -> Deck:
    """Return the deck with marked texts, or with texts as written if it wants no `markup`.

    Reports formulas that cannot be shown (Q250), and blanks within them (Q251). Stems stay as the
    author wrote them, since their slots are filled first. `places` finds where a formula stands.
    The facts that are `unmarked`, by ``kind/id``, are known to have none (`may_have_markup`).
    """
    marker = _Marker(problems, places, markup=markup)
    return replace(
        deck,
        description=marker.text(deck.description, deck.place),
        quiz=marker.quiz(deck.quiz, deck.place),
        passages={key: marker.passage(each) for key, each in deck.passages.items()},
        facts={
            ref: fact if ref in unmarked else marker.fact(fact) for ref, fact in deck.facts.items()
        },
        kinds={key: marker.kind(kind) for key, kind in deck.kinds.items()},
    )


class _Marker:
    """Reads the markup of texts; those that have none stay the same objects."""

    def __init__(self, problems: Problems, places: FormulaPlaces, *, markup: bool) -> None:
        self._problems = problems
        self._places = places
        self._markup = markup
        self._told: set[tuple[Place, str]] = set()

    def text(self, text: str, place: Place) -> str:
        """Return an author's text as a marked one."""
        if not may_be_marked(text):
            return text
        if not self._markup:
            return without_signs(text)
        made = marked(text)
        self._check(made, place)
        return made

    def texts(self, texts: Iterable[str], place: Place) -> tuple[str, ...]:
        return tuple(self.text(text, place) for text in texts)

    def template(self, template: str, place: Place) -> str:
        """Return a stem with its slots; its markup is read when they are."""
        if not may_be_marked(template):
            return template
        clean = without_signs(template)
        if not self._markup:
            return escaped(clean)
        self._check(marked(clean), place)
        return clean

    def _check(self, text: str, place: Place) -> None:
        for code, fault in faults_of(text):
            # The same formula often stands in several texts of one value.
            if (place, fault.message) not in self._told:
                self._told.add((place, fault.message))
                exact = self._places.find(place, fault.source)
                self._problems.error(code, fault.message, exact, fault.fix)

    def quiz(self, quiz: QuizDefaults, place: Place) -> QuizDefaults:
        sections = tuple(
            replace(each, instructions=self.text(each.instructions, each.place or place))
            for each in quiz.sections
        )
        return replace(
            quiz,
            instructions=self.text(quiz.instructions, place),
            cover_text=self.text(quiz.cover_text, place),
            sections=sections,
        )

    def passage(self, passage: Passage) -> Passage:
        return replace(passage, text=self.text(passage.text, passage.place))

    def fact(self, fact: Fact) -> Fact:
        if not may_have_markup(fact):
            return fact
        made = {name: self._values(each) for name, each in fact.values.items()}
        return replace(fact, values=made)

    def _values(self, values: tuple[Value, ...]) -> tuple[Value, ...]:
        made = tuple(map(self._value, values))
        return values if _are_same(made, values) else made

    def _value(self, value: Value) -> Value:
        if not _may_change(value):
            return value
        place = value.place
        return replace(
            value,
            content=self._content(value.content, place),
            provenance=self._provenance(value.provenance, place),
            control=self._control(value.control, place),
            record=self._value(value.record) if value.record else None,
            ask=self.template(value.ask, place),
            back=self.template(value.back, place),
            claim=self.template(value.claim, place),
        )

    def _content(self, content: Content, place: Place) -> Content:
        if isinstance(content, Text):
            return Text(self.text(content.text, place))
        return self._sentence(content, place) if isinstance(content, Sentence) else content

    def _sentence(self, sentence: Sentence, place: Place) -> Sentence:
        words = [part if isinstance(part, str) else None for part in sentence.parts]
        made = self._parts(words, place)
        both = zip(sentence.parts, made, strict=True)
        parts = (
            self._blank(part, place) if isinstance(part, Blank) else text for part, text in both
        )
        return Sentence(tuple(part for part in parts if part))

    def _parts(self, words: list[str | None], place: Place) -> list[str]:
        """Return the words of a sentence as marked texts, "" for each blank, which is None."""
        if not self._markup:
            return ["" if word is None else without_signs(word) for word in words]
        made = marked_parts(words)
        for text in made:
            self._check(text, place)
        return made

    def _blank(self, blank: Blank, place: Place) -> Blank:
        if not isinstance(blank.content, Text):
            return blank
        return replace(blank, content=Text(self.text(blank.content.text, place)))

    def _provenance(self, told: Provenance, place: Place) -> Provenance:
        return replace(
            told,
            according_to=self.text(told.according_to, place),
            now=self.text(told.now, place),
            record=self.text(told.record, place),
            note=self.text(told.note, place),
            extra=self.text(told.extra, place),
        )

    def _control(self, control: Control, place: Place) -> Control:
        if control == UNCONTROLLED:
            return control

        def offers(some: Iterable[Offer]) -> tuple[Offer, ...]:
            return tuple(self.text(each, place) if isinstance(each, str) else each for each in some)

        return Control(
            tuple(
                Mistaken(self.text(each.value, place), self.text(each.why, place))
                for each in control.mistaken_for
            ),
            offers(control.distractors),
            offers(control.only),
            self.texts(control.forbid, place),
            self.texts(control.denied, place),
            self.texts(control.also, place),
            offers(control.options),
        )

    def kind(self, kind: Kind) -> Kind:
        made = {key: self._rule(rule, kind.place) for key, rule in kind.questions.items()}
        is_same = all(made[key] is rule for key, rule in kind.questions.items())
        return kind if is_same else replace(kind, questions=made)

    def _rule(self, rule: QuestionRule, place: Place) -> QuestionRule:
        if not any(map(may_be_marked, rule.stems)):
            return rule

        def templates(some: Iterable[str]) -> tuple[str, ...]:
            return tuple(self.template(each, place) for each in some)

        return replace(
            rule,
            ask=templates(rule.ask),
            back=templates(rule.back),
            among=templates(rule.among),
            claim=templates(rule.claim),
            except_=templates(rule.except_),
            next=templates(rule.next),
            previous=templates(rule.previous),
        )


def _are_same(made: tuple[object, ...], old: tuple[object, ...]) -> bool:
    return all(one is other for one, other in zip(made, old, strict=True))


def may_have_markup(fact: Fact) -> bool:
    """Return whether a text of a fact may have markup."""
    for values in fact.values.values():
        for value in values:
            if _may_change(value):
                return True
    return False


def _may_change(value: Value) -> bool:
    """Return whether a text of a value may have markup."""
    content = value.content
    if isinstance(content, Text):
        if may_be_marked(content.text):
            return True
    elif isinstance(content, Sentence) and may_be_marked("\0".join(_texts_in(content))):
        return True
    is_alone = value.provenance is UNTOLD and value.control is UNCONTROLLED
    if is_alone and not (value.ask or value.back or value.claim or value.record):
        return False
    return may_be_marked("\0".join(_texts_of(value)))


def _texts_of(value: Value) -> Iterator[str]:
    """Yield every text of a value that may have markup."""
    content, told, control = value.content, value.provenance, value.control
    if isinstance(content, Text):
        yield content.text
    elif isinstance(content, Sentence):
        yield from _texts_in(content)
    if told is not UNTOLD:
        yield from (told.according_to, told.now, told.record, told.note, told.extra)
    yield from (value.ask, value.back, value.claim)
    if control is not UNCONTROLLED:
        offers = chain(control.offered, control.forbid, control.denied, control.also)
        yield from (each for each in (*offers, *control.options) if isinstance(each, str))
        yield from (each.why for each in control.mistaken_for)
    if value.record:
        yield from _texts_of(value.record)


def _texts_in(sentence: Sentence) -> Iterator[str]:
    for part in sentence.parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part.content, Text):
            yield part.content.text
