"""Who people are: offices before and after their names, occupations, and appositions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from quizgen.drafting.entities import Entities
from quizgen.drafting.facts import Written
from quizgen.drafting.proper import Proper, is_personal, name_text, proper_names
from quizgen.drafting.shortening import MOST_WORDS
from quizgen.drafting.tokens import Sentence, Token
from quizgen.markup.source import escaped

_LEAST_OF_A_ROLE = 1
_HEAD_WITHIN = 6
_LEAST_OF_A_SORT = 4


def add_roles(sentence: Sentence, entities: Entities) -> None:
    """Add the people and the organizations of a sentence with what it says they are."""
    for proper in proper_names(sentence):
        name = name_text(proper, sentence)
        found = _role(proper, name, sentence)
        if found and name:
            kind, values = found
            entities.add(kind, name, sentence.paragraph.number, values)
        elif _is_organization(proper, sentence) and not entities.find(name):
            # It has no question yet, but authors say what it is, and others refer to it.
            entities.add("organizations", name, sentence.paragraph.number).is_needed = True


def _is_organization(proper: Proper, sentence: Sentence) -> bool:
    """Return whether a name has the noun of an organization: the Supreme Court."""
    lexicon = sentence.lexicon
    is_group = any(each.low in lexicon.organizations for each in proper.tokens)
    is_whole = len(proper.tokens) > 1 or bool(lexicon.passive)
    is_named = is_group and bool(lexicon.passive) and not proper.title and is_whole
    return is_named and not any(each.low in lexicon.treaties for each in proper.tokens)


def _role(
    proper: Proper, name: str, sentence: Sentence
) -> tuple[str, Mapping[str, Written]] | None:
    after = _apposition(proper, sentence)
    if after and _names_its_sort(name, str(after[1].get("who", ""))):
        return None
    if is_personal(proper, sentence):
        return after or _by_title(proper, sentence) or _by_job(proper, sentence)
    if after and after[0] == "officials":
        return None
    if after is None or "who" not in after[1]:
        return None
    what = str(after[1]["who"])
    words = {word.casefold() for word in (*what.split()[:_HEAD_WITHIN], *name.split())}
    return ("organizations", {"what": what}) if words & sentence.lexicon.organizations else None


def _names_its_sort(name: str, what: str) -> bool:
    """Return whether a name has the noun of its description: Lake Victoria, one of the lakes."""
    long = [word for word in name.casefold().split() if len(word) >= _LEAST_OF_A_SORT]
    return any(word.startswith(part) for word in what.casefold().split() for part in long)


def _by_title(proper: Proper, sentence: Sentence) -> tuple[str, Mapping[str, Written]] | None:
    """Return the office of a title: former Vice President, Russian President."""
    if not proper.title:
        return None
    words = [each.text if _keeps_capital(each, sentence) else each.low for each in proper.title]
    index = proper.title[0].index
    before = sentence.tokens[index - 1] if index else None
    if before is not None and before.low in sentence.lexicon.former:
        words.insert(0, before.low)
    return "officials", {"post": " ".join(words)}


def _keeps_capital(token: Token, sentence: Sentence) -> bool:
    """Return whether a word of a title is a name: Russian; in German, all nouns keep it."""
    titles = {word for title in sentence.lexicon.titles for word in title.split()}
    return token.low not in titles or not sentence.lexicon.passive


def _by_job(proper: Proper, sentence: Sentence) -> tuple[str, Mapping[str, Written]] | None:
    """Return the occupation before a name: Russian opposition politician Alexei Navalny."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    begin = proper.tokens[0].index
    if not begin or tokens[begin - 1].low not in lexicon.jobs:
        return None
    if proper.tokens[0].start - tokens[begin - 1].end != 1:
        return None
    first = begin - 1
    stops = lexicon.prepositions | lexicon.conjunctions | lexicon.determiners
    while first and not _stops(tokens[first - 1], tokens[first], sentence, stops):
        first -= 1
    words = sentence.text[tokens[first].start : tokens[begin - 1].end]
    return "people", {"who": _with_article(words, sentence)}


def _stops(token: Token, after: Token, sentence: Sentence, stops: frozenset[str]) -> bool:
    is_cut = after.start - token.end != 1 or token.low in stops
    return is_cut or sentence.is_verb(token) or token.low in sentence.lexicon.that


