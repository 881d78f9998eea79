"""The facts that rules find in an article, without a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.bank.names import Names
from quizgen.bank.wording import Wording
from quizgen.deck.model.deck import Deck
from quizgen.drafting.clauses import Clauses, Known
from quizgen.drafting.entities import Entities
from quizgen.drafting.facts import Drafted
from quizgen.drafting.lexicon import lexicon_of
from quizgen.drafting.lives import lives_in
from quizgen.drafting.mentions import asked_in
from quizgen.drafting.proper import Proper, is_personal, name_text, proper_names
from quizgen.drafting.roles import add_roles
from quizgen.drafting.sayings import claims_in, quotes_in
from quizgen.drafting.statements import statements_in
from quizgen.drafting.terms import terms_in
from quizgen.drafting.tokens import Sentence, Token, sentences_of
from quizgen.drafting.treaties import add_treaties
from quizgen.grounding.article import Article

# A longer paragraph is several whose ends got lost.
MOST_CHARACTERS = 20_000
_MOST_OF_A_THING = 6
# A name stands so near to the beginning of a subject: the poet Ada Brook.
_NEAR = 12


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
        if len(paragraph.text) > MOST_CHARACTERS:
            continue
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
    start, end = subject[0].start, subject[-1].end
    names = [each for each in proper_names(sentence) if start <= each.start and each.end <= end]
    person = _person(names, start, sentence, entities)
    if person:
        return Known(person, known.thing)
    is_pronoun = subject[0].low in sentence.lexicon.pronouns
    is_named = bool(names) and len(subject) == 1
    thing = _thing(subject, sentence, is_named=is_named)
    return Known(known.person, known.thing if is_pronoun else thing)


def _thing(subject: Sequence[Token], sentence: Sentence, *, is_named: bool) -> str:
    """Return a subject that `it` may stand for, "" if it is none."""
    is_definite = subject[0].low == "the"
    is_short = 1 < len(subject) <= _MOST_OF_A_THING
    if not is_named and not (is_short and (is_definite or subject[0].is_capital)):
        return ""
    text = sentence.text[subject[0].start : subject[-1].end]
    return text[0].lower() + text[1:] if is_definite else text


def _person(names: Sequence[Proper], start: int, sentence: Sentence, entities: Entities) -> str:
    """Return the person whose name begins a subject, "" if it is none."""
    if not names:
        return ""
    text = name_text(names[0], sentence)
    if names[0].start - start <= _NEAR and is_personal(names[0], sentence):
        return text
    found = entities.find(text)
    return found.name if found and found.kind in ("people", "officials") else ""
