"""Definitions, descriptions and abbreviations with their long forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.drafting.entities import Entities
from quizgen.drafting.facts import Drafted, Written
from quizgen.drafting.lexicon.model import words
from quizgen.drafting.roles import described
from quizgen.drafting.shortening import MOST_WORDS
from quizgen.drafting.tokens import Segment, Sentence, Token
from quizgen.language.lands import is_land
from quizgen.markup.source import escaped

_ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9&.-]{1,9}")
_SMALL = words("of the and for in on a an und der die das für de la")
_HIS = words("his her its their my our sein seine ihr ihre unser unsere")
_MOST_OF_A_TERM = 3
_MOST_OF_A_THING = 8
_LEAST_OF_A_DEFINITION = 3
# These nouns sum up what a whole clause tells.
_RESUMING = words(
    "achievement change claim decision demand discovery failure fact feat finding gesture idea "
    "move mistake practice prediction problem process promise proposal record result sign step "
    "success threat trend view warning"
)
# How an article gives another name, and how to ask for it.
_ALSO = {
    "en": (["also", "known", "as"], "By which other name is {name} known?"),
    "de": (["auch", "bekannt", "als"], "Unter welchem anderen Namen ist {name} bekannt?"),
}


def terms_in(sentence: Sentence, entities: Entities) -> Iterator[Drafted]:
    """Yield the terms of a sentence; add the people and organizations that it describes."""
    yield from _abbreviations(sentence, entities)
    yield from _between_dashes(sentence, entities)
    yield from _definition(sentence, entities)
    yield from _other_names(sentence, entities)
    _add_known_as(sentence, entities)


def _other_names(sentence: Sentence, entities: Entities) -> Iterator[Drafted]:
    """Yield questions for other names: Constantinople, also known as Byzantium."""
    lexicon = sentence.lexicon
    phrase, ask = _ALSO["en" if lexicon.passive else "de"]
    for before, segment in zip(sentence.segments, sentence.segments[1:], strict=False):
        lows = [each.low for each in segment.tokens]
        first = _named_end(before.tokens)
        other = _capitals(segment.tokens[len(phrase) :], least=1)
        if lows[: len(phrase)] != phrase or not first or not other:
            continue
        name = sentence.text[first[0].start : first[-1].end]
        answer = sentence.text[other[0].start : other[-1].end]
        values: dict[str, Written] = {
            "ask": ask.format(name=escaped(name)),
            "answer": escaped(answer),
        }
        made = entities.new_id(f"{name} also")
        yield Drafted("questions", made, values, sentence.paragraph.number)


def _named_end(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the name at the end of some words, with its number: Unit 29155."""
    found: list[Token] = []
    for token in reversed(tokens):
        if not (token.is_capital or (not found and token.text.isdigit())):
            break
        found.insert(0, token)
    return found if any(each.is_capital for each in found) else ()


def _term(name: str, values: dict[str, Written], sentence: Sentence, entities: Entities) -> Drafted:
    made = entities.new_id(name)
    return Drafted("terms", made, {"name": escaped(name), **values}, sentence.paragraph.number)


def _abbreviations(sentence: Sentence, entities: Entities) -> Iterator[Drafted]:
    """Yield abbreviations: World Health Organization (WHO), SALT (Strategic Arms … Talks)."""
    for start, end in sentence.brackets:
        inside = sentence.text[start:end].strip(" ()[]")
        before = [each for each in sentence.tokens if each.end <= start]
        pair = _pair(inside, before, sentence)
        if pair is None:
            continue
        short, long = pair
        is_group = {word.casefold() for word in long.split()} & sentence.lexicon.organizations
        if is_group:
            number = sentence.paragraph.number
            entities.add("organizations", short, number, {"stands_for": escaped(long)})
        elif not entities.find(short):
            yield _term(short, {"stands_for": escaped(long)}, sentence, entities)


