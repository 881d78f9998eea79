"""What the form of a phrase tells: abbreviation or words, singular or plural, person or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from itertools import product, takewhile, zip_longest

from msgspec import Struct

from quizgen.language.lexicon import NO_NOUN, is_noun_as_written, sorts_of
from quizgen.language.verbs import is_past, verb_of
from quizgen.markup.plain import plain


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Languages that write common nouns with a capital.
NOUNS_WITH_CAPITALS = frozenset({"de", "lb"})
# The words after which nothing belongs to the head of an English phrase.
_AFTER_HEAD = _set_of(
    "about above according across after against along among around as at because before behind "
    "below beneath beside between beyond but by called during for from if in inside into like "
    "made near of off on onto or out outside over since so than that through to toward towards "
    "under until up upon used when where whether which while who whom whose with within without"
)
_ARTICLES = _set_of("a an the")
# Of the words after a head, those that tell two descriptions apart: above and below the crust.
_TELLING = _set_of(
    "above against before behind below beneath beyond during from inside into off onto out outside "
    "over since through under until up with without"
)
# Verbs and pronouns that tell nothing.
_FILLING = _set_of("and are be been can each has have is it its may their they was were")
# What something has or is, as an adjective says it.
_STATES = _set_of("able being having unable")
# What is copied is no noun: in a sentence, a participle belongs to its verb.
_AUXILIARIES = _set_of("are be been being had has have is was were")
_ONE = _set_of("a an each every one this that")
_SEVERAL = _set_of("several many few both these those two three four five all")
IRREGULAR_PLURALS = _set_of(
    "algae alumni antennae archaea bacteria bronchi cacti cattle children cilia citizens criteria "
    "data dice feet flagella foci formulae fungi ganglia geese genera larvae lice loci media men "
    "mice mitochondria nebulae nuclei ova oxen people personnel phenomena police "
    "protozoa quanta radii spectra stimuli strata supernovae taxa teeth troops vertebrae villi "
    "women"
)
# Endings in s that make no plural: glass, virus, mitosis, physics.
_NO_PLURAL = ("ss", "us", "is", "ics")
_SINGULARS = _set_of("news series species gas lens canvas christmas corps headquarters means")
_PERSONS = _set_of(
    "adviser advisor advocate agent ambassador analyst artist attorney author boy candidate "
    "chancellor citizen commander composer critic diplomat director doctor economist emperor "
    "expert founder "
    "friend general girl governor head hero heir informant insurgent journalist judge king lawyer "
    "leader man member minister monarch officer official opponent painter partner people person "
    "philosopher player poet politician pope premier president prince princess prosecutor queen "
    "rebel rival ruler scholar scientist sculptor secretary senator singer soldier somebody "
    "someone spy student teacher traitor traveler traveller winner woman writer"
)
# Pronouns for people, and those for people if "who" comes after them: those in France who fled.
_ANYBODY = _set_of("anybody anyone everybody everyone nobody whoever")
_THOSE, _WHO = _set_of("all any each one those"), _set_of("who whose")
_AFTER_PRONOUN = _AFTER_HEAD - {"of"}
# Endings of nouns that name no person: a reaction, a treatment, photosynthesis.
_THING_ENDINGS = ("tion", "sion", "ment", "ness", "ity", "ism", "sis", "ance", "ence", "ship")
_THINGS = _set_of(
    "act agreement amount area body bond cell chain change company country event force form group "
    "law line list machine method molecule organ organization part place plan point process "
    "promise rate reaction region report rocket rule set step structure substance system term "
    "thing time tissue tool treaty unit use vessel weapon word work"
)
_PERSON_ENDINGS = ("ologist", "ician", "man", "woman", "naut")
# Of what such a word says what it is, a definition tells after "of": a kind of neoplasm.
_KINDS = _set_of("form kind sort species sub-type subtype type variety")
_CLAUSE_WORDS = _set_of("how that when where whether which who whom why")
# The words before a phrase whose noun tells no number: by adding acids, what a rocket carries. Of
# places, of which one may lie in another, only those of one number are compared.
_UNNUMBERED = _set_of(
    "because by during for from if of through until using via what whatever when where which while "
    "with without"
)
_NO_GERUND = _set_of(
    "being building ceiling during evening king lightning morning nothing offspring ring sibling "
    "something spring sting string thing wing"
)


# A phrase of so many words may be a name, whatever its first word is.
_FEW = 2


class Form(Enum):
    """The form of a phrase."""

    FIGURE = "a figure"
    SYMBOL = "a symbol"
    ABBREVIATION = "an abbreviation"
    CLAUSE = "a sentence"
    INFINITIVE = "an infinitive"
    GERUND = "an activity"
    VERB = "a verb with what belongs to it"
    DEPENDENT = "a dependent clause"
    PHRASE = "a phrase"


_PATTERNS_OF_ALL = {
    Form.FIGURE: re.compile(r"[-+\u2212~≈<>$€£]?\s?\d.*"),
    Form.SYMBOL: re.compile(r"\S{1,2}"),
    # Capitals or digits without spaces: NADPH, G3P, mRNA, U.S.
    Form.ABBREVIATION: re.compile(r"(?=\S*[A-Z]\S*[A-Z0-9])[A-Za-z0-9.&+/\-]{2,10}"),
}
_PATTERNS = _PATTERNS_OF_ALL | {
    Form.CLAUSE: re.compile(
        r"(?:it|they|he|she|we|you|there)\s+\w.*|\S+\s+\S+\s.*[a-z]\S*[.!?]", re.IGNORECASE
    ),
    Form.INFINITIVE: re.compile(r"to\s+\w.*", re.IGNORECASE),
}


class PhraseType(Struct, frozen=True):
    """The type of a phrase; `plural` and `person` are None if its form does not tell.

    Of a verb, `plural` tells the number of its subject. A type that `is_guess` is unlikely.
    """

    form: Form
    plural: bool | None = None
    person: bool | None = None
    is_guess: bool = False

    def clashes(self, other: PhraseType) -> bool:
        """Return whether the two stand out from each other as options of one item."""
        return (
            self.form is not other.form
            or _differ(self.plural, other.plural)
            or _differ(self.person, other.person)
            or (self.is_guess and other.is_guess)
        )


def stand_apart(one: str, other: str, language: str) -> bool:
    """Return whether two phrases stand out from each other, however their words are read.

    "Stores proteins" may be said of a thing that does so, or of shops.
    """
    pairs = product(phrase_types(one, language), phrase_types(other, language))
    return all(mine.clashes(theirs) for mine, theirs in pairs)


@lru_cache(maxsize=1 << 12)
def phrase_types(text: str, language: str) -> tuple[PhraseType, ...]:
    """Return the types that a phrase may have, the likeliest first: only English is ambiguous."""
    found = phrase_type(text, language)
    if language != "en" or found.form is not Form.PHRASE:
        return (found,)
    return (found, *_other_types(plain(text).split()))


def _other_types(words: Sequence[str]) -> Iterator[PhraseType]:
    """Yield what else an English phrase may be: a verb, an activity (mixing), what it needs."""
    verb = verb_of(words, _AFTER_HEAD)
    if verb:
        plural = None if verb.singular is None else not verb.singular
        yield PhraseType(Form.VERB, plural, is_guess=not (verb.is_sure or verb.is_likely))
    if len(words) <= _FEW and is_gerund(words[0].casefold()):
        yield PhraseType(Form.GERUND)
    if words[0].casefold() == "what":
        yield PhraseType(Form.DEPENDENT)


@lru_cache(maxsize=1 << 12)
def phrase_type(text: str, language: str) -> PhraseType:
    """Return the type of a phrase; number and person are known for English (``en``) only."""
    words = plain(text).split()
    has_article = language == "en" and len(words) > 1 and words[0].casefold() in _ARTICLES
    form = _form(" ".join(words[has_article:]), words, language)
    if form is Form.VERB:
        return next(_other_types(words))
    if language != "en" or form is not Form.PHRASE:
        return PhraseType(form)
    head = _head(words)
    first = words[0].casefold()
    if not head or head[:1].isupper() or first in _UNNUMBERED:
        # Proper names have no number that their form would show, nor has a manner.
        return PhraseType(form)
    return PhraseType(form, _is_plural(first, head), _names_person(words, head))


def _names_person(words: Sequence[str], head: str) -> bool | None:
    """Return whether a phrase names a person, None if its form does not tell."""
    if _is_person(head) or "who" in words:
        return True
    word = head.casefold().removesuffix("s")
    return False if word in _THINGS or word.endswith(_THING_ENDINGS) else None


def _form(text: str, words: Sequence[str], language: str) -> Form:
    patterns = _PATTERNS if language == "en" else _PATTERNS_OF_ALL
    found = next((form for form, pattern in patterns.items() if pattern.fullmatch(text)), None)
    if found:
        return found
    return _form_of_words(words) if language == "en" else Form.PHRASE


def _form_of_words(words: Sequence[str]) -> Form:
    """Return the form of an English phrase that no pattern tells."""
    first = words[0].casefold() if words else ""
    if len(words) > _FEW and first in _CLAUSE_WORDS:
        return Form.DEPENDENT
    # "Signing treaties" is an activity, "the signing of a treaty" an event.
    if len(words) > _FEW and is_gerund(first) and words[1] != "of":
        return Form.GERUND
    verb = verb_of(words, _AFTER_HEAD)
    return Form.VERB if verb and verb.is_sure else Form.PHRASE


def may_be_verb(text: str) -> bool:
    """Return whether an English phrase may well begin with a verb: stores starch."""
    found = phrase_types(text, "en")
    return any(each.form is Form.VERB and not each.is_guess for each in found)


def is_gerund(word: str) -> bool:
    """Return whether an English word in small letters is that of an activity: weathering."""
    return word.endswith("ing") and len(word) > 5 and word not in _NO_GERUND


def head_of(text: str) -> str:
    """Return the noun that an English phrase is about, "" if there is none."""
    return _head(plain(text).split())


def defined_noun(text: str) -> str:
    """Return the noun of an English definition with the words before it, without its article.

    A kind of neoplasm is a neoplasm.
    """
    words = plain(text).split()
    words = words[1:] if words and words[0].casefold() in _ARTICLES else words
    if [word.casefold() for word in words[1:2]] == ["of"] and words[0].casefold() in _KINDS:
        return defined_noun(" ".join(words[2:]))
    head = _head(words)
    before = list(takewhile(lambda word: word.strip(",;:()") != head, words))
    return " ".join([*before, head]) if head else ""


def word_before(text: str, head: str) -> str:
    """Return the word before a noun in a text without markup, "" if the noun comes first."""
    return text.partition(f" {head}")[0].rpartition(" ")[2]


def is_about_a_person(text: str) -> bool:
    """Return whether an English phrase is about a person or people: someone who writes plays."""
    whole, head = plain(text), head_of(text)
    if not head:
        return False
    words = whole.casefold().split()
    is_pronoun = words[0] in _THOSE and _AFTER_PRONOUN.issuperset(words[1:2])
    if head.casefold() in _ANYBODY or (is_pronoun and not _WHO.isdisjoint(words)):
        return True
    # Of working people, the noun comes after what may be a gerund.
    last = list(takewhile(lambda word: word not in _AFTER_HEAD, words))[-1:]
    return _is_person(head) or any(map(_is_person, last)) or f"{head} who " in whole


def is_no_noun_phrase(text: str) -> bool:
    """Return whether an English phrase begins like no noun: at a walking pace, having wings."""
    words = plain(text).casefold().split()
    return bool(words) and words[0] in _AFTER_HEAD | _STATES


def content_words(text: str) -> list[str]:
    """Return the words of an English phrase without those that only join others."""
    words = (word.strip(",;:()") for word in plain(text).casefold().split())
    return [word for word in words if word not in _AFTER_HEAD and word not in _ARTICLES]


def telling_words(text: str) -> list[str]:
    """Return the words that tell an English description apart from others, in their order."""
    words = (word.strip(",;:()") for word in plain(text).casefold().split())
    empty = (_AFTER_HEAD - _TELLING) | _ARTICLES | _FILLING
    return [word for word in words if word and word not in empty]


def is_activity(text: str) -> bool:
    """Return whether an English phrase names what is done: the wearing away of land."""
    words = [word for word in plain(text).casefold().split()[:4] if word not in _ARTICLES]
    return bool(words) and is_gerund(words[0]) and "of" in words[1:3]


def _head(words: Sequence[str]) -> str:
    """Return the noun that an English phrase is about: `missile` in "a missile that flies"."""
    start = 1 if words and words[0].casefold() in _ARTICLES else 0
    found = ""
    for word, after in zip_longest(words[start:], words[start + 1 :], fillvalue=""):
        bare = word.strip(",;:()")
        if found and (bare.casefold() in _AFTER_HEAD or is_gerund(bare)):
            break
        is_joined = after.casefold() in _AFTER_HEAD and found.casefold() not in _AUXILIARIES
        if found and is_joined and _is_participle(bare.casefold()):
            break
        found = bare
        if word.endswith((",", ";", ":")):
            break
    return found


def _is_participle(word: str) -> bool:
    """Return whether a word tells what is done to something: shaped like eggs, no seed."""
    return is_past(word) and sorts_of(word) <= {NO_NOUN}


def _is_plural(first: str, head: str) -> bool | None:
    """Return whether an English noun is plural, None if nobody knows the word: laches."""
    if first in _SEVERAL:
        return True
    if first in _ONE:
        return False
    word = head.casefold()
    if word in IRREGULAR_PLURALS:
        return True
    if not word.endswith("s") or word.endswith(_NO_PLURAL) or word in _SINGULARS:
        return False
    # The pancreas is none of several; steps are nouns as they are, but a step is one as well.
    is_one = is_noun_as_written(word) and not is_noun_as_written(word[:-1])
    is_known = first != word or not word.isalpha() or bool(sorts_of(word))
    return not is_one if is_known else None


def _is_person(head: str) -> bool:
    word = head.casefold()
    singular = word.removesuffix("s")
    return word in _PERSONS or singular in _PERSONS or singular.endswith(_PERSON_ENDINGS)


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one is not other
