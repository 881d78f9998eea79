"""Quotations with their speakers, and what people claim in indirect speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.drafting.clauses import Clauses, Known
from quizgen.drafting.entities import Entities, short_id
from quizgen.drafting.facts import Drafted, Written
from quizgen.drafting.proper import Proper, name_text, proper_names
from quizgen.drafting.shortening import MOST_WORDS, first_verb
from quizgen.drafting.tokens import Sentence, Token
from quizgen.grounding.quotations import Quotation, quotations_in
from quizgen.language.lands import is_land
from quizgen.markup.source import escaped

_LEAST_WORDS = 2
_NEAR = 4
_FEWEST_OF_A_CLAIM = 4
# A subject is so long at most.
_FAR, _FAR_BEHIND_THAT = 6, 9


def quotes_in(sentence: Sentence, entities: Entities, known: Known) -> Iterator[Drafted]:
    """Yield the quotations of a sentence whose speaker it names."""
    for quotation in quotations_in(sentence.text):
        if not sentence.start <= quotation.start < sentence.end:
            continue
        words = _words_of(quotation, sentence)
        speaker = _speaker(quotation, sentence, known) if words else ""
        if speaker:
            by = entities.speaker(speaker, sentence.paragraph.number)
            values: dict[str, Written] = {"quote": escaped(words)}
            values["by"] = by.id
            made = entities.new_id(" ".join(words.split()[:5]))
            yield Drafted("quotes", made, values, sentence.paragraph.number)


def _words_of(quotation: Quotation, sentence: Sentence) -> str:
    """Return a quotation, or its beginning with an ellipsis; "" if it is too short."""
    text = quotation.text.strip().rstrip(",;.").strip()
    words = text.split()
    if len(words) < _LEAST_WORDS:
        return ""
    if len(words) <= MOST_WORDS:
        return text
    lexicon = sentence.lexicon
    opens = lexicon.prepositions | lexicon.conjunctions | lexicon.relatives
    ends = [
        at
        for at in range(5, MOST_WORDS + 1)
        if words[at - 1].endswith((",", ";", "—"))
        or (words[at] in opens and words[at - 1] not in opens | lexicon.determiners | lexicon.verbs)
    ]
    kept = words[: ends[-1] if ends else MOST_WORDS - 1]
    return " ".join(kept).rstrip(",;—") + " …"


def _speaker(quotation: Quotation, sentence: Sentence, known: Known) -> str:
    """Return the name of who says a quotation, "" if the sentence does not tell."""
    names = [each for each in proper_names(sentence) if not _is_country(each, sentence)]
    outside = [each for each in names if not quotation.start <= each.start < quotation.end]
    by_agent = _agent(quotation, outside, sentence)
    if by_agent:
        return name_text(by_agent, sentence)
    after = _after(quotation, outside, sentence)
    if after:
        return name_text(after, sentence)
    return _before(quotation, outside, sentence, known)


def _is_country(proper: Proper, sentence: Sentence) -> bool:
    name = " ".join(each.text for each in proper.tokens)
    language = "en" if sentence.lexicon.passive else "de"
    return is_land(name, language)


def _agent(quotation: Quotation, names: Sequence[Proper], sentence: Sentence) -> Proper | None:
    """Return who stands right behind a quotation with `by`: was called “…” by X."""
    following = [each for each in sentence.tokens if each.start >= quotation.end][:3]
    for token in following[:1]:
        if token.low in sentence.lexicon.by:
            near = (each for each in names if 0 <= each.start - token.end <= 5)
            return next(near, None)
    return None


def _after(quotation: Quotation, names: Sequence[Proper], sentence: Sentence) -> Proper | None:
    """Return who stands behind a quotation with a verb of saying: “…”, said X."""
    following = [each for each in sentence.tokens if each.start >= quotation.end][:_NEAR]
    verb = next((each for each in following if each.low in sentence.lexicon.speech), None)
    if verb is None:
        return None
    reach = range(quotation.end, following[-1].end + 2)
    near = [each for each in names if each.start in reach]
    is_beside = any(each.start > verb.start or each.end <= verb.start for each in near[:1])
    return near[0] if is_beside else None


def _before(quotation: Quotation, names: Sequence[Proper], sentence: Sentence, known: Known) -> str:
    """Return the subject of the last verb of saying before a quotation."""
    before = [each for each in sentence.tokens if each.end <= quotation.start]
    verb = _last_verb(before, sentence)
    if verb is None:
        return ""
    near = [each.low for each in before if each.start < verb.start][-2:]
    if sentence.lexicon.people_pronouns & set(near):
        return known.person
    subjects = [each for each in names if each.end <= verb.start]
    main = _main_subject(subjects, before, sentence)
    return name_text(main, sentence) if main else ""


def _last_verb(tokens: Sequence[Token], sentence: Sentence) -> Token | None:
    """Return the last verb of saying, else the last verb."""
    verbs = [each for each in tokens if each.low in sentence.lexicon.speech]
    verbs = verbs or [each for each in tokens if sentence.is_verb(each)]
    return verbs[-1] if verbs else None


def _main_subject(
    names: Sequence[Proper], before: Sequence[Token], sentence: Sentence
) -> Proper | None:
    """Return the name with which the subject ends: the first one that a verb or a comma follows."""
    for name in names:
        following = next((each for each in before if each.start >= name.end), None)
        previous = _word_before(name, sentence)
        is_object = previous in sentence.lexicon.prepositions and not _is_according(name, sentence)
        ends = following is not None and (
            sentence.is_verb(following)
            or "," in sentence.text[name.end : following.start]
            or following.low in ("also", "has", "have", "had")
        )
        if ends and not is_object:
            return name
    return None


def _word_before(name: Proper, sentence: Sentence) -> str:
    """Return the word before a name, its title and its article."""
    index = (name.title or name.tokens)[0].index - 1
    while index >= 0 and sentence.tokens[index].low in sentence.lexicon.determiners:
        index -= 1
    return sentence.tokens[index].low if index >= 0 else ""


def _is_according(name: Proper, sentence: Sentence) -> bool:
    before = sentence.text[sentence.start : name.start].casefold().rstrip()
    before = before.removesuffix(" the")
    return before.endswith(sentence.lexicon.according or ("\0",))


def claims_in(sentence: Sentence, entities: Entities, known: Known) -> Iterator[Drafted]:
    """Yield what a named speaker claims: X argues that, according to X."""
    if not sentence.lexicon.passive:
        return
    found = _with_verb(sentence, known) or _with_according(sentence)
    if found is None:
        return
    speaker, verb, claim = found
    by = entities.speaker(speaker, sentence.paragraph.number)
    values: dict[str, Written] = {"claim": escaped(claim)}
    if verb != "said":
        values["verb"] = verb
    values["by"] = by.id
    made = entities.new_id(short_id(" ".join(claim.split()[:6])))
    yield Drafted("claims", made, values, sentence.paragraph.number)


def _with_verb(sentence: Sentence, known: Known) -> tuple[str, str, str] | None:
    tokens, lexicon = sentence.outside, sentence.lexicon
    for at, token in enumerate(tokens[:-3]):
        if token.low not in lexicon.speech or not at:
            continue
        after = tokens[at + 1]
        has_that = after.low in lexicon.that
        begins = after.low in lexicon.determiners or after.is_capital
        if not has_that and not begins:
            continue
        claim = _claim(tokens[at + 2 if has_that else at + 1 :], sentence, has_that=has_that)
        speaker = _subject_before(token, sentence, known)
        if claim and speaker:
            return speaker, lexicon.speech[token.low], claim
    return None


def _claim(tokens: Sequence[Token], sentence: Sentence, *, has_that: bool) -> str:
    """Return a claim of at most MOST_WORDS words, "" if it is none or cannot be cut."""
    end = _next_quotation(tokens, sentence)
    before = [each for each in tokens if each.start < end]
    if len(before) < _FEWEST_OF_A_CLAIM or before[0].low in sentence.lexicon.vague:
        return ""
    at = first_verb(sentence, before, 0)
    if not 0 < at <= (_FAR_BEHIND_THAT if has_that else _FAR):
        return ""
    cut = _cut_at_verb(before, before[at], sentence)
    cut = _without_open_end(cut, sentence) if end < sentence.end else cut
    return sentence.text[cut[0].start : cut[-1].end] if len(cut) >= _FEWEST_OF_A_CLAIM else ""


def _cut_at_verb(tokens: Sequence[Token], verb: Token, sentence: Sentence) -> Sequence[Token]:
    """Return words up to the end of the segment of their verb, cut if they are too many."""
    segment = next(each for each in sentence.segments if each.holds(verb.start, verb.end))
    inside = [each for each in tokens if each.start <= segment.tokens[-1].start]
    return Clauses(sentence, Known()).cut(inside, verb)


def _next_quotation(tokens: Sequence[Token], sentence: Sentence) -> int:
    """Return where the first quotation behind some words begins, or the end of the sentence.

    It is 0 if the words begin within a quotation.
    """
    start = tokens[0].start if tokens else sentence.end
    ahead = [each for each in quotations_in(sentence.text) if each.end > start]
    first = ahead[0].start if ahead else sentence.end
    return 0 if first < start else min(first, sentence.end)


def _without_open_end(tokens: Sequence[Token], sentence: Sentence) -> Sequence[Token]:
    """Return words before a quotation without those that need it, () if a verb does."""
    lexicon = sentence.lexicon
    opens = lexicon.prepositions | lexicon.conjunctions | lexicon.determiners
    while tokens and tokens[-1].low in opens:
        tokens = tokens[:-1]
    return () if tokens and sentence.is_verb(tokens[-1]) else tokens


def _subject_before(verb: Token, sentence: Sentence, known: Known) -> str:
    names = [each for each in proper_names(sentence) if each.end <= verb.start]
    before = [each for each in sentence.tokens if each.end <= verb.start]
    if before and before[-1].low in sentence.lexicon.people_pronouns:
        return known.person
    names = [each for each in names if not _is_country(each, sentence)]
    main = _main_subject(names, [*before, verb], sentence)
    return name_text(main, sentence) if main else ""


def _with_according(sentence: Sentence) -> tuple[str, str, str] | None:
    """Return what stands behind `according to X` at the beginning of a sentence."""
    for name in proper_names(sentence):
        if not _is_according(name, sentence) or len(sentence.segments) < 2:
            continue
        first = sentence.segments[0]
        if not first.holds(name.start, name.end) or first.tokens[-1].end != name.end:
            return None
        tokens = [each for each in sentence.outside if each.start > name.end]
        claim = _claim(tokens, sentence, has_that=True)
        return (name_text(name, sentence), "said", claim) if claim else None
    return None
