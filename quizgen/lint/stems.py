"""Rules about the stem alone, and about the stem and its key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.language.words import (
    BLANK,
    Words,
    content,
    holds,
    hyphened,
    listed,
    remembered,
    sentences,
    unquoted,
    without_genitives,
)
from quizgen.late import late_pattern
from quizgen.lint.model import Question
from quizgen.lint.options import judged, vague_words
from quizgen.lint.rule import (
    ENGLISH_ALONE,
    ENGLISH_AND_GERMAN,
    EVERY_LANGUAGE,
    FIVE_LANGUAGES,
    item_rule,
)

MOST_WORDS, MOST_SENTENCES = 30, 2
# A blank that begins a shorter sentence is clear at a glance.
_MOST_AFTER_BLANK = 8
_EMPTY_QUESTION = re.compile(
    r"which (?:one )?(?:of (?:the following|these|those|the statements|the options)"
    r"(?: (?:statements|sentences|options|answers))?"
    r"|statements?|answers?|options?|sentences?) (?:is|are|would be) (?:not )?(?:the )?(?:most )?"
    r"(?:true|correct|false|wrong|incorrect|right|best|accurate)"
    r"(?: answer| one| statement| option)?\s*\??"
    r"|(?:choose|select|mark|pick|find|identify|tick) the (?:most )?"
    r"(?:true|correct|right|best|false|wrong|incorrect) "
    r"(?:statement|answer|option|sentence|choice)s?\s*\.?"
    r"|welche (?:der folgenden )?(?:aussagen?|antworten?|behauptungen?) "
    r"(?:ist|sind|trifft|treffen)(?: nicht)? "
    r"(?:richtig|falsch|wahr|korrekt|zutreffend|zu)\s*\??",
    re.IGNORECASE,
)
# A row of numbers to continue, or a sum to do.
_GOES_ON = re.compile(r"[\d\s,;.-]+\s*(?:\u2026|\.{3})|.*=")
_NAME_ASKED = re.compile(
    r"\b(?:names?|named|called|abbreviat\w+|acronym|symbol|stands? for|known as"
    r"|heißt|genannt|Abkürzung|Kurzname|steht für)\b",
    re.IGNORECASE,
)
_FALSE_ASKED = late_pattern(
    r"\b(?:is|are) (false|incorrect|untrue|wrong)\s*\??$|\b(?:ist|sind) (falsch)\s*\??$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1\d|20|21)\d\d\b|\bas of\b|\bcentury\b", re.IGNORECASE)


@item_rule("Q413", "warning", fix="Reword the stem.", languages=FIVE_LANGUAGES)
def holds_key(question: Question, words: Words) -> Iterator[str]:
    """The stem holds the key.

    The question answers itself.

    The key, another name of it, or forms of all its words stand in the stem, and no distractor
    does.
    """
    if compares(question, words):
        return
    said = without_genitives(question.stem)
    # A question for a short name has to give the full name.
    names = () if _NAME_ASKED.search(question.stem) else sorted(question.names)
    for name in (question.answer, *names):
        if _stands(name, said, words):
            yield f"the stem says {listed((name,))}"
            return
    asked = content(question.stem, words)
    if _is_told(question.answer, asked, words) and not any(
        _is_told(option, asked, words) for option in question.distractors
    ):
        yield f"the stem says {listed((question.answer,))} in other words"


def _is_told(option: str, asked: frozenset[str], words: Words) -> bool:
    """Tell whether the stem has a form of each word of an option, and of two words at least."""
    stems = content(option, words)
    return len(stems) > 1 and stems <= asked


@remembered
def compares(question: Question, words: Words) -> bool:
    """Tell whether the stem names a distractor as well, as in "which is larger, a or b?"."""
    said = without_genitives(question.stem)
    return any(_stands(option, said, words) for option in question.distractors)


def _stands(name: str, said: tuple[str, ...], words: Words) -> bool:
    part = without_genitives(name)
    part = part[1:] if len(part) > 1 and part[0] in words.articles else part
    return holds(said, part) and any(len(word) > 2 and word not in words.stop for word in part)


@item_rule("Q422", "info", fix="Ask for what is true.", languages=ENGLISH_AND_GERMAN, pictures=True)
def negative(question: Question, words: Words) -> Iterator[str]:
    """A negative stem.

    Readers miss the word, and knowing what is wrong is not the aim.

    The question itself says `not`, `except` or `never`.
    """
    asked = hyphened(unquoted(_question(question.stem, words)))
    false = _FALSE_ASKED.search(question.stem)
    if false:
        yield f"the question asks for what is {false[1] or false[2]}"
        return
    asked = asked[: _reported_from(asked, words)]
    for before, word, after in zip(["", *asked], asked, [*asked[1:], ""], strict=False):
        # "not only" and "no longer" ask for what is true.
        if _negates(before, word, words) and after.lower() not in words.limits:
            yield f"the question says {listed((word,))}"
            return


def _negates(before: str, word: str, words: Words) -> bool:
    """Tell whether a word makes the question negative; it does not in a title or after `or`."""
    is_title = word.istitle() and before != ""
    if is_title or before.lower() in ("or", "if", "oder", "ob"):
        return False
    denies = word.lower() in words.denying and before in words.copulas
    return denies or word.lower() in words.negatives


def _reported_from(asked: tuple[str, ...], words: Words) -> int:
    """Return where a reported clause begins (who said that …), whose negation does not count."""
    for index, word in enumerate(asked[1:], 1):
        if word == "that" and asked[index - 1].lower() in words.reporting:
            return index
    return len(asked)


@remembered
def _question(stem: str, words: Words) -> str:
    """Return the sentences with a question mark or a blank, otherwise the last sentence."""
    said = sentences(stem, words)
    asking = [each for each in said if "?" in each or BLANK.search(each)]
    return " ".join(asking or said[-1:])


@item_rule("Q424", "info", fix="Give a figure instead.", languages=FIVE_LANGUAGES, pictures=True)
def vague(question: Question, words: Words) -> Iterator[str]:
    """Vague words.

    People disagree on how often `often` is.

    The question or an option does not say exactly how often or how many. Asking `how often` is
    fine.
    """
    said = [] if question.pictured else vague_words(question, words)
    if said:
        yield f"the options say {listed(said)}"
    asked = hyphened(unquoted(_question(question.stem, words)))
    frequencies = words.vague - words.amounts
    for before, word in zip(["", *asked], asked, strict=False):
        if word in frequencies and before.lower() not in words.measured:
            yield f"the question says {listed((word,))}"
            return


@item_rule(
    "Q427",
    "warning",
    fix="Keep to 30 words in at most two sentences.",
    languages=EVERY_LANGUAGE,
    stems=True,
    pictures=True,
)
def long_stem(question: Question, words: Words) -> Iterator[str]:
    """A long stem.

    It tests reading.

    A stem has over 30 words or over two sentences.
    """
    length, count = len(hyphened(question.stem)), len(sentences(question.stem, words))
    if length > MOST_WORDS or count > MOST_SENTENCES:
        yield f"the stem has {length} words in {count} sentence{'s' if count != 1 else ''}"


@item_rule(
    "Q428",
    "warning",
    fix="Ask a full question, or put the blank at the end.",
    languages=ENGLISH_AND_GERMAN,
)
def unfocused(question: Question, words: Words) -> Iterator[str]:
    """An unfocused stem.

    Only the options tell what the question is.

    A stem asks nothing, or begins with its blank and goes on for more than eight words.
    """
    stem = question.stem.strip()
    blank = BLANK.search(stem.rstrip(". \u2026"))
    if _EMPTY_QUESTION.fullmatch(stem):
        yield "the question makes no sense without its options"
    elif (
        blank
        and not hyphened(BLANK.sub("", stem[: blank.end()]))
        and len(hyphened(stem[blank.end() :])) > _MOST_AFTER_BLANK
    ):
        yield "the blank stands at the beginning"
    elif "?" not in stem and not blank and not _open(stem, words) and not judged(question):
        yield "the stem has neither a question nor a blank"


def _open(stem: str, words: Words) -> bool:
    """Tell whether a stem asks without a mark, gives a task, or breaks off for the options."""
    said = [word.casefold() for word in hyphened(stem)]
    if not said:
        return False
    if _GOES_ON.fullmatch(stem) or _asks(said, words) or _sets_task(stem, words):
        return True
    return len(said) > 3 and _breaks_off(stem, said[-1], words)


def _sets_task(stem: str, words: Words) -> bool:
    """Tell whether a sentence begins with an imperative: solve for x."""
    firsts = (hyphened(said)[:1] for said in sentences(stem, words))
    return any(first[0].casefold() in words.imperatives for first in firsts if first)


def _asks(said: list[str], words: Words) -> bool:
    """Tell whether the words begin as a question does: which, in which, did."""
    return said[0] in words.auxiliaries or not words.question.isdisjoint(said[:2])


def _breaks_off(stem: str, last: str, words: Words) -> bool:
    return stem.endswith(":") or (last in words.open_ends and stem[-1] not in ".!")


@item_rule(
    "Q431",
    "warning",
    fix="Say in the question when. In a kind, `{when}` shows the `as_of` of the value.",
    languages=ENGLISH_ALONE,
    stems=True,
    pictures=True,
)
def undated(question: Question, _words: Words) -> Iterator[str]:
    """No date for what changes.

    The answer will be wrong one day.

    The answer changes with time, and the stem names no date.
    """
    if question.as_of and not _YEAR.search(question.stem):
        yield "the question does not say when its answer is true"