def _pair(inside: str, before: Sequence[Token], sentence: Sentence) -> tuple[str, str] | None:
    """Return an abbreviation and its long form, one of which stands in brackets."""
    inside = re.sub(r"^(?:kurz|abbreviated|short)\s+", "", inside)
    if _is_short(inside):
        long = _long_form(inside, before)
        return (inside, sentence.text[long[0].start : long[-1].end]) if long else None
    short = before[-1].text if before else ""
    words_inside = re.findall(r"[^\W\d_]+", inside)
    initials = "".join(word[0] for word in words_inside if word.casefold() not in _SMALL)
    is_spelt = _is_short(short) and initials.casefold() == short.replace(".", "").casefold()
    return (short, inside) if is_spelt else None


def _long_form(short: str, before: Sequence[Token]) -> Sequence[Token]:
    """Return the last words before an abbreviation that it stands for, () if there are none."""
    letters = [each for each in short.casefold() if each.isalnum()]
    for count in range(len(letters), len(letters) + 4):
        found = before[-count:]
        if len(found) == count and _begin(found, letters):
            return found
    return ()


def _is_short(text: str) -> bool:
    return bool(_ABBREVIATION.fullmatch(text)) and sum(char.isupper() for char in text) > 1


def _begin(words: Sequence[Token], letters: Sequence[str]) -> bool:
    """Return whether the weighty words begin with the letters."""
    parts = [part for each in words for part in re.split(r"[-\u2010]", each.low) if part]
    weighty = [part[0] for part in parts if part not in _SMALL]
    every = [part[0] for part in parts]
    return words[0].low not in _SMALL and list(letters) in (weighty, every)


def _between_dashes(sentence: Sentence, entities: Entities) -> Iterator[Drafted]:
    """Yield terms that a definition between dashes follows."""
    for before, segment in zip(sentence.segments, sentence.segments[1:], strict=False):
        is_dash = segment.mark not in (",", ";", ":", "")
        tokens = segment.tokens
        is_noun = tokens[0].low in sentence.lexicon.determiners
        if not is_dash or not is_noun or _resumes(tokens):
            continue
        name = _term_before(before, sentence)
        words = _phrase(tokens, sentence)
        if name and words:
            yield _term(name, {"definition": escaped(words)}, sentence, entities)


def _resumes(tokens: Sequence[Token]) -> bool:
    """Return whether a noun sums up the clause before the dash: a prediction that came true."""
    return any(each.low in _RESUMING for each in tokens[1:3])


def _term_before(segment: Segment, sentence: Sentence) -> str:
    """Return the common noun at the end of a segment, "" if a name stands there."""
    lexicon = sentence.lexicon
    stops = lexicon.prepositions | lexicon.conjunctions | lexicon.determiners
    tokens = segment.tokens
    begin = len(tokens)
    while begin and tokens[begin - 1].low not in stops and _is_common(tokens[begin - 1], sentence):
        begin -= 1
    before = tokens[begin - 1 : begin]
    # Behind `to`, the first word is a verb.
    found = tokens[begin + any(each.low == "to" for each in before) :]
    if not 0 < len(found) <= _MOST_OF_A_TERM or any(each.is_capital for each in before):
        return ""
    return sentence.text[found[0].start : found[-1].end]


def _is_common(token: Token, sentence: Sentence) -> bool:
    return not token.is_capital and not sentence.is_verb(token)


def _phrase(tokens: Sequence[Token], sentence: Sentence) -> str:
    """Return a definition of at most MOST_WORDS words, cut where it can end, "" if it can't."""
    lexicon = sentence.lexicon
    opens = lexicon.prepositions | lexicon.conjunctions | lexicon.relatives
    cut = len(tokens)
    if cut > MOST_WORDS:
        relatives = lexicon.relatives - lexicon.articles
        most = next((at for at, each in enumerate(tokens) if each.low in relatives), MOST_WORDS)
        places = range(min(most, MOST_WORDS), 2, -1)
        cut = next((at for at in places if _ends_well(tokens, at, sentence, opens)), 0)
    return sentence.text[tokens[0].start : tokens[cut - 1].end] if cut else ""