def _with_article(words: str, sentence: Sentence) -> str:
    if not sentence.lexicon.passive:
        return words
    return f"{'an' if words[0].casefold() in 'aeio' else 'a'} {words}"


def _apposition(proper: Proper, sentence: Sentence) -> tuple[str, Mapping[str, Written]] | None:
    """Return what stands after a name and a comma: the director of the bank."""
    tokens = _behind_comma(proper, sentence)
    if not tokens:
        return None
    if tokens[0].low == "who":
        is_clause = len(tokens) > 2 and _may_be_verb(tokens[1], sentence)
        return _who_clause(tokens, sentence) if is_clause else None
    opens = sentence.lexicon.articles | sentence.lexicon.former
    begins = tokens[0].low in opens or _head(tokens[:2], sentence)
    if not begins or _has_finite_verb(tokens, sentence):
        return None
    return described(_without_next(tokens, sentence), sentence)


def _without_next(tokens: Sequence[Token], sentence: Sentence) -> Sequence[Token]:
    """Return a description without the next person: an Australian, and Ernst Chain."""
    for at in range(1, len(tokens) - 1):
        is_comma = "," in sentence.text[tokens[at - 1].end : tokens[at].start]
        if is_comma:
            is_next = tokens[at].low in sentence.lexicon.conjunctions and tokens[at + 1].is_capital
            return tokens[:at] if is_next else tokens
    return tokens


def _behind_comma(proper: Proper, sentence: Sentence) -> Sequence[Token]:
    """Return the words behind a name and a comma, up to the next comma; () if there are none."""
    for segment, following in pairwise(sentence.segments):
        if segment.holds(proper.start, proper.end):
            ends = segment.tokens[-1].end == proper.end
            return following.tokens if ends and following.mark == "," else ()
    return ()


def _may_be_verb(token: Token, sentence: Sentence) -> bool:
    return sentence.is_verb(token) or token.low.endswith("s")


def _who_clause(tokens: Sequence[Token], sentence: Sentence) -> tuple[str, Mapping[str, Written]]:
    words = _cut(tokens[1:], sentence)
    text = sentence.text[words[0].start : words[-1].end]
    return "people", {"who": sentence.lexicon.person_who.format(text=escaped(text))}


def described(
    tokens: Sequence[Token], sentence: Sentence
) -> tuple[str, Mapping[str, Written]] | None:
    """Return the office or the description that some words are, None if they say nothing."""
    words = _cut(tokens, sentence)
    if len(words) < _LEAST_OF_A_ROLE + 1 and not _head(words, sentence):
        return None
    text = sentence.text[words[0].start : words[-1].end]
    is_office = _head(words, sentence)
    if is_office:
        has_article = words[0].low in sentence.lexicon.determiners
        post = sentence.text[words[1].start : words[-1].end] if has_article else text
        return "officials", {"post": escaped(post)}
    return "people", {"who": escaped(text)}


def _head(tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Return whether the noun of a description is an office with what it is an office of."""
    lexicon = sentence.lexicon
    for token, after in pairwise(tokens[: _HEAD_WITHIN + 1]):
        if token.low in lexicon.prepositions:
            return False
        belongs = after.low in lexicon.prepositions or after.low in lexicon.determiners
        if token.low in lexicon.office_nouns and belongs:
            return True
    return False


def _has_finite_verb(tokens: Sequence[Token], sentence: Sentence) -> bool:
    lexicon = sentence.lexicon
    if lexicon.has_brackets:
        return sentence.has_verb(tokens)
    for at, token in enumerate(tokens):
        if token.low in lexicon.relatives and at:
            return False
        if sentence.is_verb(token) and not sentence.is_participle(token):
            return True
    return False


def _cut(tokens: Sequence[Token], sentence: Sentence) -> Sequence[Token]:
    """Return at most MOST_WORDS words, cut where they can end."""
    lexicon = sentence.lexicon
    begins = lexicon.relatives - (lexicon.articles if lexicon.has_brackets else frozenset())
    relatives = (at for at, each in enumerate(tokens) if at and each.low in begins)
    tokens = tokens[: next(relatives, len(tokens))]
    opens = lexicon.prepositions | lexicon.conjunctions
    while len(tokens) > MOST_WORDS:
        at = len(tokens) - 1
        while at > 1 and tokens[at].low not in opens:
            at -= 1
        tokens = tokens[: max(at, 1)]
    return tokens
