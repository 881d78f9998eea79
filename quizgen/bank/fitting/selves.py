"""What names tell of their own: CDC 6600 its maker, Michael Collins that he is no woman."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import chain, product, takewhile

from quizgen.bank.base import FactBase
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.telling import telling
from quizgen.deck.model.facts import Fact
from quizgen.deck.types.registry import type_of
from quizgen.language.cognates import hold_cognates
from quizgen.language.first_names import is_of_women
from quizgen.language.lexicon import LANGUAGE, NO_NOUN, named, sorts_of
from quizgen.language.women import is_about_a_woman, names_her, sex_in
from quizgen.late import late_pattern

# Two capitals or more, such as CDC.
_INITIALS = late_pattern(r"\b[A-Z]{2,}\b")
# Names have at most so many words.
_WORDS_OF_NAMES = 4
# Words that begin alike share so many letters, and this part of the shorter one.
_LETTERS, _PART_OF_WORD = 3, 0.6
# Or so many, if the words are alike on the whole: Algiers and Algeria.
_ALIKE = 0.7
# A letter and a number, such as Z3.
_DESIGNATION = late_pattern(r"\b([A-Z])-?\d+\b")
# How most first names end that only women have.
_ENDING_OF_WOMEN = "a"
# The pool whose names are titles, and, besides those of people, the one whose names are none.
_TITLED, _UNTITLED = "treaty", "organization"
# The sorts of words such as European and German.
_PERSON, _LANGUAGES = frozenset(["person"]), frozenset(["message"])
# What a title is about follows.
_ABOUT = late_pattern(r"(?:^On| of| on) ")


class Selves:
    """Tells what the names of a deck's facts give away."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._language = base.deck.language.partition("-")[0]
        self._named: dict[tuple[str, str], bool] = {}
        self._sexes: dict[str, str] = {}

    def is_named_after(self, fact: Fact, field: str) -> bool:
        """Return whether a name holds a word of the fact's own value in a field, or its initials.

        The word may be that of another language: the lily family tells what the Liliaceae are.
        Beside "made by IBM", a CDC 6600 of the Control Data Corporation is no trap.
        """
        if (fact.ref, field) not in self._named:
            filler = self._base.names.fillers.get(fact.ref)
            values = fact.values.get(field, ())
            texts = (type_of(value.content).text(value.content) for value in values)
            self._named[fact.ref, field] = filler is not None and any(
                self._share(filler.text, text) for text in texts if self._is_name(text)
            )
        return self._named[fact.ref, field]

    def _is_name(self, text: str) -> bool:
        """Return whether a text is a name; meanings repeat the words of their terms anyway."""
        is_short = len(text.split()) <= _WORDS_OF_NAMES
        return is_short and self._base.wording.bare(text)[:1].isupper()

    def _share(self, name: str, text: str) -> bool:
        wording = self._base.wording
        shared = telling(wording, name) & telling(wording, text)
        initials = {"".join(re.findall(r"\b[A-Z]", text)), *_INITIALS.findall(text)}
        if shared - self._base.names.kind_nouns or initials.intersection(_INITIALS.findall(name)):
            return True
        if self._language == LANGUAGE and hold_cognates(name, text):
            return True
        return (
            _begin_alike(name, text) or _is_designed_by(name, text) or _is_designed_by(text, name)
        )

    def tells_its_content(self, fact: Fact, field: str) -> bool:
        """Return whether a title says what it is about, as that of a test ban treaty does.

        So does The Wealth of Nations. The names of the Helsinki Accords and of START do not.
        """
        filler = self._base.names.fillers.get(fact.ref)
        if filler is None or self._language != LANGUAGE or not self._is_described(fact, field):
            return False
        bare = self._base.wording.bare(filler.text)
        title = [each for word in bare.split() for each in word.split("-") if _is_capital(each)]
        is_about = _ABOUT.search(bare) is not None
        if not is_about and self._base.kind(fact).pool != _TITLED:
            return False
        modifiers = title[1:] if is_about else title[:-1]
        are_known = any(_INITIALS.search(word) or named(word) for word in modifiers)
        # The Single European Act is European, and about no single thing.
        is_national = not is_about and bool(modifiers) and _is_of_a_people(modifiers[-1])
        is_told = any(sorts_of(word) - {NO_NOUN} for word in modifiers)
        return is_told and not are_known and not is_national

    def _is_described(self, fact: Fact, field: str) -> bool:
        """Return whether a field says in words of its own what a fact with a title is about."""
        values = fact.values.get(field, ())
        texts = [self._bare(type_of(value.content).text(value.content)) for value in values]
        is_phrase = any(len(text.split()) > 2 and not _is_capital(text) for text in texts)
        is_untitled = self._base.kind(fact).pool == _UNTITLED
        return is_phrase and not (is_untitled or self._base.is_of_people(fact.kind))

    def _bare(self, text: str | None) -> str:
        return self._base.wording.bare(text or "")

    def tell_sexes(self, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
        """Return whether a description of a woman tells key and candidate apart.

        Beside "the first woman in space" stand women alone, and beside a man no feat of a woman.
        """
        if not self._base.is_of_people(prompt.fact.kind):
            return self._are_of_two_sexes(prompt, key, candidate)
        if prompt.way is Way.BACK:
            texts = self._base.texts(prompt.values)
            other = self._base.deck.facts.get(candidate.fact)
            if other and self._sex(*texts) == "man" and self._may_be_woman(other):
                return True
            return self._about_a_woman(*texts) and not (other and self._is_woman(other))
        if self._sex(candidate.text) == "man" and self._may_be_woman(prompt.fact):
            return True
        is_hers = self._about_a_woman(candidate.text)
        if is_hers is not self._about_a_woman(key.text):
            return is_hers is not self._is_woman(prompt.fact) or not is_hers
        return False

    def asks_for_a_woman(self, prompt: Prompt) -> bool:
        """Return whether the value that a question about a person shows or asks for is hers."""
        is_person = self._base.is_of_people(prompt.fact.kind)
        return is_person and self._about_a_woman(*self._base.texts(prompt.values))

    def _are_of_two_sexes(self, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
        """Return whether one of two things with descriptions is a woman and the other is none.

        Where the names are of gods or rulers, the words of their descriptions tell. Who is asked
        for a woman takes nobody who may be a man.
        """
        if prompt.way is Way.BACK:
            given = self._base.texts(prompt.values)
            other = self._base.deck.facts.get(candidate.fact)
            asked, offered = self._sex(*given), self._sex_of(other) if other else ""
        else:
            if names_her(key.text, self._language) and not self._sex(candidate.text):
                return True
            asked = self._sex(candidate.text)
            offered = self._sex(key.text) or self._sex_of(prompt.fact)
        return asked != offered if asked == "woman" else {asked, offered} == {"woman", "man"}

    def _sex(self, *texts: str) -> str:
        return next(filter(None, (sex_in(text, self._language) for text in texts)), "")

    def _sex_of(self, fact: Fact) -> str:
        if fact.ref not in self._sexes:
            values = chain.from_iterable(fact.values.values())
            texts = (type_of(value.content).text(value.content) or "" for value in values)
            self._sexes[fact.ref] = self._sex(*texts)
        return self._sexes[fact.ref]

    def says_what_it_is(self, prompt: Prompt, theirs: Fact) -> bool:
        """Return whether a name says what the fact is, and the stem asks for something else.

        A canopic jar is a jar, and no salt; the urinary bladder holds no bile.
        """
        filler = self._base.names.fillers.get(theirs.ref)
        contents = (value.content for value in theirs.values.get(prompt.field.name, ()))
        texts = list(filter(None, (type_of(content).text(content) for content in contents)))
        if filler is None or not texts:
            return False
        own = self._words(filler.text) & self._words(*texts)
        return bool(own) and own.isdisjoint(self._words(*self._base.texts(prompt.values)))

    def _words(self, *texts: str) -> frozenset[str]:
        return frozenset().union(*(telling(self._base.wording, text) for text in texts))

    def _about_a_woman(self, *texts: str) -> bool:
        return any(is_about_a_woman(text, self._language) for text in texts)

    def _may_be_woman(self, fact: Fact) -> bool:
        """Return whether a person is a woman, or has a first name of women or like those in -a."""
        filler = self._base.names.fillers.get(fact.ref)
        first = filler.text.split()[0] if filler else ""
        is_hers = first.endswith(_ENDING_OF_WOMEN) or is_of_women(first)
        return self._is_woman(fact) or is_hers

    def _is_woman(self, fact: Fact) -> bool:
        values = chain.from_iterable(fact.values.values())
        texts = (type_of(value.content).text(value.content) for value in values)
        return self._about_a_woman(*filter(None, texts))


def _is_of_a_people(word: str) -> bool:
    """Return whether a word names somebody of a people, and maybe their language: German."""
    return sorts_of(word) - _LANGUAGES == _PERSON


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _begin_alike(one: str, other: str) -> bool:
    """Return whether a name begins like a word of another name, as Venera begins like Venus."""
    pairs = product(_names_in(one), _names_in(other))
    return any(_shared_letters(*pair) for pair in pairs)


def _names_in(text: str) -> list[str]:
    """Return the words of a name with a capital, but for the shortest."""
    return [word for word in re.findall(r"[^\W\d_]+", text) if word[0].isupper() and len(word) > 4]


def _shared_letters(one: str, other: str) -> bool:
    pairs = zip(one.casefold(), other.casefold(), strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    likeness = SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
    if shared >= _LETTERS and likeness >= _ALIKE:
        return True
    return shared >= max(_LETTERS, _PART_OF_WORD * min(len(one), len(other)))


def _is_designed_by(name: str, maker: str) -> bool:
    """Return whether a letter beside a number begins a word of another name: Z3 and Zuse."""
    return any(re.search(rf"\b{letter}[a-z]", maker) for letter in _DESIGNATION.findall(name))
