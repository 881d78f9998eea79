"""The facts that rules find in an article, without a model."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.bank.names import Names
from quizgen.bank.wording import Wording
from quizgen.deck.model import Deck
from quizgen.drafting.clauses import Clauses, Known
from quizgen.drafting.entities import Entities
from quizgen.drafting.facts import Drafted
from quizgen.drafting.lexicon import lexicon_of
from quizgen.drafting.lives import lives_in
from quizgen.drafting.mentions import asked_in
from quizgen.drafting.proper import is_personal, name_text, proper_names
from quizgen.drafting.roles import add_roles
from quizgen.drafting.sayings import claims_in, quotes_in
from quizgen.drafting.statements import statements_in
from quizgen.drafting.terms import terms_in
from quizgen.drafting.tokens import Sentence, sentences_of
from quizgen.drafting.treaties import add_treaties
from quizgen.grounding.article import Article

_MOST_OF_A_THING = 6


def facts_by_rules(article: Article, deck: Deck | None = None) -> tuple[Drafted, ...]:
    """Return the facts of an article, entities first.

    With a deck, no fact has the id of one of the deck's, and quotations refer to its people.
    """
    entities = Entities(lexicon_of(article.language))
    if deck:
        know_deck(entities, deck)
    found = list(_facts(article, entities))
    return (*entities.facts(), *found)


def know_deck(entities: Entities, deck: Deck) -> None:
    """Have entities know those of a deck."""
    names = Names(deck, Wording(deck.language))
    for fact in deck.facts.values():
        if fact.kind in ("people", "officials", "organizations", "treaties"):
            entities.know(fact.kind, fact.id, tuple(names.of(fact)) or (fact.id,))
        else:
            entities.take(fact.id)


def _facts(article: Article, entities: Entities) -> Iterator[Drafted]:
    lexicon = lexicon_of(article.language)
    for paragraph in article.paragraphs:
        known = Known()
        for sentence in sentences_of(paragraph, lexicon):
            yield from _of_sentence(sentence, article, entities, known)
            known = _known_after(sentence, known, entities)


def _of_sentence(
    sentence: Sentence, article: Article, entities: Entities, known: Known
) -> Iterator[Drafted]:
    asked = asked_in(sentence, article)
    add_roles(sentence, entities)
    yield from terms_in(sentence, entities)
    lives, events = lives_in(sentence, asked, entities)
    yield from events
    treaties = add_treaties(sentence, asked, entities)
    yield from quotes_in(sentence, entities, known)
    yield from claims_in(sentence, entities, known)
    yield from statements_in(sentence, asked, [*lives, *treaties], entities, known)


def _known_after(sentence: Sentence, known: Known, entities: Entities) -> Known:
    """Return whom and what the next sentence may call he, she and it."""
    subject = Clauses(sentence, known).subject()
    if not subject or subject[0].low in sentence.lexicon.people_pronouns:
        return known
    within = (subject[0].start, subject[-1].end)
    names = [each for each in proper_names(sentence) if each.start >= within[0]]
    inside = [each for each in names if each.end <= within[1]]
    for name in inside[:1]:
        if name.start - within[0] <= 12 and is_personal(name, sentence):
            return Known(name_text(name, sentence), known.thing)
        found = entities.find(name_text(name, sentence))
        if found and found.kind in ("people", "officials"):
            return Known(found.name, known.thing)
    is_thing = subject[0].low == "the" or subject[0].is_capital
    if (is_thing and 1 < len(subject) <= _MOST_OF_A_THING) or (inside and len(subject) == 1):
        thing = sentence.text[within[0] : within[1]]
        return Known(
            known.person, thing[0].lower() + thing[1:] if subject[0].low == "the" else thing
        )
    return Known(
        known.person, "" if subject[0].low not in sentence.lexicon.pronouns else known.thing
    )
