"""Whether the words of a wrong answer have the form of those of the right one."""

from __future__ import annotations

from msgspec.structs import replace

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.letters import counting
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt
from quizgen.language.phrases import (
    NOUNS_WITH_CAPITALS,
    Form,
    PhraseType,
    phrase_type,
    stand_apart,
)
from quizgen.markup.plain import plain

# A text this many times as long or as short as the key stands out, if one has more letters than
# short names have.
_TIMES_LONGER, _SHORT = 2.5, 24
# Words of this many letters may be small in a proper name: Law of Suspects.
_SHORT_WORD = 3
# Names have at most so many words.
_WORDS_OF_NAMES = 4
# A name may be an abbreviation and another one not.
_FORMS_OF_NAMES = {Form.ABBREVIATION, Form.PHRASE}
# Which reason tells that one of two texts has a form and the other has not, the clearest first.
_OF_FORMS = {
    Form.SYMBOL: Misfit.SYMBOL,
    Form.ABBREVIATION: Misfit.ABBREVIATION,
    Form.FIGURE: Misfit.FIGURE,
    Form.INFINITIVE: Misfit.INFINITIVE,
    Form.CLAUSE: Misfit.CLAUSE,
    Form.DEPENDENT: Misfit.CLAUSE,
    Form.GERUND: Misfit.GERUND,
    Form.VERB: Misfit.VERB,
}


def differ_in_length(key: Filler, candidate: Filler) -> bool:
    """Return whether one of two texts is so much longer that it stands out; names may be."""
    short, long = sorted((key.length, candidate.length))
    return not key.fact and long > _SHORT and long > short * _TIMES_LONGER


def stand_out(base: FactBase, key: Filler, candidate: Filler, language: str) -> Misfit | None:
    """Return how the form of one text sets it apart from the other, None if it does not."""
    mine, theirs = phrase_type(key.text, language), phrase_type(candidate.text, language)
    are_proper = _are_proper(base, key, candidate)
    if not key.fact:
        are_named = are_proper and {mine.form, theirs.form} <= _FORMS_OF_NAMES
        if not are_named and stand_apart(key.text, candidate.text, language):
            return _clash(mine, theirs)
        return _clash_of_names(base, key, candidate, language)
    # Names may be long or short, but common nouns are no proper names and no abbreviations.
    if are_proper or Form.SYMBOL in {mine.form, theirs.form}:
        return None
    if language not in NOUNS_WITH_CAPITALS and _one_is_proper(key.text, candidate.text):
        return Misfit.PROPER
    mine, theirs = _numbered(base, key, mine), _numbered(base, candidate, theirs)
    return _clash(mine, theirs) if mine.clashes(theirs) else None


def _clash(mine: PhraseType, theirs: PhraseType) -> Misfit:
    """Return what sets two types of phrases apart that clash."""
    forms = {mine.form, theirs.form}
    if len(forms) > 1:
        return next(why for form, why in _OF_FORMS.items() if form in forms)
    if mine.plural is not theirs.plural and None not in (mine.plural, theirs.plural):
        return Misfit.PLURAL
    is_guess = mine.is_guess and theirs.is_guess
    return Misfit.FORM if is_guess else Misfit.PERSON


def _clash_of_names(base: FactBase, key: Filler, candidate: Filler, language: str) -> Misfit | None:
    """Return what sets two texts apart of which one may be a proper name, None for nothing."""
    types = [phrase_type(each.text, language) for each in (key, candidate)]
    if {each.form for each in types} == _FORMS_OF_NAMES and _one_has_an_article(
        base, key, candidate
    ):
        return Misfit.ABBREVIATION
    are_proper = _are_proper(base, key, candidate)
    # The Wright brothers are more than one.
    if are_proper and {each.plural for each in types} == {None, True}:
        return Misfit.PLURAL
    are_symbols = all(each.form is Form.SYMBOL for each in types)
    is_named = language == "en" and not are_symbols and _one_is_named(key.text, candidate.text)
    return Misfit.PROPER if is_named else None


def _are_proper(base: FactBase, *fillers: Filler) -> bool:
    """Return whether each text begins with a capital after its article."""
    return all(base.wording.bare(plain(each.text))[:1].isupper() for each in fillers)


def _one_has_an_article(base: FactBase, key: Filler, candidate: Filler) -> bool:
    """Return whether an article shows a body where the other text may be a person's full name.

    Ada Holm beside the FBI; MI5 or Interpol may stand there.
    """
    texts = [plain(each.text) for each in (key, candidate)]
    bare = [text for text in texts if base.wording.bare(text) == text]
    is_full_name = len(bare) == 1 and len(bare[0].split()) > 1
    return is_full_name and bool(_capitals(bare[0]))


def _one_is_proper(one: str, other: str) -> bool:
    """Return whether one name has capitals throughout and the other none."""
    mine, theirs = (_capitals(text) for text in (one, other))
    return {mine, theirs} == {True, False}


def _one_is_named(one: str, other: str) -> bool:
    """Return whether one of two short texts is a proper name: Antarctica beside the deep sea."""
    is_short = max(len(text.split()) for text in (one, other)) <= _WORDS_OF_NAMES
    return is_short and _one_is_proper(one, other)


def _capitals(text: str) -> bool | None:
    """Return whether all longer words have capitals; None if some have."""
    words = [word for word in text.split() if len(word) > _SHORT_WORD] or text.split()
    capitals = [word[:1].isupper() for word in words]
    return all(capitals) if all(capitals) or not any(capitals) else None


def _number(base: FactBase, filler: Filler) -> bool | None:
    """Return whether the name of a fact is plural, None if nothing tells."""
    fact = base.deck.facts.get(filler.fact)
    value = base.names.value(fact) if fact else None
    return base.wording.number_of(value, base.kind(fact)) if fact and value else None


def _numbered(base: FactBase, filler: Filler, found: PhraseType) -> PhraseType:
    """Return the type of a name with the number that its fact gives."""
    fact = base.deck.facts.get(filler.fact)
    value = base.names.value(fact) if fact else None
    return found if value is None or value.plural is None else replace(found, plural=value.plural)


def count_apart(base: FactBase, prompt: Prompt, key: str, candidate: str) -> bool:
    """Return whether a number among letters tells key and candidate apart."""
    mine, theirs = (counting(base, prompt, text) for text in (key, candidate))
    return (mine is True and theirs is not True) or (theirs is False and mine is not False)


def breaks_sentence(
    base: FactBase, prompt: Prompt, key: Filler, candidate: Filler
) -> Misfit | None:
    """Return why a name cannot stand in the blank, by its number or the article before it."""
    if prompt.blank is not None and {_number(base, key), _number(base, candidate)} == {True, False}:
        return Misfit.PLURAL
    return Misfit.ARTICLE if _breaks_article(base, prompt, candidate) else None


def _breaks_article(base: FactBase, prompt: Prompt, candidate: Filler) -> bool:
    """Return whether a name does not go with the article before the blank."""
    article = prompt.word_before_blank
    if article not in base.wording.labels.articles:
        return False
    if article in ("a", "an"):
        return (plain(candidate.text)[:1].casefold() in "aeiou") != (article == "an")
    named = base.in_sentence(candidate)
    return bool(candidate.fact) and base.wording.bare(named) == named