def _ends_well(tokens: Sequence[Token], at: int, sentence: Sentence, opens: frozenset[str]) -> bool:
    before = tokens[at - 1]
    is_open = before.low in opens | sentence.lexicon.determiners or sentence.is_verb(before)
    return tokens[at].low in opens and tokens[at].low not in ("of", "than") and not is_open


def _definition(sentence: Sentence, entities: Entities) -> Iterator[Drafted]:
    """Yield what the first words of a sentence are: a glacier is ice."""
    tokens = sentence.outside
    at = _copula(tokens, sentence)
    if not at:
        yield from _meaning(sentence, entities)
        return
    thing = _thing(tokens[:at], sentence)
    if thing and not sentence.has_verb(tokens[:at]):
        yield from _defined(thing, _from(tokens[at + 1], sentence), sentence, entities)


def _copula(tokens: Sequence[Token], sentence: Sentence) -> int:
    """Return where the first `is` stands that a description follows, 0 if there is none."""
    lexicon = sentence.lexicon
    near = range(1, min(_MOST_OF_A_THING + 2, len(tokens) - 2))
    at = next((at for at in near if tokens[at].low in lexicon.copulas), 0)
    return at if at and tokens[at + 1].low in lexicon.articles else 0


def _from(first: Token, sentence: Sentence) -> Sequence[Token]:
    """Return a word and what follows it up to the next comma."""
    segment = next(each for each in sentence.segments if each.holds(*_span(first)))
    return [each for each in segment.tokens if each.index >= first.index]


def _span(token: Token) -> tuple[int, int]:
    return token.start, token.end


def _thing(tokens: Sequence[Token], sentence: Sentence) -> Sequence[Token]:
    """Return the words of what is defined, () if they point at something else."""
    lexicon = sentence.lexicon
    first = tokens[0].low
    pronouns = lexicon.pronouns | lexicon.people_pronouns | lexicon.vague
    if first in pronouns or first in lexicon.prepositions or first in lexicon.conjunctions:
        return ()
    begins = sentence.segments[0].tokens
    if tokens[0].start != begins[0].start or tokens[-1].end > begins[-1].end or first in _HIS:
        return ()
    return tokens if len(tokens) <= _MOST_OF_A_THING else ()


def _defined(
    thing: Sequence[Token], rest: Sequence[Token], sentence: Sentence, entities: Entities
) -> Iterator[Drafted]:
    lexicon = sentence.lexicon
    has_article = thing[0].low in lexicon.determiners
    bare = thing[1:] if has_article and len(thing) > 1 else thing
    if not has_article and _is_person(bare, rest, sentence):
        _add_person(bare, rest, sentence, entities)
        return
    what = escaped(_phrase(rest, sentence))
    if len(what.split()) < _LEAST_OF_A_DEFINITION:
        return
    name = sentence.text[bare[0].start : bare[-1].end]
    if _is_proper(bare) and _is_organization(bare, rest, sentence):
        given = f"the {name}" if thing[0].low == "the" else name
        entities.add("organizations", given, sentence.paragraph.number, {"what": what})
        return
    is_single = len(bare) == 1 and (has_article or not lexicon.passive)
    if is_single or not _is_proper(bare):
        yield _term(_as_noun(name, sentence), {"definition": what}, sentence, entities)


def _is_proper(tokens: Sequence[Token]) -> bool:
    return all(each.is_capital or each.low in _SMALL for each in tokens)


def _add_person(
    name: Sequence[Token], rest: Sequence[Token], sentence: Sentence, entities: Entities
) -> None:
    found = described(rest, sentence)
    if found:
        text = sentence.text[name[0].start : name[-1].end]
        entities.add(found[0], text, sentence.paragraph.number, found[1])


