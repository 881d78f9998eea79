"""Whether a paragraph says what a model proposes, more strictly than for what authors write."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.deck.dates import DateError, parse_date
from quizgen.drafting.answers import Proposed
from quizgen.drafting.shortening import MOST_WORDS
from quizgen.grounding.article import Article, Paragraph
from quizgen.grounding.dates import dates_in
from quizgen.grounding.elements import SaidDate
from quizgen.grounding.names import forms_of, holds_name, is_proper, names_in
from quizgen.grounding.numbers import numbers_in
from quizgen.grounding.quotations import holds_quotation
from quizgen.grounding.spans import Spans
from quizgen.grounding.stems import stems_of
from quizgen.grounding.words import as_line, normalised, plain_words, words_in

_DATES = ("date", "born", "died", "signed", "in_force", "expires")
# So much of what a description says must stand in its paragraph, by its weighty words.
_SHARE = 0.5
_OWN_WORDS = ("ask", "measure", "verb")


def why_not_there(fact: Proposed, paragraph: Paragraph, article: Article) -> str:
    """Return why a paragraph does not say a fact, "" if it does."""
    return next(_reasons(fact, paragraph, article), "")


def _reasons(fact: Proposed, paragraph: Paragraph, article: Article) -> Iterator[str]:
    for key, text in fact.texts.items():
        if key in _DATES:
            yield from _of_date(text, paragraph, article)
        elif key == "quote":
            if not holds_quotation(paragraph, text):
                yield f"the paragraph does not have the words “{text}”"
        else:
            yield from _of_text(key, text, paragraph, article)
        if _is_copied(text, paragraph):
            yield f"it copies more than {MOST_WORDS} words"


def _of_date(text: str, paragraph: Paragraph, article: Article) -> Iterator[str]:
    try:
        date = parse_date(text)
    except DateError:
        yield f"“{text}” is no date"
        return
    if not SaidDate(date).stands_in(paragraph, article):
        yield f"the paragraph does not have the date {text}"


def _of_text(key: str, text: str, paragraph: Paragraph, article: Article) -> Iterator[str]:
    line = normalised(text)
    yield from _of_numbers(line, paragraph, article.language)
    yield from _of_names(key, line, paragraph, article)
    words = stems_of(line, article.language)
    if key not in _OWN_WORDS and words and len(words & paragraph.stems) < _SHARE * len(words):
        yield f"the paragraph has few of the words of “{line[:80]}”"


def _of_numbers(line: str, paragraph: Paragraph, language: str) -> Iterator[str]:
    dates = dates_in(line, language)
    years = {year for date in paragraph.dates for year in date.years}
    for date in dates:
        if not set(date.years) <= years:
            yield f"the paragraph does not have {line[date.start : date.end]}"
    in_dates = Spans((date.start, date.end) for date in dates)
    for number in numbers_in(line, words_in(line), language):
        is_date = in_dates.touch(number.start, number.end)
        if not is_date and not number.values & paragraph.values:
            yield f"the paragraph does not have {line[number.start : number.end]}"


def _of_names(key: str, line: str, paragraph: Paragraph, article: Article) -> Iterator[str]:
    names = [line] if key in ("name", "by") and is_proper(line, article.language) else []
    found = names_in(line, article.language)
    names += [line[each.start : each.end] for each in found]
    for name in names:
        forms = forms_of([name], article)
        everywhere = any(holds_name(each, forms) for each in article.paragraphs)
        stands = holds_name(paragraph, forms) or (key != "name" and everywhere)
        if not stands and not _has_words(name, paragraph):
            yield f"the paragraph does not have the name {name}"


def _has_words(name: str, paragraph: Paragraph) -> bool:
    """Return whether a paragraph has every word of a name: the attack on Alexei Navalny."""
    return all(as_line([word]) in paragraph.plain for word in plain_words(name))


def _is_copied(text: str, paragraph: Paragraph) -> bool:
    words = plain_words(text)
    size = MOST_WORDS + 1
    runs = (words[at : at + size] for at in range(len(words) - size + 1))
    return any(as_line(run) in paragraph.plain for run in runs)
