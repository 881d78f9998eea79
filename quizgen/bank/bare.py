"""Decks and questions without what no choice of options reads: places, remarks, paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from quizgen.bank.prompts import Prompt
from quizgen.deck.model.contents import Blank, Content, Diagram, Offer, Region, Sentence
from quizgen.deck.model.deck import Deck, Rejected, Source
from quizgen.deck.model.facts import UNCONTROLLED, UNTOLD, Control, Fact, Provenance, Value
from quizgen.deck.model.kinds import Field, Kind
from quizgen.deck.model.quiz import QuizDefaults
from quizgen.diagnostics import Place
from quizgen.media.model import Media

_NOWHERE = Place("")


class Bare:
    """Leaves out of a deck's facts and questions what no choice of options reads.

    The same value of the deck always gives the same bare value.
    """

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self._facts: dict[str, Fact] = {}
        # Each with the whole value, which stays in memory so that no other one gets its number.
        self._values: dict[int, tuple[Value, Value]] = {}
        self._blanks: dict[int, tuple[Blank, Blank]] = {}
        self.kinds: Mapping[str, Kind] = {key: _kind(kind) for key, kind in deck.kinds.items()}

    def deck(self, kinds: Iterable[str]) -> Deck:
        """Return the part of the deck with the facts of some kinds, in the deck's order."""
        chosen, deck = frozenset(kinds), self._deck
        return Deck(
            deck.id,
            "",
            _NOWHERE,
            deck.language,
            source=Source(as_of=deck.source.as_of, called=deck.source.called),
            quiz=QuizDefaults(address=deck.quiz.address, tried=deck.quiz.tried),
            assume=deck.assume,
            facts={ref: self.fact(each) for ref, each in deck.facts.items() if each.kind in chosen},
            kinds=self.kinds,
            rejected={name: _rejected(each) for name, each in deck.rejected.items()},
        )

    def fact(self, fact: Fact) -> Fact:
        """Return a fact of the deck without what no choice reads."""
        found = self._facts.get(fact.ref)
        if found is None:
            found = self._facts[fact.ref] = self._fact(fact)
        return found

    def _fact(self, fact: Fact) -> Fact:
        values = {name: tuple(map(self.value, held)) for name, held in fact.values.items()}
        return Fact(
            fact.kind, fact.id, values, _NOWHERE, fact.tags, fact.background, deck=fact.deck
        )

    def value(self, value: Value) -> Value:
        """Return a value without what no choice reads."""
        found = self._values.get(id(value))
        if found is None:
            found = self._values[id(value)] = self._value(value), value
        return found[0]

    def _value(self, value: Value) -> Value:
        told, control = value.provenance, value.control
        return replace(
            value,
            content=self._content(value.content),
            place=_NOWHERE,
            provenance=told if told is UNTOLD else _provenance(told),
            control=control if control is UNCONTROLLED else _control(control),
            claim="",
            record=self._value(value.record) if value.record else None,
            number=0,
        )

    def _content(self, content: Content) -> Content:
        if isinstance(content, Sentence):
            return Sentence(tuple(map(self._part, content.parts)))
        if isinstance(content, Media):
            return _media(content)
        if isinstance(content, Diagram):
            regions = tuple(map(_region, content.regions))
            return replace(content, picture=_media(content.picture), regions=regions)
        return content

    def _part(self, part: str | Blank) -> str | Blank:
        return part if isinstance(part, str) else self._blank(part)

    def _blank(self, blank: Blank) -> Blank:
        """Return a blank without the number of its card, which a lock may give it."""
        if not blank.number:
            return blank
        found = self._blanks.get(id(blank))
        if found is None:
            found = self._blanks[id(blank)] = replace(blank, number=0), blank
        return found[0]

    def prompt(self, prompt: Prompt) -> Prompt:
        """Return a question without what no choice reads."""
        fact = self._deck.facts[prompt.fact.ref]
        # A question for the truth is about a fact of which the record is told.
        own = self.fact(fact) if prompt.fact is fact else self._fact(prompt.fact)
        return replace(
            prompt,
            fact=own,
            field=_field(prompt.field),
            values=tuple(map(self.value, prompt.values)),
            blank=self._blank(prompt.blank) if prompt.blank else None,
            sentence=tuple(map(self._part, prompt.sentence)),
            twins=tuple(map(self._blank, prompt.twins)),
            media=tuple(map(_media, prompt.media)),
            answer_media=tuple(map(_media, prompt.answer_media)),
            region=_region(prompt.region) if prompt.region else None,
        )


def _kind(kind: Kind) -> Kind:
    fields = {name: _field(field) for name, field in kind.fields.items()}
    return replace(kind, place=_NOWHERE, about="", fields=fields)


def _field(field: Field) -> Field:
    return replace(field, place=_NOWHERE, about="", voice="")


def _rejected(rejected: Rejected) -> Rejected:
    return Rejected(_NOWHERE, tuple((text, _NOWHERE) for text, _ in rejected.texts))


def _provenance(told: Provenance) -> Provenance:
    """Return when a value holds, whose claim it is, and what the record says."""
    bare = Provenance(
        # Only whether there is another source decides about the words of a question.
        source="other" if told.source else "",
        as_of=told.as_of,
        since=told.since,
        until=told.until,
        according_to=told.according_to,
        record=told.record,
    )
    # A value with a remark alone is the same as one without: digests tell defaults by identity.
    return UNTOLD if bare == UNTOLD else bare


def _control(control: Control) -> Control:
    bare = replace(
        control,
        mistaken_for=tuple(replace(each, why="") for each in control.mistaken_for),
        distractors=tuple(map(_offer, control.distractors)),
        only=tuple(map(_offer, control.only)),
        options=tuple(map(_offer, control.options)),
    )
    return UNCONTROLLED if bare == UNCONTROLLED else bare


def _offer(offer: Offer) -> Offer:
    return offer if isinstance(offer, str) else _media(offer)


def _media(media: Media) -> Media:
    return replace(media, place=_NOWHERE)


def _region(region: Region) -> Region:
    outlines = tuple(replace(each, place=_NOWHERE) for each in region.outlines)
    return replace(region, outlines=outlines, place=_NOWHERE, number=0)
