"""Rules about options that do not fit what the stem asks for, and stems that ask too little."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from quizgen.language.lexicon import Named, bearers, named, place
from quizgen.language.sort_words import BREAKS, SORTS, sort_of
from quizgen.language.who_questions import DID
from quizgen.language.words import Words, is_name, listed, set_of, tokens
from quizgen.late import late_pattern
from quizgen.lint.model import Question
from quizgen.lint.options import combines
from quizgen.lint.rule import ENGLISH_ALONE, ENGLISH_AND_GERMAN, EVERY_LANGUAGE, item_rule
from quizgen.lint.values import is_date

_FAR, _NEAR = 100, 50
_YEAR_TEXT = re.compile(r"\b(?:1\d|20|21)\d\d\b")
_BEGUN = re.compile(
    r"\b(?:began|begun|founded|built|started|opened|born|created|established|formed|launched|since"
    r"|after) (?:in |on )?(?P<year>\d{4})\b",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:ended|died|dissolved|closed|destroyed|before) (?:in |on )?(?P<year>\d{4})\b",
    re.IGNORECASE,
)
# A year before 1000, at the end of a question.
_EARLY_YEAR = re.compile(r"\bin (\d{2,3})\?$")
# A deed as above; a clause about what others did follows a comma.
_DID_IN_GERMAN = re.compile(
    r"wer (?:führte|gewann|hielt|leitete|regierte|traf|unterzeichnete|war|wurde)\b(?!.*,)",
    re.IGNORECASE,
)
_DID_BY_NOUN = re.compile(
    r"(?:which|what) (?:emperor|king|man|pope|president|queen|woman) "
    r"(?:became|led|ruled|signed)\b(?!.*\b(?:that|which|who|whose)\b)",
    re.IGNORECASE,
)
# Several countries had a ruler of such a name: Frederick II.
_NAMESAKES = re.compile(r" (?:I{1,3}|IV|V)\b")
# What somebody made in the year at the end, if no participle says what happened in it.
_MADE = re.compile(
    r"(?:who|(?:which|what) [a-z]+) (?P<verb>carved|composed|designed|discovered|invented|painted"
    r"|sculpted|wrote) (?!.*\b(?:about|born|fought|held|of|set|that|which|who|whose|\w+ed)\b)"
    r".*\bin \d{4}\?",
    re.IGNORECASE,
)
# A year that a lexicon knows of a birth may be the middle of a century.
_LEEWAY = 60
_AHEAD = re.compile(r"\b(?:due|will|next|upcoming|planned|expected|scheduled)\b", re.IGNORECASE)


# What people are known for who made something, if the key is unknown.
_MAKERS = {"carved": "art", "composed": "music", "painted": "art", "sculpted": "art"}


@item_rule("Q436", "warning", fix="Use options from the same time.", languages=ENGLISH_AND_GERMAN)
def other_time(question: Question, words: Words) -> Iterator[str]:
    """An option of another time.

    Comparing years rules it out.

    The stem gives a year, and an option's year is before or after it against the stem's words, or
    the years of two options are far from it while the key's is near. Or the stem asks who did
    something in a year, and an option died before it or was born after it, as WordNet knows.
    """
    asked = _years(question.stem) or [*map(int, _EARLY_YEAR.findall(question.stem))]
    if len(asked) != 1:
        return
    year = asked[0]
    low, high = _bounds(question, year, words)
    # Where the key breaks the bounds, they are not meant so.
    if any(not low <= each <= high for each in _years(question.answer)):
        return
    odd = [option for option in question.distractors if _is_outside(option, low, high)]
    # A single year far off may be part of a title: The Third of May 1808.
    if not (len(odd) > 1 or (odd and math.inf in (high, -low))):
        odd = _not_living(question, year)
    if odd:
        yield f"{listed(odd)} cannot be right beside the year {year}"


def _not_living(question: Question, year: int) -> list[str]:
    """Return the people among the options who did not live in a year in which somebody did a deed.

    If the key did not live then, the year is not that of the deed. For the year in which
    something was made, namesakes of another calling than the key's may have lived then: Francis
    Bacon. An unknown key is of the calling that the verb tells.
    """
    stem, answer = question.stem, question.answer
    if not _may_live(answer, year):
        return []
    odd = [option for option in question.distractors if not _may_live(option, year)]
    if DID.match(stem) or _DID_IN_GERMAN.match(stem):
        return odd
    if _DID_BY_NOUN.match(stem):
        return [option for option in odd if not _NAMESAKES.search(option)]
    callings = _callings_of_maker(stem, answer)
    known = [(option, named(option)) for option in odd]
    return [option for option, each in known if each and each.sorts & callings]


def _callings_of_maker(stem: str, answer: str) -> frozenset[str]:
    """Return what who made something is known for, none if the stem asks for no maker."""
    made = _MADE.match(stem)
    if not made:
        return frozenset()
    key = named(answer)
    if key is None:
        return frozenset(sort for verb, sort in _MAKERS.items() if verb == made["verb"].lower())
    return key.sorts if key.born is not None else frozenset()


def _may_live(name: str, year: int) -> bool:
    """Return whether somebody of a name may have lived in a year; many share a last name."""
    known = named(name)
    if known is None:
        return True
    is_full = len(name.split()) > 1
    return any(_lived(each, year) for each in (known, *(() if is_full else bearers(name))))


def _lived(known: Named, year: int) -> bool:
    """Return whether a known person may have lived in a year."""
    if known.born is None:
        return True
    if known.died is None:
        return known.born - _LEEWAY <= year
    return known.born <= year <= known.died


def _years(text: str) -> list[int]:
    return [int(year) for year in _YEAR_TEXT.findall(text)]


def _bounds(question: Question, year: int, words: Words) -> tuple[float, float]:
    """Return the least and the greatest year that an answer beside the stem's year may have."""
    stem = question.stem
    if _BEGUN.search(stem) or _AHEAD.search(stem):
        return year, math.inf
    if _ENDED.search(stem):
        return -math.inf, year
    far = _FAR if is_date(question, words) else _NEAR
    return year - far, year + far