def _as_noun(name: str, sentence: Sentence) -> str:
    """Return a common noun without the capital of its sentence; German nouns keep theirs."""
    return name[0].lower() + name[1:] if sentence.lexicon.passive else name


def _is_person(thing: Sequence[Token], rest: Sequence[Token], sentence: Sentence) -> bool:
    lexicon = sentence.lexicon
    people = lexicon.jobs | lexicon.office_nouns
    until = [each.low for each in rest[:MOST_WORDS]]
    stops = [at for at, low in enumerate(until) if low in lexicon.prepositions and at > 0]
    head = until[: stops[0]] if stops else until
    is_named = all(each.is_capital or each.low in _SMALL | {"von", "van"} for each in thing)
    return is_named and any(low in people for low in head)


def _is_organization(thing: Sequence[Token], rest: Sequence[Token], sentence: Sentence) -> bool:
    nouns = sentence.lexicon.organizations
    name = " ".join(each.text for each in thing)
    is_group = any(each.low in nouns for each in thing)
    head = [each.low for each in rest[:6]]
    return not is_land(name, "en") and (is_group or any(low in nouns for low in head))


def _meaning(sentence: Sentence, entities: Entities) -> Iterator[Drafted]:
    """Yield what a word refers to: inflation refers to a rise in prices."""
    tokens = sentence.outside
    lows = " ".join(each.low for each in tokens[:_MOST_OF_A_THING])
    for phrase in sentence.lexicon.means:
        head, found, _ = lows.partition(f" {phrase} ")
        count = len(head.split())
        after = tokens[count + len(phrase.split()) :]
        is_phrase = bool(after) and after[0].low in sentence.lexicon.determiners
        if found and is_phrase and 0 < count <= _MOST_OF_A_TERM:
            yield from _meant(tokens[:count], after[0], sentence, entities)
            return


def _meant(
    thing: Sequence[Token], first: Token, sentence: Sentence, entities: Entities
) -> Iterator[Drafted]:
    definition = _phrase(_from(first, sentence), sentence)
    if _thing(thing, sentence) and definition:
        name = _as_noun(sentence.text[thing[0].start : thing[-1].end], sentence)
        yield _term(name, {"definition": escaped(definition)}, sentence, entities)


def _add_known_as(sentence: Sentence, entities: Entities) -> None:
    """Add an organization from its description: a group known as the Internet Research Agency."""
    tokens, lexicon = sentence.outside, sentence.lexicon
    lows = [each.low for each in tokens]
    phrase = _ALSO["en" if lexicon.passive else "de"][0][1:]
    for at in range(1, len(lows) - 2):
        if lows[at : at + 2] != phrase or lows[at - 1] == "also":
            continue
        begin = _article_before(tokens, at, sentence)
        name = _capitals(tokens[at + 2 :])
        is_group = any(each.low in lexicon.organizations for each in (*name, *tokens[begin:at]))
        if begin >= 0 and name and is_group:
            what = sentence.text[tokens[begin].start : tokens[at - 1].end]
            text = sentence.text[name[0].start : name[-1].end]
            values = {"what": escaped(what)}
            entities.add("organizations", text, sentence.paragraph.number, values)


def _article_before(tokens: Sequence[Token], at: int, sentence: Sentence) -> int:
    """Return where the article of the noun before an index stands, -1 if it has none."""
    near = range(at - 1, max(at - _MOST_OF_A_THING, -1), -1)
    lexicon = sentence.lexicon
    found = next((each for each in near if tokens[each].low in lexicon.determiners), -1)
    return found if found >= 0 and tokens[found].low in lexicon.articles else -1


def _capitals(tokens: Sequence[Token], least: int = 2) -> Sequence[Token]:
    found: list[Token] = []
    for token in tokens:
        begins = not found and token.low == "the"
        if not (token.is_capital or begins):
            break
        found.append(token)
    return found if len(found) >= least and found[-1].is_capital else ()
