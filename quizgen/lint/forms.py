"""Rules about an option whose form sets it apart: its grammar or its precision."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence

from quizgen.language.figures import date, number
from quizgen.language.words import Words, is_name, listed, set_of, tokens
from quizgen.lint.cues import grammar, is_plural
from quizgen.lint.model import Question
from quizgen.lint.numbers import far_off, only_key_exact
from quizgen.lint.options import combines, overlap, refers
from quizgen.lint.rule import ENGLISH_ALONE, item_rule

_LEAST_OTHERS = 3
_MOST_WORDS_OF_A_NOUN, _SHORTEST_NOUN = 2, 3
_STARTS_CLAUSE = set_of("it they he she we you that because when if there")
_COLLECTIVE = set_of("group family series set class team pair staff police army people")
_YEAR = re.compile(r"\b1\d{3}\b|\b2[01]\d{2}\b")
_ROUND = re.compile(r"00+$")


def _is_value(option: str, words: Words) -> bool:
    return bool(date(option, words) or number(option))


@item_rule(
    "Q434",
    "warning",
    fix="Give all options one form: all with an article, all verbs, all plurals.",
    languages=ENGLISH_ALONE,
)
def odd_form(question: Question, words: Words) -> Iterator[str]:
    """An option of another form.

    Readers rule it out, or choose it, without any knowledge.

    Of options that an author wrote, one alone is an infinitive, a process (`closing plants`), a
    clause, an abbreviation, a plural or a singular, or has no article.
    """
    options = question.options
    if len(options) <= _LEAST_OTHERS or any(grammar(question, words)):
        return
    if len(question.chosen) == len(question.distractors):
        return
    if any(_is_apart(option, question, words) for option in options):
        return
    found = ((name, _odd_form(form, options, words)) for name, form in _FORMS)
    for name, odd in found:
        if odd is not None and odd not in question.chosen:
            yield f"{listed((options[odd],))} alone differs: {name}"
            return


def _is_apart(option: str, question: Question, words: Words) -> bool:
    """Tell whether an option is a value, or speaks of other options: other rules look at it."""
    return _is_value(option, words) or refers(option) or combines(option, question)


def _odd_form(form: _Form, options: Sequence[str], words: Words) -> int | None:
    """Return the index of the option whose form alone differs, if any."""
    forms = [form(option, words) for option in options]
    odd = _odd_one(forms)
    # What looks like no clause beside clauses may be one as well.
    unsure = odd is not None and form is _clause and forms[odd] != "clause"
    return None if unsure else odd


def _odd_one(forms: Sequence[Hashable]) -> int | None:
    """Return the index of the one form that differs, None if several do or a form is unknown."""
    if None in forms or len(set(forms)) != 2:
        return None
    rare, count = Counter(forms).most_common()[-1]
    return forms.index(rare) if count == 1 else None


def _infinitive(option: str, _words: Words) -> bool:
    """Tell whether an option is an infinitive: to end the war."""
    return tokens(option)[:1] == ("to",) and len(tokens(option)) > 1


def _process(option: str, words: Words) -> str | None:
    """Return `process` for a verb in -ing with its object, `thing` after an article."""
    said = tokens(option)
    if said[:1] and said[0] in words.articles:
        return "thing"
    is_verb = len(said) > 1 and len(said[0]) > 4 and said[0].endswith("ing")
    return "process" if is_verb and said[0] != "during" and said[1] not in words.heads else None


def _clause(option: str, words: Words) -> str | None:
    """Return `clause` for a subject and what follows, `thing` after an article."""
    said = tokens(option)
    if len(said) > 1 and said[0] in _STARTS_CLAUSE:
        return "clause"
    return "thing" if said[:1] and said[0] in words.articles else None


def _abbreviation(option: str, words: Words) -> bool | None:
    """Tell whether an option is an abbreviation, None for a word that may be a name."""
    plain = option.strip(" .")
    if plain.isalnum() and plain.isupper() and len(plain) > 1:
        return True
    first = [word for word in plain.split() if word.casefold() not in words.articles][:1]
    return False if first and first[0].islower() else None


def _number(option: str, words: Words) -> bool | None:
    """Tell whether a noun of one or two words is plural, None if nothing shows it."""
    said = tokens(option)
    said = said[1:] if said[:1] and said[0] in words.articles else said
    short = 0 < len(said) <= _MOST_WORDS_OF_A_NOUN and len(said[-1]) > _SHORTEST_NOUN
    if not short or not option[:1].islower() or said[-1] in _COLLECTIVE:
        return None
    return None if words.stop.intersection(said) else is_plural(option, words)


def _article(option: str, words: Words) -> str | None:
    """Return `article`, or "" for a single word without one; None for anything longer."""
    said = tokens(option)
    if not said or is_name(option, words):
        return None
    if said[0] in words.articles:
        return "article"
    return "" if len(said) == 1 and option[:1].islower() else None


_Form = Callable[[str, Words], Hashable]
_FORMS: tuple[tuple[str, _Form], ...] = (
    ("an infinitive", _infinitive),
    ("a process", _process),
    ("a clause", _clause),
    ("an abbreviation", _abbreviation),
    ("plural or singular", _number),
    ("its article", _article),
)


@item_rule("Q435", "warning", fix="Give all options the same precision.", languages=ENGLISH_ALONE)
def odd_precision(question: Question, words: Words) -> Iterator[str]:
    """An option of another precision.

    Exactness points to the key, and roundness away from it.

    One date alone has a day or a month, or lacks it; one number alone has decimals, or ends in
    zeros, or does not.
    """
    options = question.options
    if len(options) < _LEAST_OTHERS:
        return
    grades = [_grades(option, words) for option in options]
    odd = next(
        (odd for each in zip(*grades, strict=True) if (odd := _odd_one(each)) is not None), None
    )
    # Q421 reports numbers that are far off, and a key that is not round.
    if odd is None or far_off(question, words) is not None or only_key_exact(question):
        return
    if not overlap(question, words):
        yield f"only {listed((options[odd],))} is given to this precision"


def _grades(option: str, words: Words) -> tuple[int | None, int | None, bool | None]:
    """Return the parts of a date, the decimals of a number, and whether a large number is round."""
    parts = date(option, words)
    if parts:
        return len(parts), None, None
    if _YEAR.search(option) and not number(option):
        return 0, None, None
    read = number(option)
    if not read or not read.figure or "/" in read.figure:
        return None, None, None
    whole, _, decimals = re.sub(r"[^\d.]", "", read.figure).partition(".")
    return None, len(decimals), _roundness(whole, decimals)


def _roundness(whole: str, decimals: str) -> bool | None:
    """Tell whether a number above a hundred ends in two zeros, None if its last figure is zero."""
    if decimals:
        return False
    if _ROUND.search(whole) and int(whole) > 100:
        return True
    return None if whole.endswith("0") else False