def _is_outside(option: str, low: float, high: float) -> bool:
    said = _years(option)
    return len(said) == 1 and not low <= said[0] <= high


_BODIES = set_of("university museum court newspaper hospital authority company parliament army")
# Ministries stand for those who lead them.
_NO_PERSONS = _BODIES - {"authority", "parliament"}
# What a stem asks for and no name shows.
_PERSON, _POST, _SEAT = "person", "post", "seat"
_ASKED = SORTS | dict.fromkeys(
    ("man", "painter", "person", "politician", "president", "scientist", "woman", "writer"), _PERSON
)
_ASKED["post"] = _POST
# What is of none of these sorts: newspapers, seats of governments, politicians.
_APART_FROM_NAMES = set_of("authority company court newspaper treaty")
_OF_NATURE = set_of("desert glacier lake mountain ocean river sea")
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)
_POLITICIANS = frozenset(["power"])
_NEWSPAPER = late_pattern(
    r"(?:the )?(?:(?:[\w.]+ ){1,2}times|(?:washington|new york|huffington|jerusalem) post|"
    r"(?:chicago|herald) tribune|boston globe|daily (?:mail|telegraph)|wall street journal|"
    r"usa today)|the guardian|the times|le monde|pravda|izvestia",
    re.IGNORECASE,
)
# Companies of whose names nobody thinks of anything else, as of Amazon or Tesla.
_COMPANY = late_pattern(
    r"(?:the )?bbc|barclays|"
    r"microsoft|google|facebook|twitter|youtube|instagram|whatsapp|netflix|coca-cola|mcdonald's|"
    r"ikea|toyota|samsung|sony|nintendo|starbucks",
    re.IGNORECASE,
)
_IS_SEAT = late_pattern(
    r"the (?:kremlin|sorbonne|vatican|white house|house of (?:commons|representatives))",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\b(?:which|what) (?P<noun>(?:[\w.'\u2019-]+ ){0,2}?[\w'\u2019-]+)\b", re.IGNORECASE
)
_WHAT_IS = re.compile(
    r"what (?:is|was) (?:meant by )?(?P<name>[^?]+)\?|which description fits (?P<other>[^?]+)\?",
    re.IGNORECASE,
)


@item_rule(
    "Q437",
    "warning",
    fix="Use options of the sort that the stem asks for.",
    languages=ENGLISH_ALONE,
)
def other_sort(question: Question, words: Words) -> Iterator[str]:
    """An option of another sort.

    Readers rule out a lake when asked for a river.

    The stem asks for a river, a court, a company or a person, and an option's own words say that
    it is something else, or it is a newspaper, a company or a politician that everybody knows, or
    a capital or water of which WordNet says so.
    """
    sort = _sort_asked(question.stem)
    odd: list[str] = []
    if sort in (_PERSON, _POST):
        if not _sort_told(question.answer):
            odd = [each for each in question.distractors if _is_no_person(each)]
    elif not sort and _asks_for_person(question, words):
        odd = [each for each in question.distractors if _sort_told(each) in _BODIES]
    elif sort and sort_of(question.answer) in ("", sort):
        told = {each: sort_of(each) or _sort_of_known(each, sort) for each in question.distractors}
        if _sort_of_known(question.answer, sort) in ("", sort):
            odd = [each for each in question.distractors if told[each] not in ("", sort)]
    if odd:
        yield f"{listed(odd)} cannot be what the stem asks for"


def _sort_told(text: str) -> str:
    """Return the sort of what a name or description says, or of a name that everybody knows."""
    if _NEWSPAPER.fullmatch(text):
        return "newspaper"
    if _COMPANY.fullmatch(text):
        return "company"
    return _SEAT if _IS_SEAT.fullmatch(text) else sort_of(text)


def _is_no_person(text: str) -> bool:
    """Return whether a text names a body or a seat, or describes one: a daily founded by two men.

    A court painter is a person.
    """
    if _sort_told(text) == _SEAT or _NEWSPAPER.fullmatch(text):
        return True
    said = tokens(text)
    ends = (at for at, word in enumerate(said) if at and (word in BREAKS or word.endswith("ed")))
    last = said[next(ends, len(said)) - 1] if said else ""
    return SORTS.get(last) in _NO_PERSONS


def _sort_of_known(name: str, asked: str) -> str:
    """Return the sort of a known name beside a noun for bodies or waters, "" if it may be one.

    Newspapers are companies, and many companies and universities bear the names of people.
    """
    if asked in _OF_NATURE:
        return _sort_of_place(name)
    if asked not in _APART_FROM_NAMES:
        return ""
    told = _sort_told(name)
    if told:
        return "" if asked == "company" and told == "newspaper" else told
    known = named(name) if len(name.split()) > 1 else None
    return _PERSON if known and known.sorts == _POLITICIANS else ""


def _sort_of_place(name: str) -> str:
    """Return the sort that another name of a known place says: Nile River, capital of Kenya."""
    known = place(_ARTICLE.sub("", name))
    if known is None:
        return ""
    if any(alias.startswith("capital of ") for alias in known.aliases):
        return "city"
    return next(filter(None, map(sort_of, (known.name, *known.aliases))), "")


def _sort_asked(stem: str) -> str:
    """Return the sort of thing that a stem asks for by its noun, or asks to describe."""
    described = _WHAT_IS.fullmatch(stem.strip())
    if described:
        return sort_of(described["name"] or described["other"])
    asked = _WHICH.search(stem)
    return _ASKED.get(asked["noun"].split()[0].casefold(), "") if asked else ""


def _asks_for_person(question: Question, words: Words) -> bool:
    """Tell whether the key of a question with `who` looks like a person's name."""
    return (
        tokens(question.stem)[:1] == ("who",)
        and is_name(question.answer, words)
        and tokens(question.answer)[0] not in words.articles
        and not sort_of(question.answer)
        and not combines(question.answer, question)
    )


@item_rule(
    "Q439",
    "warning",
    fix="Replace it, or ask for a short answer.",
    languages=EVERY_LANGUAGE,
    pictures=True,
)
def unfit(question: Question, _words: Words) -> Iterator[str]:
    """An option that does not fit.

    Nobody who half knows the answer chooses it.

    The deck's facts or the senses of English nouns show that an option is of another time or size,
    or that it can't be what the stem asks for.
    """
    if question.unfit:
        verb = "do" if len(question.unfit) > 1 else "does"
        yield f"{listed(question.unfit)} {verb} not fit the question"
