"""The facts of a deck as citations: a paragraph's number, and what the paragraph should say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from quizgen.bank.names import Names
from quizgen.bank.wording import Wording
from quizgen.deck.dates import PartialDate, Point
from quizgen.deck.model.contents import Blank, Content, Reference, Sentence, Text
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field
from quizgen.deck.quantities import Quantity
from quizgen.deck.read import shorten
from quizgen.diagnostics import Place
from quizgen.grounding.article import Article
from quizgen.grounding.dates import Mention, dates_in
from quizgen.grounding.elements import Element, Said, SaidDate, SaidName, SaidNumber, SaidWords
from quizgen.grounding.language import primary_language
from quizgen.grounding.names import forms_of, is_proper, names_in
from quizgen.grounding.numbers import numbers_in
from quizgen.grounding.quotations import quotations_in
from quizgen.grounding.spans import Spans
from quizgen.grounding.stems import stems_of
from quizgen.grounding.words import normalised, words_in
from quizgen.language.number_words import number_words
from quizgen.markup.plain import plain

_SLOT = re.compile(r"\{[^{}]*\}")
_Pair = tuple[Field, Value]
_Said = tuple[list[Element], frozenset[str]]
_MOST_WORDS_OF_A_TERM = 4
_QUOTE_MARKS = frozenset('"\u201c\u201e\u00ab\u00bb')


@dataclass(frozen=True, slots=True)
class Citation:
    """A fact, or some of its values, with the paragraph that it cites.

    `number` is None if it cites none, and stands at `place`. The paragraph should say the
    `elements`, and has many of the `words`, which are stems.
    """

    fact: Fact
    number: int | None
    place: Place
    elements: tuple[Element, ...]
    words: frozenset[str]


class Citations:
    """All citations of a deck, for one article."""

    def __init__(self, deck: Deck, article: Article) -> None:
        self._deck = deck
        self._article = article
        self._language = article.language
        self._wording = Wording(deck.language)
        self._names = Names(deck, self._wording)

    def __iter__(self) -> Iterator[Citation]:
        """Yield the citations of the facts that come from the article, in the deck's order."""
        for fact in self._deck.facts.values():
            if not fact.background:
                yield from self._of_fact(fact)

    def _of_fact(self, fact: Fact) -> Iterator[Citation]:
        cited: dict[tuple[int | None, Place], list[_Pair]] = defaultdict(list)
        for field, value in self._values(fact):
            told = value.provenance
            cited[told.paragraph, told.cited or fact.place].append((field, value))
        of_values = self._of_foreign if self._is_foreign else self._of_values
        for (number, place), values in cited.items():
            elements, words = of_values(fact, values)
            yield Citation(fact, number, place, tuple(elements), words)

    def _of_values(self, fact: Fact, values: Sequence[_Pair]) -> _Said:
        """Return the elements of values and their words."""
        elements = [each for pair in values for each in self._of_value(fact, *pair)]
        if not any(each.is_stated for each in elements):
            elements = [replace(each, is_stated=each.must_stand) for each in elements]
            elements += [each for pair in values for each in self._terms(fact, *pair)]
        return elements, frozenset(word for _, value in values for word in self._words(value))

    def _of_foreign(self, fact: Fact, values: Sequence[_Pair]) -> _Said:
        """Return what an article in another language says the same way: dates and numbers."""
        every = (each for pair in values for each in self._of_value(fact, *pair))
        elements = (each for each in every if isinstance(each.said, SaidDate | SaidNumber))
        return [each for each in elements if each.is_stated], frozenset()

    @property
    def _is_foreign(self) -> bool:
        """Return whether the article is in another language than the deck."""
        return self._article.language != primary_language(self._deck.language)

    def _values(self, fact: Fact) -> Iterator[_Pair]:
        """Yield the values of a fact that come from the article."""
        for name, values in fact.values.items():
            field = self._deck.kinds[fact.kind].fields[name]
            for value in values:
                is_default = field.default and _text(value.content) == field.default
                is_elsewhere = value.background or value.provenance.source
                if not (field.quiet or field.is_media or is_default or is_elsewhere):
                    yield field, value

    def _of_value(self, fact: Fact, field: Field, value: Value) -> Iterator[Element]:
        told = value.provenance
        may_differ = bool(told.record or told.now)
        for each in self._of_content(fact, field, value):
            yield replace(each, must_stand=False) if may_differ else each

    def _of_content(self, fact: Fact, field: Field, value: Value) -> Iterator[Element]:
        content = value.content
        if isinstance(content, Sentence):
            for blank in content.blanks:
                yield from self._of_plain(blank.content, value)
            for part in content.parts:
                if isinstance(part, str):
                    yield from self._of_description(part, value.place)
        elif isinstance(content, Text) and self._is_quotation(fact, field):
            yield _element(SaidWords(_text(content)), _text(content), value.place)
        elif isinstance(content, Text):
            yield from self._of_text(fact, field, value, _text(content))
        else:
            yield from self._of_plain(content, value)

    def _of_text(self, fact: Fact, field: Field, value: Value, text: str) -> Iterator[Element]:
        """Yield a name, or what stands in a description.

        A name in another field than that of names may stand in the article alone: the text says
        the place of an event where it likes. In German, it may be a common noun.
        """
        is_name = field.name == self._deck.kinds[fact.kind].name or field.other_name
        for element in self._of_plain(Text(text), value):
            if is_name or not element.is_stated:
                yield element
            elif isinstance(element.said, SaidName):
                must_stand = self._language != "de"
                yield replace(element, is_stated=False, must_stand=must_stand)
            else:
                yield element

    def _terms(self, fact: Fact, field: Field, value: Value) -> Iterator[Element]:
        """Yield the name of a fact if it is a few common words: information laundering."""
        text = _text(value.content)
        is_name = field.name == self._deck.kinds[fact.kind].name
        is_short = 0 < len(text.split()) <= _MOST_WORDS_OF_A_TERM
        is_quotation = self._is_quotation(fact, field)
        if is_name and is_short and not is_quotation and not is_proper(text, self._language):
            said = self._name(text, *map(plain, value.control.also))
            # The article may use other words for what the deck names.
            yield replace(_element(said, text, value.place), must_stand=False)

    def _of_plain(self, content: Content, value: Value) -> Iterator[Element]:
        place = value.place
        if isinstance(content, PartialDate):
            yield Element(self._date(content), self._wording.date(content), place)
        elif isinstance(content, Quantity):
            yield from self._of_quantity(content, place)
        elif isinstance(content, Reference):
            yield from self._of_reference(content, place)
        elif is_proper(_text(content), self._language):
            names = (_text(content), *map(plain, value.control.also))
            yield _element(self._name(*names), _text(content), place)
        else:
            yield from self._of_description(_text(content), place)

    def _of_quantity(self, quantity: Quantity, place: Place) -> Iterator[Element]:
        """Yield the ends of a range, or one number."""
        unit = (quantity.unit.casefold().split() or [""])[0]
        scale = number_words(self._language).scales.get(unit, 1)
        for number in dict.fromkeys(quantity.ends):
            said = SaidNumber(frozenset({abs(number) * scale}))
            yield Element(said, self._wording.number(quantity), place)

    def _of_reference(self, reference: Reference, place: Place) -> Iterator[Element]:
        target = self._deck.facts.get(reference.fact)
        value = self._names.value(target) if target else None
        if target and value and is_proper(_text(value.content), self._language):
            yield _element(self._name(*self._names.of(target)), _text(value.content), place)

    def _of_description(self, text: str, place: Place) -> Iterator[Element]:
        """Yield the quotations, names, dates and numbers in a text."""
        line = normalised(text)
        for quotation in quotations_in(line):
            yield _element(SaidWords(quotation.text), quotation.text, place)
        for name in names_in(line, self._language):
            written = line[name.start : name.end]
            yield _described(_element(self._name(written), written, place))
        dates = dates_in(line, self._language)
        in_dates = Spans((date.start, date.end) for date in dates)
        for date in dates:
            if date.first:
                said = SaidDate(_as_date(date))
                shown = line[date.start : date.end]
                yield _described(Element(said, shown, place))
        for number in numbers_in(line, words_in(line), self._language):
            if not in_dates.touch(number.start, number.end):
                said_number = SaidNumber(number.values)
                shown = line[number.start : number.end]
                yield _described(Element(said_number, shown, place))

    def _date(self, date: PartialDate) -> Said:
        source = self._deck.source
        known = (each for each in (source.as_of, source.published) if each)
        return SaidDate(date, frozenset(each.start.year for each in known))

    def _name(self, *names: str) -> Said:
        """Return a name in all its forms, with the other names of facts that have it."""
        others = (
            other for name in names for other in self._by_name.get(self._wording.normal(name), ())
        )
        return SaidName(forms_of({*names, *others}, self._article))

    @cached_property
    def _by_name(self) -> dict[str, tuple[str, ...]]:
        """Return all names of the facts by each of them, in their normal form."""
        found: dict[str, tuple[str, ...]] = {}
        for fact in self._deck.facts.values():
            names = tuple(self._names.of(fact))
            for name in names:
                found.setdefault(self._wording.normal(name), names)
        return found

    def _is_quotation(self, fact: Fact, field: Field) -> bool:
        """Return whether a field holds words that somebody said, by how options show them."""
        kind = self._deck.kinds[fact.kind]
        return field.name == kind.name and kind.option[:1] in _QUOTE_MARKS and bool(kind.option)

    def _words(self, value: Value) -> Iterator[str]:
        """Yield the stems of the words of a value, its other names and its own stems."""
        content = value.content
        texts = [value.ask, value.back, value.claim, *value.control.also]
        if isinstance(content, Sentence):
            texts += [
                part if isinstance(part, str) else _text(part.content) for part in content.parts
            ]
        elif isinstance(content, Reference):
            target = self._deck.facts.get(content.fact)
            texts += self._names.of(target) if target else ()
        else:
            texts.append(_text(content))
        for text in texts:
            yield from stems_of(_SLOT.sub(" ", text), self._language)


def _element(said: Said, shown: str, place: Place) -> Element:
    return Element(said, f"“{shorten(shown, 60)}”", place)


def _described(element: Element) -> Element:
    """Return an element as a part of a description."""
    return replace(element, is_stated=False, must_stand=False)


def _as_date(mention: Mention) -> PartialDate:
    first = mention.first or Point(0)
    return PartialDate(first, mention.last or first)


def _text(content: Content | Blank) -> str:
    return plain(content.text) if isinstance(content, Text) else ""
