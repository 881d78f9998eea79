"""Rules about what the options say, and how they relate to each other."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from quizgen.language.figures import Number, date, number
from quizgen.language.labels import truth_words
from quizgen.language.symbols import are_two_symbols
from quizgen.language.words import (
    Words,
    content,
    hyphened,
    is_name,
    listed,
    normal,
    remembered,
    stemmed,
    tokens,
    unquoted,
)
from quizgen.late import late_pattern
from quizgen.lint.model import Question
from quizgen.lint.rule import (
    ENGLISH_ALONE,
    ENGLISH_AND_GERMAN,
    EVERY_LANGUAGE,
    FIVE_LANGUAGES,
    item_rule,
)
from quizgen.lint.values import sizes

_ABOVE = late_pattern(
    r"(?:all|each|every one|none|any|both|neither|most|some|two|either)(?: of)? (?:the )?"
    r"(?:above|these|those|preceding|previous|others?(?: answers| options)?"
    r"|(?:above|other|preceding) (?:answers|options|choices)"
    r"|them|(?:answers|options|choices)(?: above)?)"
    r"(?: are)?(?: correct| right| true| wrong| false)?"
    r"|(?:alle[rs]?|keine[rs]?|beide)(?: der| von den)? (?:oben )?"
    r"(?:genannten?|obigen|vorigen|antworten)"
    r"(?: antworten)?(?: (?:ist|sind))?(?: richtig| falsch)?|nichts davon|keine[rs]? davon",
    re.IGNORECASE,
)
_REFERENCE = r"(?:[a-h]|[ivx]{1,4}|[1-8])"
_COMBINED = late_pattern(
    rf"(?P<lead>both |either |neither |options? |answers? |only )?"
    rf"{_REFERENCE}(?:, {_REFERENCE})*,? (?:and|or|nor|&) {_REFERENCE}(?: only| are correct)?",
    re.IGNORECASE,
)
_ALONE = late_pattern(rf"{_REFERENCE} (?:only|alone)", re.IGNORECASE)
_SURE_LETTERS = late_pattern(r"[A-H]\b.*\b[A-H]\b|only|correct")
_HALVES = late_pattern(r",? (?:and|or|nor|&|as well as|but not|und|oder|sowie) |, ")
_LABEL = late_pattern(r"^\(?[A-Ha-h1-8][).:]\s+")
_ONLY_WORD = late_pattern(r"none|neither|all|both", re.IGNORECASE)
_BOTH = late_pattern(r"^(?:both|either|neither|sowohl|beide) ")
_LONE_CAPITAL = late_pattern(r"[B-Z]{1,2}\b")
_FOUR_DIGITS = late_pattern(r"\d{4}")
# Such questions have forms and spellings of one word as options.
_FORM_ASKED = late_pattern(
    r"\b(?:spell\w*|spelt|writ\w+|plural|singular|form|correct\w*|grammar|mehrzahl|einzahl"
    r"|schreib\w*|geschrieben|richtig)\b",
    re.IGNORECASE,
)
_WHOLE_PART = late_pattern(r"(?:part|parts|half|most|whole|all|some)$")


@item_rule("Q411", "error", fix="Replace one of the two.", languages=EVERY_LANGUAGE, pictures=True)
def same_twice(question: Question, words: Words) -> Iterator[str]:
    """The same option twice.

    Whoever sees it rules both out.

    Two options say the same, or a distractor is another name of the key.
    """
    plain = [normal(option, words) for option in question.options]
    names = {normal(name, words) for name in question.names}
    for (i, one), (j, other) in combinations(enumerate(plain), 2):
        alias = question.key in (i, j) and (other if i == question.key else one) in names
        alias = alias and not are_two_symbols(one, other)
        if one == other or alias:
            yield f"{listed((question.options[i], question.options[j]))} say the same"
            return


@item_rule(
    "Q412",
    "warning",
    fix="Keep the more exact one, or make the two exclude each other.",
    languages=ENGLISH_AND_GERMAN,
)
def overlapping(question: Question, words: Words) -> Iterator[str]:
    """Overlapping options.

    If one is right, the other is right too.

    One option includes the other, the two have numbers or dates in common, or a distractor is the
    key with a slip or in the plural.
    """
    pair = overlap(question, words)
    if pair:
        yield f"{listed(pair)} overlap"
    elif question.variants and not _FORM_ASKED.search(question.stem):
        yield f"{listed((question.answer, *question.variants))} may be the same"


@remembered
def overlap(question: Question, words: Words) -> tuple[str, str] | None:
    """Return the first two options that overlap, None if none do."""
    # A lone capital beside others is a name: A positive, B negative.
    letters = any(map(_LONE_CAPITAL.match, question.options))
    standing = [option for option in question.options if not combines(option, question)]
    for one, other in combinations(standing, 2):
        within = not letters and _within(one, other, words)
        overlaps = within or _values_overlap(one, other, words)
        if overlaps and normal(one, words) != normal(other, words):
            return one, other
    return None


def _values_overlap(one: str, other: str, words: Words) -> bool:
    """Tell whether two options have a date or a number in common."""
    if _dates_overlap(one, other, words):
        return True
    first, second = number(one), number(other)
    if not first or not second or first.unit != second.unit:
        return False
    return _ranges_overlap(first, second)


def _dates_overlap(one: str, other: str, words: Words) -> bool:
    short, long = sorted((date(one, words), date(other, words)), key=len)
    return bool(short) and long[: len(short)] == short


def _ranges_overlap(one: Number, other: Number) -> bool:
    """Tell whether two ranges, or a range and a number, have a number in common."""
    if one.low == one.high and other.low == other.high:
        return False
    # Ranges that only touch (10-20, 20-30) share a number, unless one is open: under 20.
    (low, high), (least, most) = (sorted((each.low, each.high)) for each in (one, other))
    open_end = math.inf in (high, most) or -math.inf in (low, least)
    touching = high == least or most == low
    return low <= most and least <= high and not (open_end and touching)


def _within(one: str, other: str, words: Words) -> bool:
    """Tell whether one option names a part or a sort of the other, or the other and more."""
    short, long = sorted((one, other), key=lambda option: len(tokens(option)))
    part, whole = _without_articles(short, words), _without_articles(long, words)
    if not 0 < len(part) < len(whole):
        return False
    if stemmed(part[-1], words) == stemmed(whole[-1], words):
        part = [*part[:-1], whole[-1]]
    if not _is_part(part, whole, long, words):
        return False
    is_value = any(date(option, words) or number(option) for option in (one, other))
    return not is_value and any(_is_weighty(word, words) for word in part)


def _is_part(part: list[str], whole: list[str], long: str, words: Words) -> bool:
    if whole[: len(part)] == part and whole[len(part)] in words.joiners:
        return True
    before = whole[: -len(part)]
    if whole[-len(part) :] != part or _denied(before, words):
        return False
    return before[-1] in words.joiners or _is_sort(before, long, words)


@remembered
def _without_articles(option: str, words: Words) -> list[str]:
    return [word for word in tokens(option) if word not in words.articles]


def _is_weighty(word: str, words: Words) -> bool:
    return len(word) > 2 and word not in words.stop


def _denied(before: list[str], words: Words) -> bool:
    return any(word in words.negatives or word in words.other_sorts for word in before)


def _is_sort(before: list[str], long: str, words: Words) -> bool:
    """Tell whether the words before a noun only narrow it: northern France, but not New York."""
    if any((word.endswith("ern") and len(word) > 6) or _WHOLE_PART.match(word) for word in before):
        return True
    last = before[-1]
    if is_name(long, words):
        # A first name leaves a surname the same person; a word before a place makes another place.
        return len(before) == 1 and len(tokens(long)) == 2 and last not in words.places
    return last not in words.stop and last not in words.places and not last.isdecimal()


@item_rule(
    "Q414",
    "error",
    fix="Add a distractor, or ask for a short answer.",
    languages=EVERY_LANGUAGE,
    pictures=True,
)
def too_few(question: Question, _words: Words) -> Iterator[str]:
    """Fewer than three options.

    Guessing pays too well.

    A question has one or two options, and is not a statement to judge. It is a hint for an answer
    that says more than yes or no, such as "yes, in 1982".
    """
    if len(question.options) < 3 and not judged(question):
        count = len(question.options)
        yield "there is only one option" if count == 1 else f"there are only {count} options"


def judged(question: Question) -> bool:
    """Tell whether the item is a statement to judge: true or false, yes or no."""
    yes, no = truth_words()
    options = [option.strip(" \t\n.!").casefold() for option in question.options]
    return len(options) == 2 and not yes.isdisjoint(options) and not no.isdisjoint(options)


@item_rule("Q423", "info", fix="Drop the word, or use it in all options.", languages=FIVE_LANGUAGES)
def absolute(question: Question, words: Words) -> Iterator[str]:
    """Absolute words.

    Absolute statements are mostly false, and examinees know it.

    Absolute words mark some distractors but not the key, or the key alone.
    """
    marked = [_absolutes(option, words) for option in question.options]
    key, others = marked[question.key], marked[: question.key] + marked[question.key + 1 :]
    said = sorted(set().union(*marked))
    if (key and not any(others)) or (not key and any(others)):
        who = "the key says" if key else "distractors say"
        yield f"only {who} {listed(said)}"


def _absolutes(option: str, words: Words) -> set[str]:
    written = hyphened(unquoted(option))
    if len(written) < 2 or is_name(option, words) or refers(option):
        return set()
    return {word.lower() for word in written if word.lower() in words.absolutes}


def vague_words(question: Question, words: Words) -> list[str]:
    """Return the words of the options that leave open how often or how many."""
    return sorted(
        {
            word.lower()
            for option in question.options
            if not is_name(option, words)
            for before, word in _with_previous(hyphened(unquoted(option)))
            if word.lower() in words.vague and before.lower() not in words.measured
        }
    )


def _with_previous(written: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return zip(["", *written], written, strict=False)


@item_rule(
    "Q425",
    "warning",
    fix="Replace it with a distractor, or use one option fewer.",
    languages=ENGLISH_AND_GERMAN,
)
def of_the_above(question: Question, _words: Words) -> Iterator[str]:
    """All or none of the above.

    Two right options, or one wrong option, give it away.

    An option speaks of the others, like `all of the above`.
    """
    for option in question.options:
        if _ABOVE.fullmatch(option.strip(" .()")) or (
            _ONLY_WORD.fullmatch(option.strip(" .")) and _in_words(question)
        ):
            yield f"{listed((option,))} speaks of the other options"
            return


def _in_words(question: Question) -> bool:
    """Tell whether the options are words, not numbers or values of a programming language."""
    said = {option.casefold().strip(" .") for option in question.options}
    counted = re.search(r"\bhow (?:many|much)\b", question.stem, re.IGNORECASE)
    return (
        not counted
        and not said & {"true", "false", "null"}
        and not any(map(number, question.options))
    )


@item_rule(
    "Q426", "warning", fix="Let every option stand for itself.", languages=ENGLISH_AND_GERMAN
)
def combining(question: Question, _words: Words) -> Iterator[str]:
    """Options that combine others.

    Half of the knowledge is enough.

    An option joins others: `A and C`, or two of them in words.
    """
    for option in question.options:
        if combines(option, question):
            yield f"{listed((option,))} joins other options"
            return


@remembered
def refers(option: str) -> bool:
    """Tell whether an option only says which other options or statements are right."""
    plain = option.strip(" .()")
    return bool(_ABOVE.fullmatch(plain) or _COMBINED.fullmatch(plain) or _ALONE.fullmatch(plain))


def combines(option: str, question: Question) -> bool:
    """Tell whether an option joins others, by their letters or in words."""
    return option in _combining(question.options)


@remembered
def _combining(options: tuple[str, ...]) -> tuple[str, ...]:
    """Return the options that join others."""
    found = []
    for option in options:
        plain = _LABEL.sub("", option.strip(" ."))
        if _combines_letters(plain, options) or _combines_words(plain, option, options):
            found.append(option)
    return tuple(found)


def _combines_letters(plain: str, options: tuple[str, ...]) -> bool:
    """Tell whether an option joins others by their letters: A and C."""
    # "I and V" may be answers, unless other options refer to letters as well: "I only".
    if _COMBINED.fullmatch(plain) or _ALONE.fullmatch(plain):
        several_refer = sum(map(refers, options)) > 2
        if several_refer and any(_ALONE.fullmatch(each.strip(" .")) for each in options):
            return True
    if not _is_sure_pair(plain):
        return False
    # If every option is a pair of letters, they are answers (vitamins, blood groups).
    return not all(_COMBINED.fullmatch(each.strip(" .")) for each in options)


def _combines_words(plain: str, option: str, options: tuple[str, ...]) -> bool:
    """Tell whether an option joins others in words: copper and zinc."""
    said = _BOTH.sub("", plain.casefold())
    halves = [half for half in _HALVES.split(said) if half]
    if len(halves) < 2 or _is_sure_pair(plain):
        return False
    others = [_bare(each) for each in options if each != option]
    parts = [_bare(half) for half in halves]
    return all(part and part in others for part in parts)


def _is_sure_pair(plain: str) -> bool:
    match = _COMBINED.fullmatch(plain)
    return bool(match and (match["lead"] or _SURE_LETTERS.search(plain)))


def _bare(option: str) -> list[str]:
    return [word for word in tokens(option) if word not in ("the", "a", "an")]


@item_rule("Q429", "info", fix="Drop one of them, or add a second pair.", languages=ENGLISH_ALONE)
def opposites(question: Question, words: Words) -> Iterator[str]:
    """Opposite options.

    One of two opposites is mostly right.

    The key and one distractor are the only opposites among the options.
    """
    unchanged = any(
        not words.unchanged.isdisjoint(tokens(option)) and not _negation_of_other(option, question)
        for option in question.options
    )
    if len(question.options) < 3 or unchanged:
        return
    pairs = [
        pair
        for pair in combinations(range(len(question.options)), 2)
        if _opposed(question.options[pair[0]], question.options[pair[1]], words)
    ]
    if len(pairs) == 1 and question.key in pairs[0]:
        yield f"{listed(question.options[i] for i in pairs[0])} are opposites"


def _negation_of_other(option: str, question: Question) -> bool:
    said = tuple(word for word in tokens(option) if word not in ("not", "no"))
    return any(said == tokens(other) for other in question.options if other != option)


def _opposed(one: str, other: str, words: Words) -> bool:
    mine, theirs = tokens(one), tokens(other)
    if len(mine) != len(theirs):
        short, long = sorted((mine, theirs), key=len)
        extra = list((Counter(long) - Counter(short)).elements())
        return bool(short) and extra in (["not"], ["no"], ["does", "not"], ["did", "not"])
    differing = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and _antonyms(*differing[0], words)


def _antonyms(one: str, other: str, words: Words) -> bool:
    short, long = sorted((one, other), key=len)
    prefixed = len(short) > 4 and any(long == prefix + short for prefix in words.prefixes)
    return prefixed or frozenset((one, other)) in words.antonyms or f"{short}n't" == long


@item_rule(
    "Q430",
    "info",
    fix="Use options of one kind: all numbers, all names, all phrases.",
    languages=ENGLISH_AND_GERMAN,
)
def mixed(question: Question, words: Words) -> Iterator[str]:
    """Mixed kinds of options.

    Examinees rule out the wrong kind.

    Some options are dates, some numbers, some words.
    """
    kinds = {_kind(option, words) for option in question.options} - {""}
    if len(kinds) > 1 and not _are_figures(kinds, question.options):
        yield f"{listed(question.options)} are not of one kind"


def _are_figures(kinds: set[str], options: Sequence[str]) -> bool:
    """Tell whether figures of four digits fit the rest: dates, or numbers without a unit."""
    read = [number(option) for option in options if not _FOUR_DIGITS.fullmatch(option.strip(" ."))]
    plain = any(each and not each.unit for each in read)
    return kinds == {"date", "figure"} or (kinds == {"number", "figure"} and plain)


@remembered
def _kind(option: str, words: Words) -> str:
    """Return date, number, figure (a year or a number) or words.

    Returns "" for an option that fits all: `none of these`, `seven`, `x`.
    """
    if _FOUR_DIGITS.fullmatch(option.strip(" .")):
        return "figure"
    if date(option, words):
        return "date"
    if number(option):
        return "number"
    said = tokens(option)
    loose = (
        not said
        or sum(map(str.isalpha, option)) == 1
        or any(word in words.numbers for word in said)
        or _ABOVE.fullmatch(option.strip(" ."))
    )
    # 7 Up and 3M are names, and so are formulas.
    return "" if loose or option[:1].isdecimal() or re.search(r"\d", option) else "words"


@item_rule(
    "Q419",
    "info",
    fix="Let the wrong options share words with each other too, or let none share any.",
    languages=ENGLISH_AND_GERMAN,
)
def converging(question: Question, words: Words) -> Iterator[str]:
    """Convergence.

    Distractors are often made by varying one part of the key at a time, so that the key has
    most in common with the others (Haladyna, Downing and Rodriguez, 2002).

    The key alone shares different words with different options.
    """
    joined = refers(question.answer) or combines(question.answer, question)
    numbers = sum(bool(number(option)) for option in question.options)
    if len(question.options) < 3 or sizes(question, words) or joined or numbers > 1:
        return
    if _key_shares_most(question, words):
        yield f"the key, {listed((question.answer,))}, shares most words with the other options"


def _key_shares_most(question: Question, words: Words) -> bool:
    """Tell whether the key shares more words than any other option, and with several of them."""
    stems = [content(option, words) for option in question.options]
    counts = Counter(stem for each in stems for stem in each)
    shared = {stem for stem, count in counts.items() if 1 < count < len(stems)}
    links = [each & shared for each in stems]
    key = links.pop(question.key)
    if len(key) < 2 or max(map(len, links)) >= len(key):
        return False
    different = {frozenset(link & key) for link in links}
    return len(different - {frozenset()}) > 1
